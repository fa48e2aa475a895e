/**
 * The registry of the form's parts: starts them, clears them and asks whether they hold text.
 *
 * Knows the contract of a part. Does not know any part, and relies on none: the fields are emptied first with plain DOM,
 * and each part is called in a try of its own, so that a part that fails holds up neither the other parts nor the leaving.
 *
 * A part is a module that exports the three functions of Part. It touches no DOM when it is imported. A module of
 * form/, help/ or keep/ with state of its own must be a part (tests/js/parts.test.mjs holds that).
 */

import { attempt, emptyFields } from "./clearing.js";

/**
 * @typedef {object} Part
 * @property {(root: HTMLFormElement, tools?: any) => void} start  Find the elements, listen to events. root is the form;
 *   tools is what the page gives this part, such as a function that asks an engine. Throws a MissingElement when an
 *   element is missing.
 * @property {() => void} forget  Let go of all that the person has written, in memory and in the page. The fields are
 *   empty already.
 * @property {() => boolean} holdsText  Whether the part holds something that the person has written, or chosen because
 *   of it, in or outside the form's fields.
 */

/** The parts by name, in the order in which they were started. @type {Map<string, Part>} */
const parts = new Map();
/** What the parts were started in: the form, which is emptied also when it has been taken out of the document. @type {Set<ParentNode>} */
const roots = new Set();

/**
 * Register a part and start it. A part that cannot start is reported and stays registered, so that it is cleared too.
 * @param {string} name  For messages.
 * @param {Part} part
 * @param {HTMLFormElement} root
 * @param {any} [tools]
 */
export function startPart(name, part, root, tools) {
  parts.set(name, part);
  roots.add(root);
  attempt(`The part "${name}" did not start`, () => part.start(root, tools));
}

/** Empty all fields, those too that something has moved out of the form, then let each part forget. Never throws. */
export function clearParts() {
  for (const root of [document, ...roots]) attempt("The fields were not emptied", () => emptyFields(root));
  for (const [name, part] of parts) attempt(`The part "${name}" did not forget`, () => part.forget());
}

/** Whether any part holds text. A part that cannot answer counts as one that does. */
export const holdsText = () => [...parts].some(([name, part]) => attempt(`The part "${name}" did not answer`, () => part.holdsText()) ?? true);

/** The parts by name, for tests. @returns {ReadonlyMap<string, Part>} */
export const registeredParts = () => parts;
