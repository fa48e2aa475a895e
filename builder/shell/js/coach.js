/**
 * The coach beside a goal: asks one question when the person pauses, and keeps quiet when told to.
 *
 * Knows how a question is shown, in the place that follows the field. What to ask, an engine answers; nothing here
 * touches the text. A question stays while the person answers it by writing on, until the next look.
 */

import { form, voice } from "./form.js";
import { words } from "./words.js";

const PAUSE = 1000; // ms without a key before the coach looks: long enough not to interrupt a sentence

/** Texts that the person has said should stay as they are. In memory only. */
const kept = new Set();
const timers = new WeakMap();

/** @param {(request: object) => Promise<any>} ask */
export function startCoach(ask) {
  form.addEventListener("input", (event) => {
    const field = /** @type {HTMLTextAreaElement} */ (event.target);
    if (!field.dataset.coached) return;
    clearTimeout(timers.get(field));
    timers.set(field, setTimeout(() => look(field, ask), PAUSE));
  });
}

/** Forget what was to stay as it is, and take every question away. */
export function quietCoach() {
  kept.clear();
  for (const place of form.querySelectorAll(".coach")) place.replaceChildren();
}

/** Put something in the field's place, without the focus falling out of the page with what stood there. */
function show(field, ...children) {
  const place = field.nextElementSibling;
  if (place.contains(document.activeElement)) field.focus();
  place.replaceChildren(...children);
}

async function look(field, ask) {
  const text = field.value;
  if (!text.trim() || kept.has(text.trim())) return show(field);
  const response = await ask({ op: "coach", field: field.dataset.coached, text, voice: voice() }).catch(() => null);
  // A late answer to an older text is not shown. Without an answer there is no question, and the status line says why.
  if (field.value !== text || kept.has(text.trim())) return;
  const finding = response?.findings?.[0];
  if (!finding) return show(field);
  // The same question is not put there again: a screen reader would say it again.
  if (field.nextElementSibling.querySelector(".coach-ask")?.textContent !== finding.ask) show(field, ...question(field, finding));
}

function paragraph(className, ...children) {
  const element = document.createElement("p");
  element.className = className;
  element.append(...children);
  return element;
}

function question(field, finding) {
  const keep = document.createElement("button");
  keep.type = "button";
  keep.className = "v-button v-button--secondary";
  keep.textContent = words.coach.keep;
  keep.addEventListener("click", () => {
    kept.add(field.value.trim());
    show(field, paragraph("coach-kept", words.coach.kept));
    field.focus();
  });
  const why = document.createElement("a");
  why.href = `../om/malcoachen/#${finding.rule}`;
  why.target = "_blank";
  why.rel = "noopener";
  why.textContent = `${words.coach.why} (${words.coach.new_tab})`;
  return [paragraph("coach-label", words.coach.label), paragraph("coach-ask", finding.ask), paragraph("coach-answer", keep, " ", why)];
}
