/**
 * The coach beside a goal: asks one question when the person pauses, and keeps quiet when told to.
 *
 * Knows how a question and a tip are shown, in the place below the field. What to ask, an engine answers; nothing
 * here touches the text. A question stays while the person answers it by writing on, until the next look.
 */

import { makeButton, paragraph } from "../common/elements.js";
import { coachVoice, device, form } from "../form/form.js";
import { closeOpeners, isTaken, openButton } from "./openers.js";
import { PAUSE } from "./pause.js";
import { words } from "../common/words.js";

/** Texts that the person has said should stay as they are. In memory only. */
const kept = new Set();
const timers = new WeakMap();

/** @param {(request: object) => Promise<any>} ask */
export function startCoach(ask) {
  form.addEventListener("input", (event) => {
    const field = /** @type {HTMLTextAreaElement} */ (event.target);
    if (!field.dataset.coached) return;
    clearTimeout(timers.get(field));
    // A sentence out of the person's own answers is not questioned; what was asked has been answered.
    if (isTaken(field)) return show(field);
    timers.set(field, setTimeout(() => look(field, ask), PAUSE));
  });
}

/** Forget what was to stay as it is, and take every question away. */
export function quietCoach() {
  kept.clear();
  for (const field of form.querySelectorAll("[data-coached]")) show(field);
}

const placeOf = (field) => field.parentElement.querySelector(":scope > .coach");

/** Put something in the field's place, without the focus falling out of the page with what stood there. */
function show(field, ...children) {
  const place = placeOf(field);
  if (place.contains(document.activeElement)) field.focus();
  place.replaceChildren(...children);
  if (!place.querySelector(".coach-ask")) closeOpeners(field);
}

async function look(field, ask) {
  const text = field.value;
  if (!text.trim() || kept.has(text.trim())) return show(field);
  const goal = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("main_goal"));
  const request = { op: "coach", field: field.dataset.coached, text, voice: coachVoice() };
  if (field !== goal) Object.assign(request, { main_goal: goal.value });
  const response = await ask(request).catch(() => null);
  // A late answer to an older text is not shown. Without an answer there is no question, and the status line says why.
  if (field.value !== text || kept.has(text.trim())) return;
  const findings = response?.findings ?? [];
  const finding = findings.find((one) => one.strength === "ask") ?? findings[0];
  if (!finding) return show(field);
  // The same sentence is not put there again: a screen reader would say it again.
  if (placeOf(field).querySelector(".coach-said")?.textContent === finding.ask) return;
  show(field, ...(finding.strength === "ask" ? question(field, finding) : [tip(finding)]));
}

/** A quiet line, which asks for no answer. */
function tip(finding) {
  const said = document.createElement("span");
  said.className = "coach-said";
  said.textContent = finding.ask;
  return paragraph("coach-tip", said, " ", whyLink(finding));
}

function whyLink(finding) {
  const why = document.createElement("a");
  // On a borrowed device the history is not to tell which question was asked.
  why.href = `../om/malcoachen/${device() === "own" ? "#" + finding.rule : ""}`;
  why.target = "_blank";
  why.rel = "noopener";
  why.textContent = `${words.coach.why} (${words.coach.new_tab})`;
  return why;
}

function question(field, finding) {
  const keep = makeButton(words.coach.keep, () => {
    kept.add(field.value.trim());
    show(field, paragraph("coach-kept", words.coach.kept));
    field.focus();
  });
  const answer = paragraph("coach-answer", ...openButton(field, finding), keep, whyLink(finding));
  return [paragraph("coach-label", words.coach.label), paragraph("coach-ask coach-said", finding.ask), answer];
}
