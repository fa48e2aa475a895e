/**
 * "Clear everything": asks once, then clears this page, the stored plan and the offline copy, here and in other tabs.
 *
 * Knows what is to be cleared and in which order; each step is tried by itself.
 */

import { attempt } from "../common/clearing.js";
import { askInDialog } from "../common/dialogs.js";
import { messages } from "../common/messages.js";
import { clearParts } from "../common/parts.js";
import { goToStep } from "../form/steps.js";
import { deleteOfflineCopy } from "./offline-copy.js";
import { deleteStored, onClearedElsewhere } from "./store.js";

/** @type {() => void} */
let loadEngine = () => {};

/**
 * @param {HTMLFormElement} root
 * @param {{loadEngine: typeof loadEngine}} tools
 */
export function start(root, tools) {
  loadEngine = tools.loadEngine;
  root.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest("[data-clear]")) clearAll();
  });
  onClearedElsewhere(() => {
    clearParts();
    attempt("The stored plan was not deleted", () => deleteStored({ everywhere: false })); // what was written here before this was heard
    attempt("The first step was not shown", () => goToStep("start", messages.leave.cleared));
  });
}

export const forget = () => {};
export const holdsText = () => false;

/** If the question is not on the page, the press is answer enough: the button says what it does. */
async function clearAll() {
  if (!(await askInDialog("clear-dialog").catch(() => true))) return;
  clearParts();
  attempt("The stored plan was not deleted", () => deleteStored({ everywhere: true }));
  attempt("The offline copy was not deleted", deleteOfflineCopy);
  attempt("The first step was not shown", () => goToStep("start", messages.leave.cleared));
  attempt("The engine was not started", loadEngine);
}
