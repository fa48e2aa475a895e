/**
 * The elements that a script needs: found, or an error that names the script and the element.
 *
 * Knows no page. Where an element may be missing, a script uses querySelector() itself.
 */

/** @typedef {<E extends Element = HTMLElement>(selector: string, kind?: new () => E) => E} Find */

/**
 * A function that finds elements for one script.
 * @param {string} script  The script's name, for the error.
 * @param {ParentNode} [root]  Where to look; the whole page if not given.
 * @returns {Find}
 */
export function finder(script, root = document) {
  /**
   * The first element that matches the selector. Throws an Error if there is none, or if it is of another kind.
   * @template {Element} [E=HTMLElement]
   * @param {string} selector
   * @param {new () => E} [kind]  The element's class; any HTML element if not given.
   * @returns {E}
   */
  return function find(selector, kind) {
    const element = root.querySelector(selector);
    if (element instanceof (kind ?? HTMLElement)) return /** @type {E} */ (element);
    throw new Error(`${script}: ${element ? "the element is of another kind" : "the page has no element"}: ${selector}`);
  };
}

/**
 * The value of a data attribute that the build must have written.
 * @param {string} script  The script's name, for the error.
 * @param {HTMLElement} element
 * @param {string} name  As in dataset: "resetDone" for data-reset-done.
 * @returns {string}  Throws an Error if the attribute is missing.
 */
export function dataOf(script, element, name) {
  const value = element.dataset[name];
  if (value === undefined) throw new Error(`${script}: the element has no data attribute ${name}: ${element.outerHTML.slice(0, 80)}`);
  return value;
}
