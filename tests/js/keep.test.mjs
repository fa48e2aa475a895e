// The parts of keep/: quick exit, leaving, the idle question, clearing, the autosave, files. Time is the test's own.
import assert from "node:assert/strict"
import test from "node:test"
import { field, openForm, openPage, press, settle, write } from "./helpers/page.mjs"

const FIRST = "Vad är viktigast för dig just nu?"
const MINUTE = 60_000
const KEY = "viktigast.plan"
const device = (page, name) => page.form.querySelector(`input[name="device"][value="${name}"]`).click()
const shift = (page, times = 3) => {
  for (let time = 0; time < times; time += 1) page.document.dispatchEvent(new page.window.KeyboardEvent("keydown", { key: "Shift" }))
}
const leavePage = (page) => page.window.dispatchEvent(new page.window.Event("pagehide"))

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

/** A form with the parts that store and leave. */
async function openLeaving(options) {
  const page = await openForm(options)
  await page.load("exit.js")
  for (const name of ["autosave", "leaving"]) page[name] = await page.start(`keep/${name}.js`)
  return page
}

test("an own device stores each key and keeps it when the page is left, a borrowed one stores nothing and is emptied", async () => {
  for (const own of [true, false]) {
    const page = await openLeaving()
    device(page, own ? "own" : "borrowed")
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

test("what is stored is taken up again, and only that", async () => {
  const page = await openLeaving()
  assert.equal(await page.autosave.resume(), "")
  localStorage.setItem(KEY, '{"revision": 1, "plan": {"format": "viktigast", "version": 1, "answers": {"matters_most": "förra"}}}')
  assert.notEqual(await page.autosave.resume(), "")
  assert.equal(field(page.document, FIRST).value, "förra")
  localStorage.setItem(KEY, '{"revision": 2, "plan": {"format": "viktigast", "version": 2}}')
  const { messages } = await page.load("common/messages.js")
  assert.equal(await page.autosave.resume(), messages.storage.unreadable)
  assert.equal(field(page.document, FIRST).value, "förra")
})

test("what was typed before the scripts came is not replaced without a question, also when the question is missing", async () => {
  const page = await openLeaving({ change: (document) => document.getElementById("resume-dialog").remove() })
  write(field(page.document, FIRST), "tidigt")
  localStorage.setItem(KEY, '{"revision": 1, "plan": {"format": "viktigast", "version": 1, "answers": {"matters_most": "förra"}}}')
  await page.autosave.resume()
  assert.equal(field(page.document, FIRST).value, "tidigt")
})

test("P2 a stored plan that does not fit into a rebuilt form is left as it is", async () => {
  const page = await openLeaving({ change: (document) => document.querySelector('[data-question="help_now"] template').remove() })
  const stored = '{"revision":1,"plan":{"format":"viktigast","version":1,"answers":{"help_now":[{"who":"Bo"}],"works_well":"Grannen"}}}'
  localStorage.setItem(KEY, stored)
  const { messages } = await page.load("common/messages.js")
  assert.equal(await page.autosave.resume(), messages.storage.unreadable)
  device(page, "own")
  await settle()
  write(field(page.document, FIRST), "nytt")
  leavePage(page)
  assert.equal(localStorage.getItem(KEY), stored)
})

/** A form with an idle clock. */
async function openIdle(t, options) {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] })
  const page = await openLeaving(options)
  await page.start("form/steps.js", { allow: (id) => id, arrived: (_, message) => void (page.announced = message) })
  await page.start("keep/idle.js")
  page.isAsked = () => page.document.getElementById("idle-dialog")?.open
  page.first = field(page.document, FIRST)
  return page
}

test("a borrowed device is cleared two minutes after a question that nobody answers", async (t) => {
  const page = await openIdle(t)
  device(page, "borrowed")
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
  device(page, "borrowed")
  t.mock.timers.tick(18 * MINUTE)
  assert.equal(page.isAsked(), false)
  device(page, "own")
  write(page.first, "hemligt")
  t.mock.timers.tick(40 * MINUTE)
  assert.equal(page.isAsked(), false)
  assert.equal(page.first.value, "hemligt")
})

