/**
 * The service worker of a site that has been withdrawn: removes the precache from the browsers that have one, and then itself.
 *
 * Knows the precache's name and the messages of js/common/offline-names.js, which the build writes above this file. Answers
 * no requests, so that readers see what the host sends, and reloads no page. Waits while a page is open in which somebody
 * may have written: once the page is closed, nothing can read that text any more.
 *
 * WARNING. Its messages and `holds` must fit the pages of every version that has been published (js/offline.js).
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const HOME = worker.registration.scope;
const PATIENCE = 2_000; // ms for a page to reply

worker.addEventListener("activate", (event) => {
  event.waitUntil(caches.delete(cacheName(HOME)).finally(() => worker.registration.unregister()));
});

/**
 * Whether a page may hold text that somebody has written. A page that doesn't reply may.
 * @param {Client} page
 * @returns {Promise<boolean>}
 */
function holds(page) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(resolve, PATIENCE, true);
    page.postMessage(TO_PAGE.hold, [port2]);
  });
}

/**
 * Take over if no page holds anything, the asking page included.
 * @param {Client} asker
 */
async function take(asker) {
  const all = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const ours = all.filter(({ url }) => url.startsWith(HOME));
  if ((await Promise.all(ours.map(holds))).some(Boolean)) asker.postMessage(TO_PAGE.withdrawn);
  else await worker.skipWaiting();
}

worker.addEventListener("message", (event) => {
  if (event.data === TO_WORKER.take) event.waitUntil(take(/** @type {Client} */ (event.source)));
});
