/**
 * Print buttons: shows them and makes them print.
 *
 * Knows [data-print], hidden in the page's HTML because the buttons need a script. Some tools import this module.
 */

for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-print]"))) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
