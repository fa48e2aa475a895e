/**
 * The ways out of the page and in again: a saved file, a locked one, a copy as text, and opening a file.
 *
 * Knows which words go with each. Does not know how a file is written or read (savefile.js), how it is locked
 * (locked.js), nor what happens on the page when one has been opened.
 */

import { device, form, readPlan } from "../form/form.js";
import { download, fileName, fits, makeDocument, openFile } from "./savefile.js";
import { fillSheet, sheet, sheetText } from "../form/sheet.js";
import { announce, fill, today, words } from "../common/words.js";

const find = (selector) => /** @type {HTMLElement} */ (form.querySelector(selector));
const isBorrowed = () => device() === "borrowed";

// ---- saving and copying ------------------------------------------------------------------------------------------

function fileToSave() {
  fillSheet(readPlan());
  return makeDocument(readPlan(), sheet);
}

/** What to say besides, when a file has been saved. */
const leftBehind = () => (isBorrowed() ? " " + words.sheet.save_borrowed : "");

export function save() {
  const text = fileToSave();
  if (!fits(text)) return announce(words.sheet.too_large);
  const name = fileName(today());
  download(name, text);
  announce(fill(words.sheet.saved, { name }) + leftBehind());
}

export async function copy() {
  const text = sheetText();
  try {
    await navigator.clipboard.writeText(text);
    announce(words.sheet.copied + (isBorrowed() ? " " + words.sheet.copied_borrowed : ""));
  } catch {
    const field = /** @type {HTMLTextAreaElement} */ (find("#copy-text"));
    find(".copy-by-hand").hidden = false;
    field.value = text;
    field.focus();
    field.select();
    announce(words.sheet.copy_by_hand);
  }
}

// ---- with a passphrase -------------------------------------------------------------------------------------------

/** @type {typeof import("./locked.js") | undefined} Loaded when somebody asks for a locked file, to save or to open. */
let locked;

/** @param {(part: typeof import("./locked.js")) => void} use */
async function withLocked(use) {
  try {
    locked ??= await import("./locked.js");
  } catch {
    return announce(words.lock.unavailable);
  }
  use(locked);
}

export const saveLocked = () =>
  withLocked((part) => part.toggleSaving(() => ({ name: fill(words.lock.file_name, { date: today() }) + ".age", text: fileToSave(), note: leftBehind() })));

/** Forget every passphrase, and end what is being done with it. */
export const forgetPhrase = () => locked?.forget();
/** Another step is shown. A file that is being locked is still saved. */
export const leavePhrase = () => locked?.leave();
export const hasPhrase = () => Boolean(locked?.hasPhrase());

// ---- opening -----------------------------------------------------------------------------------------------------

/** @param {(plan: Record<string, any>) => void} opened  Told what was in a file. */
export function startFiles(opened) {
  const field = /** @type {HTMLInputElement} */ (find("#open-file"));
  const problemLine = find("#open-file-problem");
  const take = ({ plan, problem }) => {
    if (!problem) return opened(plan);
    field.focus();
    problemLine.textContent = problem;
  };
  field.addEventListener("change", async () => {
    const [file] = field.files;
    if (!file) return;
    leavePhrase();
    problemLine.textContent = "";
    const { locked: bytes, problem, plan } = await openFile(file);
    field.value = "";
    if (bytes) return withLocked((part) => part.askPhrase(bytes, take));
    take({ plan, problem: problem && words.file[problem] });
  });
}
