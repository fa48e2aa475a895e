/**
 * Du-form for all goals at once, on the sheet's step.
 *
 * Knows the two buttons there and what they say. What a goal is in du-form, and when a block is shown, du-form.js knows.
 */

import { makeButton } from "../common/elements.js";
import { finder } from "../common/find.js";
import { PLAN_REPLACED } from "../common/events.js";
import { messages } from "../common/messages.js";
import { voice } from "../form/setup.js";
import { fillSheet } from "../form/sheet.js";
import { SLOW, askForDu, chooseDuForm, isFilled, originOf, pairs, setDuText, showBlocks, showMessage } from "./du-form.js";

const find = finder("du_sheet");

/** @type {HTMLElement} */
let box;
/** Counts the plans: a late answer to an earlier plan is not put into this one. */
let round = 0;

/** @param {HTMLFormElement} root */
export function start(root) {
  box = find(root, "[data-du-sheet]");
  button("all").addEventListener("click", addAll);
  button("none").addEventListener("click", removeAll);
  root.addEventListener(PLAN_REPLACED, forget);
}

/** The undo button of removeAll holds what was removed: it goes with the message. */
export function forget() {
  round += 1;
  showMessage(box);
}

export const holdsText = () => find(box, "[data-du-says]").textContent !== "";

/** @param {"all" | "none"} name */
const button = (name) => find(box, `[data-du-${name}]`);

/** Show on the sheet's step what can be done there. */
export function showDuOnSheet() {
  const all = pairs();
  const some = all.some(({ field }) => isFilled(field));
  box.hidden = !some && (voice() === "other" || !all.some(({ goal }) => isFilled(goal)));
  button("all").hidden = all.every(({ goal, field }) => !isFilled(goal) || isFilled(field));
  button("none").hidden = !some;
}

async function addAll() {
  const says = messages.du_form;
  const mine = round;
  const slow = setTimeout(() => showMessage(box, says.waiting), SLOW);
  const waiting = pairs().filter(({ goal, field }) => isFilled(goal) && !isFilled(field));
  const found = await Promise.all(waiting.map(async (pair) => ({ pair, text: pair.goal.value, ...(await askForDu(pair.goal.value)) })));
  clearTimeout(slow);
  if (mine !== round) return;
  const made = found.filter(({ pair, du }) => du && !isFilled(pair.field));
  for (const { pair, du = "", text } of made) setDuText(pair, du, { goal: text, suggestion: du });
  chooseDuForm(true);
  refresh("none");
  const reasons = new Set(found.map(({ why }) => why).filter((why) => why && (why !== says.nothing || made.length === 0)));
  showMessage(box, [...(made.length > 0 ? [says.sheet_added] : []), ...reasons].join(" "));
}

function removeAll() {
  const before = pairs().filter(({ field }) => isFilled(field)).map((pair) => ({ pair, text: pair.field.value, origin: originOf(pair.field) }));
  for (const { pair } of before) setDuText(pair, "", undefined);
  chooseDuForm(false);
  for (const { block } of pairs()) showMessage(block);
  const undo = makeButton(messages.form.undo, () => {
    // Something may have been written there since.
    for (const { pair, text, origin } of before) if (!isFilled(pair.field)) setDuText(pair, text, origin);
    chooseDuForm(true);
    refresh("none");
    showMessage(box);
  });
  refresh("all");
  showMessage(box, messages.du_form.sheet_removed, " ", undo);
}

/**
 * Show the blocks and the sheet as they are now. If the pressed button is hidden by that, the focus moves.
 * @param {"all" | "none"} next  The button that gets the focus.
 */
function refresh(next) {
  const pressed = /** @type {HTMLElement} */ (document.activeElement);
  showBlocks({ hide: true });
  showDuOnSheet();
  fillSheet();
  if (box.contains(pressed) && (pressed.hidden || pressed.parentElement?.matches("[data-du-says]"))) button(next).focus();
}
