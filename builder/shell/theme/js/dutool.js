/**
 * From jag to du: asks an engine for a text's du-form, and shows it in a field to edit and copy.
 *
 * Knows the form that builder/publish/pages/tools/du_form.py made. Doesn't know which words change (builder/text/du_form.py).
 * Stores nothing, sends nothing, puts nothing in the address, and forgets what is written when the page is left.
 */

import { refuseStrayDrops } from "./common/drops.js";
import { createEngines } from "./engines/engines.js";
import { finder } from "./common/find.js";
import { makeButton } from "./common/elements.js";
import { messages as words } from "./common/messages.js";

refuseStrayDrops(document);

const find = finder("dutool");
const form = find(document, "[data-dutool] form", HTMLFormElement);
const text = find(document, "#dutool-text", HTMLTextAreaElement);
const result = find(document, "#dutool-result", HTMLTextAreaElement);
const message = find(document, "[data-dutool] [data-said]");
const engines = createEngines({ base: new URL("../engine/", import.meta.url).href });
let asked = 0; // number of the latest request; only its reply is shown
let ours = ""; // the engine's latest du-form
let source = ""; // the text that it was made from

const say = (sentence = "", ...more) => message.replaceChildren(sentence, ...more);

/** A button that restores the writer's own version of the du-form, as it was before a new one replaced it. */
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

find(document, "[data-dutool] [data-copy]").addEventListener("click", async () => {
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
// Load an engine when somebody is about to write, not for everyone who reads.
form.addEventListener("focusin", () => engines.start(), { once: true });

// Empty the form before the page enters the back/forward cache.
window.addEventListener("pagehide", () => {
  form.reset();
  forget();
});

form.hidden = false;
