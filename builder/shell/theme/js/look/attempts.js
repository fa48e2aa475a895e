/**
 * Attempts to send a word to a foreign host, which the browser should stop before anything has left.
 *
 * Knows the ways in which a page can send, and the browser's report of what it stopped. Sends nothing that anyone has
 * written. Doesn't know how the results are shown.
 */

const WORD = "prov";
const PATIENCE = 4_000; // ms for the browser to report
const REPORT = 1_000; // ms to wait for the report after a way has failed

/**
 * @typedef {object} Result
 * @property {"stopped" | "failed" | "silent" | "sent"} outcome  failed: without a report; silent: neither
 * @property {string} [directive]  The rule of the content policy that stopped it.
 * @property {string} [address]  The address that was blocked.
 */

const after = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));
const add = (tag, properties) => document.body.appendChild(Object.assign(document.createElement(tag), properties));

/** Each way returns a promise: resolved when something has left, rejected when it could not, pending if nobody can tell. */
const WAYS = {
  fetch: (url) => fetch(url, { method: "POST", mode: "no-cors", body: WORD }),
  beacon: (url) => {
    navigator.sendBeacon(url, WORD); // the return value says that the word is queued, not that it has left
    return new Promise(() => {});
  },
  image: (url) => new Promise((sent, stopped) => Object.assign(new Image(), { onload: sent, onerror: stopped, src: `${url}?${WORD}` })),
  socket: (url) =>
    new Promise((sent, stopped) => {
      const socket = new WebSocket(url.replace(/^http/, "ws"));
      Object.assign(socket, { onopen: sent, onerror: stopped });
    }),
  form: (url) => {
    // The target is an empty frame, so that the reader's page stays if nothing stops the form.
    const frame = add("iframe", { name: url, hidden: true });
    const form = add("form", { method: "post", action: url, target: url, hidden: true });
    form.append(Object.assign(document.createElement("input"), { name: "text", value: WORD }));
    form.submit();
    form.remove();
    after(PATIENCE).then(() => frame.remove());
    return new Promise((sent) => Object.assign(frame, { onload: sent }));
  },
};

/**
 * Try one way to send.
 * @param {string} way  A key of WAYS.
 * @param {string} target  An address on a foreign host, with a slash at its end.
 * @returns {Promise<Result>}
 */
export async function tryToSend(way, target) {
  const mine = (target + way).replace(/^\w+:/, ""); // a socket's address begins with ws
  const done = new AbortController();
  /** @type {Promise<Result>} */
  const report = new Promise((resolve) => {
    const heard = ({ effectiveDirective, blockedURI, disposition }) => {
      // With a policy in the page and one in the header, each attempt is reported twice, and the second report may be late.
      // A policy that only reports (Content-Security-Policy-Report-Only) has stopped nothing.
      if (disposition === "enforce" && blockedURI.includes(mine)) resolve({ outcome: "stopped", directive: effectiveDirective, address: blockedURI });
    };
    addEventListener("securitypolicyviolation", heard, { signal: done.signal });
  });
  /** @returns {Promise<Result>} */
  const tried = async () => {
    try {
      await WAYS[way](target + way);
      return { outcome: "sent" };
    } catch {
      return after(REPORT, { outcome: "failed" });
    }
  };
  const result = await Promise.race([report, tried(), after(PATIENCE, { outcome: "silent" })]);
  done.abort();
  return result;
}
