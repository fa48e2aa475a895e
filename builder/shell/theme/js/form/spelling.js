/**
 * Whether the browser is asked to mark misspelt words: not until the person wants it, and not after a clearing.
 *
 * Knows the switch and the fields' attribute. The choice is stored nowhere. What suggests or completes words stays off.
 */

import { findAll, finder } from "../common/find.js";
import { PLAN_REPLACED } from "../common/events.js";

/** Answers have a name; a passphrase has none, and is never checked. */
const ANSWERS = "[spellcheck][name]";
const find = finder("spelling");

/** @type {HTMLFormElement} */
let form;
/** @type {HTMLInputElement} */
let box;

/** @param {HTMLFormElement} root */
export function start(root) {
  form = root;
  box = find(form, "#spelling", HTMLInputElement);
  box.addEventListener("input", checkAll);
  form.addEventListener(PLAN_REPLACED, checkAll);
  // A field that was added later, or put back.
  form.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element && target.matches(ANSWERS)) target.setAttribute("spellcheck", String(box.checked));
  });
}

/** The switch is off by now, as every field is empty. */
export const forget = () => checkAll();

export const holdsText = () => false;

function checkAll() {
  for (const field of findAll(form, ANSWERS)) field.setAttribute("spellcheck", String(box.checked));
}
