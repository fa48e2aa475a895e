/**
 * A panel that asks for a passphrase: its field, its messages, and the work that a worker does with the passphrase.
 *
 * Knows how such a panel is marked up (publish/pages/common/templates/form.html). Does not know what is locked or opened. A
 * passphrase is in its field while the panel is open, and in the worker while it works; nowhere else, and in no storage.
 *
 * The field is no password field. The rest of the page is as private, a person with a shaky hand must see what they
 * write, and a browser offers to remember what is written in a password field, on a borrowed device too.
 */

import { askAge } from "./age.js";
import { finder } from "../common/find.js";
import { messages } from "../common/messages.js";

const find = finder("phrase_panel");

/** What ends the work that is going on in a panel. @type {Map<HTMLElement, AbortController>} */
const lives = new Map();

/** @param {HTMLElement} panel */
export const fieldOf = (panel) => find(panel, "textarea", HTMLTextAreaElement);
/**
 * @param {HTMLElement} panel
 * @param {string} name
 */
export const elementOf = (panel, name) => find(panel, `[data-${name}]`);
/** @param {HTMLElement} panel */
export const isBusy = (panel) => lives.has(panel);

/**
 * The passphrase that locks: NFC, and single spaces, however it was typed.
 * @param {string} phrase
 */
export const tidy = (phrase) => phrase.normalize("NFC").trim().replace(/\s+/g, " ");

/**
 * Show a message below the field. An unchanged one is not announced again.
 * @param {HTMLElement} panel
 * @param {string} message
 */
export function showMessage(panel, message) {
  elementOf(panel, "problem").textContent = "";
  if (elementOf(panel, "said").textContent !== message) elementOf(panel, "said").textContent = message;
}

/**
 * Show what is wrong, and move the focus to the field.
 * @param {HTMLElement} panel
 * @param {string} problem
 */
export function showProblem(panel, problem) {
  showMessage(panel, "");
  elementOf(panel, "problem").textContent = problem;
  fieldOf(panel).focus();
}

/**
 * Ask the worker. Meanwhile the field is read-only, so that the passphrase that is seen is the one that is used.
 * @param {HTMLElement} panel
 * @param {object} request
 */
export async function askWorker(panel, request) {
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
 * Empty and hide a panel, and end the work that is going on.
 * @param {HTMLElement} panel
 */
export function closePanel(panel) {
  lives.get(panel)?.abort();
  lives.delete(panel);
  panel.hidden = true;
  fieldOf(panel).value = "";
  fieldOf(panel).readOnly = false;
  showMessage(panel, "");
  showHidden(panel, false);
}

/** @param {HTMLElement} panel @param {boolean} hidden */
function showHidden(panel, hidden) {
  panel.classList.toggle("phrase--hidden", hidden);
  elementOf(panel, "hide").textContent = hidden ? messages.lock.show : messages.lock.hide;
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
  elementOf(panel, "submit").addEventListener("click", submit);
  elementOf(panel, "close").addEventListener("click", leave);
  const hide = elementOf(panel, "hide");
  hide.hidden = !CSS.supports("-webkit-text-security", "disc");
  hide.addEventListener("click", () => showHidden(panel, !panel.classList.contains("phrase--hidden")));
}
