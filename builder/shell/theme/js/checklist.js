/**
 * A checklist to tick: counts what is done, says so now and then, prints, and forgets everything.
 *
 * Knows the form that builder/publish/pages/tools/checklists.py made, with its words. Nothing is stored and nothing is sent.
 */

import "./common/drops.js";
import "./paper.js";

const QUIET = 1200; // ms without a new tick before the count is said, so that ticking in a row is not talked over

const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-checklist]"));
const boxes = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[type=checkbox]")]);
const bar = /** @type {HTMLElement} */ (form.querySelector("[data-bar]"));
const said = /** @type {HTMLElement} */ (form.querySelector("[data-said]"));
let timer = 0;

/** Show how much is done. Returns it as a sentence. */
function count() {
  const done = boxes.filter((box) => box.checked).length;
  const sentence = form.dataset.progress.replace("{done}", String(done)).replace("{all}", String(boxes.length));
  bar.querySelector("progress").value = done;
  bar.querySelector("[data-count]").textContent = sentence;
  return sentence;
}

/** Let a screen reader say it. */
function say(sentence) {
  said.textContent = sentence;
}

form.addEventListener("change", (event) => {
  if (!boxes.includes(/** @type {HTMLInputElement} */ (event.target))) return;
  const sentence = count();
  clearTimeout(timer);
  timer = setTimeout(() => say(sentence), QUIET);
});

// The fields are emptied right after the event.
form.addEventListener("reset", () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    count();
    bar.querySelector("[data-count]").textContent = form.dataset.resetDone;
    say(form.dataset.resetDone);
  });
});

// The browser may keep a page that is left, to come back to. Then it is empty.
window.addEventListener("pagehide", () => {
  form.reset();
  clearTimeout(timer);
  count();
  say("");
});

/** @type {HTMLElement} */ (form.querySelector("[data-without-script]")).hidden = true;
bar.hidden = false;
count();
