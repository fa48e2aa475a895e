/**
 * The temporary copy on a person's own device, and who may write it.
 *
 * Knows one key of localStorage, the lock that says which tab is first, and the channel on which a tab says that
 * everything is cleared. Does not know the form. Without an own device only forget() is called, and only when asked to.
 */

const KEY = "viktigast.plan";
const channel = openChannel();

/** Revision of the copy that this tab last read or wrote; a higher one there means that another tab has written. */
let revision = 0;
let first = false;
let unreadable = false;

function openChannel() {
  try {
    return new BroadcastChannel(KEY);
  } catch {
    return null; // Forbidden, or no such thing here.
  }
}

/**
 * Find out whether this tab is the first one with the plan open, and hold that place while the tab lives.
 * Where the browser has no locks, the revision alone guards the copy.
 * @param {() => void} becameFirst  Called when an earlier tab has closed and this one takes its place.
 * @returns {Promise<boolean>}
 */
export function beFirst(becameFirst) {
  const free = () => {
    first = true;
    return true;
  };
  if (!navigator.locks) return Promise.resolve(free());
  const hold = () => new Promise(() => {});
  return new Promise((resolve) => {
    const forbidden = () => resolve(free()); // and storage with it
    const take = (lock) => {
      first = lock !== null;
      resolve(first);
      if (first) return hold();
      navigator.locks.request(KEY, () => {
        first = true;
        becameFirst();
        return hold();
      }).catch(forbidden);
    };
    navigator.locks.request(KEY, { ifAvailable: true }, take).catch(forbidden);
  });
}

/** @param {() => void} cleared  Called when another tab has cleared everything. */
export function onCleared(cleared) {
  if (channel) channel.onmessage = cleared;
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null; // Storage is forbidden, or holds something that is not ours: then there is no copy.
  }
}

/** The plan that lies on this device, unchecked, or null. */
export function recall() {
  const copy = kept();
  revision = copy?.revision ?? 0;
  return copy?.plan ?? null;
}

/** Whether the copy that this tab has read or written has been taken away since, by another page. */
export const isTakenAway = () => revision > 0 && kept() === null;

/** Leave the copy alone: this page cannot read it, or the person did not want it. */
export function leaveCopy() {
  unreadable = true;
}

/**
 * Keep a copy of the plan.
 * @returns {"kept" | "elsewhere" | "full" | "unreadable"}  All but "kept": nothing was written, and why.
 */
export function keep(plan) {
  if (unreadable) return "unreadable";
  const copy = kept();
  if (!first || (copy?.revision ?? 0) > revision) return "elsewhere";
  if (copy && JSON.stringify(copy.plan) === JSON.stringify(plan)) return "kept";
  try {
    localStorage.setItem(KEY, JSON.stringify({ revision: revision + 1, plan }));
    revision += 1;
    return "kept";
  } catch {
    return "full"; // Forbidden or out of room: the caller says so, and the form goes on in memory.
  }
}

/**
 * Take the copy away.
 * @param {{everywhere: boolean}} options  everywhere: other tabs are told to clear too; else only a copy of this tab's own.
 */
export function forget({ everywhere }) {
  if (!everywhere && !first) return;
  revision = 0;
  unreadable = false;
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Storage is forbidden, so there is nothing to take away.
  }
  if (everywhere) channel?.postMessage("");
}
