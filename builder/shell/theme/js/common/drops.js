/**
 * What is dropped beside its field, a file or a link, does not take the place of the page and of what is written there.
 *
 * Knows which fields take what. Reads nothing of what is dropped.
 */

/** @param {DragEvent} event */
function hasItsPlace({ target, dataTransfer }) {
  const place = dataTransfer.types.includes("Files") ? "input[type=file]" : ":read-write";
  return target instanceof Element && target.matches(place);
}

for (const name of ["dragover", "drop"])
  document.addEventListener(name, (/** @type {DragEvent} */ event) => {
    if (hasItsPlace(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  });
