/**
 * Clears the page by itself where the device is not the person's own and nobody is there: after 18 minutes the person
 * is asked, and two minutes later the text is removed.
 *
 * Knows the clock, the signs of life and the question. What is cleared, the registry of parts knows (common/parts.js).
 */

import { attempt } from "../common/clearing.js";
import { closeDialogs } from "../common/dialogs.js";
import { finder } from "../common/find.js";
import { messages } from "../common/messages.js";
import { clearParts, holdsText as partsHoldText } from "../common/parts.js";
import { goToStep } from "../form/steps.js";
import { isOwnDevice } from "./leaving.js";

const IDLE = 18 * 60_000; // ms without a sign of life before the person is asked
const GRACE = 2 * 60_000; // ms to answer
const SIGNS = ["keydown", "pointerdown", "wheel", "focusin", "input"];
const find = finder("idle");

/** The question, while it can be asked. @type {HTMLDialogElement | null} */
let question = null;
/** What the question is in, while no other dialog is open. @type {Element | null} */
let home = null;
let timer = 0;
/** When the text is removed, by the clock: timers stop while a computer sleeps. */
let due = 0;
/** Where the focus was when the question was shown. @type {Element | null} */
let focusedBefore = null;

/** Without the question on the page, the clearing goes on without it. */
export function start() {
  for (const name of SIGNS) document.addEventListener(name, onSign, { capture: true, passive: true });
  document.addEventListener("visibilitychange", () => document.hidden || noteLife());
  startWaiting();
  question = find(document, "#idle-dialog", HTMLDialogElement);
  home = question.parentElement?.parentElement ?? null;
  question.addEventListener("click", noteLife, true); // before the button closes it, and the focus with it
}

export const forget = () => {};
export const holdsText = () => false;

/** Whether something would be removed now. */
const isAtRisk = () => !isOwnDevice() && partsHoldText();

/**
 * A press on the question goes on to its click: if the question were closed by then, the press would land on what is below.
 * @param {Event} event
 */
function onSign(event) {
  const isPress = event.type !== "keydown" || ["Enter", " "].includes(/** @type {KeyboardEvent} */ (event).key);
  if (!(isPress && question?.contains(/** @type {Node} */ (event.target)))) noteLife();
}

function noteLife() {
  if (Date.now() > due && isAtRisk()) removeText();
  else startWaiting();
}

function startWaiting() {
  clearTimeout(timer);
  if (question?.open) attempt("The question was not closed", closeQuestion);
  due = Date.now() + IDLE + GRACE;
  timer = setTimeout(askWhetherThere, IDLE);
}

function closeQuestion() {
  const hadFocus = question?.contains(document.activeElement);
  question?.close();
  if (hadFocus && focusedBefore instanceof HTMLElement) focusedBefore.focus();
}

/** The question takes neither the focus nor a key: whoever goes on writing does so where they were, and that is an answer. */
function askWhetherThere() {
  if (!isAtRisk()) return startWaiting();
  if (Date.now() > due) return removeText();
  due = Date.now() + GRACE;
  timer = setTimeout(removeText, GRACE);
  focusedBefore = document.activeElement;
  attempt("The question was not shown", showQuestion);
}

function showQuestion() {
  const region = question?.parentElement;
  if (!question || !region) return;
  // What is outside an open modal dialog is neither read out nor in reach.
  const stage = document.querySelector("dialog[open]:not(#idle-dialog)") ?? home;
  if (stage && region.parentElement !== stage) stage.append(region);
  question.open = true; // show() would take the focus
}

function removeText() {
  attempt("The dialogs were not closed", () => closeDialogs(document));
  clearParts();
  attempt("The first step was not shown", () => goToStep("start", messages.leave.idle_cleared));
  startWaiting();
}
