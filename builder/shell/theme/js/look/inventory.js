/**
 * What this site's address has stored in this browser: names and sizes, never contents.
 *
 * Knows the browser's stores. Doesn't know which of them we use, nor how they are shown. A store that the browser doesn't
 * allow or doesn't tell about is null.
 */

/**
 * @typedef {object} Item
 * @property {string} name
 * @property {number} [bytes]  Size; of a storage item with its name.
 * @property {number} [files]  How many files a cache holds.
 * @property {boolean} [active]  Whether a service worker is active.
 */

const length = (text) => new Blob([text]).size;

/**
 * The items of a storage area.
 * @param {() => Storage} area
 * @returns {Item[]}
 */
const names = (area) => Object.keys(area()).map((name) => ({ name, bytes: length(name) + length(area().getItem(name)) }));

/**
 * The cookies that a page may see; those for servers only (HttpOnly) are hidden from it.
 * @returns {Item[]}
 */
const cookies = () => document.cookie.split("; ").filter(Boolean).map((cookie) => ({ name: cookie.split("=")[0], bytes: length(cookie) }));

/**
 * A stored file's size in bytes: what its Content-Length says, or counted.
 * @returns {Promise<number | null>}  Null if the file has been removed since it was listed.
 */
async function sizeIn(cache, file) {
  const stored = await cache.match(file);
  if (!stored) return null;
  return Number(stored.headers.get("Content-Length")) || (await stored.blob()).size;
}

/** @returns {Promise<Item[]>} All caches. */
async function allCaches() {
  return Promise.all(
    (await caches.keys()).map(async (name) => {
      const cache = await caches.open(name);
      const sizes = [];
      for (const file of await cache.keys()) sizes.push(await sizeIn(cache, file));
      const there = sizes.filter((size) => size !== null);
      return { name, files: there.length, bytes: there.reduce((sum, size) => sum + size, 0) };
    }),
  );
}

const databases = async () => (await indexedDB.databases()).map(({ name = "" }) => ({ name }));
const workers = async () =>
  (await navigator.serviceWorker.getRegistrations()).map(({ scope, active }) => ({ name: new URL(scope).pathname, active: Boolean(active) }));

/**
 * All that is stored, by kind, in the order in which it is shown.
 * @returns {Promise<Record<string, Item[] | null>>}
 */
export async function inventory() {
  const kinds = { local: () => names(() => localStorage), session: () => names(() => sessionStorage), cookies, databases, caches: allCaches, workers };
  const found = {};
  for (const [kind, look] of Object.entries(kinds)) {
    try {
      found[kind] = await look();
    } catch {
      found[kind] = null;
    }
  }
  return found;
}
