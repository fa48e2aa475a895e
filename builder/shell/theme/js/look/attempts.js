/**
 * Attempts to send a word to a foreign host, which the browser is to stop before anything has left.
 *
 * Knows the ways a page may send, and the browser's own report of what it stopped. Sends nothing that anyone has
 * written. Does not know how it is shown.
 */

const WORD = "prov";
const PATIENCE = 4_000; // ms for the browser to say something
const REPORT = 1_000; // ms from a way that fails until its report is given up

const after = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));
const add = (tag, properties) => document.body.appendChild(Object.assign(document.createElement(tag), properties));

/** Each way gives a promise: kept when something has left, broken when it could not. One that never tells stays open. */
const WAYS = {
  fetch: (url) => fetch(url, { method: "POST", mode: "no-cors", body: WORD }),
  beacon: (url) => {
    navigator.sendBeacon(url, WORD); // its answer says that it is queued, not that it has gone
    return new Promise(() => {});
  },
  image: (url) => new Promise((sent, stopped) => Object.assign(new Image(), { onload: sent, onerror: stopped, src: `${url}?${WORD}` })),
  socket: (url) =>
    new Promise((sent, stopped) => {
      const socket = new WebSocket(url.replace(/^http/, "ws"));
      Object.assign(socket, { onopen: sent, onerror: stopped });
    }),
  form: (url) => {
    // Into an empty frame: where nothing stops it, the reader's page stays.
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
 * Try one way, and tell what came of it.
 * @param {string} way
 * @param {string} target  An address on a foreign host, with a slash at its end.
 * @returns {Promise<{outcome: "stopped" | "failed" | "silent" | "sent", directive?: string, address?: string}>}
 */
export async function tryToSend(way, target) {
  const mine = (target + way).replace(/^\w+:/, ""); // a socket's begins with ws
  const done = new AbortController();
  const report = new Promise((resolve) => {
    const heard = ({ effectiveDirective, blockedURI, disposition }) => {
      // Two policies, in the page and in the header, report each attempt twice: the second may come late. One that only
      // reports (Content-Security-Policy-Report-Only) has stopped nothing.
      if (disposition === "enforce" && blockedURI.includes(mine)) resolve({ outcome: "stopped", directive: effectiveDirective, address: blockedURI });
    };
    addEventListener("securitypolicyviolation", heard, { signal: done.signal });
  });
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
