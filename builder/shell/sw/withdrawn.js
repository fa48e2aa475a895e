/**
 * The service worker of a site that has been withdrawn: takes the copy out of the browsers that have one, and then itself.
 *
 * Knows the name of the copy. Answers nothing, so that what the host says is seen, and reloads nothing. Where a page is
 * open that somebody may have written in, it waits until that is closed: after it, nothing can read the text any more.
 */

const CACHE = `viktigast ${new URL(registration.scope).pathname}`; // the same name as in shell/sw/sw.js

addEventListener("activate", (event) => {
  event.waitUntil(caches.delete(CACHE).finally(() => registration.unregister()));
});

/** Whether a page may hold something that is written. One that does not answer may. */
function holds(page) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(resolve, 2_000, true);
    page.postMessage("hold?", [port2]);
  });
}

/** Take over if no page holds anything, the one that asks included. */
async function take(asker) {
  const all = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const ours = all.filter(({ url }) => url.startsWith(registration.scope));
  if ((await Promise.all(ours.map(holds))).some(Boolean)) asker.postMessage("withdrawn");
  else await skipWaiting();
}

addEventListener("message", (event) => {
  if (event.data === "take") event.waitUntil(take(event.source));
});
