/**
 * The small engine: Brython with the program compiled in, one script.
 *
 * Knows how its worker starts. Doesn't know what the script holds (builder/publish/engines/brython/brython.mjs).
 * The page fetches the script, so that the worker has it from the start and need not wait for a request of its own.
 */

import { blobWorker } from "../common/blob-worker.js";
import { serve } from "./messages.js";

/**
 * Download the script and start the worker.
 * @param {string} base  Absolute address of the engine folder, with a slash at the end.
 * @param {AbortSignal} signal  Stops the download.
 * @returns {Promise<Worker>}  Posts the messages of `FromWorker`. Rejects if the download fails or the browser refuses the worker.
 */
export async function brythonWorker(base, signal) {
  const response = await fetch(base + "brython.js", { signal });
  if (!response.ok) throw new Error(String(response.status));
  return blobWorker(`${await response.text()}\n;(${serve})(__BRYTHON__.respond);`);
}
