/**
 * The builder's page: puts the parts together. Runs last in a page that is whole without it.
 *
 * Every part knows one thing (steps, form, store, file, sheet, coach, engines, leaving) and none of the others
 * where it can be helped; what happens when, is decided here.
 */

import { quietCoach, startCoach } from "./coach.js";
import { createEngines } from "./engines.js";
import { addItem, answerLines, device, emptyForm, form, hasAnswers, readPlan, removeItem, setUpdated, showVoice, trimItems, writePlan } from "./form.js";
import { askDialog, startLeaving } from "./leave.js";
import { checkPlan, download, fileName, makeDocument, openFile } from "./savefile.js";
import { fillSheet, setSize, sheet, sheetText } from "./sheet.js";
import { current, go, startSteps } from "./steps.js";
import { beFirst, forget, keep, leaveCopy, onCleared, recall } from "./store.js";
import { announce, fill, words } from "./words.js";

const KEEP_EVERY = 300; // ms between renewals of the copy on an own device while somebody types
const find = (selector) => /** @type {HTMLElement} */ (form.querySelector(selector));
const today = () => new Intl.DateTimeFormat("sv-SE").format(new Date());

// ---- engines -------------------------------------------------------------------------------------------------

const engines = createEngines({ base: new URL("../engine/", import.meta.url).href, onStatus: showEngine });

function showEngine({ state, progress }) {
  const line = find("[data-engine-status]");
  if (line.textContent !== words.engine[state]) line.textContent = words.engine[state];
  const row = find("[data-engine-progress]");
  row.hidden = !progress;
  if (!progress) return;
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1).replace(".", ",");
  row.querySelector("progress").value = (100 * progress.loaded) / progress.total;
  row.querySelector("span").textContent = fill(words.engine.progress, { loaded: megabytes(progress.loaded), total: megabytes(progress.total) });
}

// ---- the copy on an own device -------------------------------------------------------------------------------

let keepTimer = 0;
/** What came of the last attempt to keep a copy; what is not "kept" is said once. */
let outcome = "kept";

function keepSoon() {
  keepTimer ||= setTimeout(keepNow, KEEP_EVERY);
}

function keepNow() {
  clearTimeout(keepTimer);
  keepTimer = 0;
  if (device() !== "own") return;
  const before = outcome;
  outcome = keep(readPlan());
  if (outcome !== before) announce(outcome === "kept" ? "" : words.storage[outcome]);
}

let claimed = false;
/** Whether anything has been written here since the copy was taken up. */
let touched = false;

/** Take the place of the tab that keeps the copy, or say that another tab has it and wait for it to close. */
async function claim() {
  if (claimed) return;
  claimed = true;
  if (await beFirst(takeOver)) return;
  outcome = "elsewhere";
  announce(words.storage.elsewhere);
}

/** The tab that kept the copy has closed. Its text is taken up, unless something else has been written here. */
async function takeOver() {
  if (!touched) announce(await resume());
  keepNow();
}

/** Empty the page and all that helps on it. The copy on an own device stays. */
function clearPage() {
  clearTimeout(keepTimer);
  keepTimer = 0;
  engines.stop();
  quietCoach();
  emptyForm();
  undone.clear();
  for (const message of form.querySelectorAll("[data-item-message]")) message.replaceChildren();
  setSize("12");
  fillSheet(readPlan());
  showReview();
  find(".copy-by-hand").hidden = true;
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
  const answered = (question) => answerLines(question.dataset.question).length > 0;
  const done = [...form.querySelectorAll("[data-core]")].every((step) => [...step.querySelectorAll("[data-question]")].some(answered));
  find("[data-review-lead]").textContent = done ? words.review.done : words.review.not_yet;
}

/** The link in the review that led to the step that is shown, to come back to. */
let cameFrom = null;

function showMany(selector, shown) {
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(selector))) element.hidden = !shown;
}

function arrived(id, message = "") {
  announce(message);
  const link = cameFrom;
  if (id === "start") showMany("[data-if-answers]", hasAnswers());
  if (id === "sheet") {
    fillSheet(readPlan());
    showMany("[data-borrowed]", device() === "borrowed");
  }
  if (id === "review") {
    showReview();
    showMany("[data-after-review]", true);
    cameFrom = null;
    return link ?? undefined;
  }
  if (link?.hash === "#" + id) return find(`[data-question="${link.dataset.edit}"]`).querySelector("textarea, input");
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
  clearPage();
  forget({ everywhere: true });
  go("start", words.leave.cleared);
  engines.start();
}

function save() {
  fillSheet(readPlan());
  const name = fileName(today());
  if (!download(name, makeDocument(readPlan(), sheet))) return announce(words.sheet.too_large);
  announce(fill(words.sheet.saved, { name }) + (device() === "borrowed" ? " " + words.sheet.save_borrowed : ""));
}

