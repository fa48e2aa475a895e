/**
 * When the site's offline copy is made, from the builder's page: on an own device, when the page has been at rest.
 *
 * Knows the device and the engines' rest. How the copy is made and deleted, js/offline.js knows; it is loaded when it is
 * needed, so that the page does not wait for it.
 */

import { device } from "../form/setup.js";
import { isSlow } from "../engines/engines.js";

const REST = 1_500; // ms between looks
const LOOKS = 3; // at rest, one after the other: what is loading for the person comes first

let timer = 0;
/** Whether nothing is being loaded for the person. @type {() => boolean} */
let isStill = () => true;

/**
 * @param {HTMLFormElement} root
 * @param {{isStill: typeof isStill}} tools
 */
export function start(root, tools) {
  isStill = tools.isStill;
  root.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.name === "device" && field.value === "own") makeWhenStill();
    if (field.name === "device" && field.value === "borrowed") deleteOfflineCopy();
  });
  makeWhenStill();
}

/** Begin nothing new. A copy that is there stays: it holds the site, and nothing that was written. */
export function forget() {
  clearInterval(timer);
}

export const holdsText = () => false;

/** Where js/offline.js does not come there is no copy. */
const loadOffline = () => import("../offline.js").catch(() => null);

/** Delete the copy, and stop what is making one, in all tabs. */
export const deleteOfflineCopy = async () => (await loadOffline())?.forgetOffline();

/** Until somebody has said that the device is their own, a copy that is there is renewed and none is made. */
function makeWhenStill() {
  clearInterval(timer);
  let looks = 0;
  timer = setInterval(async () => {
    looks = document.readyState === "complete" && isStill() ? looks + 1 : 0;
    if (looks < LOOKS) return;
    clearInterval(timer);
    const own = device() === "own";
    (await loadOffline())?.startOffline({ make: own, full: own && !isSlow(), hold: true });
  }, REST);
}
