/**
 * When the copy on a person's own device is renewed and taken up, and what is said about it.
 *
 * Knows the form and the store, and which tab's turn it is. Where the device is not the person's own it does nothing.
 */

import { device, form, hasAnswers, readPlan, setUpdated, writePlan } from "../form/form.js";
import { askDialog } from "./leave.js";
import { checkPlan } from "./savefile.js";
import { beFirst, keep, leaveCopy, recall } from "./store.js";
import { announce, words } from "../common/words.js";

const KEEP_EVERY = 300; // ms between renewals of a large text while somebody types: it takes an old phone a while
const LARGE = 20_000; // characters; a smaller text is kept at each key, so that a tab may end at any moment

let timer = 0;
/** What came of the last attempt to keep a copy; what is not "kept" is said once. */
let outcome = "kept";
/** Whether anything has been written here since the copy was taken up. */
let touched = false;
let claimed = false;
/** Whether it is not known yet which tab is first. */
let undecided = false;

/** Note that something has been written. @param {string} date  "YYYY-MM-DD" */
export function written(date) {
  setUpdated(date);
  touched = true;
}

/** Whether something has been written that is not forgotten yet, though it may have been taken away again. */
export const isTouched = () => touched;

/** Whether all that is written lies in a copy that outlives this page. */
export const isKept = () => device() === "own" && outcome === "kept";

export function keepSoon() {
  if (!touched) return;
  const length = [...form.elements].reduce((sum, field) => sum + (field instanceof HTMLTextAreaElement ? field.value.length : 0), 0);
  if (length < LARGE) keepNow();
  else timer ||= setTimeout(keepNow, KEEP_EVERY);
}

export function keepNow() {
  clearTimeout(timer);
  timer = 0;
  if (undecided || device() !== "own" || !(touched || hasAnswers())) return;
  const before = outcome;
  outcome = keep(readPlan());
  if (outcome !== before) announce(outcome === "kept" ? "" : words.storage[outcome]);
}

/** Write no more until something new is written. The copy that is there stays. */
export function stopKeeping() {
  clearTimeout(timer);
  timer = 0;
  touched = false;
  outcome = "kept";
}

/** Take the place of the tab that keeps the copy, or say that another tab has it and wait for it to close. */
export async function claim() {
  if (claimed) return outcome === "elsewhere" ? undefined : takeOver(); // chosen again
  claimed = true;
  undecided = true;
  const first = await beFirst(takeOver);
  undecided = false;
  if (first) return keepNow();
  outcome = "elsewhere";
  announce(words.storage.elsewhere);
}

/**
 * The tab that kept the copy has closed. Its text is taken up, unless something else has been written here; where the
 * device is said to be another's, not until it is said to be the person's own.
 */
async function takeOver() {
  if (device() !== "own") {
    outcome = "kept";
    return;
  }
  if (!touched) announce(await resume());
  keepNow();
}

/**
 * Take up the copy from last time. What somebody has typed before the scripts came is not thrown away for it.
 * @returns {Promise<string>} what to say
 */
export async function resume() {
  const copy = recall();
  if (copy === null) return "";
  const { plan } = checkPlan(copy);
  if (!plan || (touched && !(await askDialog("resume-dialog")))) {
    leaveCopy();
    return plan ? "" : words.storage.unreadable;
  }
  if (recall() === null) return ""; // another tab has cleared everything while it was asked
  /** @type {HTMLInputElement} */ (form.querySelector('input[name="device"][value="own"]')).checked = true;
  writePlan(plan);
  return words.storage.resumed;
}
