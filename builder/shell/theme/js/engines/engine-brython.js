/**
 * The small engine: Brython with the program compiled in, in two scripts.
 *
 * Knows how its worker starts. Doesn't know what the scripts hold (builder/publish/engines/brython/brython.mjs).
 * The page fetches the first script, so that the worker has it from the start and need not wait for a request of its own.
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
  const restAddress = JSON.stringify(base + "brython-rest.js");
  return blobWorker(`${await response.text()}
;(${serve})({ respond: __BRYTHON__.respond, firstOps: __BRYTHON__.firstOps, async loadRest() {
  const response = await fetch(${restAddress}); // importScripts alone would keep the worker from replying while the file comes
  if (!response.ok) throw new Error(String(response.status));
  await response.arrayBuffer();
  importScripts(${restAddress});
} });`);
}