async function copy() {
  const text = sheetText();
  try {
    await navigator.clipboard.writeText(text);
    announce(words.sheet.copied + (device() === "borrowed" ? " " + words.sheet.copied_borrowed : ""));
  } catch {
    const field = /** @type {HTMLTextAreaElement} */ (find("#copy-text"));
    find(".copy-by-hand").hidden = false;
    field.value = text;
    field.focus();
    field.select();
    announce(words.sheet.copy_by_hand);
  }
}

/** Items that were taken away and can be had back: for each list question the latest last. */
const undone = new Map();

function takeAway(item) {
  const question = /** @type {HTMLElement} */ (item.closest("[data-question]"));
  const title = item.querySelector(".item-title").textContent;
  undone.set(question, [...(undone.get(question) ?? []), { item, title, putBack: removeItem(item) }]);
  showUndo(question);
  /** @type {HTMLElement} */ (question.querySelector("[data-add-item]")).focus();
  keepSoon();
}

function showUndo(question) {
  const message = question.querySelector("[data-item-message]");
  const latest = undone.get(question).at(-1);
  if (!latest) return message.replaceChildren();
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "v-button v-button--secondary";
  undo.textContent = words.form.undo;
  undo.addEventListener("click", () => {
    undone.get(question).pop().putBack();
    showUndo(question);
    latest.item.querySelector("textarea, input").focus();
    keepSoon();
  });
  message.replaceChildren(fill(words.form.removed_item, { item: latest.title }), " ", undo);
}

form.addEventListener("click", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  cameFrom = target.closest("[data-edit]") ?? cameFrom;
  const button = target.closest("button");
  if (!button) return;
  if (button.dataset.go) {
    if (current() === "start") begin(button.dataset.go);
    else go(button.dataset.go);
  }
  if ("addItem" in button.dataset) {
    addItem(button.closest("[data-question]")).querySelector("textarea, input").focus();
  }
  if ("removeItem" in button.dataset) takeAway(button.closest("[data-item]"));
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
  if (field.name === "device" || field.name === "written_by") find(`#${field.name}-problem`).textContent = "";
  else {
    setUpdated(today());
    touched = true;
  }
  if (field.name === "written_by") {
    showVoice();
    quietCoach();
  }
  if (field.name === "device" && field.value === "borrowed") forget({ everywhere: false });
  if (field.name === "device" && field.value === "own") claim();
  if (touched) keepSoon();
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
  quietCoach();
  const said = writePlan(opened.plan) ? "" : " " + words.file.partly;
  keepNow();
  if (device() === "") {
    arrived("start", words.file.opened_choose + said);
    find("#device-problem").textContent = words.form.choose_device;
    find('input[name="device"]').focus();
  } else {
    go("review", words.file.opened + said);
  }
});

window.addEventListener("beforeprint", () => fillSheet(readPlan()));
window.addEventListener("pagehide", keepNow);
// A phone may end a hidden page without another word.
document.addEventListener("visibilitychange", () => document.hidden && keepNow());

// ---- start ---------------------------------------------------------------------------------------------------

/** Take up the copy from last time. What somebody has typed before the scripts came is not thrown away for it. */
async function resume() {
  const copy = recall();
  if (copy === null) return "";
  const { plan } = checkPlan(copy);
  if (!plan || (touched && !(await askDialog("resume-dialog")))) {
    leaveCopy();
    return plan ? "" : words.storage.unreadable;
  }
  /** @type {HTMLInputElement} */ (find('input[name="device"][value="own"]')).checked = true;
  writePlan(plan);
  return words.storage.resumed;
}

async function start() {
  touched = hasAnswers();
  trimItems();
  const message = await resume();
  if (!form.querySelector('input[name="written_by"]:checked') && new URLSearchParams(location.search).get("skriver") === "narstaende")
    /** @type {HTMLInputElement} */ (find('input[name="written_by"][value="relative"]')).checked = true;
  showVoice();
  setSize("12");
  document.documentElement.classList.replace("no-js", "js");
  startSteps({ allow, arrived });
  startLeaving({
    isOwn: () => device() === "own",
    wouldLose: () => (device() !== "own" || outcome !== "kept") && hasAnswers(),
    hasText: hasAnswers,
    keep: keepNow,
    clear: clearPage,
    idleCleared: () => go("start", words.leave.idle_cleared),
  });
  startCoach((request) => engines.ask(request));
  engines.start();
  onCleared(() => {
    clearPage();
    go("start", words.leave.cleared);
  });
  announce(message);
  if (device() === "own") claim();
}

start();
