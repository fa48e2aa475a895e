/**
 * The service worker of a site that has been withdrawn: takes the copy out of the browsers that have one, and then itself.
 *
 * Knows the name of the copy. Answers nothing, so that what the host says is seen, and reloads nothing: an open page
 * keeps what it shows, and goes on being asked before it is replaced, as with any new version.
 */

const CACHE = `viktigast ${new URL(registration.scope).pathname}`; // the same name as in shell/sw.js

addEventListener("activate", (event) => {
  event.waitUntil(caches.delete(CACHE).finally(() => registration.unregister()));
});

/** Take over if the page that asks is the only one that is open here. */
async function take(asker) {
  const all = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const others = all.filter(({ id, url }) => id !== asker.id && url.startsWith(registration.scope));
  if (others.length > 0) asker.postMessage("elsewhere");
  else await skipWaiting();
}

addEventListener("message", (event) => {
  if (event.data === "take") event.waitUntil(take(event.source));
});
