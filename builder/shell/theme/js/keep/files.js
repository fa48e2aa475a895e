/**
 * The ways out of the page and in again: printing, a saved file, a locked one, a copy as text, and opening a file.
 *
 * Knows the buttons and the messages that go with each. Does not know how a file is written or read (savefile.js), how
 * it is locked (locked-file.js), nor what happens on the page when one has been opened.
 */

import { finder } from "../common/find.js";
import { announce, fill, messages, today } from "../common/messages.js";
import { startPart } from "../common/parts.js";
import { readPlan } from "../form/plan.js";
import { device } from "../form/setup.js";
import { fillSheet, sheetElement, sheetText } from "../form/sheet.js";
import { download, fileName, isSmallEnough, makeDocument, openFile } from "./savefile.js";

const find = finder("files");

/** @type {HTMLFormElement} */
let form;
/** @type {(plan: Record<string, any>) => void} */
let opened;
/** The part for files with a passphrase: loaded when somebody asks for one. @type {typeof import("./locked-file.js") | null} */
let lockedFile = null;

/**
 * @param {HTMLFormElement} root
 * @param {{opened: typeof opened}} tools  opened is called with the plan that was in a file.
 */
export function start(root, tools) {
  form = root;
  opened = tools.opened;
  form.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (!button) return;
    if ("print" in button.dataset) window.print();
    if ("save" in button.dataset) save();
    if ("lock" in button.dataset) saveLocked();
    if ("copy" in button.dataset) copy();
  });
  find(form, "#open-file").addEventListener("change", openChosen);
}

/** The fields are empty by now, that for copying by hand too. */
export function forget() {
  find(form, ".copy-by-hand").hidden = true;
  find(form, "#open-file-problem").textContent = "";
}

export const holdsText = () => find(form, "#copy-text", HTMLTextAreaElement).value !== "";

const isBorrowed = () => device() === "borrowed";

// ---- saving and copying ------------------------------------------------------------------------------------------

function makeFile() {
  fillSheet();
  return makeDocument(readPlan(), sheetElement());
}

/** What to say besides, when a file has been saved. */
const noteOnDevice = () => (isBorrowed() ? " " + messages.sheet.save_borrowed : "");

function save() {
  const text = makeFile();
  if (!isSmallEnough(text)) return announce(messages.sheet.too_large);
  const name = fileName(today());
  download(name, text);
  announce(fill(messages.sheet.saved, { name }) + noteOnDevice());
}

async function copy() {
  const text = sheetText();
  try {
    await navigator.clipboard.writeText(text);
    announce(messages.sheet.copied + (isBorrowed() ? " " + messages.sheet.copied_borrowed : ""));
  } catch {
    const field = find(form, "#copy-text", HTMLTextAreaElement);
    find(form, ".copy-by-hand").hidden = false;
    field.value = text;
    field.focus();
    field.select();
    announce(messages.sheet.copy_by_hand);
  }
}

// ---- with a passphrase -------------------------------------------------------------------------------------------

/** @param {(part: typeof import("./locked-file.js")) => void} use */
async function withLockedFile(use) {
  try {
    if (!lockedFile) {
      const loaded = await import("./locked-file.js");
      if (!lockedFile) startPart("locked_file", loaded, form);
      lockedFile = loaded;
    }
    use(lockedFile);
  } catch {
    announce(messages.lock.unavailable);
  }
}

const saveLocked = () =>
  withLockedFile((part) => part.toggleSaving(() => ({ name: fill(messages.lock.file_name, { date: today() }) + ".age", text: makeFile(), note: noteOnDevice() })));

/** Another step is shown. A file that is being locked is still saved. */
export const leavePassphrase = () => lockedFile?.leave();

// ---- opening -----------------------------------------------------------------------------------------------------

async function openChosen() {
  const field = find(form, "#open-file", HTMLInputElement);
  const [file] = field.files ?? [];
  if (!file) return;
  leavePassphrase();
  find(form, "#open-file-problem").textContent = "";
  const { locked, problem, plan } = await openFile(file);
  field.value = "";
  if (locked) return withLockedFile((part) => part.askPassphrase(locked, takeOpened));
  takeOpened({ plan, problem: problem && messages.file[problem] });
}

/** @param {{plan?: Record<string, any>, problem?: string}} result */
function takeOpened({ plan, problem }) {
  if (plan && !problem) return opened(plan);
  find(form, "#open-file").focus();
  find(form, "#open-file-problem").textContent = problem ?? "";
}
