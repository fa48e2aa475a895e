/**
 * The precache, with which the site works without a network: when it is filled, renewed and removed.
 *
 * Knows the service worker's address, the names in common/offline-names.js, and the line about a new version
 * (partials/renew.html). Doesn't know what is typed: before it renews a page that holds something, it dispatches a "renew"
 * event, which the page cancels if text would be lost. If the browser has no service workers or forbids them, nothing happens
 * and nothing is said.
 *
 * How pages and the versions of the worker deal with each other is described in builder/shell/sw/sw.js.
 */

import { TO_PAGE, TO_WORKER, cacheName } from "./common/offline-names.js";

const HOME = new URL("../", import.meta.url).href;
const CACHE = cacheName(HOME);
const QUIET = 2_000; // ms after the page has loaded

/** How often the precache has been removed, here or in another tab. What was begun before the latest time isn't continued. */
let forgotten = 0;
let timer = 0;
/** The registration whose new versions this page listens for. */
let watched = /** @type {ServiceWorkerRegistration | null} */ (null);
const channel = openChannel();

function openChannel() {
  try {
    const opened = new BroadcastChannel(CACHE);
    opened.onmessage = stopFilling;
    return opened;
  } catch {
    return null; // The browser forbids it or doesn't have it.
  }
}

function stopFilling() {
  forgotten += 1;
  clearTimeout(timer);
}

/** Our own registration, not that of a worker for a longer part of the same host. */
async function registered() {
  const found = await navigator.serviceWorker.getRegistration(HOME);
  return found?.scope === HOME ? found : undefined;
}

/**
 * Wait until a worker has a state.
 * @param {ServiceWorker} worker
 * @param {ServiceWorkerState} state
 * @returns {Promise<ServiceWorker>}
 */
function until(worker, state) {
  return new Promise((resolve) => {
    const look = () => worker.state === state && resolve(worker);
    worker.addEventListener("statechange", look);
    look();
  });
}

/**
 * Show one of the sentences of the line about a new version.
 * @param {string} name  As in data-say.
 */
function say(name) {
  const line = /** @type {HTMLElement | null} */ (document.querySelector("[data-renew]"));
  if (!line) return;
  line.hidden = false;
  const show = () => line.querySelectorAll("[data-say]").forEach((one) => one.toggleAttribute("hidden", one.getAttribute("data-say") !== name));
  setTimeout(show, 100); // screen readers announce changes in a line that is already shown
}

/**
 * Fill the precache, and let a new version take over when nobody is in the middle of something.
 * @param {object} [options]
 * @param {boolean} [options.make]  Whether a precache may be made; one that exists is renewed anyway.
 * @param {boolean} [options.full]  Whether to fetch the large engine too.
 * @param {boolean} [options.hold]  Whether this page keeps its version until the person says otherwise.
 * @returns {Promise<void>}  Never rejects.
 */
export async function startOffline({ make = true, full = false, hold = false } = {}) {
  const before = forgotten;
  try {
    const registration = make ? await navigator.serviceWorker.register(`${HOME}sw.js`, { updateViaCache: "none" }) : await registered();
    if (!registration) return;
    if (forgotten !== before) return make ? forgetOffline() : undefined;
    if (!watched) listen(hold);
    if (watched !== registration) renew(registration, hold);
    watched = registration;
    if (!make) return;
    const current = registration.active ?? registration.waiting ?? registration.installing;
    const worker = current && (await until(current, "activated"));
    if (registration.waiting && !hold) return; // it has been asked to take over, which Chromium delays while the active one works
    if (forgotten === before) worker?.postMessage(full ? TO_WORKER.fillAll : TO_WORKER.fill);
  } catch {
    // The browser forbids service workers or doesn't have them.
  }
}

/**
 * Reply to the workers, and make the button for a new version work.
 * @param {boolean} hold
 */
function listen(hold) {
  navigator.serviceWorker.addEventListener("message", ({ data, ports }) => {
    if (data === TO_PAGE.hold) ports[0].postMessage(hold);
    if ((data === TO_PAGE.elsewhere || data === TO_PAGE.withdrawn) && hold) say(data);
  });
  navigator.serviceWorker.startMessages();
  document.querySelector("[data-renew-now]")?.addEventListener("click", async () => {
    if (!document.dispatchEvent(new Event("renew", { cancelable: true }))) return say("unsaved");
    const worker = (await registered())?.waiting;
    if (!worker) return location.reload();
    until(worker, "activated").then(() => location.reload());
    worker.postMessage(TO_WORKER.take);
  });
}

/**
 * Offer each new version: to the person if this page holds its version, else straight to the waiting worker.
 * @param {ServiceWorkerRegistration} registration
 * @param {boolean} hold
 */
function renew(registration, hold) {
  const offer = () => {
    if (!registration.active || !registration.waiting) return;
    if (hold) say("new");
    else registration.waiting.postMessage(TO_WORKER.take);
  };
  const watch = () => registration.installing && until(registration.installing, "installed").then(offer);
  registration.addEventListener("updatefound", watch);
  watch();
  offer();
}

/** Tell every worker, also one that is filling the precache, to stop and to remove it: the page may be closed any moment. */
async function stopWorkers() {
  const registration = await registered();
  for (const worker of [registration?.installing, registration?.waiting, registration?.active]) worker?.postMessage(TO_WORKER.forget);
  return registration;
}

/** Rejects where the browser has no caches. */
const deleteCache = async () => caches.delete(CACHE);

/**
 * Remove the precache and the service worker, in all tabs. The next page that is opened may make a new precache.
 * @returns {Promise<void>}  Never rejects.
 */
export async function forgetOffline() {
  stopFilling();
  channel?.postMessage("");
  try {
    const [stopped] = await Promise.allSettled([stopWorkers(), deleteCache()]);
    if (stopped.status === "fulfilled") await stopped.value?.unregister();
    await deleteCache(); // what was stored meanwhile
  } catch {
    // The browser forbids service workers or doesn't have them: there is nothing to remove.
  }
}

// A page that loads this file with a script element fills the precache when it is at rest. The builder imports it instead.
if (document.querySelector('script[src$="js/offline.js"]')) {
  const start = () => (timer = setTimeout(startOffline, QUIET, { hold: "hold" in document.body.dataset }));
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
}
