/**
 * The small engine: Brython with the program compiled in, in two scripts.
 *
 * Knows how its worker starts. What is in the scripts, builder/publish/engines/brython/brython.mjs decides.
 * The page fetches the first, so that the worker starts with its script at hand instead of asking for it first.
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
  return blobWorker(`${await response.text()}
const { respond, firstOps } = __BRYTHON__;
const program = { respond, firstOps, async loadRest() {
  const address = ${JSON.stringify(base + "brython-rest.js")};
  const response = await fetch(address); // importScripts would keep the worker from answering while the file comes
  if (!response.ok) throw new Error(String(response.status));
  await response.arrayBuffer();
  importScripts(address);
} };${SERVE}`);
}
