/**
 * Starts a worker that is bound by the page's content policy.
 *
 * Knows blobs and workers. Doesn't know what the worker does. A worker from an address would have no policy on a host
 * without headers. A worker from a blob inherits the page's policy, so nothing in it can reach another origin.
 */

/** A silent console, whatever goes wrong: an engine's messages could quote what somebody has written. */
const QUIET = `for (const name in console) if (typeof console[name] === "function") console[name] = () => {};\n`;

/**
 * Start a worker from its source.
 * @param {string} source
 * @param {WorkerOptions} [options]
 * @returns {Worker}  Throws if the browser has no workers or doesn't let them start from a blob.
 */
export function blobWorker(source, options) {
  const url = URL.createObjectURL(new Blob([QUIET + source], { type: "text/javascript" }));
  const worker = new Worker(url, options);
  worker.addEventListener("message", () => URL.revokeObjectURL(url), { once: true });
  return worker;
}
