/**
 * The date help: two days and a track in, an engine's answer out, as sentences.
 *
 * Knows the form that builder/publish/pages/tools/dates.py made. Which day it is, an engine counts; its sentences come ready.
 * Nothing is stored, sent or put in the address, and what is written is gone when the page is left.
 */

import { createEngines } from "./engines/engines.js";
import { words } from "./common/words.js";

const root = document.querySelector("[data-dates]");
const form = root.querySelector("form");
const answer = /** @type {HTMLElement} */ (root.querySelector("[data-answer]"));
const fields = {
  discharge: /** @type {HTMLInputElement} */ (document.getElementById("dates-discharge")),
  ready: /** @type {HTMLInputElement} */ (document.getElementById("dates-ready")),
};
const WRONG = { no_date: "discharge", bad_discharge: "discharge", bad_ready: "ready" }; // which field a problem is about
const engines = createEngines({ base: new URL("../engine/", import.meta.url).href });
let asked = 0; // only the latest question's answer is shown

const lines = (...sentences) =>
  sentences.filter(Boolean).map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence }));

/** A half-written day has no value; the engine is told that there is one, and that it is no day. */
const written = (field) => field.value || (field.validity.badInput ? "?" : null);

function mark(problem) {
  for (const [name, field] of Object.entries(fields)) {
    if (WRONG[problem] === name) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

function clear() {
  asked += 1;
  mark(null);
  answer.replaceChildren();
}

function show(found) {
  mark(found.error);
  if (found.error) return answer.replaceChildren(...lines(found.text ?? words.no_engine));
  const days = [found.meeting, found.call].filter(Boolean).map((day) => {
    const part = document.createElement("div");
    part.className = "dates-day";
    part.append(...lines(day.sentence, ...day.notes));
    return part;
  });
  answer.replaceChildren(...days, ...lines(found.order, words.first));
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  clear();
  const mine = asked;
  answer.replaceChildren(...lines(words.slow));
  const track = new FormData(form).get("track");
  const request = { op: "meeting_date", discharge: written(fields.discharge), ready: written(fields.ready), track };
  const found = await engines.ask(request).catch(() => ({ error: "no_engine" }));
  if (mine !== asked) return;
  if (found.error === "no_engine") form.hidden = true;
  show(found);
});
// An answer to other days than those in the form would mislead.
form.addEventListener("input", clear);
form.addEventListener("reset", () => {
  clear();
  answer.replaceChildren(...lines(words.reset_done));
});
// Loaded when somebody is about to ask, not for everybody who reads.
form.addEventListener("focusin", () => engines.start(), { once: true });

// The browser may keep a page that is left, to come back to. Then it is empty.
window.addEventListener("pagehide", () => {
  form.reset();
  clear();
});

form.hidden = false;
