/**
 * The builder's page: puts the parts together. Runs last in a page that is whole without it.
 *
 * Every part knows one thing (steps, form, store, file, sheet, coach, engines, leaving) and none of the others
 * where it can be helped; what happens when, is decided here.
 */

import { quietCoach, startCoach } from "./help/coach.js";
import "./common/drops.js";
import { showDuOnSheet, startDuForm } from "./help/duform.js";
import { createEngines, isSlow } from "./engines/engines.js";
import { copy, forgetPhrase, hasPhrase, leavePhrase, save, saveLocked, startFiles } from "./keep/files.js";
import { answerLines, device, emptyForm, form, hasAnswers, readPlan, showVoice, trimItems, writePlan } from "./form/form.js";
import { quietGuard, startGuard } from "./help/guard.js";
import { forgetItems, startItems } from "./form/items.js";
import { claim, isKept, isTouched, keepNow, keepSoon, resume, stopKeeping, written } from "./keep/keeping.js";
import { askDialog, startLeaving } from "./keep/leave.js";
import { startOpeners } from "./help/openers.js";
import { fillSheet, setSize } from "./form/sheet.js";
import { startSpelling } from "./form/spelling.js";
import { current, go, startSteps } from "./form/steps.js";
import { forget, isTakenAway, onCleared } from "./keep/store.js";
import { announce, fill, today, words } from "./common/words.js";

const find = (selector) => /** @type {HTMLElement} */ (form.querySelector(selector));

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

// ---- clearing ------------------------------------------------------------------------------------------------

/** Empty the page and all that helps on it. The copy on an own device stays. */
function clearPage() {
  clearInterval(copying);
  stopKeeping();
  engines.stop();
  quietCoach();
  quietGuard();
  forgetItems();
  forgetPhrase();
  emptyForm();
  setSize("12");
  fillSheet(readPlan());
  showReview();
  find(".copy-by-hand").hidden = true;
}

async function clearAll() {
  if (!(await askDialog("clear-dialog"))) return;
  clearPage();
  forget({ everywhere: true });
  forgetCopy();
  go("start", words.leave.cleared);
  engines.start();
}

// ---- without a network ---------------------------------------------------------------------------------------

const REST = 1_500; // ms between looks

/** Loaded when it is needed, so that the page does not wait for it. Where it does not come there is no copy. */
const offline = () => import("./offline.js").catch(() => null);

const forgetCopy = async () => (await offline())?.forgetOffline();
let copying = 0;

/**
 * Make the copy of the site on an own device when the page has been at rest for three looks: what is loading for the
 * person comes first. Until somebody has said that the device is their own, one that is there is renewed, none is made.
 */
function copyWhenStill() {
  clearInterval(copying);
  let looks = 0;
  copying = setInterval(async () => {
    looks = document.readyState === "complete" && engines.still ? looks + 1 : 0;
    if (looks < 3) return;
    clearInterval(copying);
    const { startOffline } = (await offline()) ?? {};
    const own = device() === "own";
    startOffline?.({ make: own, full: own && !isSlow(), hold: true });
  }, REST);
}

document.addEventListener("renew", (event) => {
  keepNow();
  if (!isKept() && hasAnswers()) event.preventDefault();
});

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
  leavePhrase();
  announce(message);
  const link = cameFrom;
  if (id === "start") showMany("[data-if-answers]", hasAnswers());
  if (id === "sheet") {
    fillSheet(readPlan());
    showDuOnSheet();
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

form.addEventListener("click", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  cameFrom = target.closest("[data-edit]") ?? cameFrom;
  const button = target.closest("button");
  if (!button) return;
  if (button.dataset.go) {
    if (current() === "start") begin(button.dataset.go);
    else go(button.dataset.go);
  }
  if ("clear" in button.dataset) clearAll();
  if ("print" in button.dataset) window.print();
  if ("save" in button.dataset) save();
  if ("lock" in button.dataset) saveLocked();
  if ("copy" in button.dataset) copy();
});

form.addEventListener("submit", (event) => event.preventDefault());

form.addEventListener("input", (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (field.name === "size") return setSize(field.value);
  if (field.type === "file" || field.closest("[data-phrase]")) return;
  if (field.name === "device" || field.name === "written_by") find(`#${field.name}-problem`).textContent = "";
  else written(today());
  if (field.name === "written_by") {
    showVoice();
    quietCoach();
  }
  if (field.name === "device" && field.value === "borrowed") {
    forget({ everywhere: false });
    forgetCopy();
  }
  if (field.name === "device" && field.value === "own") {
    claim();
    copyWhenStill();
  }
  keepSoon();
});

/** @param {Record<string, any>} plan  What was in a file. */
async function takeOpened(plan) {
  if (hasAnswers() && !(await askDialog("replace-dialog"))) return;
  quietCoach();
  quietGuard();
  forgetItems();
  const said = writePlan(plan) ? "" : " " + words.file.partly;
  written(plan.updated);
  keepNow();
  if (device() === "") {
    arrived("start", words.file.opened_choose + said);
    find("#device-problem").textContent = words.form.choose_device;
    find('input[name="device"]').focus();
  } else {
    go("review", words.file.opened + said);
  }
}

window.addEventListener("beforeprint", () => fillSheet(readPlan()));
window.addEventListener("pagehide", keepNow);
// A phone may end a hidden page without another word.
document.addEventListener("visibilitychange", () => document.hidden && keepNow());

// ---- start ---------------------------------------------------------------------------------------------------

async function start() {
  if (hasAnswers()) written(today());
  trimItems();
  // Before anything is asked: one can leave while it is.
  startLeaving({
    isOwn: () => device() === "own",
    wouldLose: () => !isKept() && hasAnswers(),
    isTakenAway,
    hasText: () => hasAnswers() || hasPhrase() || isTouched(),
    keep: keepNow,
    clear: clearPage,
    idleCleared: () => go("start", words.leave.idle_cleared),
  });
  const message = await resume();
  if (!form.querySelector('input[name="written_by"]:checked') && new URLSearchParams(location.search).get("skriver") === "narstaende")
    /** @type {HTMLInputElement} */ (find('input[name="written_by"][value="relative"]')).checked = true;
  showVoice();
  setSize("12");
  document.documentElement.classList.replace("no-js", "js");
  startSteps({ allow, arrived });
  startItems();
  startSpelling();
  startFiles(takeOpened);
  startDuForm((request) => engines.ask(request));
  startOpeners((request) => engines.ask(request));
  startCoach((request) => engines.ask(request));
  startGuard((request) => engines.ask(request));
  engines.start();
  onCleared(() => {
    clearPage();
    forget({ everywhere: false }); // what was written here before this was heard
    go("start", words.leave.cleared);
  });
  announce(message);
  if (device() === "own") claim();
  copyWhenStill();
}

start();
