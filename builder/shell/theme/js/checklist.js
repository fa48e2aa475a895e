/**
 * A checklist to tick: counts what is done, announces the count, prints, and forgets everything.
 *
 * Knows the form that builder/publish/pages/tools/checklists.py made, and its sentences. Stores nothing and sends nothing.
 */

import { refuseStrayDrops } from "./common/drops.js";
import { dataOf, finder } from "./common/find.js";
import "./paper.js";

refuseStrayDrops(document);

const QUIET = 1200; // ms without a new tick before the count is announced, so that ticks in a row are not talked over

const find = finder("checklist");
const form = find(document, "[data-checklist]", HTMLFormElement);
const boxes = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[type=checkbox]")]);
const bar = find(form, "[data-bar]");
const counter = find(form, "[data-count]");
const meter = find(form, "[data-bar] progress", HTMLProgressElement);
const live = find(form, "[data-said]");
const progressSentence = dataOf("checklist", form, "progress");
const resetSentence = dataOf("checklist", form, "resetDone");
let timer = 0;

/** Show how many items are done, and return the sentence that says so. */
function showCount() {
  const done = boxes.filter((box) => box.checked).length;
  const sentence = progressSentence.replace("{done}", String(done)).replace("{all}", String(boxes.length));
  meter.value = done;
  counter.textContent = sentence;
  return sentence;
}

/** Put a sentence in the live region, which screen readers announce. */
function announce(sentence) {
  live.textContent = sentence;
}

form.addEventListener("change", (event) => {
  if (!boxes.includes(/** @type {HTMLInputElement} */ (event.target))) return;
  const sentence = showCount();
  clearTimeout(timer);
  timer = setTimeout(() => announce(sentence), QUIET);
});

// The browser empties the fields right after the event.
form.addEventListener("reset", () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    showCount();
    counter.textContent = resetSentence;
    announce(resetSentence);
  });
});

// Empty the form before the page enters the back/forward cache.
window.addEventListener("pagehide", () => {
  form.reset();
  clearTimeout(timer);
  showCount();
  announce("");
});

find(form, "[data-without-script]").hidden = true;
bar.hidden = false;
showCount();
