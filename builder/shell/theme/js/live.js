/**
 * The live view: which part of the meeting is on, how long it has left and what comes next, by the device's clock.
 *
 * Knows minutes and the page's places. Needs no engine, makes no sound and stores nothing: the address holds the meeting's
 * start, so a reload changes nothing. Every sentence comes from the JSON in the page.
 */

import { finder } from "./common/find.js";
import { fill, messages as words } from "./common/messages.js";

const DAY = 24 * 60 * 60; // seconds
const NEAR = DAY / 2; // seconds; a start further ahead than this was earlier today
const LAST = 60; // seconds; from here the view counts seconds

const find = finder("live");
const root = find(document, "[data-live]");
const suggested = /** @type {{name: string, minutes: number}[]} */ (words.parts);
const hand = find(root, ".live-hand", SVGElement);
const arcs = root.querySelectorAll(".circle-arc");
const withoutScript = find(root, "[data-without]");
const begin = find(root, "[data-begin]");
const full = find(root, "[data-full]");
const back = find(root, "[data-back]", HTMLAnchorElement);
const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);

/**
 * What the address says: ?start=13:00&delar=6,12,27,9,6. Without parts: our suggestion for an hour.
 * @returns {{start: number | null, minutes: number[]} | null} seconds after midnight; null when it cannot be read
 */
function addressed() {
  const given = new URLSearchParams(location.search);
  const time = (given.get("start") ?? "").replaceAll(".", ":");
  const parts = given.get("delar") ?? suggested.map(({ minutes }) => minutes).join(",");
  if (!/^\d{1,3}(,\d{1,3}){4}$/.test(parts) || (time && !/^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(time))) return null;
  const minutes = parts.split(",").map(Number);
  if (minutes.some((one) => one < 1) || sum(minutes) < 15 || sum(minutes) > 240) return null;
  const [hours, minute, second = 0] = time.split(":").map(Number);
  return { start: time ? (hours * 60 + minute) * 60 + second : null, minutes };
}

/** The address's query with these settings; other settings in it, such as the region, stay as they are. */
function query(time, minutes) {
  const other = new URLSearchParams(location.search);
  for (const name of ["start", "delar"]) other.delete(name);
  return `?${[time && `start=${time}`, `delar=${minutes.join(",")}`, other.toString()].filter(Boolean).join("&")}`;
}

const now = () => {
  const time = new Date();
  return (time.getHours() * 60 + time.getMinutes()) * 60 + time.getSeconds();
};
const two = (number) => String(number).padStart(2, "0");
/** Seconds after midnight as "13.00". */
const clockTime = (seconds) => `${two(Math.floor(seconds / 3600) % 24)}.${two(Math.floor(seconds / 60) % 60)}`;

/** A duration as a number and its unit. Minutes are rounded up; the last minute is counted in seconds. */
function lasting(seconds) {
  if (seconds <= LAST) return split(seconds === 1 ? words.one_second_left : words.seconds_left, seconds);
  const minutes = Math.ceil(seconds / 60);
  return split(minutes === 1 ? words.one_minute_left : words.minutes_left, minutes);
}

function split(sentence, count) {
  const [number, ...unit] = fill(sentence, { count }).split(" ");
  return [number, unit.join(" ")];
}

/** Set a text only if it differs: a live region is announced at every change. */
function set(name, text) {
  const element = find(root, `[data-${name}]`);
  if (element.textContent !== text) element.textContent = text;
}

/* The ring */

function drawRing(minutes) {
  const total = sum(minutes) * 100;
  const gap = total / 270;
  let before = 0;
  arcs.forEach((arc, at) => {
    const length = minutes[at] * 100;
    const dash = Math.max(length - gap, length / 2);
    arc.setAttribute("pathLength", String(total));
    arc.setAttribute("stroke-dasharray", `${dash} ${total - dash}`);
    arc.setAttribute("stroke-dashoffset", String(-(before + (length - dash) / 2)));
    before += length;
  });
}

