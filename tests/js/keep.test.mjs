// The parts of keep/ that store: the autosave, files, a file with a passphrase, the offline copy. And what is dropped on the page.
import assert from "node:assert/strict"
import test from "node:test"
import { KEY, SHELL, chooseDevice, field, leavePage, openForm, openKeeping, press, settle, write } from "./helpers/page.mjs"

const FIRST = "Vad är viktigast för dig just nu?"

test("what is stored is taken up again, and only that", async () => {
  const page = await openKeeping()
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
  const page = await openKeeping({ change: (document) => document.getElementById("resume-dialog").remove() })
  write(field(page.document, FIRST), "tidigt")
  localStorage.setItem(KEY, '{"revision": 1, "plan": {"format": "viktigast", "version": 1, "answers": {"matters_most": "förra"}}}')
  await page.autosave.resume()
  assert.equal(field(page.document, FIRST).value, "tidigt")
})

test("P2 a stored plan that does not fit into a rebuilt form is left as it is", async () => {
  const page = await openKeeping({ change: (document) => document.querySelector('[data-question="help_now"] template').remove() })
  const stored = '{"revision":1,"plan":{"format":"viktigast","version":1,"answers":{"help_now":[{"who":"Bo"}],"works_well":"Grannen"}}}'
  localStorage.setItem(KEY, stored)
  const { messages } = await page.load("common/messages.js")
  assert.equal(await page.autosave.resume(), messages.storage.unreadable)
  chooseDevice(page, "own")
  await settle()
  write(field(page.document, FIRST), "nytt")
  leavePage(page)
  assert.equal(localStorage.getItem(KEY), stored)
})

test("a text that the browser does not copy can be copied by hand, and is gone after clearing", async () => {
  const page = await openKeeping()
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
  const page = await openKeeping()
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

for (const name of ["own", "borrowed"])
  test(`the offline copy on a device that is ${name}: made at rest, if at all`, async (t) => {
    t.mock.timers.enable({ apis: ["setInterval"] })
    const page = await openForm()
    const made = []
    Object.assign(navigator.serviceWorker, { register: async (address) => void made.push(address) })
    let isStill = false
    await page.load("offline.js") // the part loads it when it needs it
    await page.start("keep/offline-copy.js", { isStill: () => isStill })
    chooseDevice(page, name)
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
    for (let turn = 0; turn < 10_000 && name === "own" && !made.length; turn += 1) await settle() // the module is loaded from a file
    assert.equal(made.length, name === "own" ? 1 : 0)
  })

test("deleting the offline copy fails nowhere: not without a cache, nor without service workers", async () => {
  const page = await openForm()
  const { forgetOffline } = await page.load("offline.js")
  Reflect.deleteProperty(globalThis, "caches")
  let isThere = true
  const registration = { scope: new URL("../", SHELL).href, unregister: async () => void (isThere = false) }
  for (const navigator of [{ serviceWorker: { getRegistration: async () => registration } }, {}]) {
    Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true })
    await forgetOffline()
    await settle() // a rejection that nobody has handled fails the test
  }
  assert.equal(isThere, false)
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
