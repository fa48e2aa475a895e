/**
 * The autosaved plan in localStorage, and which tab may write it.
 *
 * Knows one key of localStorage, the lock that says which tab is first, and the channel on which a tab says that
 * everything is cleared. Does not know the form. Unless the device is the person's own, only deleteStored() is called,
 * and only when the person asks for it.
 */

const KEY = "viktigast.plan";

/** @type {BroadcastChannel | null} */
let channel = null;
/** Revision of the plan that this tab last read or wrote; a higher one in the storage means that another tab has written. */
let revision = 0;
let isFirstTab = false;
let mayWrite = true;

function openChannel() {
  try {
    channel ??= new BroadcastChannel(KEY);
  } catch {
    // Forbidden, or no such thing here.
  }
  return channel;
}

/**
 * Find out whether this tab is the first one with the plan open, and hold that place while the tab lives.
 * Where the browser has no locks, the revision alone guards the stored plan.
 * @param {() => void} becameFirst  Called when an earlier tab has closed and this one takes its place.
 * @returns {Promise<boolean>}
 */
export function becomeFirstTab(becameFirst) {
  const free = () => {
    isFirstTab = true;
    return true;
  };
  if (!navigator.locks) return Promise.resolve(free());
  const hold = () => new Promise(() => {});
  return new Promise((resolve) => {
    const forbidden = () => resolve(free()); // and storage with it
    navigator.locks.request(KEY, { ifAvailable: true }, (lock) => {
      isFirstTab = lock !== null;
      resolve(isFirstTab);
      if (isFirstTab) return hold();
      navigator.locks.request(KEY, () => {
        isFirstTab = true;
        becameFirst();
        return hold();
      }).catch(forbidden);
    }).catch(forbidden);
  });
}

/** @param {() => void} cleared  Called when another tab has cleared everything. */
export function onClearedElsewhere(cleared) {
  const open = openChannel();
  if (open) open.onmessage = cleared;
}

function readStorage() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "null");
  } catch {
    return null; // Storage is forbidden, or holds something that is not ours: then there is no stored plan.
  }
}

/** The plan that is stored on this device, unchecked, or null. */
export function readStored() {
  const stored = readStorage();
  revision = stored?.revision ?? 0;
  return stored?.plan ?? null;
}

/** Whether the plan that this tab has read or written has been deleted since, by another page. */
export const isDeletedElsewhere = () => revision > 0 && readStorage() === null;

/** Never write over the stored plan: this page cannot read it, or the person did not want it. */
export function leaveStoredAlone() {
  mayWrite = false;
}

/**
 * Store the plan.
 * @param {object} plan
 * @returns {"kept" | "elsewhere" | "full" | "unreadable"}  All but "kept": nothing was written, and why.
 */
export function writeStored(plan) {
  if (!mayWrite) return "unreadable";
  const stored = readStorage();
  if (!isFirstTab || (stored?.revision ?? 0) > revision) return "elsewhere";
  if (stored && JSON.stringify(stored.plan) === JSON.stringify(plan)) return "kept";
  try {
    localStorage.setItem(KEY, JSON.stringify({ revision: revision + 1, plan }));
    revision += 1;
    return "kept";
  } catch {
    return "full"; // Forbidden or out of room: the caller says so, and the form goes on in memory.
  }
}

/**
 * Delete the stored plan.
 * @param {{everywhere: boolean}} options  everywhere: other tabs are told to clear too; else only what this tab may write.
 */
export function deleteStored({ everywhere }) {
  if (!everywhere && !isFirstTab) return;
  revision = 0;
  mayWrite = true;
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Storage is forbidden, so there is nothing to delete.
  }
  if (everywhere) openChannel()?.postMessage("");
}
