/**
 * The builder's page: starts the parts of the form, and decides what happens when one step is left for another.
 *
 * Runs last in a page that is whole without it. Each part knows one thing; how they are started, cleared and asked, the
 * registry knows (common/parts.js). Quick exit has been started already, by js/exit.js.
 */

import { attempt } from "./common/clearing.js";
import { askInDialog, startDialogs } from "./common/dialogs.js";
import { refuseStrayDrops } from "./common/drops.js";
import { findAll } from "./common/find.js";
import { announce, messages, today } from "./common/messages.js";
import { startPart } from "./common/parts.js";
import * as items from "./form/items.js";
import * as list from "./form/list.js";
import * as plan from "./form/plan.js";
import * as review from "./form/review.js";
import * as setup from "./form/setup.js";
import * as sheet from "./form/sheet.js";
import * as spelling from "./form/spelling.js";
import * as steps from "./form/steps.js";
import * as coach from "./help/coach.js";
import * as duForm from "./help/du-form.js";
import * as duSheet from "./help/du-sheet.js";
import * as engine from "./help/engine.js";
import * as guard from "./help/guard.js";
import * as openers from "./help/openers.js";
import * as autosave from "./keep/autosave.js";
import * as clearAll from "./keep/clear-all.js";
import * as files from "./keep/files.js";
import * as idle from "./keep/idle.js";
import * as leaving from "./keep/leaving.js";
import * as offlineCopy from "./keep/offline-copy.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("builder"));

/** The first choice comes first: until the device is known, no other step is shown. @param {string} id */
const allow = (id) => (id !== "start" && setup.device() === "" ? "start" : id);

/**
 * A step is shown.
 * @param {string} id
 * @param {string} message  What to announce.
 * @returns {HTMLElement | undefined} what gets the focus, if not the heading
 */
function arrived(id, message) {
  attempt("The passphrase was not closed", files.leavePassphrase);
  announce(message);
  if (id === "start") showAll("[data-if-answers]", plan.hasAnswers());
  if (id === "sheet") {
    attempt("The sheet was not filled", () => sheet.fillSheet());
    attempt("The du-form on the sheet's step was not shown", duSheet.showDuOnSheet);
    showAll("[data-borrowed]", setup.device() === "borrowed");
  }
  return id === "review" ? review.showReview() : review.fieldToEdit(id);
}

/**
 * @param {string} selector
 * @param {boolean} isShown
 */
function showAll(selector, isShown) {
  for (const element of findAll(form, selector)) element.hidden = !isShown;
}

/** Use the plan that was in a file. @param {Record<string, any>} opened */
async function useOpened(opened) {
  if (plan.hasAnswers() && !(await askInDialog("replace-dialog"))) return;
  const partly = plan.writePlan(opened) ? "" : " " + messages.file.partly;
  autosave.noteWritten(opened.updated);
  autosave.autosaveNow();
  if (setup.device() !== "") return steps.goToStep("review", messages.file.opened + partly);
  arrived("start", messages.file.opened_choose + partly);
  setup.askForDevice();
}

form.addEventListener("click", (event) => {
  const { go } = /** @type {Element} */ (event.target).closest("button")?.dataset ?? {};
  if (go && (steps.currentStep() !== "start" || setup.checkSetup())) steps.goToStep(go);
});
form.addEventListener("submit", (event) => event.preventDefault());

async function start() {
  startDialogs(document);
  refuseStrayDrops(document);
  startPart("setup", setup, form);
  startPart("list", list, form);
  startPart("plan", plan, form);
  startPart("autosave", autosave, form);
  // Before anything is asked: one can leave while it is.
  startPart("leaving", leaving, form);
  startPart("idle", idle, form);
  attempt("What was typed before the scripts came was not noted", () => plan.hasAnswers() && autosave.noteWritten(today()));
  const message = await autosave.resume().catch(() => "");
  attempt("The address did not choose the writer", setup.chooseFromAddress);
  document.documentElement.classList.replace("no-js", "js");
  startPart("sheet", sheet, form);
  startPart("review", review, form);
  startPart("items", items, form);
  startPart("spelling", spelling, form);
  startPart("files", files, form, { opened: useOpened });
  startPart("engine", engine, form);
  for (const [name, part] of Object.entries({ duForm, openers, coach, guard })) startPart(name, part, form, { ask: engine.askEngine });
  startPart("duSheet", duSheet, form);
  startPart("steps", steps, form, { allow, arrived }); // after all that arrived() asks: the address may name any step
  startPart("clearAll", clearAll, form, { loadEngine: engine.loadEngine });
  startPart("offlineCopy", offlineCopy, form, { isStill: engine.isStill });
  announce(message);
  if (setup.device() === "own") autosave.claimAutosave();
}

start();
