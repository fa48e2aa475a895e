/**
 * Asks, once and quietly, whether a personal number, an address and the like is needed on the paper.
 *
 * Knows where the question is shown, below each free text, and what has been asked. What to look for and how to ask,
 * an engine answers. Nothing is changed, and nothing leaves the page.
 */

import { makeButton, paragraph } from "../common/elements.js";
import { form } from "../form/form.js";
import { words } from "../common/words.js";

const PAUSE = 1000; // ms without a key before anything is looked for

const timers = new WeakMap();
/** For each field the kinds that have been asked about, or are. In memory only. */
let asked = new WeakMap();

/** @param {(request: object) => Promise<any>} ask */
export function startGuard(ask) {
  form.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (!field.name || !field.matches('textarea, input[type="text"]')) return;
    clearTimeout(timers.get(field));
    timers.set(field, setTimeout(() => look(field, ask), PAUSE));
  });
}

/** Take every question away, and forget what has been asked. */
export function quietGuard() {
  asked = new WeakMap();
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(".guard"))) {
    place.dataset.kind = "";
    place.replaceChildren();
  }
}

/** @returns {HTMLElement} the field's own place */
const placeOf = (field) => field.parentElement.querySelector(":scope > .guard");

async function look(field, ask) {
  const place = placeOf(field);
  const text = field.value;
  const before = asked.get(field) ?? [];
  const guard = async (part) => (part.trim() ? await ask({ op: "guard", text: part }).catch(() => null) : null);
  const first = await guard(text);
  const found = first?.found ?? [];
  // A late answer to an older text is not shown.
  if (field.value !== text || asked.get(field)?.length > before.length) return;
  if (found.some(({ kind }) => kind === place.dataset.kind)) return;
  show(field);
  // The engine asks about one kind. What has been asked about is left out of the text that it sees.
  const old = found.filter(({ kind }) => before.includes(kind));
  const answer = old.length === 0 ? first : await guard(without(text, old));
  if (!answer?.ask || field.value !== text) return;
  asked.set(field, [...before, answer.found[0].kind]);
  show(field, answer);
}

/** The text with spaces where something was found; spans count code points. */
function without(text, found) {
  const characters = [...text];
  for (const { span } of found) characters.fill(" ", ...span);
  return characters.join("");
}

/** Show a question, or none. */
function show(field, answer = null) {
  const place = placeOf(field);
  place.dataset.kind = answer ? answer.found[0].kind : "";
  if (place.contains(document.activeElement)) field.focus();
  if (!answer) return place.replaceChildren();
  place.replaceChildren(paragraph("", answer.ask), paragraph("", makeButton(words.guard.keep, () => show(field), "plain")));
}
