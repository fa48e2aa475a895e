/**
 * The autosave on a person's own device: when the plan is stored, when it is taken up again, and what is said about it.
 *
 * Knows the form and the store, and which tab's turn it is. Where the device is not the person's own, nothing is stored.
 */

import { report } from "../common/clearing.js";
import { askInDialog } from "../common/dialogs.js";
import { findAll, finder } from "../common/find.js";
import { ANSWERS_CHANGED } from "../common/events.js";
import { announce, messages, today } from "../common/messages.js";
import { hasAnswers, readPlan, setUpdated, writePlan } from "../form/plan.js";
import { device } from "../form/setup.js";
import { checkPlan } from "./savefile.js";
import { becomeFirstTab, deleteStored, leaveStoredAlone, readStored, writeStored } from "./store.js";

const EVERY = 300; // ms between renewals of a large text while somebody types: one renewal takes an old phone a while
const LARGE = 20_000; // characters; a smaller text is stored at each key, so that a tab may end at any moment
const find = finder("autosave");

/** @type {HTMLFormElement} */
let form;
let timer = 0;
/** What came of the last attempt to store the plan; what is not "kept" is said once. */
let outcome = "kept";
/** Whether anything has been written here since a plan was taken up, though it may have been removed again. */
let isTouched = false;
let hasClaimed = false;
/** Whether it is not known yet which tab is first. */
let isUndecided = false;

/** @param {HTMLFormElement} root */
export function start(root) {
  form = root;
  form.addEventListener(ANSWERS_CHANGED, () => {
    noteWritten(today());
    autosaveSoon();
  });
  form.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.name === "device" && field.value === "borrowed") deleteStored({ everywhere: false });
    if (field.name === "device" && field.value === "own") claimAutosave();
    if (field.name === "device" || field.name === "written_by") autosaveSoon();
  });
  window.addEventListener("pagehide", autosaveNow);
  // A phone may end a hidden page without another event.
  document.addEventListener("visibilitychange", () => document.hidden && autosaveNow());
  // A new version of the site asks to take over (js/offline.js): not while text would be lost.
  document.addEventListener("renew", (event) => {
    autosaveNow();
    if (!isAutosaved() && hasAnswers()) event.preventDefault();
  });
}

/** Store nothing until something new is written. What is stored stays. */
export function forget() {
  clearTimeout(timer);
  timer = 0;
  isTouched = false;
  outcome = "kept";
}

export const holdsText = () => isTouched;

/**
 * Note that something has been written.
 * @param {string} date  "YYYY-MM-DD"
 */
export function noteWritten(date) {
  setUpdated(date);
  isTouched = true;
}

/** Whether all that is written is stored where it outlives this page. */
export const isAutosaved = () => device() === "own" && outcome === "kept";

function autosaveSoon() {
  if (!isTouched) return;
  const length = findAll(form, "textarea").reduce((sum, field) => sum + /** @type {HTMLTextAreaElement} */ (field).value.length, 0);
  if (length < LARGE) autosaveNow();
  else timer ||= setTimeout(autosaveNow, EVERY);
}

/** Store the plan, where the device is the person's own and this tab is the first. */
export function autosaveNow() {
  clearTimeout(timer);
  timer = 0;
  if (isUndecided || device() !== "own" || !(isTouched || hasAnswers())) return;
  const before = outcome;
  outcome = writeStored(readPlan());
  if (outcome !== before) announce(outcome === "kept" ? "" : messages.storage[outcome]);
}

/** Become the tab that stores the plan, or say that another tab does and wait for it to close. */
export async function claimAutosave() {
  if (hasClaimed) return outcome === "elsewhere" ? undefined : takeOver(); // chosen again
  hasClaimed = true;
  isUndecided = true;
  const isFirst = await becomeFirstTab(takeOver);
  isUndecided = false;
  if (isFirst) return autosaveNow();
  outcome = "elsewhere";
  announce(messages.storage.elsewhere);
}

/**
 * The tab that stored the plan has closed. Load its text, unless something has been written here. On a borrowed device,
 * wait until the person says that the device is their own.
 */
async function takeOver() {
  if (device() !== "own") {
    outcome = "kept";
    return;
  }
  if (!isTouched) announce(await resume());
  autosaveNow();
}

/**
 * Load the stored plan. What somebody has typed before the scripts came is not replaced without a question.
 * @returns {Promise<string>} what to announce
 */
export async function resume() {
  const stored = readStored();
  if (stored === null) return "";
  const { plan } = checkPlan(stored);
  if (!plan || (isTouched && !(await askInDialog("resume-dialog").catch(() => false)))) {
    leaveStoredAlone();
    return plan ? "" : messages.storage.unreadable;
  }
  if (readStored() === null) return ""; // another tab has cleared everything while the question was open
  try {
    writePlan(plan);
    find(form, 'input[name="device"][value="own"]', HTMLInputElement).checked = true;
  } catch (error) {
    // An extension has changed the form: a part of the plan must not replace the whole one.
    report("The stored plan was not loaded", error);
    leaveStoredAlone();
    return messages.storage.unreadable;
  }
  return messages.storage.resumed;
}
