/**
 * The small questions beside a goal: their answers can be put together into a sentence and taken as the goal.
 *
 * Knows the fields that the form has for them. Which ones to show, the coach's finding says; what the sentence is, an
 * engine. The goal changes only when a button is pressed, and what it said before stays beside it, to be had back.
 */

import { makeButton, paragraph } from "../common/elements.js";
import { form } from "../form/form.js";
import { words } from "../common/words.js";

const PAUSE = 1000; // ms without a key before the sentence is made anew

const timers = new WeakMap();
/** For each goal what it has taken in, the latest last: {before, sentence}. The latest `before` is a field of the form too. */
let taken = new WeakMap();
/** For each block the sentence that its answers give; none while they are being put together. */
const made = new WeakMap();
/** @type {(request: object) => Promise<any>} */
let ask;

const near = (field, selector) => /** @type {HTMLElement} */ (field.parentElement.querySelector(`:scope > ${selector}`));
const blockOf = (field) => near(field, "[data-openers]");
const goalOf = (block) => /** @type {HTMLTextAreaElement} */ (near(block, "[data-coached]"));
const rowsOf = (block) => /** @type {HTMLElement[]} */ ([...block.querySelectorAll("[data-opener]")]);
const inputIn = (row) => /** @type {HTMLInputElement} */ (row.querySelector("input"));
const isFilled = (row) => inputIn(row).value.trim() !== "";
const beforeOf = (field) => /** @type {HTMLTextAreaElement} */ (near(field, "[data-before]").querySelector("textarea"));
const latest = (field) => taken.get(field)?.at(-1);

/** @param {(request: object) => Promise<any>} askEngine */
export function startOpeners(askEngine) {
  ask = askEngine;
  form.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.dataset.coached && !latest(field)) showBeside(near(field, "[data-earlier]"));
    const block = field.closest("[data-opener]") && field.closest("[data-openers]");
    if (!block) return;
    made.delete(block);
    clearTimeout(timers.get(block));
    timers.set(block, setTimeout(() => compose(block), PAUSE));
  });
  // Another plan is put into the form, or none, right after the event.
  form.addEventListener("reset", () => queueMicrotask(refresh));
  refresh();
}

/** Show what is filled in, after the form has got other answers than it had. */
function refresh() {
  taken = new WeakMap();
  for (const block of form.querySelectorAll("[data-openers]")) {
    const field = goalOf(block);
    const before = beforeOf(field).value;
    // What was taken in on an earlier visit is not known until the sentence has been made again. Until then whatever
    // stands in the goal counts as written by hand, so that the way back does not lose it.
    if (before !== "") taken.set(field, [{ before, sentence: null }]);
    showEarlier(field);
    close(block);
    compose(block);
  }
}

// ---- the questions -------------------------------------------------------------------------------------------

/**
 * A button that shows the questions which belong to a finding; none when they are all there.
 * @returns {HTMLButtonElement[]}
 */
export function openButton(field, finding) {
  const block = blockOf(field);
  const ids = finding.openers ?? [];
  const asked = rowsOf(block).filter((row) => ids.includes(row.dataset.opener));
  if (asked.every((row) => !block.hidden && !row.hidden)) return [];
  const button = makeButton(words.openers.open, () => {
    for (const row of rowsOf(block)) row.hidden = !asked.includes(row) && !isFilled(row);
    block.hidden = false;
    inputIn(asked.find((row) => !isFilled(row)) ?? asked[0]).focus();
    button.remove();
  });
  return [button];
}

/** Put the questions away, when nobody has begun to answer them. */
export function closeOpeners(field) {
  const block = blockOf(field);
  if (!block.contains(document.activeElement) && !rowsOf(block).some(isFilled)) close(block);
}

function close(block) {
  for (const row of rowsOf(block)) row.hidden = !isFilled(row);
  block.hidden = !rowsOf(block).some(isFilled);
}

