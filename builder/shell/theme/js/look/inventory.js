/**
 * What this site's address has stored in this browser: names and sizes, never what stands there.
 *
 * Knows the browser's stores. Does not know which of them we use, nor how it is shown. What a browser does not allow or
 * does not tell is null.
 */

/**
 * @typedef {object} Item
 * @property {string} name
 * @property {number} [bytes]
 * @property {number} [files]
 * @property {boolean} [active]
 */

const length = (text) => new Blob([text]).size;

/** @param {() => Storage} area @returns {Item[]} */
const names = (area) => Object.keys(area()).map((name) => ({ name, bytes: length(name) + length(area().getItem(name)) }));

/** @returns {Item[]} Those that a page may see; what only a server reads is hidden from it. */
const cookies = () => document.cookie.split("; ").filter(Boolean).map((cookie) => ({ name: cookie.split("=")[0], bytes: length(cookie) }));

/**
 * How large a stored file is: as it says itself, or counted.
 * @returns {Promise<number | null>}  Null for one that has gone since it was listed.
 */
async function sizeIn(cache, file) {
  const stored = await cache.match(file);
  if (!stored) return null;
  return Number(stored.headers.get("Content-Length")) || (await stored.blob()).size;
}

/** @returns {Promise<Item[]>} */
async function copies() {
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

const databases = async () => (await indexedDB.databases()).map(({ name }) => ({ name }));
const workers = async () =>
  (await navigator.serviceWorker.getRegistrations()).map(({ scope, active }) => ({ name: new URL(scope).pathname, active: Boolean(active) }));

/**
 * All that is stored, by kind, in the order it is to be shown.
 * @returns {Promise<Record<string, Item[] | null>>}
 */
export async function inventory() {
  const kinds = { local: () => names(() => localStorage), session: () => names(() => sessionStorage), cookies, databases, caches: copies, workers };
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
