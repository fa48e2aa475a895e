/**
 * The temporary copy on a person's own device, and who may write it.
 *
 * Knows one key of localStorage and the lock that says which tab is first. Does not know the form. On a borrowed
 * device nothing here is called but forget().
 */

const KEY = "viktigast.plan";

/** Revision of the copy that this tab last read or wrote; another one there means that another tab has written. */
let revision = 0;
let first = true;

/**
 * Find out whether this tab is the first one with the plan open, and hold that place while the tab lives.
 * Where the browser has no locks, the revision alone guards the copy.
 * @returns {Promise<boolean>}
 */
export function beFirst() {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks.request(KEY, { ifAvailable: true }, (lock) => {
      first = lock !== null;
      resolve(first);
      return first ? new Promise(() => {}) : undefined;
    });
  });
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

/**
 * Keep a copy of the plan.
 * @returns {"kept" | "elsewhere" | "full"}  "elsewhere": another tab has the plan, nothing was written.
 */
export function keep(plan) {
  if (!first || (kept()?.revision ?? 0) > revision) return "elsewhere";
  try {
    localStorage.setItem(KEY, JSON.stringify({ revision: revision + 1, plan }));
    revision += 1;
    return "kept";
  } catch {
    return "full"; // Forbidden or out of room: the caller says so, and the form goes on in memory.
  }
}

/** Take the copy away. */
export function forget() {
  revision = 0;
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Storage is forbidden, so there is nothing to take away.
  }
}
