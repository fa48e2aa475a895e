/**
 * The builder's page: puts the parts together. Runs last in a page that is whole without it.
 *
 * Every part knows one thing (steps, form, store, file, sheet, coach, engines, leaving) and none of the others
 * where it can be helped; what happens when, is decided here.
 */

import { quietCoach, startCoach } from "./coach.js";
import { createEngines } from "./engines.js";
import { addItem, answerLines, device, emptyForm, form, hasAnswers, readPlan, removeItem, showVoice, trimItems, voice, writePlan } from "./form.js";
import { askDialog, startLeaving } from "./leave.js";
import { checkPlan, download, fileName, makeDocument, openFile } from "./savefile.js";
import { fillSheet, setSize, sheet, sheetText } from "./sheet.js";
import { current, go, startSteps } from "./steps.js";
import { beFirst, forget, keep, recall } from "./store.js";
import { announce, fill, words } from "./words.js";

const KEEP_AFTER = 300; // ms after the last key before the copy on an own device is renewed
const find = (selector) => /** @type {HTMLElement} */ (form.querySelector(selector));
const today = () => new Intl.DateTimeFormat("sv-SE").format(new Date());
const plan = () => readPlan(today());

// ---- engines -------------------------------------------------------------------------------------------------

const engines = createEngines({ base: new URL("../engine/", import.meta.url).href, onStatus: showEngine });

function showEngine({ state, progress }) {
  find("[data-engine-status]").textContent = words.engine[state];
  const row = find("[data-engine-progress]");
  row.hidden = !progress;
  if (!progress) return;
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1).replace(".", ",");
  row.querySelector("progress").value = (100 * progress.loaded) / progress.total;
  row.querySelector("span").textContent = fill(words.engine.progress, { loaded: megabytes(progress.loaded), total: megabytes(progress.total) });
}

// ---- the copy on an own device -------------------------------------------------------------------------------

let keepTimer = 0;
let saidAboutStore = "";

function keepSoon() {
  clearTimeout(keepTimer);
  keepTimer = setTimeout(keepNow, KEEP_AFTER);
}

function keepNow() {
  clearTimeout(keepTimer);
  if (device() !== "own") return;
  const outcome = keep(plan());
  if (outcome !== saidAboutStore && outcome !== "kept") announce(words.storage[outcome]);
  saidAboutStore = outcome;
}

function wipeMemory() {
  clearTimeout(keepTimer);
  engines.stop();
  quietCoach();
  emptyForm();
  setSize("12");
  fillSheet(plan());
  showReview();
  /** @type {HTMLTextAreaElement} */ (find("#copy-text")).value = "";
  find(".copy-by-hand").hidden = true;
}

function wipe() {
  wipeMemory();
  forget();
}

// ---- review and sheet ----------------------------------------------------------------------------------------

function showReview() {
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-review]"))) {
    const lines = answerLines(row.dataset.review);
    const place = row.querySelector(".review-answer");
    row.classList.toggle("review-unanswered", lines.length === 0);
    place.textContent = lines.length > 0 ? lines.join("\n") : words.review.unanswered;
    row.querySelector("[data-change]").textContent = lines.length > 0 ? words.review.change : words.review.answer;
  }
  const core = [...form.querySelectorAll("[data-core] [data-question]")].map((one) => /** @type {HTMLElement} */ (one).dataset.question);
  find("[data-review-lead]").textContent = core.every((id) => answerLines(id).length > 0) ? words.review.done : words.review.not_yet;
}

function arrived(id) {
  if (id === "review") showReview();
  if (id === "sheet") fillSheet(plan());
}

/** The first choice comes first: until the device is known, nothing else is shown. */
function allow(id) {
  return id !== "start" && device() === "" ? "start" : id;
}

// ---- buttons -------------------------------------------------------------------------------------------------

function begin(target) {
  for (const name of ["written_by", "device"]) {
    const missing = !form.querySelector(`input[name="${name}"]:checked`);
    find(`#${name}-problem`).textContent = missing ? words.form[name === "device" ? "choose_device" : "choose_writer"] : "";
    if (missing) find(`input[name="${name}"]`).focus();
  }
  if (form.querySelectorAll('input[name="device"]:checked, input[name="written_by"]:checked').length === 2) go(target);
}

