/**
 * One thing at a time: which section is shown, where the focus goes, what the tab is called.
 *
 * Knows the sections of the form and the address' hash (a section's id, never anything typed). Does not know what
 * a section asks.
 */

import { form } from "./form.js";

const steps = /** @type {HTMLElement[]} */ ([...form.querySelectorAll(".step")]);
const siteTitle = document.title;

/** @type {(id: string) => string} */
let allow = (id) => id;
/** @type {(id: string, message: string) => HTMLElement | undefined} */
let arrived = () => undefined;

/**
 * Begin to show one section at a time.
 * @param {{allow: (id: string) => string, arrived: (id: string, message: string) => HTMLElement | undefined}} hooks
 *   allow gives the section to show when id is asked for; arrived is told which one is shown and what to say there, and may say what gets the focus.
 */
export function startSteps(hooks) {
  ({ allow, arrived } = hooks);
  window.addEventListener("hashchange", () => {
    // Other places of the page have addresses too (the skip link's); going there is no step.
    const id = location.hash.slice(1);
    if (id === "" || isStep(id)) show(id, true);
  });
  show(location.hash.slice(1), false);
}

/** What to say in the section that is on its way. */
let message = "";

/**
 * @param {string} id  Section to go to; the browser's own back button comes back from it.
 * @param {string} [say]  What to say there.
 */
export function go(id, say = "") {
  message = say;
  if (location.hash !== "#" + id) history.pushState(null, "", "#" + id);
  show(id, true);
}

/** The id of the section that is shown. */
export const current = () => steps.find((step) => !step.hidden).id;

const isStep = (id) => steps.some((step) => step.id === id);

function show(wanted, moveFocus) {
  const asked = isStep(wanted) ? wanted : "start";
  const id = allow(asked);
  if (id !== asked) history.replaceState(null, "", "#" + id);
  for (const step of steps) step.hidden = step.id !== id;
  document.documentElement.dataset.step = id;
  const heading = /** @type {HTMLElement} */ (form.querySelector(`#${id}-title`));
  document.title = id === "start" ? siteTitle : `${heading.innerText.replace(/\s+/g, " ").trim()} – ${siteTitle}`;
  const target = arrived(id, message);
  message = "";
  if (!moveFocus) return;
  if (target) return target.focus();
  // The heading, not the field: a screen reader then says where one is before what is asked, and no keyboard
  // comes up over the question on a phone.
  window.scrollTo(0, 0);
  heading.focus({ preventScroll: true });
}
