/**
 * The page Se själv: what is stored on this device, what has been fetched, and attempts to send something.
 *
 * Knows the page's parts. Shows names and sizes of what is stored, never the contents. Stores and sends nothing itself,
 * except for the attempts, which somebody starts with the button.
 */

import { finder } from "./common/find.js";
import { tryToSend } from "./look/attempts.js";
import { inventory } from "./look/inventory.js";
import { fill, messages as words } from "./common/messages.js";

const { shown, target, attempts } = words;
const PLAN = "viktigast.plan"; // the key of the person's text in keep/store.js
const OURS = /^viktigast[ .]/;
const HOME = new URL("../", import.meta.url);

const find = finder("sesjalv");
const [stored, requests, attempted] = ["stored", "requests", "attempts"].map((part) => find(document, `[data-${part}]`));

const number = (value) => new Intl.NumberFormat("sv-SE", { maximumFractionDigits: 1 }).format(value);

function size(bytes) {
  if (bytes < 1000) return fill(shown.byte, { number: number(bytes) });
  if (bytes < 1_000_000) return fill(shown.kilo, { number: number(bytes / 1000) });
  return fill(shown.mega, { number: number(bytes / 1_000_000) });
}

/** A table row: a heading, and a paragraph for each sentence. */
function row(name, ...sentences) {
  const line = document.createElement("tr");
  const cell = document.createElement("td");
  cell.append(...sentences.filter(Boolean).map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })));
  line.append(Object.assign(document.createElement("th"), { scope: "row", textContent: name }), cell);
  return line;
}

// ---- what is stored -----------------------------------------------------------------------------------------------

/**
 * A sentence about a stored item.
 * @param {string} kind
 * @param {import("./look/inventory.js").Item} item
 */
function describe(kind, { name, bytes, files = 0, active }) {
  if (kind === "workers") return fill(active ? shown.worker : shown.worker_waiting, { name }) + (HOME.pathname === name ? "" : ` ${shown.not_ours}`);
  const whose = name === PLAN ? ` ${shown.plan}` : OURS.test(name) ? "" : ` ${shown.not_ours}`;
  if (kind === "databases") return `${name}.${whose}`;
  return fill(kind === "caches" ? shown.copied : shown.sized, { name, count: files, size: size(bytes) }) + whose;
}

async function showStored() {
  const found = await inventory();
  const rows = Object.entries(found).map(([kind, items]) => {
    if (items === null) return row(shown[kind], shown.unknown);
    return items.length ? row(shown[kind], ...items.map((item) => describe(kind, item))) : row(shown[kind], shown.empty);
  });
  find(stored, "[data-rows]").replaceChildren(...rows);
}

// ---- what has been fetched ----------------------------------------------------------------------------------------

/**
 * Addresses fetched so far, without the attempts, which have a table of their own.
 * @type {string[]}
 */
const fetched = [location.href];

function showRequests() {
  const hosts = new Map();
  for (const address of fetched) {
    const { host } = new URL(address);
    hosts.set(host, (hosts.get(host) ?? 0) + 1);
  }
  const foreign = fetched.length - hosts.get(location.host);
  const sentence = foreign ? shown.some_foreign : shown.all_own;
  find(requests, "[data-sum]").textContent = fill(sentence, { count: fetched.length, foreign, host: location.host });
  const rows = [...hosts].map(([host, count]) => row(host === location.host ? fill(shown.own_host, { host }) : host, number(count)));
  find(requests, "[data-rows]").replaceChildren(...rows);
  const lines = fetched.map((address) => {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("code"), { textContent: address }));
    return item;
  });
  find(requests, "[data-addresses]").replaceChildren(...lines);
}

new PerformanceObserver((list) => {
  const addresses = list.getEntries().map(({ name }) => name);
  fetched.push(...addresses.filter((name) => /^(https?|wss?):/.test(name) && !name.startsWith(target)));
  showRequests();
}).observe({ type: "resource", buffered: true });

// ---- attempts to send ---------------------------------------------------------------------------------------------

/** @param {import("./look/attempts.js").Result | {outcome: "not_tried", directive?: string, address?: string}} result */
const sentencesOf = ({ outcome, directive = "", address = "" }) => [shown[outcome], outcome === "stopped" && fill(shown.rule, { directive, address })];

/**
 * The sentence that sums up all attempts.
 * @param {{outcome: string}[]} results
 */
function summaryOf(results) {
  const count = attempts.length;
  const stopped = results.filter(({ outcome }) => outcome === "stopped").length;
  if (results.some(({ outcome }) => outcome === "sent")) return shown.some_sent;
  return fill(stopped === count ? shown.all_stopped : shown.unsure, { count, stopped });
}

let trying = false;

/** Make the attempts one after the other. If one is not stopped, skip the rest, so that nothing more leaves. */
async function send() {
  if (trying) return;
  trying = true;
  find(attempted, "[data-rows]").replaceChildren();
  find(attempted, "table").hidden = false;
  find(attempted, "[data-said]").textContent = shown.trying;
  const results = [];
  for (const { id, sv, technical } of attempts) {
    const result = results.some(({ outcome }) => outcome === "sent") ? /** @type {const} */ ({ outcome: "not_tried" }) : await tryToSend(id, target);
    results.push(result);
    find(attempted, "[data-rows]").append(row(`${sv} (${technical})`, ...sentencesOf(result)));
  }
  find(attempted, "[data-said]").textContent = summaryOf(results);
  trying = false;
}

// ---- the page -----------------------------------------------------------------------------------------------------

find(stored, "[data-look]").addEventListener("click", async () => {
  await showStored();
  find(stored, "[data-said]").textContent = fill(shown.looked, { time: new Date().toLocaleTimeString("sv-SE") });
});
find(attempted, "[data-send]").addEventListener("click", send);
addEventListener("storage", showStored);
document.addEventListener("visibilitychange", () => document.hidden || showStored());
showStored();
showRequests();
document.querySelectorAll(".sesjalv [data-no-script]").forEach((one) => one.remove());
document.querySelectorAll(".sesjalv [data-with-script]").forEach((one) => one.removeAttribute("hidden"));
