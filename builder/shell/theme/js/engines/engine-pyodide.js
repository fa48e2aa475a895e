/**
 * The full engine: CPython in WebAssembly, in a module worker.
 *
 * Knows how its worker starts. Doesn't know what it loads (builder/shell/engine/pyodide-start.mjs).
 */

import { blobWorker } from "../common/blob-worker.js";
import { serve } from "./messages.js";

/**
 * Start the worker, which downloads its files itself.
 * @param {string} base  Absolute address of the engine folder, with a slash at the end.
 * @param {boolean} counted  Whether somebody waits for it: then it posts how many bytes have been transferred.
 * @returns {Worker}  Posts the messages of `FromWorker`. Throws if the browser refuses the worker.
 */
export function pyodideWorker(base, counted) {
  return blobWorker(
    `
import(${JSON.stringify(base + "pyodide-start.mjs")})
  .then(({ start }) => start(${JSON.stringify(base)}, ${counted}))
  .then(${serve})
  .catch(() => postMessage({ failed: true }));`,
    { type: "module" },
  );
}
