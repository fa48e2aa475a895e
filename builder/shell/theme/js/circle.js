/**
 * The meeting circle's page: settings from the address and the form, the circle and the times from an engine.
 *
 * Knows the form, the drawing, the agenda and the printing. What the minutes are and how the circle looks, an engine
 * answers; every sentence comes from the JSON that the build put into the page. Nothing is stored: the settings stand in
 * the address, where they can be shared, and other settings there are left as they are.
 */

import { createEngines } from "./engines/engines.js";
import { fill, words } from "./common/words.js";

const PAUSE = 250; // ms without a key before the circle is drawn again
const IDS = ["opening", "situation", "needs", "summary", "closing"];
const NEEDS = 2;
const DAY = 24 * 60;

const root = document.querySelector("[data-circle]");
const form = root.querySelector("form");
const start = /** @type {HTMLInputElement} */ (document.getElementById("circle-start"));
const end = /** @type {HTMLInputElement} */ (document.getElementById("circle-end"));
const length = /** @type {HTMLInputElement} */ (document.getElementById("circle-length"));
const role = /** @type {HTMLSelectElement} */ (document.getElementById("circle-role"));
const large = /** @type {HTMLInputElement} */ (document.getElementById("circle-a3"));
const set = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("[data-set]")]);
const fields = IDS.map((id) => /** @type {HTMLInputElement} */ (document.getElementById(`circle-${id}`)));
const status = root.querySelector("[data-status]");
const live = root.querySelector("[data-live]");
const loading = /** @type {HTMLElement} */ (root.querySelector("[data-loading]"));

let edited = false; // whether the minutes are the person's own
let minutes = fields.map((field) => Number(field.value)); // of the circle that is shown
let asked = 0, timer = 0;

const engines = createEngines({ base: new URL("../engine/", import.meta.url).href });
const ask = (request) => engines.ask({ op: "circle", ...request });

/* The address: ?start=13:00&delar=6,12,27,9,6&roll=vuxen&papper=a3 */

/** @returns {{start: string, parts: number[] | null, role: string, large: boolean, broken: boolean}} */
function addressed() {
  const said = new URLSearchParams(location.search);
  const begins = (said.get("start") ?? "").replace(".", ":");
  const time = /^([01]?\d|2[0-3]):[0-5]\d$/.test(begins) ? begins.padStart(5, "0") : "";
  const parts = said.get("delar");
  const numbers = parts === null ? null : /^\d{1,3}(,\d{1,3}){4}$/.test(parts) ? parts.split(",").map(Number) : [];
  const total = numbers === null ? 60 : numbers.reduce((sum, one) => sum + one, 0);
  const slug = said.get("roll") ?? "";
  const known = [...role.options].some(({ value }) => value === slug);
  const broken = total < 15 || total > 240 || (begins !== "" && !time) || (slug !== "" && !known);
  return {
    start: time,
    parts: total < 15 || total > 240 ? null : numbers,
    role: known ? slug : "",
    large: said.get("papper") === "a3",
    broken,
  };
}

function address() {
  const other = new URLSearchParams(location.search);
  for (const name of ["start", "delar", "roll", "papper"]) other.delete(name);
  const ours = [
    start.value && `start=${start.value}`,
    `delar=${minutes.join(",")}`,
    `roll=${role.value}`,
    large.checked && "papper=a3",
    other.toString(),
  ];
  history.replaceState(null, "", `?${ours.filter(Boolean).join("&")}${location.hash}`);
  const shown = [start.value && `start=${start.value}`, `delar=${minutes.join(",")}`, other.toString()];
  live.href = `../visning/?${shown.filter(Boolean).join("&")}`;
}

/* The clock: start, end and length always agree. */

const minutesOf = (time) => (time ? Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)) : null);
const timeOf = (minutes) =>
  [Math.floor(minutes / 60) % 24, minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");

function showEnd() {
  const total = Number(length.value);
  end.value = start.value && Number.isInteger(total) && total > 0 ? timeOf((minutesOf(start.value) + total) % DAY) : "";
}

function takeEnd() {
  if (start.value && end.value) length.value = String((minutesOf(end.value) - minutesOf(start.value) + DAY) % DAY);
  else if (end.value && Number(length.value) > 0) start.value = timeOf((minutesOf(end.value) - Number(length.value) + DAY) % DAY);
}

/* The answer, put where it belongs */

const say = (...sentences) => status.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })));

