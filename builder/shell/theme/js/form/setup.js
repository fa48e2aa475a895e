/**
 * The first step's two choices, whose device it is and who writes, and the wording that follows from who writes.
 *
 * Knows the choices' names and the attributes data-voice and data-coach-voice. Does not know any question.
 */

import { findAll, finder } from "../common/find.js";
import { messages } from "../common/messages.js";

const CHOICES = ["written_by", "device"];
const find = finder("setup");

/** @type {HTMLFormElement} */
let form;
/** The options of each choice, looked up once: with many items in the lists, a search of the form is slow. @type {Map<string, HTMLInputElement[]>} */
const options = new Map();

/** @param {HTMLFormElement} root */
export function start(root) {
  form = root;
  options.clear();
  showWording(form);
  form.addEventListener("input", (event) => {
    const { name } = /** @type {HTMLInputElement} */ (event.target);
    if (CHOICES.includes(name)) problemLine(name).textContent = "";
    if (name === "written_by") showWording(form);
  });
}

/** The choices are empty fields by now; the wording follows. */
export function forget() {
  for (const name of CHOICES) problemLine(name).textContent = "";
  showWording(form);
}

/** The choices say nothing of what is written. */
export const holdsText = () => false;

/**
 * The id of the chosen option, or "".
 * @param {string} name  Of any choice in the form.
 */
export function chosenOption(name) {
  const known = options.get(name) ?? /** @type {HTMLInputElement[]} */ (findAll(form, `input[name="${name}"]`));
  options.set(name, known);
  return known.find((option) => option.checked)?.value ?? "";
}

/** @returns {string} "own", "borrowed" or "" */
export const device = () => chosenOption("device");
/** The id of the chosen writer, or "". */
export const writer = () => chosenOption("written_by");

/** The chosen writer's record. */
export const writerRecord = () => messages.writers.option.find((/** @type {{id: string}} */ option) => option.id === writer());

/** @returns {"self" | "other"} "other" when somebody writes for the person */
export const voice = () => writerRecord()?.voice ?? "self";

/** The coach's wording; "staff" when staff write together with the person. @returns {"self" | "other" | "staff"} */
export const coachVoice = () => writerRecord()?.coach_voice ?? voice();

/**
 * Show the wording for the one who writes, wherever there are several.
 * @param {HTMLElement} root  The form, or an item that has been added.
 */
export function showWording(root) {
  for (const element of findAll(root, "[data-voice]")) element.hidden = element.dataset.voice !== voice();
  for (const element of findAll(root, "[data-coach-voice]")) element.hidden = element.dataset.coachVoice !== coachVoice();
  if (root !== form) return;
  const note = find(form, "[data-writer-note]");
  note.textContent = writerRecord()?.note ?? "";
  note.hidden = note.textContent === "";
}

/** Choose the writer that the address names, when none is chosen: a link for relatives. */
export function chooseFromAddress() {
  if (writer() !== "" || new URLSearchParams(location.search).get("skriver") !== "narstaende") return;
  find(form, 'input[name="written_by"][value="relative"]', HTMLInputElement).checked = true;
  showWording(form);
}

/** Whether both choices are made. If not, say beside each missing one that it is, and move the focus there. */
export function checkSetup() {
  for (const name of CHOICES) {
    const isMissing = chosenOption(name) === "";
    problemLine(name).textContent = isMissing ? messages.form[name === "device" ? "choose_device" : "choose_writer"] : "";
    if (isMissing) find(form, `input[name="${name}"]`).focus();
  }
  return CHOICES.every((name) => chosenOption(name) !== "");
}

/** Ask for the device, which no file knows. */
export function askForDevice() {
  problemLine("device").textContent = messages.form.choose_device;
  find(form, 'input[name="device"]').focus();
}

/** @param {string} name */
const problemLine = (name) => find(form, `#${name}-problem`);
