/**
 * Quick exit: leaves the page at once, by its button or by pressing Shift three times.
 *
 * Started before everything else on the page, and needs no other part: what the page wants done first is told to
 * setExitTasks, and each task runs in a try of its own. Leaving itself is three plain steps that need only the document:
 * the fields are emptied, the page is emptied, the address is replaced. The browser's history is beyond a page's reach,
 * and the messages say so.
 */

import { attempt, emptyFields } from "../common/clearing.js";

const QUICK = 1500; // ms within which Shift is pressed three times, so that slow typing is no exit

/** @typedef {{keep: () => void, clear: () => void}} Tasks  Renew the autosave on an own device; let the parts forget. */

/** @type {Tasks} */
let tasks = { keep: () => {}, clear: () => {} };
let leaving = false;

/** @param {Tasks} page */
export function setExitTasks(page) {
  tasks = page;
}

/** Whether the page is being left by quick exit: then nothing may hold it up with a question. */
export const isLeaving = () => leaving;

/** @param {Document} root */
export function startExit(root) {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-exit]"))) {
    button.addEventListener("click", exit);
    button.style.visibility = "visible"; // the bar is hidden until the other scripts have started (css/builder.css)
  }
  /** @type {number[]} */
  let presses = [];
  root.addEventListener("keydown", (event) => {
    if (event.repeat) return;
    presses = event.key === "Shift" ? [...presses, event.timeStamp].filter((time) => event.timeStamp - time < QUICK) : [];
    if (presses.length === 3) exit();
  });
}

function exit() {
  leaving = true;
  attempt("The autosave was not renewed", () => tasks.keep());
  attempt("The fields were not emptied", () => emptyFields(document));
  attempt("The page was not emptied", () => document.body.replaceChildren());
  attempt("The tab's name was not emptied", () => (document.title = ""));
  attempt("The parts did not forget", () => tasks.clear());
  location.replace("about:blank");
}
