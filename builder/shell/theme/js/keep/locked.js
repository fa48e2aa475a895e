/**
 * A file with a passphrase: saving one, and opening one again.
 *
 * Knows what is asked and said on the way. Does not know the form, nor how a file is locked (age.js). Loaded when
 * somebody asks for it.
 */

import { ENGINE } from "./age.js";
import { close, complain, fieldOf, isBusy, part, say, startPanel, tidy, work } from "./phrase.js";
import { download, fits, readBytes } from "./savefile.js";
import { announce, fill, words } from "../common/words.js";

const SUGGESTED = 5; // words; with 1 024 to choose among, fifty bits
const SHORT = 12; // characters; fewer are called short, and taken all the same

const find = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
const saving = find("#lock");
const opening = find("#unlock");
const openButton = find("[data-lock]");

function closeSaving() {
  close(saving);
  openButton.setAttribute("aria-expanded", "false");
}

/** Forget every passphrase, and end what is being done with it. */
export function forget() {
  closeSaving();
  close(opening);
}

/** Another step is shown. A file that is being locked is still saved, and what it was locked with is there to be written down. */
export function leave() {
  if (!isBusy(saving) && !isSaved()) closeSaving();
  close(opening);
}

const isSaved = () => fieldOf(saving).readOnly && !isBusy(saving);

export const hasPhrase = () => fieldOf(saving).value !== "" || fieldOf(opening).value !== "";

// ---- saving ------------------------------------------------------------------------------------------------------

/** @type {() => {name: string, text: string, note: string}} */
let makeFile;

/** Show or take away the panel. @param {typeof makeFile} make  Gives the file, and what to say besides when it is saved. */
export function toggleSaving(make) {
  makeFile = make;
  if (!saving.hidden) return closeSaving();
  saving.hidden = false;
  showSaved(false);
  openButton.setAttribute("aria-expanded", "true");
  find("#lock-title").focus();
}

function sayWhetherShort() {
  const { length } = tidy(fieldOf(saving).value);
  say(saving, length > 0 && length < SHORT ? words.lock.short : "");
}

/** What a file is locked with is shown until the panel is closed, to be written down; by then it cannot be changed. */
function showSaved(saved) {
  fieldOf(saving).readOnly = saved;
  for (const element of saving.querySelectorAll("[data-unsaved]")) element.toggleAttribute("hidden", saved);
}

async function save() {
  if (isBusy(saving) || part(saving, "submit").hidden) return;
  const phrase = tidy(fieldOf(saving).value);
  if (!phrase) return complain(saving, words.lock.empty);
  const { name, text, note } = makeFile();
  if (!fits(text)) return complain(saving, words.sheet.too_large);
  fieldOf(saving).value = phrase;
  say(saving, words.lock.locking);
  const answer = await work(saving, { lock: text, phrase });
  if (!answer) return;
  const hasGoneOn = saving.closest("[hidden]") !== null;
  if (answer.problem) {
    complain(saving, words.lock[answer.problem]);
    if (hasGoneOn) announce(words.lock[answer.problem]);
    return;
  }
  download(name, answer.bytes);
  const said = fill(words.lock.saved, { name }) + note;
  showSaved(true);
  say(saving, `${said} ${words.lock.written_down}`);
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
    sayWhetherShort();
    fieldOf(saving).focus();
  } catch {
    complain(saving, words.lock.unavailable);
  }
}

// ---- opening -----------------------------------------------------------------------------------------------------

/** @type {Uint8Array} The file that the panel asks about. */
let locked;
/** @type {(opened: {plan?: Record<string, any>, problem?: string}) => void} */
let opened;

/**
 * Ask for a locked file's passphrase.
 * @param {Uint8Array} bytes
 * @param {typeof opened} whenOpened  Told what was in it, or what to say instead.
 */
export async function askPhrase(bytes, whenOpened) {
  close(opening);
  locked = bytes;
  opened = whenOpened;
  const answer = await work(opening, { unlock: bytes, phrases: [] });
  if (!answer) return;
  if (answer.problem !== "wrong") return opened({ problem: words.lock[answer.problem] });
  opening.hidden = false;
  fieldOf(opening).focus();
}

async function open() {
  if (isBusy(opening)) return;
  const typed = fieldOf(opening).value;
  const phrases = new Set([tidy(typed), typed]); // other programs lock with what is typed, spaces and all
  if (!tidy(typed)) return complain(opening, words.lock.empty);
  say(opening, words.lock.unlocking);
  const answer = await work(opening, { unlock: locked, phrases: [...phrases] });
  if (!answer) return;
  if (["wrong", "unavailable"].includes(answer.problem)) return complain(opening, words.lock[answer.problem]);
  close(opening);
  if (answer.problem) return opened({ problem: words.lock[answer.problem] });
  const { plan, problem } = readBytes(answer.bytes);
  opened(problem ? { problem: `${words.lock.fits} ${words.file[problem]}` } : { plan });
}

// ---- the panels --------------------------------------------------------------------------------------------------

startPanel(saving, save, () => {
  closeSaving();
  openButton.focus();
});
startPanel(opening, open, () => {
  close(opening);
  find("#open-file").focus();
});
fieldOf(saving).addEventListener("input", sayWhetherShort);
part(saving, "suggest").addEventListener("click", suggest);
// A page that the browser keeps to come back to is kept without it, on an own device too.
window.addEventListener("pagehide", forget);
