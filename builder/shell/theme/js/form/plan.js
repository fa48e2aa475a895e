/**
 * The plan out of the form's fields and back into them.
 *
 * The fields are the state: there is no second copy of the answers that could differ. Knows how questions of each kind
 * are marked up (publish/pages/common/templates/form.html). Does not know any question, nor where a plan is stored.
 */

import { emptyFields } from "../common/clearing.js";
import { findAll } from "../common/find.js";
import { ANSWERS_CHANGED, PLAN_REPLACED, dispatch } from "../common/events.js";
import * as list from "./list.js";
import { chosenOption, showWording, writer } from "./setup.js";

/** Fields that are no part of a plan, and stay when another plan is put into the form. */
const NOT_OF_PLAN = 'input[name="device"]:checked, input[name="size"]:checked, #spelling:checked';

/** @type {HTMLFormElement} */
let form;
/** @type {HTMLElement[]} */
let questions = [];
/** What an opened plan holds that this page has no field for. It goes back into the file unchanged. @type {Record<string, any>} */
let unknown = { answers: {} };
/** The day something was last written, or the opened plan's own: "YYYY-MM-DD" or "". */
let updated = "";

/** @param {HTMLFormElement} root */
export function start(root) {
  form = root;
  questions = findAll(form, "[data-question]");
  form.addEventListener("input", (event) => {
    if (/** @type {Element} */ (event.target).closest("[data-question]")) dispatch(form, ANSWERS_CHANGED);
  });
}

export function forget() {
  unknown = { answers: {} };
  updated = "";
}

/** Whether anything has been written or chosen beyond the two first choices. */
export const hasAnswers = () => Object.keys(readPlan().answers).length > 0;

export const holdsText = hasAnswers;

/** @param {string} date  "YYYY-MM-DD", the day that something was written. */
export function setUpdated(date) {
  updated = date;
}

/** @param {string | undefined} id */
export const questionElement = (id) => questions.find((question) => question.dataset.question === id);

/**
 * @param {HTMLElement} question
 * @returns {string | any[]}
 */
export function readAnswer(question) {
  const name = String(question.dataset.question);
  switch (question.dataset.kind) {
    case "choice":
      return chosenOption(name);
    case "choices":
      return findAll(question, "input:checked").map((box) => /** @type {HTMLInputElement} */ (box).value);
    case "list":
      return list.readItems(question);
    default:
      return fieldNamed(name).value;
  }
}

/** @param {string} name */
const fieldNamed = (name) => /** @type {HTMLTextAreaElement} */ (form.elements.namedItem(name));

/** The plan that the fields hold, in the format that docs/om/filformat.md describes. */
export function readPlan() {
  const answers = { ...unknown.answers };
  for (const question of questions) {
    const name = String(question.dataset.question);
    const answer = readAnswer(question);
    const rest = ["choices", "list"].includes(question.dataset.kind ?? "") ? answers[name] : undefined;
    if (answer.length > 0) answers[name] = Array.isArray(rest) ? [...answer, ...rest] : answer;
  }
  return { ...unknown, format: "viktigast", version: 1, written_by: writer() || (unknown.written_by ?? ""), answers, marks: unknown.marks ?? {}, updated };
}

/**
 * Put a checked plan into the form, in place of all that is there.
 * @param {Record<string, any>} plan
 * @returns {boolean} whether everything in it can be seen here
 */
export function writePlan(plan) {
  const kept = /** @type {HTMLInputElement[]} */ (findAll(form, NOT_OF_PLAN));
  emptyFields(form);
  for (const choice of kept) choice.checked = true;
  list.forget();
  unknown = { ...plan, answers: Object.create(null) }; // a file may call an answer __proto__
  updated = plan.updated;
  for (const option of /** @type {HTMLInputElement[]} */ (findAll(form, 'input[name="written_by"]'))) option.checked = option.value === plan.written_by;
  for (const [name, answer] of Object.entries(plan.answers)) {
    const rest = writeAnswer(questionElement(name), answer);
    if (rest !== undefined) unknown.answers[name] = rest;
  }
  showWording(form);
  dispatch(form, PLAN_REPLACED);
  return Object.keys(unknown.answers).length === 0;
}

/**
 * @param {HTMLElement | undefined} question
 * @param {any} answer
 * @returns {any} what of the answer there is no field for, or undefined
 */
function writeAnswer(question, answer) {
  switch (question?.dataset.kind) {
    case "choice":
      return typeof answer === "string" ? tick(question, [answer])[0] : answer;
    case "choices": {
      const rest = Array.isArray(answer) ? tick(question, answer) : answer;
      return rest.length > 0 ? rest : undefined;
    }
    case "list": {
      if (!Array.isArray(answer)) return answer;
      const items = new Set(answer.filter((item) => typeof item === "object").slice(0, list.MOST_ITEMS));
      list.writeItems(question, [...items]);
      const rest = answer.filter((item) => !items.has(item));
      return rest.length > 0 ? rest : undefined;
    }
    case "text":
    case "line":
      if (typeof answer !== "string") return answer;
      list.writeField(fieldNamed(String(question.dataset.question)), answer);
      return undefined;
    default:
      return answer;
  }
}

/**
 * @param {HTMLElement} question
 * @param {any[]} values
 * @returns {any[]} the values that have no box
 */
function tick(question, values) {
  const boxes = /** @type {HTMLInputElement[]} */ (findAll(question, "input"));
  for (const box of boxes) box.checked = values.includes(box.value);
  return values.filter((value) => !boxes.some((box) => box.value === value));
}
