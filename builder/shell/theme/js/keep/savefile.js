/**
 * The plan as a file: an HTML document that anyone can read and print, with the plan inside; and back.
 *
 * Knows the file's shape (docs/om/filformat.md; the same rules as builder/paper/plan.py). Does not touch the form.
 */

import { messages } from "../common/messages.js";

const LARGEST = 5_000_000; // bytes
const LARGEST_LOCKED = 7_000_000; // the same file in armor, which is a third longer
const DEEPEST = 100; // levels; what is much deeper could not be saved again
const DATE = /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;

/**
 * The document to save.
 * @param {Record<string, any>} plan
 * @param {HTMLElement} sheet  The filled sheet; it is copied, not changed.
 */
export function makeDocument(plan, sheet) {
  const copy = /** @type {HTMLElement} */ (sheet.cloneNode(true));
  for (const element of copy.querySelectorAll("[hidden], template")) element.remove();
  for (const element of [copy, ...copy.querySelectorAll("*")])
    for (const { name } of [...element.attributes]) if (!["class", "data-size", "translate"].includes(name)) element.removeAttribute(name);
  const css = [...document.styleSheets].find((one) => one.href?.includes("/sheet.css"));
  const style = [...(css?.cssRules ?? [])].map((rule) => rule.cssText).join("\n");
  const data = JSON.stringify(plan).replace(/</g, "\\u003c");
  const title = messages.sheet.file_title;
  return `<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>
${style}
</style>
</head>
<body class="saved">
${copy.outerHTML}
<p class="sheet-note">${messages.sheet.data_note}</p>
<script type="application/json" id="viktigast-plan">${data}</script>
</body>
</html>
`;
}

/** @param {string} date  "YYYY-MM-DD". No file is named after a person. */
export const fileName = (date) => `viktigast-${date}.html`;

/**
 * Whether a document is small enough to be opened again; otherwise it is not saved.
 * @param {string} text
 */
export const isSmallEnough = (text) => new Blob([text]).size <= LARGEST;

/**
 * Give the browser a file to put among its downloads.
 * @param {string} name
 * @param {string | Uint8Array<ArrayBuffer>} content  A document, or a locked one.
 */
export function download(name, content) {
  const blob = new Blob([content], { type: typeof content === "string" ? "text/html" : "application/octet-stream" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser reads the blob after the click. If a minute is too early, the blob goes with the page.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** How an age file begins, binary and in armor. A locked file is recognised by this, not by its name. */
const LOCKED = /^(age-encryption\.org\/|\s*-----BEGIN AGE ENCRYPTED FILE-----)/;

/**
 * Read a file that somebody has chosen.
 * @param {File} file
 * @returns {Promise<{plan?: Record<string, any>, locked?: Uint8Array, problem?: "too_large" | "not_ours" | "broken" | "newer" | "unreadable"}>}
 */
export async function openFile(file) {
  if (file.size > LARGEST_LOCKED) return { problem: "too_large" };
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return LOCKED.test(new TextDecoder().decode(bytes)) ? { locked: bytes } : readBytes(bytes);
  } catch {
    return { problem: "unreadable" };
  }
}

/**
 * Read what was in a file, once it is open.
 * @param {Uint8Array} bytes
 * @returns {{plan?: Record<string, any>, problem?: "too_large" | "not_ours" | "broken" | "newer"}}
 */
export function readBytes(bytes) {
  if (bytes.length > LARGEST) return { problem: "too_large" };
  const opened = readText(new TextDecoder().decode(bytes));
  return opened.plan && !isUtf8(bytes) ? { problem: "broken" } : opened;
}

/** Whether the bytes are UTF-8. A file that another program has saved in an older encoding would be opened with wrong letters. @param {Uint8Array} bytes */
function isUtf8(bytes) {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * Read a saved document, or the plan alone.
 * @param {string} text
 * @returns {{plan?: Record<string, any>, problem?: "not_ours" | "broken" | "newer"}}
 */
function readText(text) {
  const data = text.trimStart().startsWith("{") ? text : dataIn(text);
  if (data === null) return { problem: "not_ours" };
  try {
    return checkPlan(JSON.parse(data));
  } catch {
    return { problem: "broken" };
  }
}

/** The JSON inside a saved document, as text. The document is not parsed as HTML. @param {string} text */
function dataIn(text) {
  const start = '<script type="application/json" id="viktigast-plan">';
  const from = text.indexOf(start);
  const to = from < 0 ? -1 : text.indexOf("</script>", from);
  return to < 0 ? null : text.slice(from + start.length, to);
}

/** @type {(value: any) => boolean} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isItem = (/** @type {any} */ value) => typeof value === "string" || (isObject(value) && Object.values(value).every((one) => typeof one === "string"));

/** Whether lists and objects are nested more than so many levels deep. @param {unknown} value @param {number} levels */
function isDeeper(value, levels) {
  let inner = /** @type {any[]} */ ([value]);
  for (let level = 0; level <= levels && inner.length > 0; level++)
    inner = inner.filter((one) => typeof one === "object" && one !== null).flatMap((one) => Object.values(one));
  return inner.length > 0;
}

/**
 * The same checks as read_plan in builder/paper/plan.py.
 * @param {any} data
 * @returns {{plan?: Record<string, any>, problem?: "not_ours" | "broken" | "newer"}}
 */
export function checkPlan(data) {
  if (!isObject(data) || data.format !== "viktigast") return { problem: "not_ours" };
  if (!Number.isInteger(data.version) || data.version < 1) return { problem: "broken" };
  if (data.version > 1) return { problem: "newer" };
  const plan = { written_by: "", answers: {}, marks: {}, updated: "", ...data };
  const whole =
    !isDeeper(data, DEEPEST) &&
    isObject(plan.answers) &&
    isObject(plan.marks) &&
    typeof plan.written_by === "string" &&
    typeof plan.updated === "string" &&
    Object.values(plan.answers).every((answer) => typeof answer === "string" || (Array.isArray(answer) && answer.every(isItem)));
  if (!whole) return { problem: "broken" };
  if (!DATE.test(plan.updated)) plan.updated = "";
  return { plan };
}
