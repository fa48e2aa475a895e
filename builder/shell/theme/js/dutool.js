/**
 * From jag to du: a text in, and beside it an engine's du-form to change and copy.
 *
 * Knows the form that builder/publish/pages/tools/du_form.py made. Which words change, an engine says (builder/text/du_form.py).
 * Nothing is stored, sent or put in the address, and what is written is gone when the page is left.
 */

import "./common/drops.js";
import { createEngines } from "./engines/engines.js";
import { makeButton } from "./common/elements.js";
import { words } from "./common/words.js";

const root = document.querySelector("[data-dutool]");
const form = root.querySelector("form");
const text = /** @type {HTMLTextAreaElement} */ (document.getElementById("dutool-text"));
const result = /** @type {HTMLTextAreaElement} */ (document.getElementById("dutool-result"));
const place = root.querySelector("[data-said]");
const engines = createEngines({ base: new URL("../engine/", import.meta.url).href });
let asked = 0; // only the latest text's answer is shown
let ours = ""; // what we put beside the text
let source = ""; // the text it was made from

const say = (sentence = "", ...more) => place.replaceChildren(sentence, ...more);

/** What the writer had made of the du-text before it was replaced, to be had back. */
const undoTo = (before) =>
  makeButton(words.undo, () => {
    result.value = before;
    say();
    result.focus();
  });

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const mine = ++asked;
  const given = text.value;
  if (!given.trim()) return say(words.empty);
  say(words.slow);
  const found = await engines.ask({ op: "du", text: given }).catch(() => ({ error: "no_engine" }));
  if (mine !== asked) return;
  if (!found.du) return say(found.error ? words.no_engine : (found.note ?? words.nothing));
  const before = result.value;
  const edited = before.trim() !== "" && before !== ours && before !== found.du;
  result.value = ours = found.du;
  source = given;
  if (edited) say(words.replaced, " ", undoTo(before));
  else say(words.done);
});

form.addEventListener("input", (event) => {
  asked += 1;
  say(event.target === text && result.value.trim() && text.value !== source ? words.earlier : "");
});

root.querySelector("[data-copy]").addEventListener("click", async () => {
  if (!result.value.trim()) return say(words.nothing_to_copy);
  try {
    await navigator.clipboard.writeText(result.value);
    say(words.copied);
  } catch {
    result.focus();
    result.select();
    say(words.copy_by_hand);
  }
});

function forget() {
  asked += 1;
  ours = source = "";
  say();
}

form.addEventListener("reset", () => {
  forget();
  say(words.reset_done);
});
// Loaded when somebody is about to write, not for everybody who reads.
form.addEventListener("focusin", () => engines.start(), { once: true });

// The browser may keep a page that is left, to come back to. Then it is empty.
window.addEventListener("pagehide", () => {
  form.reset();
  forget();
});

form.hidden = false;
