/**
 * The sheet on the page: puts the plan's answers into the live sheet that the build made (builder/paper/sheet.py), and
 * reads it back as plain text.
 *
 * Knows the sheet's markup and the plan's format. Needs no engine, so that the sheet never waits.
 */

import { form, voice } from "./form.js";
import { longDate, words } from "../common/words.js";

export const sheet = /** @type {HTMLElement} */ (form.querySelector(".sheet"));
const rows = /** @type {HTMLElement[]} */ ([...sheet.querySelectorAll(".sheet-row")]);

/** @param {string} size  "12", "16" or "20" points. */
export function setSize(size) {
  document.documentElement.dataset.size = size;
  sheet.dataset.size = size;
}

/** @param {Record<string, any>} plan */
export function fillSheet(plan) {
  const said = voice();
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (sheet.querySelectorAll("[data-other]")))
    element.textContent = element.dataset[said];
  sheet.querySelector(".sheet-written").textContent = writtenLine(plan);
  for (const row of rows) if (row.dataset.rowKind !== "note") fillRow(row, plan.answers[row.dataset.row]);
}

function writtenLine(plan) {
  const by = words.writers.option.find((option) => option.id === plan.written_by)?.paper;
  return [by, longDate(plan.updated)].filter(Boolean).join(", ");
}

function fillRow(row, answer) {
  const place = /** @type {HTMLElement} */ (row.querySelector(".sheet-answer"));
  const answered = put(row, place, answer);
  place.hidden = !answered;
  /** @type {HTMLElement} */ (row.querySelector(".sheet-lines")).hidden = answered;
  row.hidden = !answered && row.dataset.empty !== "lines";
}

const written = (text) => typeof text === "string" && text.trim() !== "";

/** @returns {boolean} whether there was anything to put */
function put(row, place, answer) {
  if (row.dataset.rowKind === "list") return putItems(row.querySelector("template"), place, Array.isArray(answer) ? answer : []);
  if (row.dataset.rowKind === "choice" || row.dataset.rowKind === "choices") {
    const options = /** @type {HTMLElement[]} */ ([...place.children]);
    for (const option of options) option.hidden = ![answer].flat().includes(option.dataset.option);
    return options.some((option) => !option.hidden);
  }
  place.textContent = written(answer) ? answer.trim() : "";
  return written(answer);
}

function putItems(template, place, items) {
  place.replaceChildren();
  for (const item of items) {
    const copy = /** @type {HTMLElement} */ (template.content.firstElementChild.cloneNode(true));
    for (const line of /** @type {NodeListOf<HTMLElement>} */ (copy.querySelectorAll("[data-field]"))) {
      const text = item[line.dataset.field];
      if (written(text)) line.querySelector("span").textContent = text.trim();
      else line.remove();
    }
    if (copy.children.length > 0) place.append(copy);
  }
  return place.children.length > 0;
}

/** The filled sheet as plain text, the same as sheet_text in builder/paper/sheet.py. */
export function sheetText() {
  const blocks = [sheet.querySelector("h1").textContent, sheet.querySelector(".sheet-written").textContent];
  for (const part of sheet.querySelectorAll(".sheet-part")) {
    const answered = [...part.querySelectorAll(".sheet-row:not([hidden])")].filter((row) => row.querySelector(".sheet-answer:not([hidden])"));
    if (answered.length > 0) blocks.push(part.querySelector("h2").textContent.toUpperCase());
    for (const row of answered) blocks.push(row.querySelector("h3").textContent + "\n" + plain(row.querySelector(".sheet-answer")));
  }
  return blocks.filter(Boolean).join("\n\n") + "\n";
}

function plain(answer) {
  if (answer.tagName === "P") return answer.textContent;
  const lines = (item) => (item.children.length > 0 ? [...item.children].map((line) => line.textContent) : [item.textContent]);
  return [...answer.querySelectorAll(":scope > li:not([hidden])")].map((item) => "– " + lines(item).join("\n  ")).join("\n");
}
