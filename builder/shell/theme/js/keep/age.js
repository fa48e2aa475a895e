/**
 * Asks the worker that locks and unlocks (shell/engine/age-start.js): one worker for each request, ended when it has answered.
 *
 * Knows where the worker's script is and how the work is ended. Does not know what is locked, nor the page.
 */

import { blobWorker } from "../common/blob-worker.js";

/** The folder of age.js and of the words for passphrases. */
export const ENGINE = new URL("../../engine/", import.meta.url).href;

/**
 * @param {object} request  What the worker takes.
 * @param {AbortSignal} signal  Ends the work, and the passphrase with it.
 * @returns {Promise<{bytes?: Uint8Array<ArrayBuffer>, problem?: string} | null>} null when it was ended
 */
export async function askAge(request, signal) {
  try {
    const response = await fetch(ENGINE + "age.js", { signal });
    if (!response.ok) throw new Error(String(response.status));
    const source = await response.text();
    if (signal.aborted) return null;
    const worker = blobWorker(source);
    return await new Promise((resolve) => {
      const end = (/** @type {{bytes?: Uint8Array<ArrayBuffer>, problem?: string} | null} */ answer) => {
        worker.terminate();
        resolve(answer);
      };
      signal.addEventListener("abort", () => end(null));
      worker.onmessage = ({ data }) => end(data);
      worker.onerror = (event) => {
        event.preventDefault(); // or the browser would report it in the console
        end({ problem: "lock" in request ? "failed" : "unavailable" });
      };
      worker.postMessage(request);
    });
  } catch {
    return signal.aborted ? null : { problem: "unavailable" };
  }
}
