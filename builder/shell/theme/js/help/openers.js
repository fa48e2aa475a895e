/**
 * The small questions beside a goal: their answers can be put together into a sentence and taken as the goal.
 *
 * Knows the fields that the form has for them. Which questions to show, the coach's finding says; what the sentence is,
 * an engine. The goal changes only when a button is pressed, and its earlier text stays beside it and can be put back.
 */

import { makeButton, paragraph } from "../common/elements.js";
import { findAll, finder } from "../common/find.js";
import { PLAN_REPLACED } from "../common/events.js";
import { messages } from "../common/messages.js";
import { beforeOf, blockOf, closeBlock, fillPlace, goalOf, inputIn, isFilled, near, ownWords, rowsOf } from "./opener-block.js";

const PAUSE = 1000; // ms without a key before the sentence is made again
const find = finder("openers");

/** @typedef {{before: string, sentence: string | null}} Step  The goal's text before, and the sentence that replaced it: null while unknown. */

/** @type {HTMLFormElement} */
let form;
/** @type {(request: object) => Promise<any>} */
let ask;
/** @type {WeakMap<Element, number>} */
const timers = new WeakMap();
/** For each goal the sentences it has taken, the latest last. The latest `before` is also a field of the form. @type {Map<HTMLElement, Step[]>} */
const taken = new Map();
/** For each block the sentence that its answers give; none while the engine is asked. @type {Map<HTMLElement, string>} */
const composed = new Map();

/**
 * @param {HTMLFormElement} root
 * @param {{ask: typeof ask}} tools
 */
export function start(root, tools) {
  form = root;
  ask = tools.ask;
  form.addEventListener(PLAN_REPLACED, refresh);
  form.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.dataset.coached && !latest(field)) fillPlace(near(field, "[data-earlier]"));
    const block = field.closest("[data-opener]") && /** @type {HTMLElement | null} */ (field.closest("[data-openers]"));
    if (!block) return;
    composed.delete(block);
    clearTimeout(timers.get(block));
    timers.set(block, setTimeout(() => compose(block), PAUSE));
  });
  refresh();
}

/** The answers are empty fields by now. */
export function forget() {
  taken.clear();
  composed.clear();
  for (const place of findAll(form, "[data-earlier] > *, [data-made] > *")) place.replaceChildren();
  for (const block of findAll(form, "[data-openers]")) closeBlock(block);
}

export const holdsText = () =>
  taken.size > 0 || composed.size > 0 || findAll(form, "[data-earlier] > *, [data-made] > *").some((place) => place.textContent !== "");

/** Show what the form's fields hold, after another plan has been put into them. */
function refresh() {
  taken.clear();
  for (const block of findAll(form, "[data-openers]")) {
    const field = goalOf(block);
    const before = beforeOf(field).value;
    // What was taken on an earlier visit is not known until the sentence has been made again. Until then the goal
    // counts as written by hand, so that putting back the earlier text does not lose it.
    if (before !== "") taken.set(field, [{ before, sentence: null }]);
    showEarlier(field);
    closeBlock(block);
    compose(block);
  }
}

/** @param {HTMLElement} field */
const latest = (field) => taken.get(field)?.at(-1);

// ---- the sentence --------------------------------------------------------------------------------------------

/** @param {HTMLElement} block */
const answersIn = (block) => Object.fromEntries(rowsOf(block).filter(isFilled).map((row) => [row.dataset.opener, inputIn(row).value]));

/** @param {HTMLElement} block */
async function compose(block) {
  const answers = answersIn(block);
  composed.delete(block);
  if (Object.keys(answers).length === 0) return showComposed(block, "");
  const response = await ask({ op: "compose", answers }).catch(() => null);
  // A late sentence made of older answers is not shown.
  if (JSON.stringify(answersIn(block)) !== JSON.stringify(answers)) return;
  if (response) composed.set(block, response.sentence);
  const step = latest(goalOf(block));
  if (step?.sentence === null && response?.sentence === goalOf(block).value) step.sentence = response.sentence;
  showComposed(block, response?.sentence ?? "");
}

/**
 * @param {HTMLElement} block
 * @param {string} sentence
 */
function showComposed(block, sentence) {
  const place = find(block, "[data-made]");
  if (sentence === "" || sentence === goalOf(block).value.trim()) {
    if (place.contains(document.activeElement)) goalOf(block).focus();
    return fillPlace(place);
  }
  const shown = place.querySelector(".openers-sentence");
  if (shown?.textContent === sentence) return;
  if (shown) return void (shown.textContent = sentence);
  const button = makeButton(messages.openers.take, () => take(goalOf(block), find(place, ".openers-sentence").textContent));
  fillPlace(place, paragraph("openers-label", messages.openers.made), ownWords("openers-sentence", sentence), paragraph("", button));
}

// ---- into the goal and back ----------------------------------------------------------------------------------

/**
 * Whether the goal is a sentence that was taken just now.
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 */
export const isTaken = (field) => latest(field)?.sentence === field.value;

/**
 * @param {HTMLTextAreaElement} field
 * @param {string} sentence
 */
function take(field, sentence) {
  const steps = taken.get(field) ?? [];
  const last = steps.at(-1);
  // A sentence that was taken and not changed, or was emptied, is no text of the person's own to put back.
  const nothingOwn = last && (isTaken(field) || field.value.trim() === "");
  const [kept, before] = nothingOwn ? [steps.slice(0, -1), last.before] : [steps, field.value];
  setGoal(field, sentence, [...kept, { before, sentence }]);
  showEarlier(field, messages.openers.taken);
  find(near(field, "[data-earlier]"), "button").focus({ preventScroll: true });
  field.scrollIntoView({ block: "nearest" });
}

/** @param {HTMLTextAreaElement} field */
function takeBack(field) {
  const [last, ...earlier] = [...(taken.get(field) ?? [])].reverse();
  if (!last) return;
  const steps = earlier.reverse();
  // Only a text that the answers give again is dropped. Any other changes places with the old text, so that neither is lost.
  const canDrop = field.value.trim() === "" || field.value === composed.get(blockOf(field));
  setGoal(field, last.before, canDrop ? steps : [...steps, { before: field.value, sentence: null }]);
  field.focus();
  showEarlier(field, latest(field) ? "" : messages.openers.returned);
  compose(blockOf(field));
}

/**
 * @param {HTMLTextAreaElement} field
 * @param {string} text
 * @param {Step[]} steps
 */
function setGoal(field, text, steps) {
  if (steps.length > 0) taken.set(field, steps);
  else taken.delete(field);
  beforeOf(field).value = steps.at(-1)?.before ?? "";
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  if (isTaken(field)) showComposed(blockOf(field), text.trim());
}

/**
 * Show the goal's earlier text, with a button that puts it back.
 * @param {HTMLTextAreaElement} field
 * @param {string} [message]  What has just happened.
 */
function showEarlier(field, message = "") {
  const step = latest(field);
  const hasText = step && step.before.trim() !== "";
  const rest = hasText ? [paragraph("openers-label", messages.openers.before), ownWords("openers-before", step.before)] : [];
  if (step) rest.push(paragraph("", makeButton(hasText ? messages.openers.back : messages.openers.back_empty, () => takeBack(field))));
  fillPlace(near(field, "[data-earlier]"), message && paragraph("", message), ...rest);
}
