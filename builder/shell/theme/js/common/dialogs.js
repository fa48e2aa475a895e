/**
 * Questions in a dialog, answered with yes or no.
 *
 * Knows <dialog> elements whose buttons have the values "yes" and "no". Does not know what is asked.
 */

import { findAll, finder } from "./find.js";

const find = finder("dialogs");

/**
 * Let the buttons of every dialog below a node close it.
 * @param {ParentNode} root
 */
export function startDialogs(root) {
  for (const dialog of /** @type {HTMLDialogElement[]} */ (findAll(root, "dialog")))
    dialog.addEventListener("click", (event) => {
      const button = /** @type {HTMLElement} */ (event.target).closest("button");
      if (button?.closest("dialog") === dialog) dialog.close(button.value); // the idle question may be inside another dialog
    });
}

/**
 * Ask in a dialog. Escape is a no.
 * @param {string} id  The dialog element's id.
 * @returns {Promise<boolean>} Rejects with a MissingElement when the dialog is not on the page.
 */
export async function askInDialog(id) {
  const dialog = find(document, `#${id}`, HTMLDialogElement);
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}

/**
 * Close every open dialog, as with a no.
 * @param {ParentNode} root
 */
export function closeDialogs(root) {
  for (const dialog of /** @type {HTMLDialogElement[]} */ (findAll(root, "dialog[open]"))) dialog.close("no");
}
