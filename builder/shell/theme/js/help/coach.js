/**
 * The coach beside a goal: asks one question when the person pauses, and is quiet when told to.
 *
 * Knows how a question and a tip are shown below the field. What to ask, an engine answers; nothing here changes the
 * text. A question stays while the person answers it by writing on, until the engine has been asked again.
 */

import { makeButton, paragraph } from "../common/elements.js";
import { findAll, finderBeside } from "../common/find.js";
import { PLAN_REPLACED } from "../common/events.js";
import { messages } from "../common/messages.js";
import { coachVoice, device } from "../form/setup.js";
import { closeOpeners, openButton } from "./opener-block.js";
import { isTaken } from "./openers.js";
import { PAUSE } from "./pause.js";

/** @typedef {{ask: string, rule: string, strength: string, openers: string[]}} Finding */

const near = finderBeside("coach");

/** @type {HTMLFormElement} */
let form;
/** @type {(request: object) => Promise<any>} */
let ask;
/** Texts that the person has said should stay as they are. @type {Set<string>} */
const accepted = new Set();
/** @type {WeakMap<Element, number>} */
const timers = new WeakMap();

/**
 * @param {HTMLFormElement} root
 * @param {{ask: typeof ask}} tools
 */
export function start(root, tools) {
  form = root;
  ask = tools.ask;
  form.addEventListener(PLAN_REPLACED, forget);
  form.addEventListener("input", (event) => {
    const field = /** @type {HTMLTextAreaElement} */ (event.target);
    if (field.name === "written_by") return forget();
    if (!field.dataset.coached) return;
    clearTimeout(timers.get(field));
    // A sentence made of the person's own answers is not questioned; what was asked has been answered.
    if (isTaken(field)) return fillPlace(field);
    timers.set(field, setTimeout(() => askAbout(field), PAUSE));
  });
}

/** Forget which texts should stay as they are, and remove every question. */
export function forget() {
  accepted.clear();
  for (const place of findAll(form, ".coach")) place.replaceChildren();
  for (const field of findAll(form, "[data-coached]")) closeOpeners(field);
}

export const holdsText = () => accepted.size > 0 || findAll(form, ".coach").some((place) => place.textContent !== "");

/** @param {HTMLElement} field */
const placeOf = (field) => near(field, ".coach");

/**
 * Replace what is shown below a field. If the focus was in it, the field gets the focus.
 * @param {HTMLElement} field
 * @param {...Node} children
 */
function fillPlace(field, ...children) {
  const place = placeOf(field);
  if (place.contains(document.activeElement)) field.focus();
  place.replaceChildren(...children);
  if (!place.querySelector(".coach-ask")) closeOpeners(field);
}

/** @param {HTMLTextAreaElement} field */
async function askAbout(field) {
  const text = field.value;
  if (!text.trim() || accepted.has(text.trim())) return fillPlace(field);
  const goal = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("main_goal"));
  const request = { op: "coach", field: field.dataset.coached, text, voice: coachVoice() };
  if (field !== goal) Object.assign(request, { main_goal: goal.value });
  const response = await ask(request).catch(() => null);
  // A late answer to an older text is not shown. Without an answer there is no question, and the status line says why.
  if (field.value !== text || accepted.has(text.trim())) return;
  /** @type {Finding[]} */
  const findings = response?.findings ?? [];
  const finding = findings.find((one) => one.strength === "ask") ?? findings[0];
  if (!finding) return fillPlace(field);
  // An unchanged question is left alone: a screen reader would read it out again.
  if (placeOf(field).querySelector(".coach-said")?.textContent === finding.ask) return;
  fillPlace(field, ...(finding.strength === "ask" ? makeQuestion(field, finding) : [makeTip(finding)]));
}

/** A quiet line, which asks for no answer. @param {Finding} finding */
function makeTip(finding) {
  const said = document.createElement("span");
  said.className = "coach-said";
  said.textContent = finding.ask;
  return paragraph("coach-tip", said, " ", makeWhyLink(finding));
}

/** @param {Finding} finding */
function makeWhyLink(finding) {
  const why = document.createElement("a");
  // On a borrowed device the browser's history must not tell which question was asked.
  why.href = `../om/malcoachen/${device() === "own" ? "#" + finding.rule : ""}`;
  why.target = "_blank";
  why.rel = "noopener";
  why.textContent = `${messages.coach.why} (${messages.coach.new_tab})`;
  return why;
}

/**
 * @param {HTMLTextAreaElement} field
 * @param {Finding} finding
 */
function makeQuestion(field, finding) {
  const keep = makeButton(messages.coach.keep, () => {
    accepted.add(field.value.trim());
    fillPlace(field, paragraph("coach-kept", messages.coach.kept));
    field.focus();
  });
  const answer = paragraph("coach-answer", ...openButton(field, finding), keep, makeWhyLink(finding));
  return [paragraph("coach-label", messages.coach.label), paragraph("coach-ask coach-said", finding.ask), answer];
}
