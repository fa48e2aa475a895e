/**
 * The names that pages and the service worker share: the precache's and those of their messages.
 *
 * Pages import this module. The build writes it, without the word "export", above sw.js and above withdrawn.js, which are
 * classic scripts (builder/publish/site/precache.py). So it imports nothing, and declares only constants.
 *
 * WARNING. A page of one version talks to the service worker of another. Add names, but never change or reuse one that has
 * been published: an open form that didn't understand `hold` would lose its version, and a worker that didn't understand
 * `forget` would keep what it should remove.
 */

/**
 * The name of the precache, and of the channel on which tabs tell each other that it is removed.
 * @param {string} home  The site's absolute address, with a slash at the end: sites on one host have their own.
 * @returns {string}
 */
export const cacheName = (home) => `viktigast ${new URL(home).pathname}`;

/** From a page to the service worker. */
export const TO_WORKER = {
  /** Fetch what is missing of the small files. */
  fill: "fill",
  /** Fetch what is missing of all files, the large engine too. */
  fillAll: "fill all",
  /** Take over from the version before, unless another page holds on to it. */
  take: "take",
  /** Stop fetching and remove the precache. */
  forget: "forget",
};

/** From the service worker to a page. */
export const TO_PAGE = {
  /** Must you keep your version? The page replies true or false on the message's port. */
  hold: "hold?",
  /** Another page holds on to the version before. Also the name of a sentence in partials/renew.html. */
  elsewhere: "elsewhere",
  /** The site is withdrawn, and a page may hold text. Also the name of a sentence in partials/renew.html. */
  withdrawn: "withdrawn",
};
