/**
 * Ways to leave without a trace: clear everything, leave quickly, and clear by itself on a borrowed device.
 *
 * Knows when to clear. What that means, the page says (wipe). Browser history is beyond a page's reach, and the
 * words say so.
 */

import { form } from "./form.js";

const IDLE = 18 * 60_000; // ms without a sign of life before the person is asked
const GRACE = 2 * 60_000; // ms to answer

/**
 * Ask in a dialog. Escape is a no.
 * @param {string} id  The dialog element's id.
 * @returns {Promise<boolean>}
 */
export function askDialog(id) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById(id));
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}

for (const dialog of document.querySelectorAll("dialog"))
  dialog.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (button) dialog.close(button.value);
  });

/**
 * @param {{isBorrowed: () => boolean, hasText: () => boolean, wipe: () => void, wipeMemory: () => void, idleCleared: () => void}} page
 *   wipe takes everything away, wipeMemory all but the copy on an own device.
 */
export function startLeaving(page) {
  let leaving = false;

  const exit = () => {
    leaving = true;
    document.body.replaceChildren();
    document.title = "";
    page.wipeMemory();
    location.replace("about:blank");
  };
  form.querySelector("[data-exit]").addEventListener("click", exit);
  let shifts = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") shifts = 0;
    else if (!event.repeat && ++shifts === 3) exit();
  });
  document.addEventListener("pointerdown", () => (shifts = 0));

  window.addEventListener("beforeunload", (event) => {
    if (!leaving && page.isBorrowed() && page.hasText()) event.preventDefault();
  });
  // After leaving, the browser may keep the page as it was, to come back to. On a borrowed device it is empty then.
  window.addEventListener("pagehide", () => {
    if (!leaving && page.isBorrowed()) page.wipe();
  });

  watchIdle(page);
}

function watchIdle(page) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("idle-dialog"));
  let timer = 0;
  const clear = () => {
    if (dialog.open) dialog.close();
    page.wipe();
    page.idleCleared();
  };
  const ask = () => {
    if (!page.isBorrowed() || !page.hasText()) return alive();
    dialog.showModal();
    timer = setTimeout(clear, GRACE);
  };
  const alive = () => {
    clearTimeout(timer);
    if (dialog.open) dialog.close();
    timer = setTimeout(ask, IDLE);
  };
  for (const sign of ["keydown", "pointerdown", "input"]) document.addEventListener(sign, alive);
  alive();
}
