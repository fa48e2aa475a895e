/**
 * Ways to leave without a trace: quickly, and by itself where the device is not the person's own.
 *
 * Knows when. What is cleared, the page says. Browser history is beyond a page's reach, and the words say so.
 */

import { form } from "../form/form.js";

const IDLE = 18 * 60_000; // ms without a sign of life before the person is asked
const GRACE = 2 * 60_000; // ms to answer
const SIGNS = ["keydown", "pointerdown", "wheel", "focusin", "input"]; // that somebody is there
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
    if (button?.closest("dialog") === dialog) dialog.close(button.value); // the idle question may lie in another one
  });

/**
 * @typedef {object} Page
 * @property {() => boolean} isOwn  Whether the device is known to be the person's own.
 * @property {() => boolean} wouldLose  Whether leaving now loses text that lies nowhere else.
 * @property {() => boolean} isTakenAway  Whether the copy on an own device has been cleared by another page.
 * @property {() => boolean} hasText  Whether anything is written, or can be had back.
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
  // it is empty then, and starts afresh. On an own device it does so when everything has been cleared meanwhile.
  window.addEventListener("pagehide", () => {
    if (leaving || page.isOwn()) return;
    document.body.replaceChildren(); // at once: Firefox stops a script that takes its time while the page is left
    page.clear();
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted || (page.isOwn() && !page.isTakenAway())) return;
    page.clear();
    location.reload();
  });

  watchIdle(page);
}

/**
 * The question takes neither the focus nor a key: whoever writes on does so where they were, and that is an answer.
 * @param {Page} page
 */
function watchIdle(page) {
  const question = /** @type {HTMLDialogElement} */ (document.getElementById("idle-dialog"));
  const region = question.parentElement;
  const home = region.parentElement;
  let timer = 0;
  /** When the text goes, by the clock: timers stand still while a computer sleeps. */
  let due = 0;
  /** @type {Element | null} Where the focus was when it was asked. */
  let before = null;
  const answered = () => {
    const held = question.contains(document.activeElement);
    question.close();
    if (held && before instanceof HTMLElement) before.focus();
  };
  const clear = () => {
    for (const dialog of document.querySelectorAll("dialog")) if (dialog.open) dialog.close("no");
    page.clear();
    page.idleCleared();
    alive();
  };
  const ask = () => {
    if (page.isOwn() || !page.hasText()) return alive();
    if (Date.now() > due) return clear();
    due = Date.now() + GRACE;
    before = document.activeElement;
    // What lies outside an open dialog is neither read out nor in reach.
    const stage = document.querySelector("dialog[open]:not(#idle-dialog)") ?? home;
    if (region.parentElement !== stage) stage.append(region);
    question.open = true; // show() would take the focus
    timer = setTimeout(clear, GRACE);
  };
  const alive = () => {
    clearTimeout(timer);
    if (question.open) answered();
    due = Date.now() + IDLE + GRACE;
    timer = setTimeout(ask, IDLE);
  };
  const sign = () => (Date.now() > due && !page.isOwn() && page.hasText() ? clear() : alive());
  for (const name of SIGNS)
    document.addEventListener(name, (event) => {
      // A press on the question goes on to its click: if it were gone by then, the press would land on what lies below it.
      const pressed = name !== "keydown" || ["Enter", " "].includes(/** @type {KeyboardEvent} */ (event).key);
      if (!(pressed && question.contains(/** @type {Node} */ (event.target)))) sign();
    }, { capture: true, passive: true });
  question.addEventListener("click", sign, true); // before the button closes it, and the focus with it
  document.addEventListener("visibilitychange", () => document.hidden || sign());
  alive();
}
