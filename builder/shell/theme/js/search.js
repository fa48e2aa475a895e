/**
 * The search page: sends what is typed to the theme's search worker and lists the pages that it finds.
 *
 * Knows the worker's messages and its index. Knows no Swedish: every sentence comes from the page's data attributes. Nothing
 * typed leaves the page, because the worker holds the whole index.
 */

import { blobWorker } from "./common/blob-worker.js";
import { finder } from "./common/find.js";

/** Message types of the worker that Material 9.8 ships, and one of ours for an error in it. */
const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3, FAILED = -1;

/** How many pages to list, and how many characters of each to show. */
const MOST = 12, EXCERPT = 160;

/** @typedef {{location: string, title: string, text: string}} Found */

const find = finder("search");
const root = find(document, ".v-search");
const input = find(root, "input", HTMLInputElement);
const status = find(root, "[role=status]");
const list = find(root, "ol");

/**
 * The words of a piece of HTML from the index, without its markup.
 * @param {string} html
 */
function plain(html) {
  return new DOMParser().parseFromString(html, "text/html").body.textContent ?? "";
}

/**
 * A short part of the text, around the first hit if there is one.
 * @param {string} html
 */
function excerpt(html) {
  const hit = html.indexOf("<mark");
  const before = hit < 0 ? "" : plain(html.slice(0, hit));
  const text = plain(html);
  const start = before.length <= EXCERPT / 2 ? 0 : text.indexOf(" ", before.length - EXCERPT / 2) + 1;
  const piece = text.slice(start, start + EXCERPT).trim();
  return (start > 0 ? "… " : "") + piece + (start + EXCERPT < text.length ? " …" : "");
}

/**
 * One list item: the page, and its best part, to which the link leads.
 * @param {Found[]} hits  The page and its parts, best first.
 */
function item(hits) {
  const [best] = hits;
  const page = hits.find(({ location }) => !location.includes("#")) ?? best;
  const link = document.createElement("a");
  link.href = `${root.dataset.root}/${best.location}`;
  link.textContent = [...new Set([page, best])].map(({ title }) => plain(title)).join(": ");
  const text = document.createElement("p");
  text.textContent = excerpt(best.text);
  const element = document.createElement("li");
  element.append(link, text);
  return element;
}

/** @param {Found[][]} pages */
function show(pages) {
  list.replaceChildren(...pages.slice(0, MOST).map(item));
  const { none, one, many } = status.dataset;
  const sentence = pages.length === 0 ? none : pages.length === 1 ? one : many;
  status.textContent = (sentence ?? "").replace("#", String(pages.length));
}

/**
 * The query for what is typed. The worker takes a bare word as a prefix and doesn't stem it; it stems a word with a boost.
 * A query with both finds half-typed words and other forms. The Swedish stemmer leaves the ending -et, so the query also has
 * such a word without its t.
 * @param {string} typed
 */
function query(typed) {
  // Remove the characters that have a meaning in the query language.
  const words = typed.replace(/[*+\-:^~"]/g, " ").split(/\s+/).filter(Boolean);
  const stems = words.filter((word) => word.endsWith("et")).map((word) => word.slice(0, -1));
  return [...words, ...[...words, ...stems].map((word) => `${word}^1`)].join(" ");
}

/** @param {Worker} worker */
function ask(worker) {
  const words = query(input.value);
  if (words) {
    worker.postMessage({ type: QUERY, data: words });
  } else {
    list.replaceChildren();
    status.textContent = "";
  }
}

/**
 * Start the theme's worker, bound by the page's policy. It loads its stemmers from addresses relative to its own, which a
 * blob's is not, so importScripts is given absolute ones.
 */
async function makeWorker() {
  const address = new URL(root.dataset.worker ?? "", location.href);
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  const beside = `const load = importScripts; importScripts = (...all) => load(...all.map((one) => new URL(one, ${JSON.stringify(address)}).href));
addEventListener("unhandledrejection", () => postMessage({ type: ${FAILED} }));`;
  return blobWorker(`${beside}\n${await response.text()}`);
}

function fail() {
  status.textContent = status.dataset.failed ?? "";
}

async function start() {
  const response = await fetch(root.dataset.index ?? "");
  const index = await response.json();
  const worker = await makeWorker();
  worker.addEventListener("message", ({ data }) => {
    if (data.type === READY) {
      input.addEventListener("input", () => ask(worker));
      input.form?.addEventListener("submit", () => ask(worker));
      ask(worker);
    } else if (data.type === RESULT && input.value.trim()) {
      show(data.data.items);
    } else if (data.type === FAILED) {
      fail();
    }
  });
  worker.addEventListener("error", fail);
  worker.postMessage({ type: SETUP, data: { ...index, options: { suggest: false } } });
}

document.documentElement.classList.replace("no-js", "js");
start().catch(fail);
