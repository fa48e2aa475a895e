/**
 * The service worker: fills a precache with the site's files and answers from it, so that the site works without a network.
 *
 * Knows its list of files, which builder/publish/site/precache.py writes above this file: {files: {path: sha-256},
 * later: [path], types: {ending: media type}, headers: {name: value}}; and the names of js/common/offline-names.js, which the
 * build writes there too. Doesn't know what is typed: no request carries that.
 *
 * RULES
 * 1. One list is one version. A version is installed when all of its small files are in the precache; `later` (the large
 *    engine) comes when a page asks for it, or when the version before had some of it.
 * 2. Nothing is stored in the precache, and nothing is answered from it, unless its bytes have the hash of the list. Nothing
 *    but the files of the list is fetched for it.
 * 3. A file's key in the precache holds its hash. So two versions share the precache: neither sees the other's files, and a
 *    file that hasn't changed is fetched once.
 * 4. No version replaces another under a page that somebody may have written in, unless that page asks for it.
 * 5. After `forget` no version fetches or stores anything until a page asks for the precache again.
 *
 * THEORY OF OPERATION. The browser keeps up to three workers for the site, each with its list: one installing, one waiting,
 * one active. The pages (js/offline.js) decide when; this file decides what.
 *
 *     register ─▶ installing ──all small files stored──▶ waiting ──no page left, or skipWaiting──▶ active
 *                     │ one failed: the browser drops this worker, and the next try goes on where this one stopped
 *
 *     page ──fill, fill all──▶ active        fetch what is missing
 *     page ──take───────────▶ waiting        take over
 *     waiting ──hold?──▶ every other page    must you keep your version? true, false, or 2 s of silence
 *     waiting ──elsewhere──▶ asking page     one of them must, so nothing happened
 *     page ──forget──▶ all three             stop, and remove the precache; the page then unregisters
 *
 * When two versions meet: the waiting worker fills the same precache while the active one goes on answering from its own
 * keys. Pages that hold nothing (reading pages) say `take` by themselves; a page with a form shows a button that does. The
 * pages that are open when a worker takes over are its own from then on: a reading page goes on with what it has loaded, and
 * the page with the button reloads. `activate` removes the keys that are not in the list.
 *
 * If a file is missing or wrong in the precache, the worker asks the host, and puts right bytes back. Wrong bytes mean that the
 * host has another version by now: the worker looks for that version, and passes the file on unless it is an engine's
 * (`strict`).
 *
 * WARNING. These change together: the messages, with js/offline.js and withdrawn.js, in every version that a browser may
 * still have (js/common/offline-names.js); the keys, with `install` and `tidy`, which read them, and with
 * js/look/inventory.js, which reads Content-Length; the list, with precache.py and tools/types/worker.d.ts; `strict`, with
 * the folder of the engines (builder/publish/engines/bundle.py).
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const HOME = worker.registration.scope;
const CACHE = cacheName(HOME);
const AT_ONCE = 4; // downloads at a time, so that the person's own requests come first
const PATIENCE = 2_000; // ms for a page to reply whether it must keep its version

const { files, later, types, headers } = OFFLINE;
const smallOnes = Object.keys(files).filter((path) => !later.includes(path));
const listed = (path) => Object.hasOwn(files, path);
/** Files that must be the published ones: an engine of another version could give other answers, and a page can do without. */
const strict = (path) => path.startsWith("engine/");
const address = (path) => HOME + path.replace(/(^|\/)index\.html$/, "$1");
/** A file's key in the precache (rule 3). */
const key = (path) => `${HOME}${path}?${files[path]}`;
/**
 * The path of the file at one of our addresses.
 * @param {string} url
 */
function fileAt(url) {
  const asked = new URL(url).pathname.slice(new URL(HOME).pathname.length);
  return /(^|\/)$/.test(asked) ? `${asked}index.html` : asked;
}

/** Aborted when the precache is removed: then nothing more is fetched for it or put into it. */
let forgotten = new AbortController();

/**
 * A response's bytes, if they are those of the published file.
 * @param {string} path
 * @param {Response} response
 * @returns {Promise<ArrayBuffer | null>}
 */
async function checked(path, response) {
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hash === files[path] ? bytes : null;
}

/**
 * A response with our own headers, whatever the host sends.
 * @param {string} path  Of a file in the list.
 * @param {BodyInit | null} body
 * @param {{status?: number, length?: string | null}} [options]  length: the Content-Length, for pages that show progress
 */
function respond(path, body, { status = 200, length = "" } = {}) {
  const ending = path.slice(path.lastIndexOf("."));
  const named = { ...headers, "Content-Type": types[ending] };
  if (length) named["Content-Length"] = length;
  return new Response(body, { status, headers: named });
}

/** The file's bytes from the precache, if they are there and right. */
async function kept(path) {
  try {
    const response = await caches.match(key(path), { cacheName: CACHE });
    return response ? await checked(path, response) : null;
  } catch {
    return null; // The browser forbids storage: nothing is kept.
  }
}

// ---- filling the precache -----------------------------------------------------------------------------------------

/**
 * The file's bytes from the browser's HTTP cache or the host. Throws if neither has the right ones.
 * @param {string} path
 * @param {AbortSignal} signal
 */
async function published(path, signal) {
  for (const cache of /** @type {const} */ (["force-cache", "reload"])) {
    const response = await fetch(address(path), { cache, priority: "low", signal });
    const bytes = response.ok ? await checked(path, response) : null;
    if (bytes) return bytes;
  }
  throw new Error(path);
}

