/**
 * One thing at a time: which section is shown, where the focus goes, what the tab is called.
 *
 * Knows the sections of the form and the address' hash (a section's id, never anything typed). Does not know what
 * a section asks.
 */

import { findAll, finder } from "../common/find.js";

/**
 * @typedef {object} Hooks
 * @property {(id: string) => string} allow  Gives the section to show when id is asked for.
 * @property {(id: string, message: string) => HTMLElement | undefined} arrived  Told which section is shown and the message
 *   to announce there. May return the element that gets the focus.
 */

const find = finder("steps");

/** @type {HTMLFormElement} */
let form;
/** @type {HTMLElement[]} */
let steps = [];
let siteTitle = "";
/** @type {Hooks} */
let hooks = { allow: (id) => id, arrived: () => undefined };

/**
 * Begin to show one section at a time.
 * @param {HTMLFormElement} root
 * @param {Hooks} tools
 */
export function start(root, tools) {
  form = root;
  hooks = tools;
  steps = findAll(form, ".step");
  siteTitle = document.title;
  window.addEventListener("hashchange", () => {
    // Other places of the page have addresses too (the skip link's); going there is no step.
    const id = location.hash.slice(1);
    if (id === "" || isStep(id)) showStep(id, { moveFocus: true });
  });
  showStep(location.hash.slice(1), { moveFocus: false });
}

/** Neither the address nor the tab's name says anything that was written. */
export const forget = () => {};
export const holdsText = () => false;

/**
 * Show a section, and add it to the browser's history.
 * @param {string} id
 * @param {string} [message]  What to announce there.
 */
export function goToStep(id, message = "") {
  if (location.hash !== "#" + id) history.pushState(null, "", "#" + id);
  showStep(id, { moveFocus: true, message });
}

/** The id of the section that is shown. */
export const currentStep = () => steps.find((step) => !step.hidden)?.id;

/** @param {string} id */
const isStep = (id) => steps.some((step) => step.id === id);

/**
 * @param {string} wanted
 * @param {{moveFocus: boolean, message?: string}} how
 */
function showStep(wanted, { moveFocus, message = "" }) {
  const asked = isStep(wanted) ? wanted : "start";
  const id = hooks.allow(asked);
  if (id !== asked) history.replaceState(null, "", "#" + id);
  for (const step of steps) step.hidden = step.id !== id;
  document.documentElement.dataset.step = id;
  const heading = find(form, `#${id}-title`);
  document.title = id === "start" ? siteTitle : `${heading.innerText.replace(/\s+/g, " ").trim()} – ${siteTitle}`;
  const target = hooks.arrived(id, message);
  if (!moveFocus) return;
  if (target) return target.focus();
  // The heading, not the field: a screen reader then says where one is before what is asked, and no keyboard
  // comes up over the question on a phone.
  window.scrollTo(0, 0);
  heading.focus({ preventScroll: true });
}
