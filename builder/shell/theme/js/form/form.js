/**
 * The form's answers, out of the page and back into it.
 *
 * The fields are the state: there is no second copy that could differ. Knows how questions of each kind are marked
 * up (publish/pages/common/templates/form.html). Does not know any question, nor where a plan is kept.
 */

import { words } from "../common/words.js";

export const form = /** @type {HTMLFormElement} */ (document.getElementById("builder"));
const questions = [...form.querySelectorAll("[data-question]")];

/** What an opened plan holds that this page has no field for. It goes back into the file as it came. */
let unknown = { answers: {} };
/** The same for single items of a list. */
let unknownOfItem = new WeakMap();
/** The day something was last written, or the opened plan's own. */
let updated = "";

/** Items of one list that are shown; with very many the page would stand still. */
const MOST_ITEMS = 1_000;

/** @param {Element} root @param {string} selector */
const all = (root, selector) => /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
const fieldsOf = (item) => all(item, "input[name], textarea[name]");

/** The options of each choice, looked up once: with many items in the lists a look through the form is slow. */
const options = new Map();

/** @param {string} name  The id of the chosen option, or "". */
function chosen(name) {
  if (!options.has(name)) options.set(name, all(form, `input[name="${name}"]`));
  return options.get(name).find((option) => option.checked)?.value ?? "";
}

export const device = () => chosen("device");
export const writer = () => chosen("written_by");

/** "other" when somebody writes for the person. */
export function voice() {
  return words.writers.option.find((option) => option.id === writer())?.voice ?? "self";
}

/** The same for the coach, who has a third wording: "staff" when staff write together with the person. */
export function coachVoice() {
  return words.writers.option.find((option) => option.id === writer())?.coach_voice ?? voice();
}

/** @param {Element} root */
function showWording(root) {
  for (const element of all(root, "[data-voice]")) element.hidden = element.dataset.voice !== voice();
  for (const element of all(root, "[data-coach-voice]")) element.hidden = element.dataset.coachVoice !== coachVoice();
}

/** Show the wording for the one who writes, wherever there are several. */
export function showVoice() {
  showWording(form);
  const note = /** @type {HTMLElement} */ (form.querySelector("[data-writer-note]"));
  note.textContent = words.writers.option.find((option) => option.id === writer())?.note ?? "";
  note.hidden = note.textContent === "";
}

/** @param {HTMLElement} question */
function readAnswer(question) {
  const name = question.dataset.question;
  switch (question.dataset.kind) {
    case "choice":
      return chosen(name);
    case "choices":
      return all(question, "input:checked").map((box) => /** @type {HTMLInputElement} */ (box).value);
    case "list":
      return all(question, "[data-item]")
        .map((item) => ({
          ...unknownOfItem.get(item),
          ...Object.fromEntries(fieldsOf(item).filter((field) => field.value !== "").map((field) => [field.name, field.value])),
        }))
        .filter((item) => Object.keys(item).length > 0);
    default:
      return /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value;
  }
}

/** @param {string} date  "YYYY-MM-DD", the day that something was written. */
export function setUpdated(date) {
  updated = date;
}

/** The plan as it stands in the form, in the format that docs/om/filformat.md describes. */
export function readPlan() {
  const answers = { ...unknown.answers };
  for (const question of questions) {
    const name = question.dataset.question;
    const answer = readAnswer(question);
    const rest = ["choices", "list"].includes(question.dataset.kind) ? answers[name] : undefined;
    if (answer.length > 0) answers[name] = Array.isArray(rest) ? [...answer, ...rest] : answer;
  }
  return { ...unknown, format: "viktigast", version: 1, written_by: writer() || (unknown.written_by ?? ""), answers, marks: unknown.marks ?? {}, updated };
}

/** Whether anything has been written or chosen beyond the two first choices. */
export const hasAnswers = () => Object.keys(readPlan().answers).length > 0;

/**
 * Put a checked plan into the form, in place of all that is there.
 * @param {Record<string, any>} plan
 * @returns {boolean} whether everything in it can be seen here
 */
export function writePlan(plan) {
  emptyForm({ keepChoices: true });
  unknown = { ...plan, answers: Object.create(null) }; // a file may call an answer __proto__
  updated = plan.updated;
  for (const option of all(form, 'input[name="written_by"]')) option.checked = option.value === plan.written_by;
  for (const [name, answer] of Object.entries(plan.answers)) {
    const rest = writeAnswer(questions.find((question) => question.dataset.question === name), answer);
    if (rest !== undefined) unknown.answers[name] = rest;
  }
  showVoice();
  return Object.keys(unknown.answers).length === 0;
}

