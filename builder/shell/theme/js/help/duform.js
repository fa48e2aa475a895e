/**
 * Goals in du-form beside the person's own sentences: an engine's suggestion, and what the writer makes of it.
 *
 * Knows the blocks [data-du-of], when they are shown and what may be put in them. The goal itself is never touched,
 * and what somebody has written in a block is only replaced when that is asked for, with a way back.
 */

import { makeButton } from "../common/elements.js";
import { form, readPlan, voice, writer } from "../form/form.js";
import { keepSoon, written } from "../keep/keeping.js";
import { fillSheet } from "../form/sheet.js";
import { today, words } from "../common/words.js";

const SLOW = 500; // ms before somebody who waits is told so

const says = words.du_form;
const onSheet = /** @type {HTMLElement} */ (form.querySelector("[data-du-sheet]"));
const button = (name) => /** @type {HTMLElement} */ (onSheet.querySelector(`[data-du-${name}]`));

/** What a field's text comes from: the goal as it was then, and our suggestion if it was one. */
let origins = new WeakMap();
/** Whether du-form has been chosen on the sheet's step. */
let chosen = false;
/** A late answer to an earlier plan is not put in this one. */
let round = 0;
/** @type {(request: object) => Promise<any>} */
let ask;

/** @typedef {{block: HTMLElement, goal: HTMLTextAreaElement, field: HTMLTextAreaElement}} Pair */

/** @returns {Pair} */
function pairOf(block) {
  const name = block.dataset.duOf;
  return { block, goal: block.closest("[data-item]")?.querySelector(`[name="${name}"]`) ?? form.elements.namedItem(name), field: block.querySelector("textarea") };
}

