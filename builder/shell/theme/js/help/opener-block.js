/**
 * The block of small questions beside a goal: its fields, when they are shown, and the places that scripts fill.
 *
 * Knows the block's markup (publish/pages/common/templates/form.html) and has no state: the fields say what is answered. Does
 * not know what is done with the answers (openers.js).
 */

import { makeButton, paragraph } from "../common/elements.js";
import { beside, findAll, finder, finderBeside } from "../common/find.js";
import { messages } from "../common/messages.js";

const find = finder("openers");
export const near = finderBeside("openers");

/** @param {HTMLElement} field */
export const blockOf = (field) => near(field, "[data-openers]");
/** @param {HTMLElement} block */
export const goalOf = (block) => find(block.parentElement ?? block, "[data-coached]", HTMLTextAreaElement);
/** @param {HTMLElement} field */
export const beforeOf = (field) => find(near(field, "[data-before]"), "textarea", HTMLTextAreaElement);
/** @param {HTMLElement} block */
export const rowsOf = (block) => findAll(block, "[data-opener]");
/** @param {HTMLElement} row */
export const inputIn = (row) => find(row, "input", HTMLInputElement);
/** @param {HTMLElement} row */
export const isFilled = (row) => inputIn(row).value.trim() !== "";
/**
 * A button that shows the questions which belong to a finding; none when they are all shown.
 * @param {HTMLElement} field
 * @param {{openers?: string[]}} finding
 * @returns {HTMLButtonElement[]}
 */
export function openButton(field, finding) {
  const block = blockOf(field);
  const ids = finding.openers ?? [];
  const asked = rowsOf(block).filter((row) => ids.includes(row.dataset.opener ?? ""));
  if (asked.every((row) => !block.hidden && !row.hidden)) return [];
  const button = makeButton(messages.openers.open, () => {
    for (const row of rowsOf(block)) row.hidden = !asked.includes(row) && !isFilled(row);
    block.hidden = false;
    inputIn(asked.find((row) => !isFilled(row)) ?? asked[0]).focus();
    button.remove();
  });
  return [button];
}

/**
 * Hide the questions beside a goal, when nobody has begun to answer them.
 * @param {HTMLElement} field
 */
export function closeOpeners(field) {
  const block = beside(field, "[data-openers]");
  if (block && !block.contains(document.activeElement) && !rowsOf(block).some(isFilled)) closeBlock(block);
}

/**
 * Show the questions that are answered, and no block without any.
 * @param {HTMLElement} block
 */
export function closeBlock(block) {
  for (const row of rowsOf(block)) row.hidden = !isFilled(row);
  block.hidden = !rowsOf(block).some(isFilled);
}

/**
 * Fill or empty a place.
 * @param {HTMLElement} place
 * @param {Node | string} [said]  Goes into the live region, which is read out by itself: it must not quote the person.
 * @param {...Node} rest  Is not announced.
 */
export function fillPlace(place, said, ...rest) {
  find(place, "[data-said]").replaceChildren(...(said ? [said] : []));
  find(place, "[data-own]").replaceChildren(...rest);
}

/**
 * The person's own words: never translated.
 * @param {string} className
 * @param {string} text
 */
export function ownWords(className, text) {
  const element = paragraph(className, text);
  element.translate = false;
  return element;
}
