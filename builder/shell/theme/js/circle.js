/**
 * The meeting circle's page: takes the settings from the address and the form, and shows an engine's circle and times.
 *
 * Knows the form, the drawing, the agenda and the printing. Doesn't know how minutes are shared or how the circle is drawn
 * (builder/meeting/circle.py, circle_drawing.py). Stores nothing: the settings are in the address, where they can be shared.
 */

import { dataOf, finder } from "./common/find.js";
import { minutesBetween, readSettings, timeAfter, writeSettings } from "./meeting/settings.js";
import { createEngines } from "./engines/engines.js";
import { fill, messages as words } from "./common/messages.js";

const PAUSE = 250; // ms without a key before the circle is drawn again
const IDS = ["opening", "situation", "needs", "summary", "closing"];
const NEEDS = 2;

const find = finder("circle");
const form = find(document, "[data-circle] form", HTMLFormElement);
const start = find(document, "#circle-start", HTMLInputElement);
const end = find(document, "#circle-end", HTMLInputElement);
const length = find(document, "#circle-length", HTMLInputElement);
const role = find(document, "#circle-role", HTMLSelectElement);
const large = find(document, "#circle-a3", HTMLInputElement);
const fields = IDS.map((id, place) => (place === NEEDS ? find(document, `#circle-${id}`, HTMLOutputElement) : find(document, `#circle-${id}`, HTMLInputElement)));
const figure = find(document, "[data-circle] [data-figure]");
const message = find(document, "[data-circle] [data-status]");
const liveView = find(document, "[data-circle] [data-live]", HTMLAnchorElement);
const loading = find(document, "[data-circle] [data-loading]");
const rolesToPrint = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-set]"));
const rolePages = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-role]"));
const printButtons = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-print]"));
const scripted = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-with-script]"));

let edited = false; // whether the person has changed the parts' minutes
let shown = fields.map((field) => Number(field.value)); // minutes of the parts in the circle that is shown
let asked = 0; // number of the latest request; only its reply is shown
let timer = 0;

const engines = createEngines({ base: new URL("../engine/", import.meta.url).href });
const ask = (request) => engines.ask({ op: "circle", ...request });

/** Write the settings into the address and into the link to the live view. */
function showAddress() {
  const settings = { start: start.value, parts: shown };
  const query = writeSettings(location.search, { ...settings, role: role.value, large: large.checked });
  history.replaceState(null, "", query + location.hash);
  liveView.href = `../visning/${writeSettings(location.search, settings)}`;
}

/* The clock: start, end and length always agree. */

function showEnd() {
  const minutes = Number(length.value);
  end.value = start.value && Number.isInteger(minutes) && minutes > 0 ? timeAfter(start.value, minutes) : "";
}

function takeEnd() {
  if (start.value && end.value) length.value = String(minutesBetween(start.value, end.value));
  else if (end.value && Number(length.value) > 0) start.value = timeAfter(end.value, -Number(length.value));
}

/* The reply */

const say = (...sentences) => message.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })));

/** @param {string} svg Drawn by the core; parsed as XML, where no script can run. */
function draw(svg) {
  const drawing = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
  drawing.id = "circle-drawing";
  figure.replaceChildren(drawing);
}

function show(circle, typing, noted) {
  draw(circle.svg);
  shown = circle.parts.map((part) => part.minutes);
  circle.parts.forEach((part, place) => {
    // Fields keep what is typed until the person leaves them, or every key would shorten the other parts again.
    if (!typing || place === NEEDS) fields[place].value = String(part.minutes);
    const span = part.start ? `${fill(words.core.span, part)}, ` : "";
    for (const time of document.querySelectorAll(`[data-part="${part.id}"] [data-time]`))
      time.textContent = span + fill(words.core.short, part);
  });
  const title = fill(words.core.title, circle) + (circle.start ? `, ${fill(words.core.span, circle)}` : "");
  say(`${title}.`, ...noted, ...circle.warnings.map(({ text }) => text));
  showAddress();
}

/** @param {{typing?: boolean, noted?: string[]}} [how]  typing: a part's minutes are not complete yet */
async function redraw({ typing = false, noted = [] } = {}) {
  clearTimeout(timer);
  const mine = ++asked;
  const parts = edited ? fields.map((field) => Number(field.value)) : null;
  const request = { start: start.value || null, minutes: length.value ? Number(length.value) : null, parts, as: "svg" };
  const circle = await ask(request).catch(() => ({ error: "no_engine" }));
  if (mine !== asked) return; // the reply to an older request
  loading.hidden = true;
  if (circle.error === "no_engine") form.hidden = true;
  if (circle.error) return say(words[circle.error] ?? words.bad_request);
  show(circle, typing, noted);
}

function redrawSoon(typing) {
  clearTimeout(timer);
  asked += 1; // a reply on its way is about the former settings
  timer = setTimeout(redraw, PAUSE, { typing });
}

/* Roles and printing */

function showRole() {
  for (const article of rolePages) article.hidden = article.dataset.role !== role.value;
}

function setPaper() {
  document.documentElement.classList.toggle("circle-large", large.checked);
}

/** Print the role that is shown, or a set for the meeting: the ticked roles, whose pages are turned at the same time. */
function print(several) {
  const ticked = [...rolesToPrint].filter((box) => box.checked).map(({ value }) => value);
  for (const article of rolePages) article.toggleAttribute("data-left-out", !ticked.includes(dataOf("circle", article, "role")));
  document.documentElement.classList.toggle("circle-all", several && ticked.length > 0);
  window.print();
  document.documentElement.classList.remove("circle-all");
}

/* Start */

form.addEventListener("input", ({ target }) => {
  const isPart = fields.some((field) => field === target);
  if (isPart) edited = true;
  if (target === end) takeEnd();
  else if (target === start || target === length) showEnd();
  redrawSoon(isPart);
});
form.addEventListener("change", () => redraw());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  redraw();
});
find(document, "[data-circle] [data-suggestion]").addEventListener("click", () => {
  edited = false;
  redraw();
});
role.addEventListener("change", () => {
  showRole();
  showAddress();
});
for (const paper of document.querySelectorAll("[name=paper]"))
  paper.addEventListener("change", () => {
    setPaper();
    showAddress();
  });
for (const button of printButtons)
  button.addEventListener("click", () => print(button.dataset.print === "set"));

async function startPage() {
  const roles = [...role.options].map(({ value }) => value);
  const given = readSettings(location.search, roles);
  const { parts } = given;
  start.value = given.start;
  if (given.role) role.value = given.role;
  large.checked = given.large;
  if (parts) {
    length.value = String(parts.reduce((sum, one) => sum + one, 0));
    parts.forEach((minutes, place) => (fields[place].value = String(minutes)));
    edited = true;
  }
  showEnd();
  showRole();
  setPaper();
  form.hidden = false;
  for (const part of scripted) part.hidden = false;
  document.documentElement.classList.add("circle-on");
  loading.hidden = false;
  if (parts) {
    // Minutes that equal our suggestion follow the meeting's length when it changes.
    const ours = await ask({ minutes: Number(length.value), as: "data" }).catch(() => null);
    if (ours?.parts?.every((part, place) => part.minutes === parts[place])) edited = false;
  }
  await redraw({ noted: given.broken ? [words.bad_address] : [] });
}

startPage();
