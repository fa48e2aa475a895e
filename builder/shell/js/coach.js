/**
 * The coach beside a goal: asks one question when the person pauses, and keeps quiet when told to.
 *
 * Knows how a question is shown. What to ask, an engine answers; nothing here touches the text.
 */

import { form, voice } from "./form.js";
import { words } from "./words.js";

const PAUSE = 1000; // ms without a key before the coach looks: long enough not to interrupt a sentence

/** Texts that the person has said should stay as they are. In memory only. */
const kept = new Set();
const timers = new WeakMap();

/**
 * @param {(request: object) => Promise<any>} ask
 */
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
  for (const place of form.querySelectorAll("[data-coach-for]")) place.replaceChildren();
}

const placeOf = (field) => form.querySelector(`[data-coach-for="${field.id}"]`);

async function look(field, ask) {
  const text = field.value;
  const place = placeOf(field);
  if (!text.trim() || kept.has(text)) return place.replaceChildren();
  const response = await ask({ op: "coach", field: field.dataset.coached, text, voice: voice() }).catch(() => null);
  // Without an answer there is no question, and the status line says why; a late answer to an older text is not shown.
  if (!response?.findings || field.value !== text) return;
  const [finding] = response.findings;
  if (!finding) return place.replaceChildren();
  if (place.dataset.asked !== finding.ask || !place.hasChildNodes()) place.replaceChildren(...question(field, finding));
  place.dataset.asked = finding.ask;
}

function question(field, finding) {
  const label = document.createElement("p");
  label.className = "coach-label";
  label.textContent = words.coach.label;
  const sentence = document.createElement("p");
  sentence.className = "coach-ask";
  sentence.textContent = finding.ask;
  const buttons = document.createElement("p");
  const keep = document.createElement("button");
  keep.type = "button";
  keep.className = "v-button v-button--secondary";
  keep.textContent = words.coach.keep;
  keep.addEventListener("click", () => {
    kept.add(field.value);
    const answer = document.createElement("p");
    answer.textContent = words.coach.kept;
    placeOf(field).replaceChildren(answer);
    field.focus();
  });
  const why = document.createElement("a");
  why.href = `../om/malcoachen/#${finding.rule}`;
  why.target = "_blank";
  why.rel = "noopener";
  why.textContent = `${words.coach.why} (${words.coach.new_tab})`;
  buttons.append(keep, " ", why);
  return [label, sentence, buttons];
}