/** @param {unknown} error */
const isNoRoom = (error) => error instanceof DOMException && error.name === "QuotaExceededError";

async function put(cache, path, bytes, signal) {
  signal.throwIfAborted();
  await cache.put(key(path), new Response(bytes, { headers: { "Content-Length": String(bytes.byteLength) } })); // js/look/inventory.js reads it
}

/**
 * Fetch the files that are missing. A later try goes on where this one failed, unless there was no room.
 * @param {string[]} paths
 */
async function fill(paths) {
  const { signal } = forgotten;
  const cache = await caches.open(CACHE);
  const there = new Set((await cache.keys()).map(({ url }) => url));
  const missing = paths.filter((path) => !there.has(key(path)));
  /** @type {string[]} */
  const added = [];
  /** @type {unknown} */
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
  await Promise.all(Array.from({ length: AT_ONCE }, work)); // wait for all, so that none stores anything after the cleaning
  if (signal.aborted) await caches.delete(CACHE);
  else if (isNoRoom(failure)) await Promise.all(added.map((path) => cache.delete(key(path))));
  if (failure) throw failure;
}

/** Fill the precache with this version: the small files, and the large ones if the version before had any of them. */
async function install() {
  const before = (await (await caches.open(CACHE)).keys()).map(({ url }) => url);
  const large = later.some((path) => before.some((url) => url.startsWith(`${HOME}${path}?`)));
  try {
    await fill(large ? Object.keys(files) : smallOnes);
  } catch (error) {
    if (isNoRoom(error) && !worker.registration.active) await caches.delete(CACHE);
    throw error;
  }
}

/** Remove the files of other versions: no page uses them any more. */
async function tidy() {
  if (!(await caches.has(CACHE))) return;
  const cache = await caches.open(CACHE);
  const ours = new Set(Object.keys(files).map(key));
  await Promise.all((await cache.keys()).filter(({ url }) => !ours.has(url)).map((request) => cache.delete(request)));
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(tidy().catch(() => {})));

// ---- answering ----------------------------------------------------------------------------------------------------

/**
 * The response to a request for a file of the list.
 * @param {FetchEvent} event
 * @param {string} path
 */
async function answer(event, path) {
  const bytes = await kept(path);
  if (bytes) return respond(path, bytes);
  const response = await fetch(event.request);
  if (response.status !== 200) return response;
  const right = checked(path, response.clone());
  event.waitUntil(right.then((found) => heal(path, found)).catch(() => {}));
  const body = strict(path) && response.body ? proven(response.body, right) : response.body;
  return respond(path, body, { length: response.headers.get("Content-Length") });
}

/**
 * A file's stream that passes bytes on as they come, so that a page can show progress, but holds back the last piece until
 * all bytes are known to be right. If they are wrong, the stream fails.
 * @param {ReadableStream<Uint8Array>} body
 * @param {Promise<ArrayBuffer | null>} right  The bytes, or null if they are wrong.
 */
function proven(body, right) {
  /** @type {Uint8Array | null} */
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

/**
 * Put back a file that was missing or wrong, unless the whole precache has been removed.
 * @param {string} path
 * @param {ArrayBuffer | null} bytes  Null if the host's bytes are wrong too.
 */
async function heal(path, bytes) {
  if (!bytes) await worker.registration.update(); // the host has another version by now
  else if (await caches.has(CACHE)) await put(await caches.open(CACHE), path, bytes, forgotten.signal);
}

async function notFound() {
  const bytes = await kept("404.html");
  return bytes ? respond("404.html", bytes, { status: 404 }) : Response.error();
}

worker.addEventListener("fetch", (event) => {
  const { method, url, mode } = event.request;
  if (method !== "GET" || !url.startsWith(HOME)) return;
  const path = fileAt(url);
  if (listed(path)) event.respondWith(answer(event, path).catch(() => Response.error()));
  else if (listed(`${path}/index.html`)) event.respondWith(Response.redirect(`${HOME}${path}/${new URL(url).search}`));
  else if (mode === "navigate") event.respondWith(fetch(event.request).catch(notFound));
});

// ---- taking over from the version before --------------------------------------------------------------------------

/**
 * Whether a page must keep its version. A page of ours that doesn't reply must.
 * @param {Client} page
 * @returns {Promise<boolean>}
 */
function holds(page) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(resolve, PATIENCE, listed(fileAt(page.url)));
    page.postMessage(TO_PAGE.hold, [port2]);
  });
}

/**
 * Take over if no page but the asking one must keep the version before. Pages that are opened meanwhile are asked too.
 * @param {Client} asker
 */
async function take(asker) {
  const asked = new Set([asker.id]);
  for (;;) {
    const all = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
    const others = all.filter(({ id, url }) => url.startsWith(HOME) && !asked.has(id));
    if (others.length === 0) return worker.skipWaiting();
    for (const { id } of others) asked.add(id);
    if ((await Promise.all(others.map(holds))).some(Boolean)) return asker.postMessage(TO_PAGE.elsewhere);
  }
}

worker.addEventListener("message", (event) => {
  const wanted = { [TO_WORKER.fill]: smallOnes, [TO_WORKER.fillAll]: Object.keys(files) }[event.data];
  if (wanted && forgotten.signal.aborted) forgotten = new AbortController(); // Chromium may reuse a worker that was told to forget
  if (wanted) event.waitUntil(fill(wanted).catch(() => {}));
  if (event.data === TO_WORKER.take) event.waitUntil(take(/** @type {Client} */ (event.source)));
  if (event.data === TO_WORKER.forget) {
    forgotten.abort();
    event.waitUntil(caches.delete(CACHE));
  }
});
