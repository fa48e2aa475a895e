/**
 * The buttons of a list question: one more item, one less, and undo.
 *
 * Knows the buttons and the items that can be put back. Does not know what is asked in an item, nor its markup (list.js).
 */

import { makeButton } from "../common/elements.js";
import { findAll, finder } from "../common/find.js";
import { ANSWERS_CHANGED, ITEM_ADDED, PLAN_REPLACED, dispatch } from "../common/events.js";
import { fill, messages } from "../common/messages.js";
import { addItem, removeItem } from "./list.js";

const find = finder("items");

/** @type {HTMLFormElement} */
let form;
/** Items that were removed and can be put back: for each list question the latest last. @type {Map<Element, {item: HTMLElement, title: string, putBack: () => void}[]>} */
const removed = new Map();

/** @param {HTMLFormElement} root */
export function start(root) {
  form = root;
  form.addEventListener(PLAN_REPLACED, forget);
  form.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    const question = button?.closest('[data-kind="list"]');
    if (!button || !question) return;
    if ("addItem" in button.dataset) add(question);
    if ("removeItem" in button.dataset) remove(question, /** @type {HTMLElement} */ (button.closest("[data-item]")));
  });
}

export function forget() {
  removed.clear();
  for (const message of findAll(form, "[data-item-message]")) message.replaceChildren();
}

export const holdsText = () => [...removed.values()].some((items) => items.length > 0);

/** @param {Element} element */
const firstField = (element) => find(element, "textarea, input");

/** @param {Element} question */
function add(question) {
  const item = addItem(question);
  dispatch(form, ITEM_ADDED);
  firstField(item).focus();
}

/**
 * @param {Element} question
 * @param {HTMLElement} item
 */
function remove(question, item) {
  const title = find(item, ".item-title").textContent;
  removed.set(question, [...(removed.get(question) ?? []), { item, title, putBack: removeItem(item) }]);
  showUndo(question);
  find(question, "[data-add-item]").focus();
  dispatch(form, ANSWERS_CHANGED);
}

/** Offer to put back the latest of the removed items. @param {Element} question */
function showUndo(question) {
  const message = find(question, "[data-item-message]");
  const latest = removed.get(question)?.at(-1);
  if (!latest) return message.replaceChildren();
  const undo = makeButton(messages.form.undo, () => {
    removed.get(question)?.pop()?.putBack();
    showUndo(question);
    firstField(latest.item).focus();
    dispatch(form, ANSWERS_CHANGED);
  });
  message.replaceChildren(fill(messages.form.removed_item, { item: latest.title }), " ", undo);
}
