/**
 * Asks the worker that locks and unlocks (shell/engine/age-start.js): one request, one worker, and then it is gone.
 *
 * Knows where its script lies and how it is ended. Does not know what is locked, nor the page.
 */

import { blobWorker } from "../common/blob-worker.js";

/** The folder that age.js and the words for passphrases lie in. */
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
      const end = (answer) => {
        worker.terminate();
        resolve(answer);
      };
      signal.addEventListener("abort", () => end(null));
      worker.onmessage = ({ data }) => end(data);
      worker.onerror = (event) => {
        event.preventDefault(); // it would be told in the console
        end({ problem: "lock" in request ? "failed" : "unavailable" });
      };
      worker.postMessage(request);
    });
  } catch {
    return signal.aborted ? null : { problem: "unavailable" };
  }
}