// ---- the sentence --------------------------------------------------------------------------------------------

const answersIn = (block) => Object.fromEntries(rowsOf(block).filter(isFilled).map((row) => [row.dataset.opener, inputIn(row).value]));

async function compose(block) {
  const answers = answersIn(block);
  made.delete(block);
  if (Object.keys(answers).length === 0) return showMade(block, "");
  const response = await ask({ op: "compose", answers }).catch(() => null);
  // A late sentence out of older answers is not shown.
  if (JSON.stringify(answersIn(block)) !== JSON.stringify(answers)) return;
  made.set(block, response?.sentence);
  const step = latest(goalOf(block));
  if (step?.sentence === null && response?.sentence === goalOf(block).value) step.sentence = response.sentence;
  showMade(block, response?.sentence ?? "");
}

function showMade(block, sentence) {
  const place = block.querySelector("[data-made]");
  if (sentence === "" || sentence === goalOf(block).value.trim()) {
    if (place.contains(document.activeElement)) goalOf(block).focus();
    return showBeside(place);
  }
  const shown = place.querySelector(".openers-sentence");
  if (shown?.textContent === sentence) return;
  if (shown) return (shown.textContent = sentence);
  const button = makeButton(words.openers.take, () => take(goalOf(block), place.querySelector(".openers-sentence").textContent));
  showBeside(place, paragraph("openers-label", words.openers.made), own("openers-sentence", sentence), paragraph("", button));
}

/** Fill a place, or empty it: what is read out by itself, which holds no word of the person's, and what is not. */
function showBeside(place, said, ...rest) {
  place.querySelector("[data-said]").replaceChildren(...(said ? [said] : []));
  place.querySelector("[data-own]").replaceChildren(...rest);
}

// ---- into the goal and back ----------------------------------------------------------------------------------

/** Whether the goal is a sentence that was taken just now. */
export const isTaken = (field) => latest(field)?.sentence === field.value;

function take(field, sentence) {
  const steps = taken.get(field) ?? [];
  // What was taken and never touched, or emptied, is no text of its own to come back to.
  const nothingOwn = isTaken(field) || (steps.length > 0 && field.value.trim() === "");
  const [kept, before] = nothingOwn ? [steps.slice(0, -1), steps.at(-1).before] : [steps, field.value];
  put(field, sentence, [...kept, { before, sentence }]);
  showEarlier(field, words.openers.taken);
  near(field, "[data-earlier]").querySelector("button").focus({ preventScroll: true });
  field.scrollIntoView({ block: "nearest" });
}

function takeBack(field) {
  const { before } = latest(field);
  const steps = taken.get(field).slice(0, -1);
  // Only what the answers give again is let go. Anything else changes places with the old text, and neither is lost.
  const letGo = field.value.trim() === "" || field.value === made.get(blockOf(field));
  put(field, before, letGo ? steps : [...steps, { before: field.value, sentence: null }]);
  field.focus();
  showEarlier(field, latest(field) ? "" : words.openers.returned);
  compose(blockOf(field));
}

function put(field, text, steps) {
  taken.set(field, steps);
  beforeOf(field).value = steps.at(-1)?.before ?? "";
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  if (isTaken(field)) showMade(blockOf(field), text.trim());
}

/** @param {string} [message]  What has just happened. */
function showEarlier(field, message = "") {
  const step = latest(field);
  const rest = [];
  if (step && step.before.trim() !== "") rest.push(paragraph("openers-label", words.openers.before), own("openers-before", step.before));
  if (step) rest.push(paragraph("", makeButton(step.before.trim() ? words.openers.back : words.openers.back_empty, () => takeBack(field))));
  showBeside(near(field, "[data-earlier]"), message && paragraph("", message), ...rest);
}

/** The person's own words: never translated. */
function own(className, text) {
  const element = paragraph(className, text);
  element.translate = false;
  return element;
}
