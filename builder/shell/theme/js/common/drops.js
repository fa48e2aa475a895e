/**
 * Refuses a file or a link that is dropped beside the field that takes it: the browser would open it in place of the
 * page, and what is written there would be gone.
 *
 * Knows which fields take what. Reads nothing of what is dropped.
 */

/** @param {DragEvent} event */
function isTaken({ target, dataTransfer }) {
  const takes = dataTransfer?.types.includes("Files") ? "input[type=file]" : ":read-write";
  return target instanceof Element && target.matches(takes);
}

/** @param {Document} root */
export function refuseStrayDrops(root) {
  for (const name of ["dragover", "drop"])
    root.addEventListener(name, (event) => {
      const drag = /** @type {DragEvent} */ (event);
      if (isTaken(drag)) return;
      drag.preventDefault();
      if (drag.dataTransfer) drag.dataTransfer.dropEffect = "none";
    });
}
