/**
 * The items of a list question: their fields, their numbers, one more and one less.
 *
 * Knows how a list is marked up (publish/pages/common/templates/form.html). Does not know what is asked in an item, nor the
 * buttons that add and remove one (items.js).
 */

import { findAll, finder } from "../common/find.js";
import { showWording } from "./setup.js";

/** Items of one list that are shown; with very many the page would stop responding. */
export const MOST_ITEMS = 1_000;

const find = finder("list");

/** @type {HTMLFormElement} */
let form;
/** What an opened plan says in an item that this page has no field for. It goes back into the file unchanged. @type {Map<Element, Record<string, any>>} */
const unknown = new Map();

/** @param {HTMLFormElement} root */
export function start(root) {
  form = root;
  trimItems();
}

export function forget() {
  unknown.clear();
  trimItems();
}

export const holdsText = () => [...unknown.values()].some((rest) => Object.keys(rest).length > 0);

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

/** @param {Element} item */
const fieldsOf = (item) => /** @type {Field[]} */ (/** @type {HTMLElement[]} */ (findAll(item, "input[name], textarea[name]")));
/** @param {Element} question */
const itemsOf = (question) => findAll(find(question, "[data-items]"), "[data-item]");

/**
 * One object for each item in which something is written.
 * @param {Element} question
 * @returns {Record<string, string>[]}
 */
export function readItems(question) {
  return findAll(question, "[data-item]")
    .map((item) => ({
      ...unknown.get(item),
      ...Object.fromEntries(fieldsOf(item).filter((field) => field.value !== "").map((field) => [field.name, field.value])),
    }))
    .filter((item) => Object.keys(item).length > 0);
}

/**
 * Put items into a list question, in place of those that are there.
 * @param {Element} question
 * @param {Record<string, string>[]} items
 */
export function writeItems(question, items) {
  const places = items.map(() => newItem(question));
  if (places.length > 0) find(question, "[data-items]").replaceChildren(...places);
  numberItems(question);
  items.forEach((item, index) => {
    const rest = { ...item };
    for (const field of fieldsOf(places[index])) {
      writeField(field, item[field.name] ?? "");
      delete rest[field.name];
    }
    unknown.set(places[index], rest);
  });
}

/**
 * A line takes no line breaks: the browser would remove them and join the words on either side.
 * @param {Field} field
 * @param {string} text
 */
export function writeField(field, text) {
  field.value = field.type === "text" ? text.replace(/\r\n?|\n/g, " ") : text;
}

/** @param {Element} question */
function newItem(question) {
  const template = find(question, "template", HTMLTemplateElement);
  const item = /** @type {HTMLElement} */ (find(template.content, "[data-item]").cloneNode(true));
  showWording(item);
  return item;
}

/**
 * Add an empty item to a list question and return it.
 * @param {Element} question
 */
export function addItem(question) {
  const item = newItem(question);
  find(question, "[data-items]").append(item);
  numberItems(question);
  return item;
}

/**
 * Take an item out of the page. The function that is returned puts it back.
 * @param {HTMLElement} item
 */
export function removeItem(item) {
  const question = /** @type {HTMLElement} */ (item.closest("[data-question]"));
  const next = item.nextElementSibling;
  item.remove();
  numberItems(question);
  return () => {
    find(question, "[data-items]").insertBefore(item, next?.isConnected ? next : null);
    numberItems(question);
  };
}

/** Give every item of a list its number, in its heading, its button and its ids. @param {Element} question */
function numberItems(question) {
  const id = /** @type {HTMLElement} */ (question).dataset.question;
  const items = itemsOf(question);
  items.forEach((item, index) => {
    const title = find(item, ".item-title");
    const button = find(item, "[data-remove-item]");
    const renumber = (/** @type {string | null} */ value) => (value ?? "").replace(new RegExp(`^q-${id}-\\d+`), `q-${id}-${index + 1}`);
    for (const element of [title, button]) element.textContent = element.textContent.replace(/\d+$/, String(index + 1));
    item.setAttribute("aria-labelledby", renumber(item.getAttribute("aria-labelledby")));
    for (const attribute of ["id", "for"])
      for (const element of findAll(item, `[${attribute}]`)) element.setAttribute(attribute, renumber(element.getAttribute(attribute)));
    /** @type {HTMLElement} */ (button.closest("p")).hidden = items.length === 1;
  });
}

/** One item a list is enough to begin with, when more can be added. An item with text in it stays. */
function trimItems() {
  for (const question of findAll(form, '[data-kind="list"]')) {
    for (const item of itemsOf(question).slice(1)) if (fieldsOf(item).every((field) => field.value === "")) item.remove();
    numberItems(question);
  }
}