/** @returns {any} what of the answer there is no place for, or undefined */
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
      const items = new Set(answer.filter((item) => typeof item === "object").slice(0, MOST_ITEMS));
      writeItems(question, [...items]);
      const rest = answer.filter((item) => !items.has(item));
      return rest.length > 0 ? rest : undefined;
    }
    case "text":
    case "line":
      if (typeof answer !== "string") return answer;
      writeField(form.elements.namedItem(question.dataset.question), answer);
      return undefined;
    default:
      return answer;
  }
}

/** A line takes no line breaks: left to itself, the browser would write the words on either side in one. */
function writeField(field, text) {
  field.value = field.type === "text" ? text.replace(/\r\n?|\n/g, " ") : text;
}

/** @returns {any[]} the values that have no box */
function tick(question, values) {
  const boxes = /** @type {HTMLInputElement[]} */ (all(question, "input"));
  for (const box of boxes) box.checked = values.includes(box.value);
  return values.filter((value) => !boxes.some((box) => box.value === value));
}

function writeItems(question, items) {
  const places = items.map(() => newItem(question));
  if (places.length > 0) question.querySelector("[data-items]").replaceChildren(...places);
  number(question);
  items.forEach((item, index) => {
    const rest = { ...item };
    for (const field of fieldsOf(places[index])) {
      writeField(field, item[field.name] ?? "");
      delete rest[field.name];
    }
    unknownOfItem.set(places[index], rest);
  });
}

function newItem(question) {
  const item = /** @type {HTMLElement} */ (question.querySelector("template").content.firstElementChild.cloneNode(true));
  showWording(item);
  return item;
}

/**
 * Add an empty item to a list question and return it.
 * @param {HTMLElement} question
 */
export function addItem(question) {
  const item = newItem(question);
  question.querySelector("[data-items]").append(item);
  number(question);
  return item;
}

/** Give every item of a list its number, in its heading, its button and its ids. */
function number(question) {
  const id = question.dataset.question;
  const items = all(question.querySelector("[data-items]"), "[data-item]");
  items.forEach((item, index) => {
    const title = item.querySelector(".item-title");
    const button = item.querySelector("[data-remove-item]");
    const renumber = (value) => value.replace(new RegExp(`^q-${id}-\\d+`), `q-${id}-${index + 1}`);
    title.textContent = title.textContent.replace(/\d+$/, String(index + 1));
    button.textContent = button.textContent.replace(/\d+$/, String(index + 1));
    item.setAttribute("aria-labelledby", renumber(item.getAttribute("aria-labelledby")));
    for (const attribute of ["id", "for"])
      for (const element of all(item, `[${attribute}]`)) element.setAttribute(attribute, renumber(element.getAttribute(attribute)));
    /** @type {HTMLElement} */ (button.closest("p")).hidden = items.length === 1;
  });
}

/**
 * Take an item away. What was written in it can be had back with the function that is returned.
 * @param {HTMLElement} item
 */
export function removeItem(item) {
  const question = /** @type {HTMLElement} */ (item.closest("[data-question]"));
  const next = item.nextElementSibling;
  item.remove();
  number(question);
  return () => {
    question.querySelector("[data-items]").insertBefore(item, next?.isConnected ? next : null);
    number(question);
  };
}

/** One item a list is enough to begin with, when more can be added. An item with text in it stays. */
export function trimItems() {
  for (const question of all(form, '[data-kind="list"]')) {
    for (const item of all(question.querySelector("[data-items]"), "[data-item]").slice(1))
      if (fieldsOf(item).every((field) => field.value === "")) item.remove();
    number(question);
  }
}

/** @param {{keepChoices?: boolean}} [options]  Whether the choices that are no answers stay. */
export function emptyForm({ keepChoices = false } = {}) {
  const kept = keepChoices ? all(form, 'input[name="device"]:checked, input[name="size"]:checked, #spelling:checked') : [];
  form.reset();
  trimItems();
  unknown = { answers: {} };
  unknownOfItem = new WeakMap();
  updated = "";
  for (const choice of kept) choice.checked = true;
  showVoice();
}

/**
 * An answer as lines of text for the review page; none when nothing was answered, or when it only helps another
 * answer on the way (data-aside).
 * @param {string} id  Question id.
 * @returns {string[]}
 */
export function answerLines(id) {
  const question = questions.find((one) => one.dataset.question === id);
  if ("aside" in question.dataset) return [];
  const answer = readAnswer(question);
  if (typeof answer === "string" && question.dataset.kind !== "choice") return answer.trim() ? [answer] : [];
  if (question.dataset.kind === "list") {
    const aside = all(question, "[data-aside] [name]").map((field) => field.name);
    const shown = (item) => Object.keys(item).filter((name) => !aside.includes(name)).map((name) => item[name]);
    return answer.map((item) => shown(item).join(" · ")).filter(Boolean);
  }
  const label = (value) => question.querySelector(`input[value="${value}"] + label`).textContent;
  return [answer].flat().filter(Boolean).map(label);
}

