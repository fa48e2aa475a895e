/**
 * Leaving the page in other ways than quick exit: a warning before text is lost, and an empty page to come back to.
 *
 * Knows the browser's events. What is cleared, the registry of parts knows (common/parts.js).
 */

import { attempt } from "../common/clearing.js";
import { clearParts } from "../common/parts.js";
import { hasAnswers } from "../form/plan.js";
import { device } from "../form/setup.js";
import { autosaveNow, isAutosaved } from "./autosave.js";
import { isLeaving, setExitTasks } from "./exit.js";
import { isDeletedElsewhere } from "./store.js";

/** A page that cannot say whose device it is counts as borrowed. */
export const isOwnDevice = () => attempt("The device is not known", () => device() === "own") ?? false;

export function start() {
  setExitTasks({ keep: autosaveNow, clear: clearParts });
  window.addEventListener("beforeunload", (event) => {
    if (!isLeaving() && !isAutosaved() && hasAnswers()) event.preventDefault();
  });
  // After leaving, the browser may put the page into its back/forward cache. On a borrowed device the page is empty by
  // then, and is loaded again when somebody comes back to it. On an own device that happens when everything has been
  // cleared in another tab meanwhile.
  window.addEventListener("pagehide", () => {
    if (isLeaving() || isOwnDevice()) return;
    document.body.replaceChildren(); // first: Firefox stops a script that takes its time while the page is left
    clearParts();
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted || (isOwnDevice() && !isDeletedElsewhere())) return;
    clearParts();
    location.reload();
  });
}

export const forget = () => {};
export const holdsText = () => false;
