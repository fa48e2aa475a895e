// The parts of form/: the plan in the fields, lists, the review, the sheet, the steps.
import assert from "node:assert/strict"
import test from "node:test"
import { choose, field, openForm, openPage, press, seenText, write } from "./helpers/page.mjs"

const FIRST = "Vad är viktigast för dig just nu?"
const PLAN = { format: "viktigast", version: 1, written_by: "self", answers: {}, marks: {}, updated: "2026-01-02" }
const question = (page, id) => page.form.querySelector(`[data-question="${id}"]`)

test("the plan is what the fields say, and comes back the same", async () => {
  const page = await openForm()
  const { readPlan, writePlan, hasAnswers } = await page.load("form/plan.js")
  assert.equal(hasAnswers(), false)
  const answers = { matters_most: "Att bo kvar", help_now: [{ who: "Bo", unknown_field: "x" }, { who: "Eva" }], from_another_version: ["y"] }
  assert.equal(writePlan({ ...PLAN, answers }), false, "not everything has a field")
  assert.equal(field(page.document, FIRST).value, "Att bo kvar")
  assert.deepEqual(readPlan(), { ...PLAN, answers: { ...answers } })
  assert.equal(writePlan({ ...PLAN, answers: { matters_most: "a" } }), true)
  assert.deepEqual(readPlan().answers, { matters_most: "a" })
  assert.deepEqual(page.said, [])
})

test("answers-changed tells of answers, and of nothing else", async () => {
  const page = await openForm()
  const { ANSWERS_CHANGED } = await page.load("common/events.js")
  let told = 0
  page.form.addEventListener(ANSWERS_CHANGED, () => (told += 1))
  for (const id of ["lock-phrase", "unlock-phrase"]) write(page.document.getElementById(id), "hemligt")
  for (const id of ["spelling", "size-16"]) page.document.getElementById(id).click()
  for (const name of ["device", "written_by"]) page.form.querySelector(`[name="${name}"]`).click()
  assert.equal(told, 0)
  write(field(page.document, FIRST), "a")
  assert.equal(told, 1)
})

test("the wording follows who writes, and an address for relatives chooses", async () => {
  const page = await openForm({ search: "?skriver=narstaende" })
  const { chooseFromAddress, writer } = await page.load("form/setup.js")
  assert.ok(field(page.document, FIRST))
  chooseFromAddress()
  assert.equal(writer(), "relative")
  assert.throws(() => field(page.document, FIRST), /Nothing is called/)
  choose(page.document, "Jag själv")
  assert.ok(field(page.document, FIRST))
})

test("both first choices are asked for beside them", async () => {
  const page = await openForm()
  const { checkSetup } = await page.load("form/setup.js")
  assert.equal(checkSetup(), false)
  for (const name of ["device", "written_by"]) assert.notEqual(page.document.getElementById(`${name}-problem`).textContent, "")
  for (const name of ["device", "written_by"]) page.form.querySelector(`[name="${name}"]`).click()
  for (const name of ["device", "written_by"]) assert.equal(page.document.getElementById(`${name}-problem`).textContent, "")
  assert.equal(checkSetup(), true)
})

test("an item can be added, removed and put back, with its number", async () => {
  const page = await openForm()
  const items = await page.start("form/items.js")
  const contacts = question(page, "help_now")
  const titles = () => [...contacts.querySelectorAll("[data-items] .item-title")].map(seenText)
  assert.deepEqual(titles(), ["Kontakt 1"])
  press(contacts, "Lägg till en kontakt")
  assert.deepEqual(titles(), ["Kontakt 1", "Kontakt 2"])
  const [, second] = contacts.querySelectorAll("[data-items] [data-item]")
  assert.equal(page.document.activeElement, field(second, "Vem?"))
  write(field(second, "Vem?"), "Bo")
  press(second, "Ta bort kontakt 2")
  assert.deepEqual(titles(), ["Kontakt 1"])
  assert.equal(items.holdsText(), true)
  press(contacts, "Ångra")
  assert.deepEqual(titles(), ["Kontakt 1", "Kontakt 2"])
  assert.equal(field(contacts.querySelectorAll("[data-items] [data-item]")[1], "Vem?").value, "Bo")
  assert.equal(items.holdsText(), false)
})

test("another plan takes the undo away", async () => {
  const page = await openForm()
  const items = await page.start("form/items.js")
  const { writePlan } = await page.load("form/plan.js")
  writePlan({ ...PLAN, answers: { help_now: [{ who: "Bo" }, { who: "Eva" }] } })
  press(page.form, "Ta bort kontakt 2")
  assert.equal(items.holdsText(), true)
  writePlan(PLAN)
  assert.equal(items.holdsText(), false)
  assert.equal(question(page, "help_now").querySelector("[data-item-message]").textContent, "")
})

