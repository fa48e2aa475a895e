/**
 * The review: every answer in short, and the way to a question and back again.
 *
 * Knows the rows of the review and the kinds of answers. Does not know any question.
 */

import { findAll, finder } from "../common/find.js";
import { messages } from "../common/messages.js";
import { questionElement, readAnswer } from "./plan.js";

const find = finder("review");

/** @type {HTMLFormElement} */
let form;
/** The link in the review that led to the step that is shown, to come back to. @type {HTMLAnchorElement | null} */
let cameFrom = null;

/** @param {HTMLFormElement} root */
export function start(root) {
  form = root;
  form.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("[data-edit]");
    if (link instanceof HTMLAnchorElement) cameFrom = link;
  });
}

export function forget() {
  cameFrom = null;
  for (const answer of findAll(form, ".review-answer")) answer.textContent = "";
  for (const row of findAll(form, "[data-review]")) fillRow(row, []);
  find(form, "[data-review-lead]").textContent = messages.review.not_yet;
}

export const holdsText = () =>
  findAll(form, "[data-review]").some((row) => !row.classList.contains("review-unanswered") && find(row, ".review-answer").textContent !== "");

/**
 * An answer as lines of text; none when nothing was answered, or when the answer only helps another answer (data-aside).
 * @param {string | undefined} id  Question id.
 * @returns {string[]}
 */
function answerLines(id) {
  const question = questionElement(id);
  if (!question || "aside" in question.dataset) return [];
  const answer = readAnswer(question);
  if (typeof answer === "string" && question.dataset.kind !== "choice") return answer.trim() ? [answer] : [];
  if (question.dataset.kind === "list") {
    const aside = findAll(question, "[data-aside] [name]").map((field) => /** @type {HTMLInputElement} */ (field).name);
    const shown = (/** @type {Record<string, string>} */ item) => Object.keys(item).filter((name) => !aside.includes(name)).map((name) => item[name]);
    return /** @type {Record<string, string>[]} */ (answer).map((item) => shown(item).join(" · ")).filter(Boolean);
  }
  const label = (/** @type {string} */ value) => find(question, `input[value="${value}"]`, HTMLInputElement).labels?.[0]?.textContent ?? value;
  return [answer].flat().filter(Boolean).map(label);
}

/**
 * @param {HTMLElement} row
 * @param {string[]} lines
 */
function fillRow(row, lines) {
  row.classList.toggle("review-unanswered", lines.length === 0);
  find(row, ".review-answer").textContent = lines.length > 0 ? lines.join("\n") : messages.review.unanswered;
  find(row, "[data-change]").textContent = lines.length > 0 ? messages.review.change : messages.review.answer;
}

/**
 * Fill in the review, which is shown now.
 * @returns {HTMLElement | undefined} the link that the person comes back from, for the focus
 */
export function showReview() {
  for (const row of findAll(form, "[data-review]")) fillRow(row, answerLines(row.dataset.review));
  const isAnswered = (/** @type {HTMLElement} */ question) => answerLines(question.dataset.question).length > 0;
  const isDone = findAll(form, "[data-core]").every((step) => findAll(step, "[data-question]").some(isAnswered));
  find(form, "[data-review-lead]").textContent = isDone ? messages.review.done : messages.review.not_yet;
  for (const button of findAll(form, "[data-after-review]")) button.hidden = false;
  const link = cameFrom;
  cameFrom = null;
  return link ?? undefined;
}

/**
 * The field that a link in the review led to.
 * @param {string} step  The step that is shown.
 * @returns {HTMLElement | undefined}
 */
export function fieldToEdit(step) {
  if (cameFrom?.hash !== `#${step}`) return undefined;
  return find(form, `[data-question="${cameFrom.dataset.edit}"] :is(textarea, input)`);
}
