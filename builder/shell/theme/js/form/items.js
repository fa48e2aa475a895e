/**
 * The items of a list question: one more, one less, and the one that was taken away back again.
 *
 * Knows the buttons and what can be undone. Does not know what is asked in an item.
 */

import { makeButton } from "../common/elements.js";
import { addItem, form, removeItem } from "./form.js";
import { keepSoon, written } from "../keep/keeping.js";
import { fill, today, words } from "../common/words.js";

/** Items that were taken away and can be had back: for each list question the latest last. */
const undone = new Map();

const firstField = (element) => /** @type {HTMLElement} */ (element.querySelector("textarea, input"));

/** Listen to the buttons of all list questions. */
export function startItems() {
  form.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    const question = /** @type {HTMLElement} */ (button?.closest('[data-kind="list"]'));
    if (!question) return;
    if ("addItem" in button.dataset) firstField(addItem(question)).focus();
    if ("removeItem" in button.dataset) takeAway(question, button.closest("[data-item]"));
  });
}

/** Let go of what was taken away, and of the words that say so. */
export function forgetItems() {
  undone.clear();
  for (const message of form.querySelectorAll("[data-item-message]")) message.replaceChildren();
}

function takeAway(question, item) {
  const title = item.querySelector(".item-title").textContent;
  undone.set(question, [...(undone.get(question) ?? []), { item, title, putBack: removeItem(item) }]);
  showUndo(question);
  question.querySelector("[data-add-item]").focus();
  written(today());
  keepSoon();
}

function showUndo(question) {
  const message = question.querySelector("[data-item-message]");
  const latest = undone.get(question).at(-1);
  if (!latest) return message.replaceChildren();
  const undo = makeButton(words.form.undo, () => {
    undone.get(question).pop().putBack();
    showUndo(question);
    firstField(latest.item).focus();
    keepSoon();
  });
  message.replaceChildren(fill(words.form.removed_item, { item: latest.title }), " ", undo);
}
