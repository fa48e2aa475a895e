/**
 * Finds the elements that a script needs, and makes the paragraphs and buttons that scripts put into the page.
 *
 * Knows how new elements are made, so that they look and work alike. Holds no sentence and knows no page.
 */

/** An element that a part needs is not on the page: an extension has removed it, or the markup has changed. */
export class MissingElement extends Error {
  /**
   * @param {string} part
   * @param {string} selector
   */
  constructor(part, selector) {
    super(`The part "${part}" needs the element ${selector}, which is not on the page.`);
    this.name = "MissingElement";
  }
}

/**
 * A querySelector for one part, which throws a MissingElement instead of returning null.
 * @param {string} part  The part's name, for the message.
 * @returns {(root: ParentNode, selector: string) => HTMLElement}
 */
export const finder = (part) => (root, selector) => {
  const found = root.querySelector(selector);
  if (!found) throw new MissingElement(part, selector);
  return /** @type {HTMLElement} */ (found);
};

/**
 * @param {ParentNode} root
 * @param {string} selector
 */
export const findAll = (root, selector) => /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);

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
 * @param {string} className
 * @param {...(Node | string)} children
 */
export function paragraph(className, ...children) {
  const element = document.createElement("p");
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/**
 * @param {string} label
 * @param {() => void} press  What a press does.
 * @param {"secondary" | "plain"} [look]
 */
export function makeButton(label, press, look = "secondary") {
  const element = document.createElement("button");
  element.type = "button";
  element.className = `v-button v-button--${look}`;
  element.textContent = label;
  element.addEventListener("click", press);
  return element;
}
