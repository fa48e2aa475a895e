/**
 * An invitation: copies what is written in the form to the paper below it, to be printed, and then forgets it.
 *
 * Knows the form and the paper that builder/publish/pages/tools/invitation.py made. Stores nothing, sends nothing and puts
 * nothing in the address.
 */

import { refuseStrayDrops } from "./common/drops.js";
import "./paper.js";
import { dataOf, finder } from "./common/find.js";

refuseStrayDrops(document);

const find = finder("invitation");
const root = find(document, "[data-invitation]");
const form = find(root, "form", HTMLFormElement);
const message = find(root, "[data-said]");
const resetSentence = dataOf("invitation", form, "resetDone");
const places = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-paper]")]);
/** What each place on the paper shows while its field is empty. */
const blanks = new Map(places.map((place) => [place, [...place.cloneNode(true).childNodes]]));
const longDay = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** A field's value as lines of text for the paper, by kind of place. */
const LINES_BY_KIND = {
  line: (value) => [value],
  text: (value) => value.split("\n"),
  list: (value) => value.split("\n").filter((line) => line.trim()),
  date: (value) => [/^\d{4}-/.test(value) ? longDay.format(new Date(`${value}T00:00Z`)) : value],
  time: (value) => [value.replace(":", ".")],
};

function listed(lines) {
  const list = document.createElement("ul");
  for (const line of lines) list.append(Object.assign(document.createElement("li"), { textContent: line.trim() }));
  return list;
}

/**
 * Fill a place on the paper from the form's data.
 * @param {HTMLElement} place
 * @param {FormData} answers
 */
function fill(place, answers) {
  const { paper = "", value, kind = "" } = place.dataset;
  if (value) {
    const ticked = place.classList.toggle("is-ticked", answers.getAll(paper).includes(value));
    return place.firstElementChild?.setAttribute("aria-hidden", String(!ticked));
  }
  const text = String(answers.get(paper) ?? "").trim();
  if (!text) return place.replaceChildren(...(blanks.get(place) ?? []).map((node) => node.cloneNode(true)));
  const lines = LINES_BY_KIND[kind](text);
  if (kind === "list") place.replaceChildren(listed(lines));
  else place.replaceChildren(...lines.flatMap((line, number) => (number ? [document.createElement("br"), line] : [line])));
}

/** Copy the form's data to the paper. */
function mirror() {
  const answers = new FormData(form);
  for (const place of places) fill(place, answers);
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-for]")))
    part.hidden = part.dataset.for !== answers.get("audience");
}

for (const place of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-address]")))
  if (location.protocol.startsWith("http")) place.textContent = ` (${new URL(dataOf("invitation", place, "address"), location.origin + location.pathname).href})`;

form.addEventListener("input", () => {
  message.textContent = "";
  mirror();
});
form.addEventListener("submit", (event) => event.preventDefault());
// The browser empties the fields right after the event.
form.addEventListener("reset", () =>
  setTimeout(() => {
    mirror();
    message.textContent = resetSentence;
  }),
);

// Empty the form before the page enters the back/forward cache.
window.addEventListener("pagehide", () => {
  form.reset();
  mirror();
});
window.addEventListener("pageshow", () => (message.textContent = ""));

form.hidden = false;
mirror();
