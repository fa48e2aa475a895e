// The parts of keep/ that leave and clear (P13): quick exit, the page that is left, the idle question, "Rensa allt". Time is the test's own.
import assert from "node:assert/strict"
import test from "node:test"
import { KEY, chooseDevice, field, leavePage, openKeeping, openPage, press, settle, write } from "./helpers/page.mjs"

const FIRST = "Vad är viktigast för dig just nu?"
const MINUTE = 60_000
const shift = (page, times = 3) => {
  for (let time = 0; time < times; time += 1) page.document.dispatchEvent(new page.window.KeyboardEvent("keydown", { key: "Shift" }))
}

test("quick exit works when no other script has started", async () => {
  for (const way of ["button", "shift"]) {
    const page = await openPage()
    await page.load("exit.js")
    const first = field(page.document, FIRST)
    first.value = "hemligt"
    if (way === "button") press(page.form, "Lämna sidan snabbt")
    else shift(page)
    assert.equal(page.left, "about:blank")
    assert.equal(page.document.body.childNodes.length, 0)
    assert.equal(first.value, "")
    assert.deepEqual(page.said, [])
  }
})

test("quick exit is pressed three times, and no other key between", async () => {
  const page = await openPage()
  await page.load("exit.js")
  shift(page, 2)
  page.document.dispatchEvent(new page.window.KeyboardEvent("keydown", { key: "A" }))
  shift(page, 2)
  assert.equal(page.left, "")
  shift(page, 1)
  assert.equal(page.left, "about:blank")
})

test("nothing that fails holds quick exit up", async () => {
  const page = await openPage()
  await page.load("exit.js")
  const { setExitTasks } = await page.load("keep/exit.js")
  const fail = () => { throw new Error("hemligt") }
  setExitTasks({ keep: fail, clear: fail })
  Object.defineProperty(page.document, "title", { set: fail })
  const first = field(page.document, FIRST)
  first.value = "hemligt"
  shift(page)
  assert.equal(page.left, "about:blank")
  assert.equal(first.value, "")
  assert.equal(page.document.body.childNodes.length, 0)
  assert.equal(page.said.length, 3)
  assert.doesNotMatch(page.said.join(), /hemligt/, "what an error says could quote the text")
})

test("an own device stores each key and keeps it when the page is left, a borrowed one stores nothing and is emptied", async () => {
  for (const own of [true, false]) {
    const page = await openKeeping()
    chooseDevice(page, own ? "own" : "borrowed")
    await settle()
    write(field(page.document, FIRST), "hemligt")
    assert.equal((localStorage.getItem(KEY) ?? "").includes("hemligt"), own)
    assert.equal(page.autosave.isAutosaved(), own)
    const unload = new page.window.Event("beforeunload", { cancelable: true })
    assert.equal(page.window.dispatchEvent(unload), own, "only what is stored nowhere is warned about")
    const first = field(page.document, FIRST)
    leavePage(page)
    assert.equal(first.value, own ? "hemligt" : "")
    assert.equal(page.document.body.childNodes.length > 0, own)
    assert.equal((localStorage.getItem(KEY) ?? "").includes("hemligt"), own)
  }
})

/** A form with an idle clock. */
async function openIdle(t, options) {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] })
  const page = await openKeeping(options)
  await page.start("form/steps.js", { allow: (id) => id, arrived: (_, message) => void (page.announced = message) })
  await page.start("keep/idle.js")
  page.isAsked = () => page.document.getElementById("idle-dialog")?.open
  page.first = field(page.document, FIRST)
  return page
}

test("a borrowed device is cleared two minutes after a question that nobody answers", async (t) => {
  const page = await openIdle(t)
  chooseDevice(page, "borrowed")
  write(page.first, "hemligt")
  t.mock.timers.tick(18 * MINUTE)
  assert.equal(page.isAsked(), true)
  page.document.dispatchEvent(new page.window.KeyboardEvent("keydown", { key: "a" }))
  assert.equal(page.isAsked(), false)
  t.mock.timers.tick(18 * MINUTE)
  t.mock.timers.tick(2 * MINUTE)
  assert.equal(page.first.value, "")
  const { messages } = await page.load("common/messages.js")
  assert.equal(page.announced, messages.leave.idle_cleared)
})

test("nobody is asked where there is nothing to lose", async (t) => {
  const page = await openIdle(t)
  chooseDevice(page, "borrowed")
  t.mock.timers.tick(18 * MINUTE)
  assert.equal(page.isAsked(), false)
  chooseDevice(page, "own")
  write(page.first, "hemligt")
  t.mock.timers.tick(40 * MINUTE)
  assert.equal(page.isAsked(), false)
  assert.equal(page.first.value, "hemligt")
})

test("idle clearing goes on, again and again, without its question and without a heading to show", async (t) => {
  const change = (document) => ["#idle-dialog", "#start-title", ".coach"].forEach((selector) => document.querySelector(selector).remove())
  const page = await openIdle(t, { change })
  for (const text of ["ett", "två"]) {
    chooseDevice(page, "borrowed")
    write(page.first, text)
    t.mock.timers.tick(18 * MINUTE)
    t.mock.timers.tick(2 * MINUTE)
    assert.equal(page.first.value, "")
  }
})

test("everything is cleared after one question, or at once where the question is missing", async () => {
  for (const isMissing of [false, true]) {
    const page = await openKeeping({ change: (document) => isMissing && document.getElementById("clear-dialog").remove() })
    const { startDialogs } = await page.load("common/dialogs.js")
    startDialogs(page.document)
    let loaded = 0
    await page.start("form/steps.js", { allow: (id) => id, arrived: () => {} })
    await page.start("keep/clear-all.js", { loadEngine: () => (loaded += 1) })
    chooseDevice(page, "own")
    await settle()
    const first = field(page.document, FIRST)
    write(first, "hemligt")
    assert.match(localStorage.getItem(KEY) ?? "", /hemligt/)
    for (const answer of isMissing ? [] : ["Nej, behåll", "Ja, rensa allt"]) {
      assert.equal(first.value, "hemligt")
      press(page.form, "Rensa allt")
      press(page.document, answer)
      await settle()
    }
    if (isMissing) press(page.form, "Rensa allt")
    await settle()
    assert.equal(first.value, "")
    assert.equal(localStorage.getItem(KEY), null)
    assert.equal(loaded, 1)
  }
})
