/**
 * Finds the elements that a script needs. Where one is missing, an error names the script and the element.
 *
 * Knows no page, but for the markup around a field. Where an element may be missing, a script uses querySelector() or beside().
 */

/** @typedef {<E extends Element = HTMLElement>(root: ParentNode, selector: string, kind?: new () => E) => E} Find */

/**
 * An element that a script needs is not on the page: an extension has removed it, or the markup has changed.
 *
 * The message is of our own words and selectors. It quotes nothing that is on the page, so clearing.js may show it.
 */
export class MissingElement extends Error {
  /**
   * @param {string} script
   * @param {string} selector
   * @param {{name: string}} [kind]  The class that the element must have; any HTML element if not given.
   */
  constructor(script, selector, kind) {
    super(`The script "${script}" needs the element ${selector}${kind ? ` (${kind.name})` : ""}, which is not on the page.`);
    this.name = "MissingElement";
  }
}

/**
 * A function that finds elements for one script.
 * @param {string} script  The script's name, for the error.
 * @returns {Find}
 */
export function finder(script) {
  /**
   * The first element below a node that matches a selector. Throws a MissingElement if there is none, or if it is of another kind.
   * @template {Element} [E=HTMLElement]
   * @param {ParentNode} root
   * @param {string} selector
   * @param {new () => E} [kind]  The element's class; any HTML element if not given.
   * @returns {E}
   */
  return function find(root, selector, kind) {
    const element = root.querySelector(selector);
    if (element instanceof (kind ?? HTMLElement)) return /** @type {E} */ (element);
    throw new MissingElement(script, selector, kind);
  };
}

/**
 * A function that finds elements beside fields for one script, and throws a MissingElement where beside() gives null.
 * @param {string} script  The script's name, for the error.
 * @returns {(field: Element, selector: string) => HTMLElement}
 */
export function finderBeside(script) {
  return function findBeside(field, selector) {
    const found = beside(field, selector);
    if (!found) throw new MissingElement(script, selector);
    return found;
  };
}

/** The markup around one field, its label and what is shown beside it (publish/pages/common/templates/form.html). */
const AROUND_FIELD = ".field, .question, .du-form, [data-before]";

/**
 * The element beside a field that has this selector, also when an extension has put the field into an element of its own.
 * @param {Element} field
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function beside(field, selector) {
  for (let around = field.parentElement; around; around = around.parentElement) {
    const found = around.querySelector(`:scope > ${selector}`);
    if (found) return /** @type {HTMLElement} */ (found);
    if (around.matches(AROUND_FIELD)) return null;
  }
  return null;
}

/**
 * All elements below a node that match a selector, in an array.
 * @param {ParentNode} root
 * @param {string} selector
 */
export const findAll = (root, selector) => /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);

/**
 * The value of a data attribute that the build must have written. Throws a MissingElement if the attribute is missing.
 * @param {string} script  The script's name, for the error.
 * @param {HTMLElement} element
 * @param {string} name  As in dataset: "resetDone" for data-reset-done.
 * @returns {string}
 */
export function dataOf(script, element, name) {
  const value = element.dataset[name];
  if (value !== undefined) return value;
  const attribute = name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
  throw new MissingElement(script, `${element.localName}[data-${attribute}]`);
}
