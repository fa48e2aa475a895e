/**
 * The page's engines, and the line that says whether they can answer.
 *
 * Knows the status line and its progress. Does not know what is asked, nor how an engine is chosen (engines/engines.js).
 */

import { finder } from "../common/find.js";
import { fill, messages } from "../common/messages.js";
import { createEngines } from "../engines/engines.js";

const FOLDER = new URL("../../engine/", import.meta.url).href;
const find = finder("engine");

/** @type {HTMLFormElement} */
let form;
/** @type {ReturnType<typeof createEngines> | null} */
let engines = null;
/** Whether an engine has been given text since it was started. */
let hasAsked = false;

/** @param {HTMLFormElement} root */
export function start(root) {
  form = root;
  engines = createEngines({ base: FOLDER, onStatus: showStatus });
  loadEngine();
}

/** End the engines, and with them what they hold in memory. */
export function forget() {
  engines?.stop();
  hasAsked = false;
}

export const holdsText = () => hasAsked;

/** Load the small engine, if that has not been done. */
export const loadEngine = () => engines?.start();

/** Whether nothing is being loaded. */
export const isStill = () => engines?.still ?? true;

/**
 * @param {object} request  Plain data, as builder/respond.py wants it.
 * @returns {Promise<any>} Rejects with NoEngine when no engine can answer.
 */
export function askEngine(request) {
  hasAsked = true;
  return engines ? engines.ask(request) : Promise.reject(new Error("The engines have not been started."));
}

/** @param {number} bytes */
const megabytes = (bytes) => (bytes / 1e6).toFixed(1).replace(".", ",");

/** @param {import("../engines/engines.js").Status} status */
function showStatus({ state, progress }) {
  const line = find(form, "[data-engine-status]");
  if (line.textContent !== messages.engine[state]) line.textContent = messages.engine[state];
  const row = find(form, "[data-engine-progress]");
  row.hidden = !progress;
  if (!progress) return;
  find(row, "progress", HTMLProgressElement).value = (100 * progress.loaded) / progress.total;
  find(row, "span").textContent = fill(messages.engine.progress, { loaded: megabytes(progress.loaded), total: megabytes(progress.total) });
}
