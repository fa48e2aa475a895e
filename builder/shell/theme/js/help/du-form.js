/**
 * Goals in du-form beside the person's own sentences: an engine's suggestion, and what the writer makes of it.
 *
 * Knows the blocks [data-du-of], when they are shown and what may be put in them. The goal itself is never changed, and
 * what somebody has written in a block is replaced only when they ask for it, and can be put back.
 */

import { makeButton } from "../common/elements.js";
import { findAll, finder } from "../common/find.js";
import { ANSWERS_CHANGED, ITEM_ADDED, PLAN_REPLACED, dispatch } from "../common/events.js";
import { messages } from "../common/messages.js";
import { voice, writerRecord } from "../form/setup.js";

export const SLOW = 500; // ms before somebody who waits is told so
const find = finder("du_form");

/**
 * @typedef {{block: HTMLElement, goal: HTMLTextAreaElement, field: HTMLTextAreaElement}} Pair
 * @typedef {{goal?: string, suggestion?: string}} Origin  The goal that a field's text was made from, and our suggestion if the text is one.
 */

/** @type {HTMLFormElement} */
let form;
/** @type {(request: object) => Promise<any>} */
let ask;
/** @type {Map<HTMLElement, Origin>} */
const origins = new Map();
/** Whether du-form has been chosen on the sheet's step. */
let isChosen = false;
/** Counts the plans: a late answer to an earlier plan is not put into this one. */
let round = 0;

/**
 * @param {HTMLFormElement} root
 * @param {{ask: typeof ask}} tools
 */
export function start(root, tools) {
  form = root;
  ask = tools.ask;
  form.addEventListener("click", (event) => {
    const pressed = /** @type {Element} */ (event.target).closest("[data-du-suggest]");
    if (pressed) suggest(pairOf(/** @type {HTMLElement} */ (pressed.closest("[data-du-of]"))));
  });
  form.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.name === "written_by") showBlocks({ hide: true });
    else noteWriting(field);
  });
  form.addEventListener(ITEM_ADDED, () => showBlocks());
  form.addEventListener(PLAN_REPLACED, forget);
  showBlocks();
}

/** Forget where texts came from, and show the blocks that the fields call for. */
export function forget() {
  round += 1;
  origins.clear();
  isChosen = false;
  for (const place of findAll(form, "[data-du-of] :is([data-du-says], [data-du-offer])")) place.replaceChildren();
  showBlocks({ hide: true });
}

export const holdsText = () => origins.size > 0 || findAll(form, "[data-du-offer]").some((place) => place.textContent !== "");

/** Goal and du-form, one pair for each block. @returns {Pair[]} */
export const pairs = () => findAll(form, "[data-du-of]").map(pairOf);
/** @param {HTMLTextAreaElement} field */
export const isFilled = (field) => field.value.trim() !== "";
/** @param {HTMLTextAreaElement} field */
export const originOf = (field) => origins.get(field);

/** @param {HTMLElement} block @returns {Pair} */
function pairOf(block) {
  const name = block.dataset.duOf;
  const goal = find(block.closest("[data-item]") ?? form, `[name="${name}"]`, HTMLTextAreaElement);
  return { block, goal, field: find(block, "textarea", HTMLTextAreaElement) };
}

/** @param {boolean} chosen  Whether du-form is wanted in all blocks. */
export function chooseDuForm(chosen) {
  isChosen = chosen;
}

/**
 * Show a message. With no message, remove the one that is shown, and any offer. An unchanged message is not announced again.
 * @param {HTMLElement} root  A block, or the sheet's step.
 * @param {string} [message]
 * @param {...(Node | string)} more  What follows in the same line, such as a button.
 */
export function showMessage(root, message = "", ...more) {
  const place = find(root, "[data-du-says]");
  root.querySelector("[data-du-offer]")?.replaceChildren();
  if (place.textContent !== message || more.length > 0) place.replaceChildren(message, ...more);
}

