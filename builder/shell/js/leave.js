/**
 * Ways to leave without a trace: quickly, and by itself where the device is not the person's own.
 *
 * Knows when. What is cleared, the page says. Browser history is beyond a page's reach, and the words say so.
 */

import { form } from "./form.js";

const IDLE = 18 * 60_000; // ms without a sign of life before the person is asked
const GRACE = 2 * 60_000; // ms to answer
const QUICK = 1500; // ms within which the shift key is pressed three times, so that slow typing is no exit

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
 * @typedef {object} Page
 * @property {() => boolean} isOwn  Whether the device is known to be the person's own.
 * @property {() => boolean} wouldLose  Whether leaving now loses text that lies nowhere else.
 * @property {() => boolean} hasText
 * @property {() => void} keep  Renew the copy on an own device.
 * @property {() => void} clear  Empty the page; the copy on an own device stays.
 * @property {() => void} idleCleared  Say that the text was cleared.
 */

/** @param {Page} page */
export function startLeaving(page) {
  let leaving = false;

  const exit = () => {
    leaving = true;
    page.keep();
    document.body.replaceChildren();
    document.title = "";
    page.clear();
    location.replace("about:blank");
  };
  form.querySelector("[data-exit]").addEventListener("click", exit);
  let shifts = [];
  document.addEventListener("keydown", (event) => {
    if (event.repeat) return;
    shifts = event.key === "Shift" ? [...shifts, event.timeStamp].filter((time) => event.timeStamp - time < QUICK) : [];
    if (shifts.length === 3) exit();
  });

  window.addEventListener("beforeunload", (event) => {
    if (!leaving && page.wouldLose()) event.preventDefault();
  });
  // After leaving, the browser may keep the page as it was, to come back to. Where the device is not the person's own
  // it is empty then, and starts afresh.
  window.addEventListener("pagehide", () => {
    if (leaving || page.isOwn()) return;
    document.body.replaceChildren(); // at once: Firefox stops a script that takes its time while the page is left
    page.clear();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && !page.isOwn()) location.reload();
  });

  watchIdle(page);
}

/** @param {Page} page */
function watchIdle(page) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("idle-dialog"));
  let timer = 0;
  let lastSign = Date.now();
  const clear = () => {
    if (dialog.open) dialog.close();
    page.clear();
    page.idleCleared();
    alive();
  };
  const ask = () => {
    if (page.isOwn() || !page.hasText()) return alive();
    dialog.showModal();
    timer = setTimeout(clear, GRACE);
  };
  const alive = () => {
    clearTimeout(timer);
    if (dialog.open) dialog.close();
    lastSign = Date.now();
    timer = setTimeout(ask, IDLE);
  };
  /** Timers stand still while a computer sleeps; the clock does not. */
  const sign = () => {
    if (Date.now() - lastSign > IDLE + GRACE && !page.isOwn() && page.hasText()) clear();
    else alive();
  };
  for (const event of ["keydown", "pointerdown", "input"]) document.addEventListener(event, sign, true);
  document.addEventListener("visibilitychange", () => document.hidden || sign());
  alive();
}
