/**
 * A panel that asks for a passphrase: its field, what it says, and the work that is done with it.
 *
 * Knows how such a panel is marked up (publish/pages/common/templates/form.html). Does not know what is locked or opened. A passphrase
 * lies in its field while the panel is open, and in the worker while it works; nowhere else, and in no storage.
 *
 * The field is shown and is no password field. What stands on the page beside it is as private, a shaky hand must see
 * what it writes, and a browser offers to remember what is written in a password field, on a borrowed device too.
 */

import { askAge } from "./age.js";
import { words } from "../common/words.js";

/** What ends the work that is going on in a panel. @type {Map<HTMLElement, AbortController>} */
const lives = new Map();

/** @param {HTMLElement} panel */
export const fieldOf = (panel) => /** @type {HTMLTextAreaElement} */ (panel.querySelector("textarea"));
/** @param {HTMLElement} panel @param {string} name */
export const part = (panel, name) => /** @type {HTMLElement} */ (panel.querySelector(`[data-${name}]`));
/** @param {HTMLElement} panel */
export const isBusy = (panel) => lives.has(panel);

/** What is locked with: the same whichever way a keyboard writes an ö, and however many spaces slip in. */
export const tidy = (/** @type {string} */ phrase) => phrase.normalize("NFC").trim().replace(/\s+/g, " ");

/**
 * Say how it goes.
 * @param {HTMLElement} panel
 * @param {string} sentence
 */
export function say(panel, sentence) {
  part(panel, "problem").textContent = "";
  if (part(panel, "said").textContent !== sentence) part(panel, "said").textContent = sentence;
}

/**
 * Say what is wrong, where it can be put right.
 * @param {HTMLElement} panel
 * @param {string} problem
 */
export function complain(panel, problem) {
  say(panel, "");
  part(panel, "problem").textContent = problem;
  fieldOf(panel).focus();
}

/**
 * Ask the worker. Meanwhile the field stands still, so that what is seen is what is used.
 * @param {HTMLElement} panel
 * @param {object} request
 */
export async function work(panel, request) {
  const life = new AbortController();
  lives.set(panel, life);
  fieldOf(panel).readOnly = true;
  const answer = await askAge(request, life.signal);
  if (lives.get(panel) === life) {
    lives.delete(panel);
    fieldOf(panel).readOnly = false;
  }
  return answer;
}

/**
 * Empty a panel, take it away and end the work that is going on.
 * @param {HTMLElement} panel
 */
export function close(panel) {
  lives.get(panel)?.abort();
  lives.delete(panel);
  panel.hidden = true;
  fieldOf(panel).value = "";
  fieldOf(panel).readOnly = false;
  say(panel, "");
  showHidden(panel, false);
}

/** @param {HTMLElement} panel @param {boolean} hidden */
function showHidden(panel, hidden) {
  panel.classList.toggle("phrase--hidden", hidden);
  part(panel, "hide").textContent = hidden ? words.lock.show : words.lock.hide;
}

/**
 * Give a panel's buttons and its Enter key their work.
 * @param {HTMLElement} panel
 * @param {() => void} submit
 * @param {() => void} leave  What the button that closes it does.
 */
export function startPanel(panel, submit, leave) {
  fieldOf(panel).addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  part(panel, "submit").addEventListener("click", submit);
  part(panel, "close").addEventListener("click", leave);
  const hide = part(panel, "hide");
  hide.hidden = !CSS.supports("-webkit-text-security", "disc");
  hide.addEventListener("click", () => showHidden(panel, !panel.classList.contains("phrase--hidden")));
}
