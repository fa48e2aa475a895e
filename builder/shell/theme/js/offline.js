/**
 * The copy of the site that works without a network: when it is made, renewed and taken away.
 *
 * Knows the service worker's address, its few messages, and the channel on which a tab says that the copy is taken
 * away. Does not know what is typed: a page that holds something is asked by a "renew" event, and stops it where text
 * would be lost. Where the browser has no service workers, or does not allow them, nothing happens and nothing is said.
 */

const HOME = new URL("../", import.meta.url).href;
const CACHE = `viktigast ${new URL(HOME).pathname}`; // the same name in sw.js
const QUIET = 2_000; // ms after the page has loaded

/** How often the copy has been taken away, here or in another tab: what was begun before that is not gone on with. */
let forgotten = 0;
let timer = 0;
/** The registration that is being watched for new versions. */
let watched = null;
const channel = openChannel();

function openChannel() {
  try {
    const opened = new BroadcastChannel(CACHE);
    opened.onmessage = stopMaking;
    return opened;
  } catch {
    return null; // Forbidden, or no such thing here.
  }
}

function stopMaking() {
  forgotten += 1;
  clearTimeout(timer);
}

/** Our own registration; not that of a worker further up on the same host. */
async function registered() {
  const found = await navigator.serviceWorker.getRegistration(HOME);
  return found?.scope === HOME ? found : undefined;
}

/** @param {ServiceWorker} worker */
function until(worker, state) {
  return new Promise((resolve) => {
    const look = () => worker.state === state && resolve(worker);
    worker.addEventListener("statechange", look);
    look();
  });
}

/** Show one of the sentences of the line about a new version. */
function say(name) {
  const line = /** @type {HTMLElement | null} */ (document.querySelector("[data-renew]"));
  if (!line) return;
  line.hidden = false;
  const show = () => line.querySelectorAll("[data-say]").forEach((one) => one.toggleAttribute("hidden", one.getAttribute("data-say") !== name));
  setTimeout(show, 100); // a screen reader tells of what changes in a line that is there
}

/**
 * Make the copy, and let a new version take over when nobody is in the middle of something.
 * @param {object} [options]
 * @param {boolean} [options.make] Whether a copy may be made; one that is there is renewed anyway.
 * @param {boolean} [options.full] Whether the large engine comes too.
 * @param {boolean} [options.hold] Whether this page keeps its version until the person says otherwise.
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
    const worker = await until(registration.active ?? registration.waiting ?? registration.installing, "activated");
    if (registration.waiting && !hold) return; // that one has been asked to take over, which Chromium puts off while this one works
    if (forgotten === before) worker.postMessage(full ? "fill all" : "fill");
  } catch {
    // Forbidden, or no such thing here.
  }
}

function listen(hold) {
  navigator.serviceWorker.addEventListener("message", ({ data, ports }) => {
    if (data === "hold?") ports[0].postMessage(hold);
    if (["elsewhere", "withdrawn"].includes(data) && hold) say(data);
  });
  navigator.serviceWorker.startMessages();
  document.querySelector("[data-renew-now]")?.addEventListener("click", async () => {
    if (!document.dispatchEvent(new Event("renew", { cancelable: true }))) return say("unsaved");
    const worker = (await registered())?.waiting;
    if (!worker) return location.reload();
    until(worker, "activated").then(() => location.reload());
    worker.postMessage("take");
  });
}

/** @param {ServiceWorkerRegistration} registration */
function renew(registration, hold) {
  const offer = () => {
    if (!registration.active || !registration.waiting) return;
    if (hold) say("new");
    else registration.waiting.postMessage("take");
  };
  const watch = () => registration.installing && until(registration.installing, "installed").then(offer);
  registration.addEventListener("updatefound", watch);
  watch();
  offer();
}

/** Tell every worker, the one that is making the copy too, to stop and to take it away: the page may be closed any moment. */
async function stopWorkers() {
  const registration = await registered();
  for (const worker of [registration?.installing, registration?.waiting, registration?.active]) worker?.postMessage("forget");
  return registration;
}

/** Take the copy away, and the worker with it, in all tabs. The next page that is opened may make a new one. */
export async function forgetOffline() {
  stopMaking();
  channel?.postMessage("");
  try {
    const [stopped] = await Promise.allSettled([stopWorkers(), caches.delete(CACHE)]);
    await stopped.value?.unregister();
    await caches.delete(CACHE); // what was on its way there
  } catch {
    // Forbidden, or no such thing here: then there is nothing to take away.
  }
}

/** Pages that load this file by themselves start when they are at rest; the builder says when. */
if (document.querySelector('script[src$="js/offline.js"]')) {
  const start = () => (timer = setTimeout(startOffline, QUIET, { hold: "hold" in document.body.dataset }));
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
}