test("idle clearing goes on, again and again, without its question and without a heading to show", async (t) => {
  const change = (document) => ["#idle-dialog", "#start-title", ".coach"].forEach((selector) => document.querySelector(selector).remove())
  const page = await openIdle(t, { change })
  for (const text of ["ett", "två"]) {
    device(page, "borrowed")
    write(page.first, text)
    t.mock.timers.tick(18 * MINUTE)
    t.mock.timers.tick(2 * MINUTE)
    assert.equal(page.first.value, "")
  }
})

test("everything is cleared after one question, or at once where the question is missing", async () => {
  for (const isMissing of [false, true]) {
    const page = await openLeaving({ change: (document) => isMissing && document.getElementById("clear-dialog").remove() })
    const { startDialogs } = await page.load("common/dialogs.js")
    startDialogs(page.document)
    let loaded = 0
    await page.start("form/steps.js", { allow: (id) => id, arrived: () => {} })
    await page.start("keep/clear-all.js", { loadEngine: () => (loaded += 1) })
    device(page, "own")
    await settle()
    const first = field(page.document, FIRST)
    write(first, "hemligt")
    assert.match(localStorage.getItem(KEY), /hemligt/)
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

test("a text that the browser does not copy can be copied by hand, and is gone after clearing", async () => {
  const page = await openLeaving()
  await page.start("form/sheet.js")
  const files = await page.start("keep/files.js", { opened: () => {} })
  write(field(page.document, FIRST), "hemligt")
  const { fillSheet } = await page.load("form/sheet.js")
  fillSheet()
  press(page.form, "Kopiera som text")
  await settle()
  assert.match(page.document.activeElement.value, /hemligt/)
  assert.equal(files.holdsText(), true)
  const { clearParts, holdsText } = await page.load("common/parts.js")
  clearParts()
  assert.equal(files.holdsText(), false)
  assert.equal(holdsText(), false)
  assert.doesNotMatch(page.document.documentElement.outerHTML, /hemligt/)
})

test("the passphrase's panel opens at its button, registers by itself, and forgets", async () => {
  const page = await openLeaving()
  await page.start("form/sheet.js")
  await page.start("keep/files.js", { opened: () => {} })
  const { clearParts, holdsText } = await page.load("common/parts.js")
  const { messages } = await page.load("common/messages.js")
  press(page.form, messages.lock.open)
  while (page.document.getElementById("lock").hidden) await settle() // it is loaded
  write(field(page.document, messages.lock.phrase), "hemligt")
  assert.equal(holdsText(), true)
  clearParts()
  assert.equal(page.document.getElementById("lock").hidden, true)
  assert.equal(holdsText(), false)
})

test("the offline copy is made on an own device at rest, and on no other", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] })
  for (const own of [true, false]) {
    const page = await openForm()
    const made = []
    navigator.serviceWorker.register = async (address) => void made.push(address)
    let isStill = false
    await page.load("offline.js") // the part loads it when it needs it
    await page.start("keep/offline-copy.js", { isStill: () => isStill })
    device(page, own ? "own" : "borrowed")
    const look = async (times) => {
      for (let time = 0; time < times; time += 1) {
        t.mock.timers.tick(1_500)
        await settle()
      }
    }
    while (page.document.readyState !== "complete") await settle()
    await look(5)
    assert.deepEqual(made, [], "something is loading")
    isStill = true
    await look(3)
    assert.equal(made.length, own ? 1 : 0)
  }
})

test("a dropped file or link opens nothing but in its own field", async () => {
  const page = await openForm()
  const { refuseStrayDrops } = await page.load("common/drops.js")
  refuseStrayDrops(page.document)
  const drop = (target, types) => {
    const event = Object.assign(new page.window.Event("drop", { bubbles: true, cancelable: true }), { dataTransfer: { types, dropEffect: "copy" } })
    return target.dispatchEvent(event)
  }
  assert.equal(drop(page.document.getElementById("open-file"), ["Files"]), true)
  assert.equal(drop(field(page.document, FIRST), ["Files"]), false)
  assert.equal(drop(field(page.document, FIRST), ["text/plain"]), true)
  assert.equal(drop(page.document.body, ["text/uri-list"]), false)
})
