/**
 * The small engine: Brython with the program compiled in, one script.
 *
 * Knows how its worker starts. What is in the script, builder/publish/engines/brython/brython.mjs decides.
 * The page fetches it, so that the worker starts with its script at hand instead of asking for it first.
 */

import { SERVE, blobWorker } from "../common/blob-worker.js";

/**
 * @param {string} base Absolute address of the engine folder, with a slash at the end.
 * @param {AbortSignal} signal Stops the download.
 * @returns {Promise<Worker>} Posts {ready: true}, then answers.
 */
export async function brythonWorker(base, signal) {
  const response = await fetch(base + "brython.js", { signal });
  if (!response.ok) throw new Error(String(response.status));
  return blobWorker(`${await response.text()}\nconst respond = __BRYTHON__.respond;${SERVE}`);
}
