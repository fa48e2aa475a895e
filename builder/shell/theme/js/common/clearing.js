/**
 * Empties fields and runs what may fail, so that clearing and leaving always work.
 *
 * Knows plain HTML fields. Knows no part of the form, and needs none: this module imports nothing.
 */

/**
 * Give every field below a node the value that it had in the HTML. No part of the form is asked.
 * @param {ParentNode} root
 */
export function emptyFields(root) {
  for (const field of /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */ (root.querySelectorAll("input, textarea"))) {
    if (field.type === "checkbox" || field.type === "radio") /** @type {HTMLInputElement} */ (field).checked = /** @type {HTMLInputElement} */ (field).defaultChecked;
    else if (field.type === "file") field.value = "";
    else field.value = field.defaultValue;
  }
}

/**
 * Run a function. Whatever it throws is reported in the console, and the caller goes on.
 *
 * The report names what failed. The error's own message could quote what somebody has written, so only our own
 * messages (MissingElement in find.js) are shown.
 * @template T
 * @param {string} what  For the report.
 * @param {() => T} run
 * @returns {T | undefined} undefined when it threw
 */
export function attempt(what, run) {
  try {
    return run();
  } catch (error) {
    report(what, error);
    return undefined;
  }
}

/**
 * @param {string} what
 * @param {unknown} error
 */
export function report(what, error) {
  const { name, message } = error instanceof Error ? error : { name: "Error", message: "" };
  console.error(`${what}: ${name === "MissingElement" ? message : name}`);
}
