/**
 * The small engine: Brython with the program compiled in, one classic script.
 *
 * Knows how its worker starts. What is in the script, builder/publish/engine/brython.mjs decides.
 */

import { SERVE, blobWorker } from "./blob-worker.js";

/**
 * @param {string} base Absolute address of the engine folder, with a slash at the end.
 * @returns {Worker} Posts {ready: true} or {failed: true}, then answers.
 */
export function brythonWorker(base) {
  return blobWorker(`
try {
  importScripts(${JSON.stringify(base + "brython.js")});
  const respond = __BRYTHON__.respond;
  ${SERVE}
} catch {
  postMessage({ failed: true });
}`);
}
