/**
 * Makes the paragraphs and buttons that scripts put into the page, so that they look and work alike.
 *
 * Holds no sentence and knows no page.
 */

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
