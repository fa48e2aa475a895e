/**
 * An invitation: what is written in the form stands on the paper below it, to be printed. Then it is forgotten.
 *
 * Knows the form and the paper that builder/publish/pages/tools/invitation.py made. Nothing is stored, sent or put in the address.
 */

import "./common/drops.js";
import "./paper.js";

const root = document.querySelector("[data-invitation]");
const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
const said = root.querySelector("[data-said]");
const places = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-paper]")]);
const blanks = new Map(places.map((place) => [place, [...place.cloneNode(true).childNodes]]));
const day = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** What a field says, as it stands on paper: one string for each line. */
const WRITTEN = {
  line: (value) => [value],
  text: (value) => value.split("\n"),
  list: (value) => value.split("\n").filter((line) => line.trim()),
  date: (value) => [/^\d{4}-/.test(value) ? day.format(new Date(`${value}T00:00Z`)) : value],
  time: (value) => [value.replace(":", ".")],
};

function listed(lines) {
  const list = document.createElement("ul");
  for (const line of lines) list.append(Object.assign(document.createElement("li"), { textContent: line.trim() }));
  return list;
}

function fill(place, written) {
  const { paper, value, kind } = place.dataset;
  if (value) {
    const ticked = place.classList.toggle("is-ticked", written.getAll(paper).includes(value));
    return place.firstElementChild.setAttribute("aria-hidden", String(!ticked));
  }
  const text = String(written.get(paper) ?? "").trim();
  if (!text) return place.replaceChildren(...blanks.get(place).map((node) => node.cloneNode(true)));
  const lines = WRITTEN[kind](text);
  if (kind === "list") place.replaceChildren(listed(lines));
  else place.replaceChildren(...lines.flatMap((line, number) => (number ? [document.createElement("br"), line] : [line])));
}

/** Let the paper say what the form says. */
function mirror() {
  const written = new FormData(form);
  for (const place of places) fill(place, written);
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-for]")))
    part.hidden = part.dataset.for !== written.get("audience");
}

for (const place of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-address]")))
  if (location.protocol.startsWith("http")) place.textContent = ` (${new URL(place.dataset.address, location.origin + location.pathname).href})`;

form.addEventListener("input", () => {
  said.textContent = "";
  mirror();
});
form.addEventListener("submit", (event) => event.preventDefault());
// The fields are emptied right after the event.
form.addEventListener("reset", () =>
  setTimeout(() => {
    mirror();
    said.textContent = form.dataset.resetDone;
  }),
);

// The browser may keep a page that is left, to come back to. Then it is empty.
window.addEventListener("pagehide", () => {
  form.reset();
  mirror();
});
window.addEventListener("pageshow", () => (said.textContent = ""));

form.hidden = false;
mirror();
