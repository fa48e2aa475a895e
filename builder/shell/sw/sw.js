/**
 * The service worker: keeps a copy of the site in the browser, so that it works without a network.
 *
 * Knows its list, which builder/publish/site/precache.py writes above: {files: {path: sha-256}, later: [path],
 * types: {ending: media type}, headers: {name: value}}. One list is one version. Keeps nothing but the files of the
 * list, each checked against its hash when it is stored and every time it is used, and asks for nothing else.
 * Does not know what is typed: that never comes this way.
 */

const HOME = registration.scope;
const CACHE = `viktigast ${new URL(HOME).pathname}`; // the same name in js/offline.js
const AT_ONCE = 4; // downloads; the person's own come first
const PATIENCE = 2_000; // ms for a page to say whether it may be given a new version

const { files, later, types, headers } = OFFLINE;
const smallOnes = Object.keys(files).filter((path) => !later.includes(path));
const listed = (path) => Object.hasOwn(files, path);
/** An engine of another version could answer otherwise than the page that asks, and the page goes on without it. */
const strict = (path) => path.startsWith("engine/");
const address = (path) => HOME + path.replace(/(^|\/)index\.html$/, "$1");
/** Where a file lies in the cache. With its hash in it, two versions never meet, and what has not changed is not fetched again. */
const key = (path) => `${HOME}${path}?${files[path]}`;
/** The file that one of our addresses leads to. */
function fileAt(url) {
  const asked = new URL(url).pathname.slice(new URL(HOME).pathname.length);
  return /(^|\/)$/.test(asked) ? `${asked}index.html` : asked;
}

/** Aborts when the copy is taken away: nothing more is fetched for it then, and nothing put there. */
let forgotten = new AbortController();

/** @returns {Promise<ArrayBuffer | null>} a file's bytes, or null where they are not those that were published */
async function checked(path, response) {
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hash === files[path] ? bytes : null;
}

/** A file with our own headers, whatever its host sends. */
function dressed(path, body, { status = 200, length = "" } = {}) {
  const named = { ...headers, "Content-Type": types[/\.\w+$/.exec(path)[0]] };
  if (length) named["Content-Length"] = length; // those who show how much has come ask for it
  return new Response(body, { status, headers: named });
}

/** The file from the cache, if it is there and right. */
async function kept(path) {
  try {
    const response = await caches.match(key(path), { cacheName: CACHE });
    return response ? await checked(path, response) : null;
  } catch {
    return null; // Storage is forbidden: as if nothing had been kept.
  }
}

// ---- filling the cache --------------------------------------------------------------------------------------------

/** The file from the browser's own cache or the host. Throws where neither has the right one. */
async function published(path, signal) {
  for (const cache of ["force-cache", "reload"]) {
    const response = await fetch(address(path), { cache, priority: "low", signal });
    const bytes = response.ok ? await checked(path, response) : null;
    if (bytes) return bytes;
  }
  throw new Error(path);
}

async function put(cache, path, bytes, signal) {
  signal.throwIfAborted();
  await cache.put(key(path), new Response(bytes, { headers: { "Content-Length": String(bytes.byteLength) } })); // js/look/inventory.js reads it
}

/** Fetch those of the files that are missing. A later try goes on where this one failed, unless there was no room. */
async function fill(paths) {
  const { signal } = forgotten;
  const cache = await caches.open(CACHE);
  const there = new Set((await cache.keys()).map(({ url }) => url));
  const missing = paths.filter((path) => !there.has(key(path)));
  const added = [];
  let failure = null;
  const work = async () => {
    try {
      for (let path = missing.shift(); path; path = missing.shift()) {
        const bytes = await published(path, signal);
        added.push(path);
        await put(cache, path, bytes, signal);
      }
    } catch (error) {
      failure ??= error;
      missing.length = 0;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work)); // all have ended, so that none puts anything after the cleaning
  if (signal.aborted) await caches.delete(CACHE);
  else if (failure?.name === "QuotaExceededError") await Promise.all(added.map((path) => cache.delete(key(path))));
  if (failure) throw failure;
}

