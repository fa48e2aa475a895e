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
/** @type {(id: string) => void} */
let arrived = () => {};

/**
 * Begin to show one section at a time.
 * @param {{allow: (id: string) => string, arrived: (id: string) => void}} hooks
 *   allow gives the section to show when id is asked for; arrived is told which one is shown.
 */
export function startSteps(hooks) {
  ({ allow, arrived } = hooks);
  window.addEventListener("hashchange", () => show(location.hash.slice(1), true));
  show(location.hash.slice(1), false);
}

/** @param {string} id  Section to go to; the browser's own back button comes back from it. */
export function go(id) {
  if (location.hash === "#" + id) show(id, true);
  else location.hash = id;
}

/** The id of the section that is shown. */
export const current = () => steps.find((step) => !step.hidden).id;

function show(wanted, moveFocus) {
  const asked = steps.some((step) => step.id === wanted) ? wanted : "start";
  const id = allow(asked);
  if (id !== asked) history.replaceState(null, "", "#" + id);
  for (const step of steps) step.hidden = step.id !== id;
  document.documentElement.dataset.step = id;
  const heading = /** @type {HTMLElement} */ (form.querySelector(`#${id}-title`));
  document.title = id === "start" ? siteTitle : `${heading.innerText.replace(/\s+/g, " ").trim()} – ${siteTitle}`;
  arrived(id);
  if (!moveFocus) return;
  // The heading, not the field: a screen reader then says where one is before what is asked, and no keyboard
  // comes up over the question on a phone.
  window.scrollTo(0, 0);
  heading.focus({ preventScroll: true });
}
