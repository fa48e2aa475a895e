/** Print buttons: shown, since they need a script, and at work. The blank sheets need no more; some tools import it. */

for (const button of document.querySelectorAll("[data-print]")) {
  /** @type {HTMLElement} */ (button).hidden = false;
  button.addEventListener("click", () => window.print());
}
