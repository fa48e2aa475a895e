/**
 * A file with a passphrase: saving one, and opening one again.
 *
 * Knows what is asked and said on the way. Does not know the form, nor how a file is locked (age.js). A part that is
 * loaded when somebody asks for a locked file (files.js).
 */

import { finder } from "../common/find.js";
import { announce, fill, messages } from "../common/messages.js";
import { ENGINE } from "./age.js";
import { askWorker, closePanel, elementOf, fieldOf, isBusy, showMessage, showProblem, startPanel, tidy } from "./phrase-panel.js";
import { download, isSmallEnough, readBytes } from "./savefile.js";

const SUGGESTED = 5; // words; with 1 024 to choose among, fifty bits
const SHORT = 12; // characters; fewer are called short, and accepted all the same
const find = finder("locked_file");

/** @type {HTMLFormElement} */
let form;
/** @type {HTMLElement} */
let saving;
/** @type {HTMLElement} */
let opening;
/** Gives the file, and what to say besides when it is saved. @type {() => {name: string, text: string, note: string}} */
let makeFile;
/** The locked file that the panel asks about, and who is told what was in it. @type {{bytes: Uint8Array, opened: Opened} | null} */
let asked = null;

/** @typedef {(result: {plan?: Record<string, any>, problem?: string}) => void} Opened */

/** @param {HTMLFormElement} root */
export function start(root) {
  form = root;
  saving = find(form, "#lock");
  opening = find(form, "#unlock");
  startPanel(saving, save, () => {
    closeSaving();
    openButton().focus();
  });
  startPanel(opening, open, () => {
    closePanel(opening);
    find(form, "#open-file").focus();
  });
  fieldOf(saving).addEventListener("input", noteShort);
  elementOf(saving, "suggest").addEventListener("click", suggest);
  // Clear passphrases before the page enters the back/forward cache, on a personal device too.
  window.addEventListener("pagehide", forget);
}

/** Forget every passphrase, and end what is being done with it. */
export function forget() {
  asked = null;
  closePanel(opening);
  closeSaving();
}

export const holdsText = () => fieldOf(saving).value !== "" || fieldOf(opening).value !== "" || isBusy(saving) || isBusy(opening);

/** Another step is shown. A file that is being locked is still saved, and its passphrase is still shown to be written down. */
export function leave() {
  if (!isBusy(saving) && !isSaved()) closeSaving();
  closePanel(opening);
}

const openButton = () => find(form, "[data-lock]");
const isSaved = () => fieldOf(saving).readOnly && !isBusy(saving);

function closeSaving() {
  closePanel(saving);
  openButton().setAttribute("aria-expanded", "false");
}

// ---- saving ------------------------------------------------------------------------------------------------------

/**
 * Show or hide the panel.
 * @param {typeof makeFile} make
 */
export function toggleSaving(make) {
  makeFile = make;
  if (!saving.hidden) return closeSaving();
  saving.hidden = false;
  showSaved(false);
  openButton().setAttribute("aria-expanded", "true");
  find(form, "#lock-title").focus();
}

function noteShort() {
  const { length } = tidy(fieldOf(saving).value);
  showMessage(saving, length > 0 && length < SHORT ? messages.lock.short : "");
}

/** After saving, the passphrase is shown until the panel is closed, to be written down, and cannot be changed. @param {boolean} saved */
function showSaved(saved) {
  fieldOf(saving).readOnly = saved;
  for (const element of saving.querySelectorAll("[data-unsaved]")) element.toggleAttribute("hidden", saved);
}

async function save() {
  if (isBusy(saving) || elementOf(saving, "submit").hidden) return;
  const phrase = tidy(fieldOf(saving).value);
  if (!phrase) return showProblem(saving, messages.lock.empty);
  const { name, text, note } = makeFile();
  if (!isSmallEnough(text)) return showProblem(saving, messages.sheet.too_large);
  fieldOf(saving).value = phrase;
  showMessage(saving, messages.lock.locking);
  const answer = await askWorker(saving, { lock: text, phrase });
  if (!answer) return;
  const hasGoneOn = saving.closest("[hidden]") !== null;
  if (answer.problem || !answer.bytes) {
    const problem = messages.lock[answer.problem ?? "failed"];
    showProblem(saving, problem);
    if (hasGoneOn) announce(problem);
    return;
  }
  download(name, answer.bytes);
  const said = fill(messages.lock.saved, { name }) + note;
  showSaved(true);
  showMessage(saving, `${said} ${messages.lock.written_down}`);
  if (hasGoneOn) announce(said);
  else fieldOf(saving).focus();
}

async function suggest() {
  if (isBusy(saving)) return;
  try {
    const list = await (await fetch(ENGINE + "phrase.json")).json();
    if (saving.hidden || isBusy(saving)) return;
    const numbers = crypto.getRandomValues(new Uint32Array(SUGGESTED)); // each word as likely, since 1 024 goes into 2^32
    fieldOf(saving).value = [...numbers].map((number) => list[number % list.length]).join(" ");
    noteShort();
    fieldOf(saving).focus();
  } catch {
    showProblem(saving, messages.lock.unavailable);
  }
}

// ---- opening -----------------------------------------------------------------------------------------------------

/**
 * Ask for a locked file's passphrase.
 * @param {Uint8Array} bytes
 * @param {Opened} opened  Told what was in it, or what to say instead.
 */
export async function askPassphrase(bytes, opened) {
  closePanel(opening);
  asked = { bytes, opened };
  const answer = await askWorker(opening, { unlock: bytes, phrases: [] });
  if (!answer) return;
  if (answer.problem !== "wrong") return opened({ problem: messages.lock[answer.problem ?? "failed"] });
  opening.hidden = false;
  fieldOf(opening).focus();
}

async function open() {
  if (isBusy(opening) || !asked) return;
  const { bytes, opened } = asked;
  const typed = fieldOf(opening).value;
  const phrases = new Set([tidy(typed), typed]); // other programs lock with what is typed, spaces and all
  if (!tidy(typed)) return showProblem(opening, messages.lock.empty);
  showMessage(opening, messages.lock.unlocking);
  const answer = await askWorker(opening, { unlock: bytes, phrases: [...phrases] });
  if (!answer) return;
  if (answer.problem === "wrong" || answer.problem === "unavailable") return showProblem(opening, messages.lock[answer.problem]);
  closePanel(opening);
  if (answer.problem || !answer.bytes) return opened({ problem: messages.lock[answer.problem ?? "failed"] });
  const { plan, problem } = readBytes(answer.bytes);
  opened(problem ? { problem: `${messages.lock.fits} ${messages.file[problem]}` } : { plan });
}
