/**
 * The full engine: CPython in WebAssembly, in a module worker.
 *
 * Knows how its worker starts. What it loads, builder/shell/engine/pyodide-start.mjs knows.
 */

import { SERVE, blobWorker } from "../common/blob-worker.js";

/**
 * @param {string} base Absolute address of the engine folder, with a slash at the end.
 * @param {boolean} counted Whether somebody waits for it: then it tells how much has arrived.
 * @returns {Worker} Posts {loaded, total} in bytes if counted, {ready: true} or {failed: true}, then answers.
 */
export function pyodideWorker(base, counted) {
  return blobWorker(
    `
import(${JSON.stringify(base + "pyodide-start.mjs")})
  .then(({ start }) => start(${JSON.stringify(base)}, ${counted}))
  .then((respond) => {${SERVE}})
  .catch(() => postMessage({ failed: true }));`,
    { type: "module" },
  );
}