/** @param {string} svg Drawn by the core; parsed as XML, where no script can run. */
function draw(svg) {
  const drawing = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
  drawing.id = "circle-drawing";
  root.querySelector("[data-figure]").replaceChildren(drawing);
}

function show(circle, typing, noted) {
  draw(circle.svg);
  minutes = circle.parts.map((part) => part.minutes);
  circle.parts.forEach((part, place) => {
    // What is being typed stands until it is done, or every key would shorten the other parts anew.
    if (!typing || place === NEEDS) fields[place].value = String(part.minutes);
    const span = part.start ? `${fill(words.core.span, part)}, ` : "";
    for (const time of document.querySelectorAll(`[data-part="${part.id}"] [data-time]`))
      time.textContent = span + fill(words.core.short, part);
  });
  const title = fill(words.core.title, circle) + (circle.start ? `, ${fill(words.core.span, circle)}` : "");
  say(`${title}.`, ...noted, ...circle.warnings.map(({ text }) => text));
  address();
}

/** @param {{typing?: boolean, noted?: string[]}} [how] typing: a part's minutes are not written to the end yet */
async function look({ typing = false, noted = [] } = {}) {
  clearTimeout(timer);
  const mine = ++asked;
  const parts = edited ? fields.map((field) => Number(field.value)) : null;
  const request = { start: start.value || null, minutes: length.value ? Number(length.value) : null, parts, as: "svg" };
  const circle = await ask(request).catch(() => ({ error: "no_engine" }));
  if (mine !== asked) return; // an older question's answer
  loading.hidden = true;
  if (circle.error === "no_engine") form.hidden = true;
  if (circle.error) return say(words[circle.error] ?? words.bad_request);
  show(circle, typing, noted);
}

function soon(typing) {
  clearTimeout(timer);
  asked += 1; // an answer on its way is to what stood there before
  timer = setTimeout(look, PAUSE, { typing });
}

/* Roles and printing */

function showRole() {
  for (const article of document.querySelectorAll("[data-role]")) article.hidden = article.dataset.role !== role.value;
}

function setPaper() {
  document.documentElement.classList.toggle("circle-large", large.checked);
}

/** Print the role that is shown, or the ticked ones: a set for the meeting, in which all turn the page together. */
function print(several) {
  const ticked = set.filter((box) => box.checked).map(({ value }) => value);
  for (const article of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-role]")))
    article.toggleAttribute("data-left-out", !ticked.includes(article.dataset.role));
  document.documentElement.classList.toggle("circle-all", several && ticked.length > 0);
  window.print();
  document.documentElement.classList.remove("circle-all");
}

/* Start */

form.addEventListener("input", ({ target }) => {
  if (fields.includes(target)) edited = true;
  if (target === end) takeEnd();
  else if (target === start || target === length) showEnd();
  soon(fields.includes(target));
});
form.addEventListener("change", () => look());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  look();
});
root.querySelector("[data-suggestion]").addEventListener("click", () => {
  edited = false;
  look();
});
role.addEventListener("change", () => {
  showRole();
  address();
});
for (const paper of document.querySelectorAll("[name=paper]"))
  paper.addEventListener("change", () => {
    setPaper();
    address();
  });
for (const button of document.querySelectorAll("[data-print]"))
  button.addEventListener("click", () => print(button.dataset.print === "set"));

async function begin() {
  const said = addressed();
  start.value = said.start;
  if (said.role) role.value = said.role;
  large.checked = said.large;
  if (said.parts) {
    length.value = String(said.parts.reduce((sum, one) => sum + one, 0));
    said.parts.forEach((minutes, place) => (fields[place].value = String(minutes)));
    edited = true;
  }
  showEnd();
  showRole();
  setPaper();
  form.hidden = false;
  for (const part of document.querySelectorAll("[data-with-script]")) part.hidden = false;
  document.documentElement.classList.add("circle-on");
  loading.hidden = false;
  if (said.parts) {
    // Minutes that are our suggestion anyway follow the meeting's length when it changes.
    const ours = await ask({ minutes: Number(length.value), as: "data" }).catch(() => null);
    if (ours?.parts?.every((part, place) => part.minutes === said.parts[place])) edited = false;
  }
  await look({ noted: said.broken ? [words.bad_address] : [] });
}

begin();
