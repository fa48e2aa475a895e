/** The blank sheet's page: shows the print button, which needs a script. Everything else is there without one. */

for (const button of document.querySelectorAll("[data-print]")) {
  /** @type {HTMLElement} */ (button).hidden = false;
  button.addEventListener("click", () => window.print());
}
