/**
 * The sheet on the page: puts the plan's answers into the live sheet that the build made (builder/paper/sheet.py), and
 * reads it back as plain text.
 *
 * Knows the sheet's markup and the plan's format. Needs no engine, so that the sheet never waits.
 */

import { attempt } from "../common/clearing.js";
import { findAll, finder } from "../common/find.js";
import { longDate, messages } from "../common/messages.js";
import { readPlan } from "./plan.js";
import { voice } from "./setup.js";

const SIZE = "12"; // points, until another is chosen
const EMPTY = { written_by: "", answers: {}, updated: "" };
const find = finder("sheet");

/** @type {HTMLElement} */
let sheet;

/** @param {HTMLFormElement} root */
export function start(root) {
  sheet = find(root, ".sheet");
  setSize(SIZE);
  root.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.name === "size") setSize(field.value);
  });
  window.addEventListener("beforeprint", () => fillSheet());
}

/** A row whose markup something has changed does not keep the other rows from being emptied. */
export function forget() {
  for (const row of rows()) if (row.dataset.rowKind !== "note") attempt("A row of the sheet was not emptied", () => fillRow(row, undefined));
  setSize(SIZE);
  fillSheet(EMPTY);
}

export const holdsText = () => rows().some((row) => row.dataset.rowKind !== "note" && !find(row, ".sheet-answer").hidden);

/** The sheet's element, for a file that holds a copy of it. */
export const sheetElement = () => sheet;

const rows = () => findAll(sheet, ".sheet-row");

/** @param {string} size  "12", "16" or "20" points. */
function setSize(size) {
  document.documentElement.dataset.size = size;
  sheet.dataset.size = size;
}

/** @param {Record<string, any>} [plan]  The form's own, if none is given. */
export function fillSheet(plan = readPlan()) {
  const said = voice();
  for (const element of findAll(sheet, "[data-other]")) element.textContent = element.dataset[said] ?? "";
  find(sheet, ".sheet-written").textContent = writtenLine(plan);
  for (const row of rows()) if (row.dataset.rowKind !== "note") fillRow(row, plan.answers[row.dataset.row ?? ""]);
}

/** @param {Record<string, any>} plan */
function writtenLine(plan) {
  const by = messages.writers.option.find((/** @type {{id: string}} */ option) => option.id === plan.written_by)?.paper;
  return [by, longDate(plan.updated)].filter(Boolean).join(", ");
}

/**
 * @param {HTMLElement} row
 * @param {any} answer
 */
function fillRow(row, answer) {
  const place = find(row, ".sheet-answer");
  const isAnswered = fillAnswer(row, place, answer);
  place.hidden = !isAnswered;
  find(row, ".sheet-lines").hidden = isAnswered;
  row.hidden = !isAnswered && row.dataset.empty !== "lines";
}

/** @param {unknown} text @returns {text is string} */
const isWritten = (text) => typeof text === "string" && text.trim() !== "";

/**
 * @param {HTMLElement} row
 * @param {HTMLElement} place
 * @param {any} answer
 * @returns {boolean} whether there was an answer
 */
function fillAnswer(row, place, answer) {
  if (row.dataset.rowKind === "list") return fillItems(find(row, "template", HTMLTemplateElement), place, Array.isArray(answer) ? answer : []);
  if (row.dataset.rowKind === "choice" || row.dataset.rowKind === "choices") {
    const options = /** @type {HTMLElement[]} */ ([...place.children]);
    for (const option of options) option.hidden = ![answer].flat().includes(option.dataset.option);
    return options.some((option) => !option.hidden);
  }
  place.textContent = isWritten(answer) ? answer.trim() : "";
  return isWritten(answer);
}

/**
 * @param {HTMLTemplateElement} template
 * @param {HTMLElement} place
 * @param {Record<string, string>[]} items
 */
function fillItems(template, place, items) {
  place.replaceChildren();
  for (const item of items) {
    const copy = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    for (const line of findAll(copy, "[data-field]")) {
      const text = item[line.dataset.field ?? ""];
      if (isWritten(text)) find(line, "span").textContent = text.trim();
      else line.remove();
    }
    if (copy.children.length > 0) place.append(copy);
  }
  return place.children.length > 0;
}

/** The filled sheet as plain text, the same as sheet_text in builder/paper/sheet.py. */
export function sheetText() {
  const blocks = [find(sheet, "h1").textContent, find(sheet, ".sheet-written").textContent];
  for (const part of findAll(sheet, ".sheet-part")) {
    const answered = findAll(part, ".sheet-row:not([hidden])").filter((row) => row.querySelector(".sheet-answer:not([hidden])"));
    if (answered.length > 0) blocks.push(find(part, "h2").textContent.toUpperCase());
    for (const row of answered) blocks.push(find(row, "h3").textContent + "\n" + plainText(find(row, ".sheet-answer")));
  }
  return blocks.filter(Boolean).join("\n\n") + "\n";
}

/** @param {HTMLElement} answer */
function plainText(answer) {
  if (answer.tagName === "P") return answer.textContent;
  const lines = (/** @type {Element} */ item) => (item.children.length > 0 ? [...item.children].map((line) => line.textContent) : [item.textContent]);
  return findAll(answer, ":scope > li:not([hidden])").map((item) => "– " + lines(item).join("\n  ")).join("\n");
}