test("the review shows the answers in short and leads to their fields", async () => {
  const page = await openForm()
  const review = await page.start("form/review.js")
  const row = page.form.querySelector('[data-review="matters_most"]')
  write(field(page.document, FIRST), "Att bo kvar")
  review.showReview()
  assert.equal(row.querySelector(".review-answer").textContent, "Att bo kvar")
  assert.equal(review.holdsText(), true)
  const link = row.querySelector("a")
  link.click()
  assert.equal(review.fieldToEdit("works"), undefined)
  assert.equal(review.fieldToEdit("matters_most"), field(page.document, FIRST))
  assert.equal(review.showReview(), link, "the focus comes back to the link")
  assert.equal(review.showReview(), undefined)
})

test("the sheet shows what is answered, on the page and as text", async () => {
  const page = await openForm()
  const sheet = await page.start("form/sheet.js")
  assert.equal(sheet.holdsText(), false)
  write(field(page.document, FIRST), "  Att bo kvar ")
  sheet.fillSheet()
  assert.match(sheet.sheetText(), /\nAtt bo kvar\n/)
  assert.equal(sheet.holdsText(), true)
  choose(page.document, seenText(page.document.querySelector("label[for=size-20]")))
  assert.equal(sheet.sheetElement().dataset.size, "20")
  sheet.forget()
  assert.equal(sheet.holdsText(), false)
  assert.equal(sheet.sheetElement().dataset.size, "12")
  assert.doesNotMatch(sheet.sheetElement().outerHTML, /bo kvar/)
})

test("one step is shown, its heading gets the focus, and the tab is called after it", async () => {
  const page = await openForm()
  const arrived = []
  const steps = await page.start("form/steps.js", { allow: (id) => (id === "sheet" ? "review" : id), arrived: (...what) => void arrived.push(what) })
  assert.equal(steps.currentStep(), "start")
  steps.goToStep("main_goal", "Nu!")
  assert.equal(steps.currentStep(), "main_goal")
  assert.equal(page.document.activeElement.id, "main_goal-title")
  assert.match(page.document.title, / – Viktigast$/)
  steps.goToStep("sheet")
  assert.equal(page.window.location.hash, "#review", "allow decides")
  assert.deepEqual(arrived, [["start", ""], ["main_goal", "Nu!"], ["review", ""]])
})

test("spell-check is off until it is wanted, also in an item that comes later and after another plan", async () => {
  const page = await openForm()
  await page.start("form/spelling.js")
  const first = field(page.document, FIRST)
  choose(page.document, seenText(page.document.querySelector("label[for=spelling]")))
  assert.equal(first.getAttribute("spellcheck"), "true")
  assert.equal(page.document.getElementById("lock-phrase").getAttribute("spellcheck"), "false")
  const { writePlan } = await page.load("form/plan.js")
  writePlan({ ...PLAN, answers: { help_now: [{ who: "Bo" }] } })
  assert.equal(page.form.querySelector('[name="who"]').getAttribute("spellcheck"), "true")
  const { clearParts } = await page.load("common/parts.js")
  clearParts()
  assert.equal(first.getAttribute("spellcheck"), "false")
})

test("a part without its element names itself and the element, and the other parts go on", async () => {
  const page = await openForm({ change: (document) => document.getElementById("spelling").remove() })
  await page.start("form/spelling.js")
  assert.deepEqual(page.said, ['The part "form/spelling.js" did not start: The script "spelling" needs the element #spelling (HTMLInputElement), which is not on the page.'])
  await page.start("form/items.js")
  press(page.form, "Lägg till en kontakt")
  assert.equal(question(page, "help_now").querySelectorAll("[data-items] [data-item]").length, 2)
})

test("no module of the parts touches the page when it is imported", async () => {
  const page = await openPage()
  const before = page.document.documentElement.outerHTML
  const untouched = new Proxy({}, { get: (_, name) => { throw new Error(`document.${String(name)} at import`) } })
  for (const name of ["document", "window", "localStorage", "location", "history", "navigator"]) Object.defineProperty(globalThis, name, { value: untouched, configurable: true })
  const { SHELL } = await import("./helpers/page.mjs")
  const { readdirSync } = await import("node:fs")
  for (const folder of ["common", "form", "help", "keep"])
    for (const name of readdirSync(new URL(folder, SHELL)).filter((one) => one.endsWith(".js"))) await page.load(`${folder}/${name}`)
  assert.equal(page.document.documentElement.outerHTML, before)
})