/** Whether blocks are shown. Not where somebody writes for the person: their "min" is not the person's. */
function isWanted() {
  if (voice() === "other") return false;
  if (isChosen || writerRecord()?.du_form) return true;
  const region = new URLSearchParams(location.search).get("region");
  return region !== null && (form.dataset.duRegions ?? "").split(" ").includes(region);
}

/**
 * Show the blocks that are wanted or filled in.
 * @param {object} [options]
 * @param {boolean} [options.hide]  Whether the others are hidden.
 */
export function showBlocks({ hide = false } = {}) {
  for (const { block, goal, field } of pairs()) {
    if (isWanted() || field.value !== "") block.hidden = false;
    else if (hide) block.hidden = true;
    if (isFilled(field) && !origins.has(field)) origins.set(field, { goal: goal.value });
  }
}

/**
 * Put a text into a block's field.
 * @param {Pair} pair
 * @param {string} text
 * @param {Origin | undefined} origin
 */
export function setDuText({ field }, text, origin) {
  field.value = text;
  if (origin) origins.set(field, origin);
  else origins.delete(field);
  dispatch(form, ANSWERS_CHANGED);
}

/**
 * @param {string} goal
 * @returns {Promise<{du?: string, why?: string}>} a suggestion for a goal, or why there is none
 */
export async function askForDu(goal) {
  const answer = await ask({ op: "du", text: goal }).catch(() => ({ error: "no_engine" }));
  if (answer.error) return { why: messages.du_form.no_engine };
  return answer.du ? { du: answer.du } : { why: answer.note ?? messages.du_form.nothing };
}

/** @param {Pair} pair */
async function suggest(pair) {
  const { block, goal, field } = pair;
  const says = messages.du_form;
  const text = goal.value;
  if (!isFilled(goal)) return showMessage(block, says.no_goal);
  const mine = round;
  const slow = setTimeout(() => showMessage(block, says.waiting), SLOW);
  const { du, why } = await askForDu(text);
  clearTimeout(slow);
  if (mine !== round) return;
  if (!du) return showMessage(block, why);
  const ours = origins.get(field)?.suggestion;
  if (isFilled(field) && field.value !== ours && field.value !== du) return offer(pair, du, text);
  const same = field.value === du;
  setDuText(pair, du, { goal: text, suggestion: du });
  if (goal.value.trim() !== text.trim()) showMessage(block, says.earlier); // written on while the answer was on its way
  else showMessage(block, same ? says.same : says.suggested);
}

/**
 * Show a new suggestion beside what somebody has written. That there is one is announced, but not what it says.
 * @param {Pair} pair
 * @param {string} du
 * @param {string} text  The goal that the suggestion was made from.
 */
function offer(pair, du, text) {
  const { block, field } = pair;
  const shown = document.createElement("p");
  shown.className = "du-suggestion";
  shown.translate = false;
  shown.textContent = du;
  const take = makeButton(messages.du_form.take, () => {
    const before = { text: field.value, origin: origins.get(field) };
    setDuText(pair, du, { goal: text, suggestion: du });
    const undo = makeButton(messages.form.undo, () => {
      setDuText(pair, before.text, before.origin);
      showMessage(block);
      field.focus();
    });
    showMessage(block, messages.du_form.taken, " ", undo);
    field.focus();
  });
  showMessage(block);
  showMessage(block, messages.du_form.beside);
  find(block, "[data-du-offer]").replaceChildren(shown, take);
}

/**
 * A goal or its du-form has been written in: say so when they no longer belong together.
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 */
function noteWriting(field) {
  if (!field.closest("[data-du-of]") && !form.querySelector(`[data-du-of="${field.name}"]`)) return; // most fields: at each key
  for (const { block, goal, field: own } of pairs()) {
    if (field === own) {
      origins.set(own, { ...origins.get(own), goal: goal.value });
      showMessage(block);
    }
    if (field === goal) showMessage(block, isFilled(own) && origins.get(own)?.goal?.trim() !== goal.value.trim() ? messages.du_form.earlier : "");
  }
}
