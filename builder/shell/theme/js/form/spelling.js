/**
 * Whether the browser is asked to mark misspelt words: not until the person wants it, and not after a clearing.
 *
 * Knows the switch and the fields' attribute. The choice is kept nowhere. What suggests or completes words stays off.
 */

import { form } from "./form.js";

const box = /** @type {HTMLInputElement} */ (document.getElementById("spelling"));

/** Answers have a name; a passphrase has none, and is never checked. */
const ANSWERS = "[spellcheck][name]";

/** @param {Element} field @param {boolean} on */
const ask = (field, on) => field.setAttribute("spellcheck", String(on));

function askAll(on) {
  for (const field of form.querySelectorAll(ANSWERS)) ask(field, on);
}

export function startSpelling() {
  box.addEventListener("input", (event) => {
    event.stopPropagation(); // it is no answer
    askAll(box.checked);
  });
  // A field that came later, or came back.
  form.addEventListener("focusin", ({ target }) => target instanceof Element && target.matches(ANSWERS) && ask(target, box.checked));
  form.addEventListener("reset", () => queueMicrotask(() => askAll(box.checked))); // a file that is opened leaves the switch as it is
}