const pairs = () => [.../** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-du-of]"))].map(pairOf);
const filled = (field) => field.value.trim() !== "";

// ---- what is said ----------------------------------------------------------------------------------------------

/** Say something in a block or on the sheet's step; nothing takes it away, and an offer with it. The same is not said twice. */
function say(root, sentence = "", ...more) {
  const place = root.querySelector("[data-du-says]");
  root.querySelector("[data-du-offer]")?.replaceChildren();
  if (place.textContent !== sentence || more.length > 0) place.replaceChildren(sentence, ...more);
}

// ---- when a block is shown -------------------------------------------------------------------------------------

/** Not where somebody writes for the person: their min is not the person's. */
function wanted() {
  if (voice() === "other") return false;
  if (chosen || words.writers.option.find(({ id }) => id === writer())?.du_form) return true;
  return form.dataset.duRegions.split(" ").includes(new URLSearchParams(location.search).get("region"));
}

function showBlocks({ hide = false } = {}) {
  for (const { block, goal, field } of pairs()) {
    if (wanted() || field.value !== "") block.hidden = false;
    else if (hide) block.hidden = true;
    if (filled(field) && !origins.has(field)) origins.set(field, { goal: goal.value });
  }
}

/** Show on the sheet's step what can be done there. */
export function showDuOnSheet() {
  const all = pairs();
  const some = all.some(({ field }) => filled(field));
  onSheet.hidden = !some && (voice() === "other" || !all.some(({ goal }) => filled(goal)));
  button("all").hidden = all.every(({ goal, field }) => !filled(goal) || filled(field));
  button("none").hidden = !some;
}

// ---- one goal --------------------------------------------------------------------------------------------------

function put({ field }, text, origin) {
  field.value = text;
  origins.set(field, origin);
  written(today());
  keepSoon();
}

/** @returns {Promise<{du?: string, said?: string}>} a suggestion for a goal, or why there is none */
async function suggestionFor(text) {
  const answer = await ask({ op: "du", text }).catch(() => ({ error: "no_engine" }));
  if (answer.error) return { said: says.no_engine };
  return answer.du ? { du: answer.du } : { said: answer.note ?? says.nothing };
}

/** @param {Pair} pair */
async function suggest(pair) {
  const { block, goal, field } = pair;
  const text = goal.value;
  if (!filled(goal)) return say(block, says.no_goal);
  const mine = round;
  const slow = setTimeout(() => say(block, says.waiting), SLOW);
  const { du, said } = await suggestionFor(text);
  clearTimeout(slow);
  if (mine !== round) return;
  if (!du) return say(block, said);
  const ours = origins.get(field)?.suggestion;
  if (filled(field) && field.value !== ours && field.value !== du) return offer(pair, du, text);
  const same = field.value === du;
  put(pair, du, { goal: text, suggestion: du });
  if (goal.value.trim() !== text.trim()) say(block, says.earlier); // written on while the answer was on its way
  else say(block, same ? says.same : says.suggested);
}

/** A new suggestion beside what somebody has written: that there is one is read out by itself, not what it says. */
function offer(pair, du, text) {
  const { block, field } = pair;
  const shown = document.createElement("p");
  shown.className = "du-suggestion";
  shown.translate = false;
  shown.textContent = du;
  const take = makeButton(says.take, () => {
    const before = { text: field.value, origin: origins.get(field) };
    put(pair, du, { goal: text, suggestion: du });
    const undo = makeButton(words.form.undo, () => {
      put(pair, before.text, before.origin);
      say(block);
      field.focus();
    });
    say(block, says.taken, " ", undo);
    field.focus();
  });
  say(block);
  say(block, says.beside);
  block.querySelector("[data-du-offer]").replaceChildren(shown, take);
}

// ---- all goals, on the sheet's step ----------------------------------------------------------------------------

async function addAll() {
  const mine = round;
  const slow = setTimeout(() => say(onSheet, says.waiting), SLOW);
  const waiting = pairs().filter(({ goal, field }) => filled(goal) && !filled(field));
  const found = await Promise.all(waiting.map(async (pair) => ({ pair, text: pair.goal.value, ...(await suggestionFor(pair.goal.value)) })));
  clearTimeout(slow);
  if (mine !== round) return;
  const made = found.filter(({ pair, du }) => du && !filled(pair.field));
  for (const { pair, du, text } of made) put(pair, du, { goal: text, suggestion: du });
  chosen = true;
  refresh("none");
  const why = new Set(found.map(({ said }) => said).filter((said) => said && (said !== says.nothing || made.length === 0)));
  say(onSheet, [...(made.length > 0 ? [says.sheet_added] : []), ...why].join(" "));
}

function takeAllAway() {
  const before = pairs().filter(({ field }) => filled(field)).map((pair) => ({ pair, text: pair.field.value, origin: origins.get(pair.field) }));
  for (const { pair } of before) put(pair, "", undefined);
  chosen = false;
  for (const { block } of pairs()) say(block);
  const undo = makeButton(words.form.undo, () => {
    // Something may have been written there since.
    for (const { pair, text, origin } of before) if (!filled(pair.field)) put(pair, text, origin);
    chosen = true;
    refresh("none");
    say(onSheet);
  });
  refresh("all");
  say(onSheet, says.sheet_removed, " ", undo);
}

/** The blocks and the sheet as they are now. @param {string} next  The button that follows a press. */
function refresh(next) {
  const pressed = /** @type {HTMLElement} */ (document.activeElement);
  showBlocks({ hide: true });
  showDuOnSheet();
  fillSheet(readPlan());
  if (onSheet.contains(pressed) && (pressed.hidden || pressed.parentElement.matches("[data-du-says]"))) button(next).focus();
}

// ---- start -----------------------------------------------------------------------------------------------------

/** @param {HTMLElement} field  Where something was written. */
function changed(field) {
  for (const { block, goal, field: own } of pairs()) {
    if (field === own) {
      origins.set(own, { ...origins.get(own), goal: goal.value });
      say(block);
    }
    if (field === goal) say(block, filled(own) && origins.get(own)?.goal.trim() !== goal.value.trim() ? says.earlier : "");
  }
}

/** @param {(request: object) => Promise<any>} askEngine */
export function startDuForm(askEngine) {
  ask = askEngine;
  form.addEventListener("click", (event) => {
    const pressed = /** @type {HTMLElement} */ (event.target).closest("button");
    if (!pressed) return;
    if ("duSuggest" in pressed.dataset) suggest(pairOf(pressed.closest("[data-du-of]")));
    if ("duAll" in pressed.dataset) addAll();
    if ("duNone" in pressed.dataset) takeAllAway();
    showBlocks(); // an item may have come
  });
  form.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.name === "written_by") showBlocks({ hide: true });
    else changed(field);
  });
  // Another plan is put into the form, or none, right after the event.
  form.addEventListener("reset", () => {
    round += 1;
    origins = new WeakMap();
    chosen = false;
    queueMicrotask(() => {
      for (const root of [onSheet, ...pairs().map(({ block }) => block)]) say(root);
      showBlocks({ hide: true });
    });
  });
  showBlocks();
}
