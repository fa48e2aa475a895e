/**
 * Starts a worker that is bound by the page's content policy.
 *
 * Knows blobs and workers; does not know which engine runs. A worker from a URL would have no policy on a host
 * without headers, one from a blob inherits the page's, so nothing in it can reach another origin.
 */

/** Silent, whatever goes wrong: an engine's messages could quote what somebody has written. */
const QUIET = `for (const name in console) if (typeof console[name] === "function") console[name] = () => {};\n`;

/**
 * @param {string} source
 * @param {WorkerOptions} [options]
 * @returns {Worker} Throws where the browser has no workers or does not let them start from a blob.
 */
export function blobWorker(source, options) {
  const url = URL.createObjectURL(new Blob([QUIET + source], { type: "text/javascript" }));
  const worker = new Worker(url, options);
  worker.addEventListener("message", () => URL.revokeObjectURL(url), { once: true });
  return worker;
}

/** What every engine's worker does once `respond` is there: {id, request} in, {id, response} or {id, error} out. */
export const SERVE = `
onmessage = ({ data: { id, request } }) => {
  let answer;
  try { answer = { id, response: respond(request) }; } catch (error) { answer = { id, error: error.name }; }
  postMessage(answer);
};
postMessage({ ready: true });
`;