async function clearAll() {
  if (!(await askDialog("clear-dialog"))) return;
  wipe();
  announce(words.leave.cleared);
  go("start");
  engines.start();
}

function save() {
  fillSheet(plan());
  const name = fileName(today());
  download(name, makeDocument(plan(), sheet));
  announce(fill(words.sheet.saved, { name }) + (device() === "borrowed" ? " " + words.sheet.save_borrowed : ""));
}

async function copy() {
  const text = sheetText();
  try {
    await navigator.clipboard.writeText(text);
    announce(words.sheet.copied);
  } catch {
    const field = /** @type {HTMLTextAreaElement} */ (find("#copy-text"));
    find(".copy-by-hand").hidden = false;
    field.value = text;
    field.focus();
    field.select();
    announce(words.sheet.copy_by_hand);
  }
}

function undoable(item) {
  const title = item.querySelector(".item-title").textContent;
  const question = /** @type {HTMLElement} */ (item.closest("[data-question]"));
  const putBack = removeItem(item);
  announce(fill(words.form.removed_item, { item: title }) + " ");
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "v-button v-button--secondary";
  undo.textContent = words.form.undo;
  undo.addEventListener("click", () => {
    putBack();
    announce("");
    item.querySelector("textarea, input").focus();
    keepSoon();
  });
  document.querySelector("[data-announce]").append(undo);
  /** @type {HTMLElement} */ (question.querySelector("[data-add-item]")).focus();
  keepSoon();
}

form.addEventListener("click", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const button = target.closest("button");
  if (!button) return;
  if (button.dataset.go) {
    announce("");
    if (current() === "start") begin(button.dataset.go);
    else go(button.dataset.go);
  }
  if ("addItem" in button.dataset) {
    addItem(button.closest("[data-question]")).querySelector("textarea, input").focus();
  }
  if ("removeItem" in button.dataset) undoable(button.closest("[data-item]"));
  if ("clear" in button.dataset) clearAll();
  if ("print" in button.dataset) window.print();
  if ("save" in button.dataset) save();
  if ("copy" in button.dataset) copy();
});

form.addEventListener("submit", (event) => event.preventDefault());

form.addEventListener("input", (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (field.name === "size") return setSize(field.value);
  if (field.type === "file") return;
  if (field.name === "written_by") showVoice();
  if (field.name === "device" && field.value === "borrowed") forget();
  keepSoon();
});

find("#open-file").addEventListener("change", async (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  const problem = find("#open-file-problem");
  const [file] = field.files;
  if (!file) return;
  problem.textContent = "";
  const opened = await openFile(file);
  field.value = "";
  if (opened.problem) return (problem.textContent = words.file[opened.problem]);
  if (hasAnswers() && !(await askDialog("replace-dialog"))) return;
  writePlan(opened.plan);
  announce(words.file.opened);
  keepNow();
  if (device() === "") {
    problem.textContent = words.form.choose_device;
    find('input[name="device"]').focus();
  } else go("review");
});

window.addEventListener("beforeprint", () => fillSheet(plan()));
window.addEventListener("pagehide", keepNow);

// ---- start ---------------------------------------------------------------------------------------------------

async function start() {
  trimItems();
  const { plan: resumed } = checkPlan(recall());
  if (resumed) {
    /** @type {HTMLInputElement} */ (find('input[name="device"][value="own"]')).checked = true;
    writePlan(resumed);
  } else if (new URLSearchParams(location.search).get("skriver") === "narstaende") {
    /** @type {HTMLInputElement} */ (find('input[name="written_by"][value="relative"]')).checked = true;
  }
  showVoice();
  setSize("12");
  document.documentElement.classList.remove("no-js");
  document.documentElement.classList.add("js");
  startSteps({ allow, arrived });
  startLeaving({
    isBorrowed: () => device() !== "own",
    hasText: hasAnswers,
    wipe,
    wipeMemory,
    idleCleared: () => {
      announce(words.leave.idle_cleared);
      go("start");
    },
  });
  startCoach((request) => engines.ask({ ...request, voice: voice() }));
  engines.start();
  const first = await beFirst();
  if (!first) announce(words.storage.elsewhere);
  else if (resumed) announce(words.storage.resumed);
}

start();
