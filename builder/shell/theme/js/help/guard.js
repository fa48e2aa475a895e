/**
 * Asks, once and quietly, whether a personal number, an address and the like is needed on the paper.
 *
 * Knows where the question is shown, below each free text, and what has been asked. What to look for and how to ask,
 * an engine answers. The text is not changed, and nothing leaves the page.
 */

import { makeButton, paragraph } from "../common/elements.js";
import { findAll, finderBeside } from "../common/find.js";
import { PLAN_REPLACED } from "../common/events.js";
import { messages } from "../common/messages.js";

const near = finderBeside("guard");
const PAUSE = 1000; // ms without a key before the engine is asked

/**
 * @typedef {{kind: string, span: [number, number]}} Found  A span counts code points.
 * @typedef {{found: Found[], ask: string}} Answer
 * @typedef {HTMLInputElement | HTMLTextAreaElement} Field
 */

/** @type {HTMLFormElement} */
let form;
/** @type {(request: object) => Promise<any>} */
let ask;
/** @type {WeakMap<Field, number>} */
const timers = new WeakMap();
/** For each field the kinds that have been asked about. @type {Map<Field, string[]>} */
const asked = new Map();

/**
 * @param {HTMLFormElement} root
 * @param {{ask: typeof ask}} tools
 */
export function start(root, tools) {
  form = root;
  ask = tools.ask;
  form.addEventListener(PLAN_REPLACED, forget);
  form.addEventListener("input", (event) => {
    const field = /** @type {Field} */ (event.target);
    if (!field.name || !field.matches('textarea, input[type="text"]')) return;
    clearTimeout(timers.get(field));
    timers.set(field, setTimeout(() => check(field), PAUSE));
  });
}

/** Remove every question, and forget what has been asked. */
export function forget() {
  asked.clear();
  for (const place of findAll(form, ".guard")) {
    place.dataset.kind = "";
    place.replaceChildren();
  }
}

export const holdsText = () => asked.size > 0;

/** @param {Field} field */
const placeOf = (field) => near(field, ".guard");

/** @param {string} text @returns {Promise<Answer | null>} */
const askGuard = async (text) => (text.trim() ? await ask({ op: "guard", text }).catch(() => null) : null);

/** @param {Field} field */
async function check(field) {
  const place = placeOf(field);
  const text = field.value;
  const before = asked.get(field) ?? [];
  const first = await askGuard(text);
  const found = first?.found ?? [];
  // A late answer to an older text is not shown.
  if (field.value !== text || (asked.get(field)?.length ?? 0) > before.length) return;
  if (found.some(({ kind }) => kind === place.dataset.kind)) return;
  fillPlace(field);
  // The engine asks about one kind. What has been asked about is blanked out in the text that the engine gets next.
  const old = found.filter(({ kind }) => before.includes(kind));
  const answer = old.length === 0 ? first : await askGuard(blankOut(text, old));
  if (!answer?.ask || field.value !== text) return;
  asked.set(field, [...before, answer.found[0].kind]);
  fillPlace(field, answer);
}

/**
 * The text with spaces in place of what was found.
 * @param {string} text
 * @param {Found[]} found
 */
function blankOut(text, found) {
  const characters = [...text];
  for (const { span } of found) characters.fill(" ", ...span);
  return characters.join("");
}

/**
 * Show a question below a field, or none.
 * @param {Field} field
 * @param {Answer | null} [answer]
 */
function fillPlace(field, answer = null) {
  const place = placeOf(field);
  place.dataset.kind = answer ? answer.found[0].kind : "";
  if (place.contains(document.activeElement)) field.focus();
  if (!answer) return place.replaceChildren();
  place.replaceChildren(paragraph("", answer.ask), paragraph("", makeButton(messages.guard.keep, () => fillPlace(field), "plain")));
}