function markRing(current, share) {
  arcs.forEach((arc, at) => {
    arc.classList.toggle("is-now", at === current);
    arc.classList.toggle("is-done", at < current);
  });
  hand.setAttribute("transform", `rotate(${share * 360} 500 500)`);
}

/* The states */

function show({ state, part, count, unit, next, whole, current, share }) {
  root.dataset.state = state;
  set("part-name", part);
  set("count", count);
  set("unit", unit);
  set("next", next);
  set("whole", whole);
  markRing(current, share);
  begin.hidden = state === "running";
}

function look({ start, minutes }) {
  const total = sum(minutes) * 60;
  const named = suggested.map(({ name }, at) => ({ name, minutes: minutes[at] }));
  const whole = start === null ? "" : `${clockTime(start)}–${clockTime(start + total)}`;
  const first = fill(words.first, named[0]);
  if (start === null) {
    return show({ state: "ready", part: words.ready, count: String(sum(minutes)), unit: split(words.minutes_left, 0)[1], next: `${words.ready_hint} ${first}.`, whole, current: -1, share: 0 });
  }
  const passed = (now() - start + DAY) % DAY;
  if (passed >= total && DAY - passed <= NEAR) {
    const [count, unit] = waiting(DAY - passed);
    return show({ state: "waiting", part: fill(words.waiting, { start: clockTime(start) }), count, unit: `${unit} ${words.to_start}`, next: first, whole, current: -1, share: 0 });
  }
  if (passed >= total) {
    return show({ state: "over", part: words.over, count: "0", unit: `${split(words.minutes_left, 0)[1]} ${words.left}`, next: fill(words.over_hint, { end: clockTime(start + total) }), whole, current: 5, share: 1 });
  }
  let current = 0, ends = minutes[0] * 60;
  while (passed >= ends) ends += minutes[++current] * 60;
  const [count, unit] = lasting(ends - passed);
  const after = named[current + 1];
  const next = after ? fill(words.next, { name: after.name, start: clockTime(start + ends) }) : fill(words.last, { start: clockTime(start + total) });
  show({ state: "running", part: named[current].name, count, unit: `${unit} ${words.left}`, next, whole, current, share: passed / total });
}

function waiting(seconds) {
  if (seconds < 3600) return lasting(seconds);
  // The hours keep their unit: a large number alone reads as minutes.
  const [hours, unit, ...minutes] = fill(words.hours_left, { hours: Math.floor(seconds / 3600), minutes: Math.floor((seconds % 3600) / 60) }).split(" ");
  return [`${hours} ${unit}`, minutes.join(" ")];
}

/* The screen stays awake where the browser allows it. A refusal is no error. */

async function keepAwake() {
  if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
  await navigator.wakeLock.request("screen").catch(() => {});
}

function startView(settings) {
  const tick = () => look(settings);
  withoutScript.remove();
  drawRing(settings.minutes);
  find(root, "[data-stage]").hidden = false;
  begin.addEventListener("click", () => {
    settings.start = now();
    const time = `${two(Math.floor(settings.start / 3600))}:${two(Math.floor(settings.start / 60) % 60)}:${two(settings.start % 60)}`;
    history.replaceState(null, "", query(time, settings.minutes));
    (full.hidden ? back : full).focus();
    tick();
  });
  if (document.fullscreenEnabled) {
    full.hidden = false;
    full.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => {}));
  }
  document.addEventListener("visibilitychange", () => {
    keepAwake();
    tick();
  });
  setInterval(tick, 1000);
  keepAwake();
  tick();
}

const settings = addressed();
if (settings) {
  const { start, minutes } = settings;
  back.href += query(start === null ? "" : clockTime(start).replace(".", ":"), minutes);
  startView(settings);
} else {
  withoutScript.remove();
  find(root, "[data-fault]").textContent = words.bad_address;
}