/** A version is there when all of it is; with the large files, if the version before had any of them. */
async function install() {
  const before = (await (await caches.open(CACHE)).keys()).map(({ url }) => url);
  const large = later.some((path) => before.some((url) => url.startsWith(`${HOME}${path}?`)));
  try {
    await fill(large ? Object.keys(files) : smallOnes);
  } catch (error) {
    if (error.name === "QuotaExceededError" && !registration.active) await caches.delete(CACHE);
    throw error;
  }
}

/** No page uses the version before any more: what only that one needs goes. */
async function tidy() {
  if (!(await caches.has(CACHE))) return;
  const cache = await caches.open(CACHE);
  const ours = new Set(Object.keys(files).map(key));
  await Promise.all((await cache.keys()).filter(({ url }) => !ours.has(url)).map((request) => cache.delete(request)));
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(tidy().catch(() => {})));

// ---- answering ----------------------------------------------------------------------------------------------------

async function answer(event, path) {
  const bytes = await kept(path);
  if (bytes) return dressed(path, bytes);
  const response = await fetch(event.request);
  if (response.status !== 200) return response;
  const right = checked(path, response.clone());
  event.waitUntil(right.then((found) => heal(path, found)).catch(() => {}));
  const body = strict(path) ? proven(response.body, right) : response.body;
  return dressed(path, body, { length: response.headers.get("Content-Length") });
}

/** The file as it comes, so that it shows how much has come; but its end only when all of it is right. Else it fails. */
function proven(body, right) {
  let held = null;
  return body.pipeThrough(new TransformStream({
    transform(piece, controller) {
      if (held) controller.enqueue(held);
      held = piece;
    },
    async flush(controller) {
      if (!(await right)) throw new TypeError("Not the published file");
      if (held) controller.enqueue(held);
    },
  }));
}

/** Put back what was missing or wrong. Where everything has been cleared away, nothing is put back. */
async function heal(path, bytes) {
  if (!bytes) await registration.update(); // the host has another version by now
  else if (await caches.has(CACHE)) await put(await caches.open(CACHE), path, bytes, forgotten.signal);
}

async function notFound() {
  const bytes = await kept("404.html");
  return bytes ? dressed("404.html", bytes, { status: 404 }) : Response.error();
}

addEventListener("fetch", (event) => {
  const { method, url, mode } = event.request;
  if (method !== "GET" || !url.startsWith(HOME)) return;
  const path = fileAt(url);
  if (listed(path)) event.respondWith(answer(event, path).catch(() => Response.error()));
  else if (listed(`${path}/index.html`)) event.respondWith(Response.redirect(`${HOME}${path}/${new URL(url).search}`));
  else if (mode === "navigate") event.respondWith(fetch(event.request).catch(notFound));
});

// ---- taking over from the version before --------------------------------------------------------------------------

/** Whether a page must keep the version it has. One of ours that does not answer does. */
function holds(page) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(resolve, PATIENCE, listed(fileAt(page.url)));
    page.postMessage("hold?", [port2]);
  });
}

/** Take over if no page but the one that asks holds on to the version before. Those opened meanwhile are asked too. */
async function take(asker) {
  const asked = new Set([asker.id]);
  for (;;) {
    const all = await clients.matchAll({ type: "window", includeUncontrolled: true });
    const others = all.filter(({ id, url }) => url.startsWith(HOME) && !asked.has(id));
    if (others.length === 0) return skipWaiting();
    for (const { id } of others) asked.add(id);
    if ((await Promise.all(others.map(holds))).some(Boolean)) return asker.postMessage("elsewhere");
  }
}

addEventListener("message", (event) => {
  const wanted = { fill: smallOnes, "fill all": Object.keys(files) }[event.data];
  if (wanted && forgotten.signal.aborted) forgotten = new AbortController(); // Chromium takes up a worker again that was to go
  if (wanted) event.waitUntil(fill(wanted).catch(() => {}));
  if (event.data === "take") event.waitUntil(take(event.source));
  if (event.data === "forget") {
    forgotten.abort();
    event.waitUntil(caches.delete(CACHE));
  }
});
