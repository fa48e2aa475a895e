/**
 * The date help: asks an engine for the latest days of the meeting and the call, and shows its sentences.
 *
 * Knows the form that builder/publish/pages/tools/dates.py made. Doesn't know how days are counted
 * (builder/meeting/discharge.py). Stores nothing, sends nothing, puts nothing in the address, and forgets what is written
 * when the page is left.
 */

import { finder } from "./common/find.js";
import { createEngines } from "./engines/engines.js";
import { messages as words } from "./common/messages.js";

const find = finder("dates");
const form = find(document, "[data-dates] form", HTMLFormElement);
const answer = find(document, "[data-dates] [data-answer]");
const fields = {
  discharge: find(document, "#dates-discharge", HTMLInputElement),
  ready: find(document, "#dates-ready", HTMLInputElement),
};
const FIELD_OF = { no_date: "discharge", bad_discharge: "discharge", bad_ready: "ready" }; // the field that an error is about
const engines = createEngines({ base: new URL("../engine/", import.meta.url).href });
let asked = 0; // number of the latest request; only its reply is shown

const paragraphs = (...sentences) =>
  sentences.filter(Boolean).map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence }));

/** What the engine gets of a field. A half-written day has no value: "?" says that it is there and is not a day. */
const dayIn = (field) => field.value || (field.validity.badInput ? "?" : null);

/** Mark the field that the error is about, if any. */
function mark(problem) {
  for (const [name, field] of Object.entries(fields)) {
    if (FIELD_OF[problem] === name) field.setAttribute("aria-invalid", "true");
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
  if (found.error) return answer.replaceChildren(...paragraphs(found.text ?? words.no_engine));
  const days = [found.meeting, found.call].filter(Boolean).map((day) => {
    const part = document.createElement("div");
    part.className = "dates-day";
    part.append(...paragraphs(day.sentence, ...day.notes));
    return part;
  });
  answer.replaceChildren(...days, ...paragraphs(found.order, words.first));
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  clear();
  const mine = asked;
  answer.replaceChildren(...paragraphs(words.slow));
  const track = new FormData(form).get("track");
  const request = { op: "meeting_date", discharge: dayIn(fields.discharge), ready: dayIn(fields.ready), track };
  const found = await engines.ask(request).catch(() => ({ error: "no_engine" }));
  if (mine !== asked) return;
  if (found.error === "no_engine") form.hidden = true;
  show(found);
});
// A reply about other days than those in the form would mislead.
form.addEventListener("input", clear);
form.addEventListener("reset", () => {
  clear();
  answer.replaceChildren(...paragraphs(words.reset_done));
});
// Load an engine when somebody is about to ask, not for everyone who reads.
form.addEventListener("focusin", () => engines.start(), { once: true });

// Empty the form before the page enters the back/forward cache.
window.addEventListener("pagehide", () => {
  form.reset();
  clear();
});

form.hidden = false;
