/**
 * The small engine: Brython with the program compiled in, one script.
 *
 * Knows how its worker starts. What is in the script, builder/publish/engine/brython.mjs decides.
 * The page fetches it, and can do so before its own scripts have come (link rel="preload" as="fetch"): on a slow
 * connection that is 0.6 s sooner than a worker that is started and then asks for it.
 */

import { SERVE, blobWorker } from "./blob-worker.js";

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
