// The registry of parts, and the promise that nothing that is written is left after a clearing, whatever part it is in (P13).
import assert from "node:assert/strict"
import { readFileSync, readdirSync } from "node:fs"
import test from "node:test"
import { SHELL, field, openForm, openPage, press, pressIt, seenText, settle, write } from "./helpers/page.mjs"

const FIRST = "Vad är viktigast för dig just nu?"
const MARK = "blåhäst"

// ---- the registry ---------------------------------------------------------------------------------------------------

const part = (more = {}) => ({ start() {}, forget() {}, holdsText: () => false, ...more })
const fail = () => { throw new TypeError(MARK) }

test("the fields are emptied first, then each part in a try of its own", async () => {
  const page = await openForm()
  const { clearParts, startPart } = await page.load("common/parts.js")
  const first = field(page.document, FIRST)
  const seen = []
  startPart("before", part({ forget: () => seen.push(first.value) }), page.form)
  startPart("broken", part({ forget: fail }), page.form)
  startPart("after", part({ forget: () => seen.push(first.value) }), page.form)
  first.value = MARK
  clearParts()
  assert.deepEqual(seen, ["", ""])
  assert.deepEqual(page.said, ['The part "broken" did not forget: TypeError'], "without the error's message, which could quote")
})

test("fields are emptied in a form that has been taken out of the page, and outside the form", async () => {
  const page = await openForm()
  const { clearParts } = await page.load("common/parts.js")
  const first = field(page.document, FIRST)
  const moved = page.document.getElementById("copy-text")
  first.value = moved.value = MARK
  page.document.body.append(moved)
  page.form.remove()
  clearParts()
  assert.deepEqual([first.value, moved.value], ["", ""])
})

test("a part that does not start is registered all the same, and the next one starts", async () => {
  const page = await openForm()
  const { clearParts, startPart } = await page.load("common/parts.js")
  let did = ""
  startPart("broken", part({ start: fail, forget: () => (did += "forgot ") }), page.form)
  startPart("next", part({ start: (_, tools) => (did += tools.word) }), page.form, { word: "started " })
  clearParts()
  assert.equal(did, "started forgot ")
  assert.equal(page.said.length, 1)
})

test("one part that holds text is enough, and one that cannot answer counts", async () => {
  const page = await openForm()
  const { holdsText, startPart } = await page.load("common/parts.js")
  assert.equal(holdsText(), false)
  let holds = true
  startPart("one", part({ holdsText: () => holds }), page.form)
  startPart("two", part(), page.form)
  assert.equal(holdsText(), true)
  holds = false
  assert.equal(holdsText(), false)
  startPart("three", part({ holdsText: fail }), page.form)
  assert.equal(holdsText(), true)
})

// ---- the whole page -------------------------------------------------------------------------------------------------

const ANSWERS = {
  coach: ({ text }) => ({ op: "coach", findings: [{ kind: "k", strength: "ask", rule: "r", span: [0, 1], ask: `Vad menar du med ${text}?`, openers: ["able"] }] }),
  compose: ({ answers }) => ({ op: "compose", sentence: `Jag vill kunna ${answers.able ?? "det"}.` }),
  du: ({ text }) => ({ op: "du", du: `Du: ${text}`, note: null }),
  guard: ({ text }) => ({ op: "guard", found: [{ kind: text.length > 20 ? "phone" : "address", span: [0, 1] }], ask: "Behövs det?" }),
}

/** An engine that answers at once. */
class Engine extends EventTarget {
  /** @type {((event: {data: any}) => void) | undefined} */
  onmessage

  constructor() {
    super()
    setImmediate(() => this.onmessage?.({ data: { ready: true } }))
  }
  postMessage({ id, request }) {
    setImmediate(() => this.onmessage?.({ data: { id, response: ANSWERS[request.op](request) } }))
  }
  terminate() {}
}

/** The page as builder.js and exit.js start it. */
async function openBuilder(t, options) {
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] })
  const page = await openPage(options)
  Object.defineProperty(globalThis, "Worker", { value: Engine, configurable: true })
  Object.defineProperty(globalThis, "fetch", { value: async () => new Response("[]"), configurable: true })
  await page.load("exit.js")
  await page.load("builder.js")
  await settle()
  page.parts = await page.load("common/parts.js")
  page.wait = async (ms = 1000) => {
    t.mock.timers.tick(ms)
    for (let turn = 0; turn < 6; turn += 1) await settle()
  }
  return page
}

/**
 * Write in every field, and leave the words everywhere else that a person can leave them: each place must be seen before it is cleared.
 * @param {any} page  What openBuilder gives.
 * @param {number} [most]  Write in so many fields only.
 */
async function writeEverywhere(page, most = Infinity) {
  const { messages } = await page.load("common/messages.js")
  const { form, document } = page
  const textFields = () => [...form.querySelectorAll("textarea:not([readonly]), input[type=text]")].filter((one) => !one.closest("[data-phrase], [data-before]"))
  form.querySelector('input[name="device"][value="borrowed"]').click()
  form.querySelector('input[name="written_by"][value="self"]').click()
  for (const add of form.querySelectorAll("[data-add-item]")) pressIt(add)
  for (const box of form.querySelectorAll("[data-question] :is([type=radio], [type=checkbox])")) box.click()
  for (const one of textFields().slice(0, most)) write(one, MARK)
  await page.wait() // coach, guard, small questions
  assert.ok(form.querySelector(".coach-ask").textContent.includes(MARK))
  assert.ok(form.querySelector(".openers-sentence").textContent.includes(MARK))
  assert.notEqual(form.querySelector(".guard").textContent, "")
  press(form, messages.guard.keep)
  press(form, messages.openers.take)
  assert.ok(form.querySelector(".openers-before").textContent.includes(MARK))
  const [, other] = form.querySelectorAll("[data-coached]")
  write(other, `${MARK} ${MARK} ${MARK}`)
  await page.wait()
  press(other.closest(".field"), messages.coach.keep)
  pressIt(form.querySelector("[data-remove-item]")) // to be had back
  assert.ok([...form.querySelectorAll("[data-item-message] button")].length > 0)
  const { goToStep } = await page.load("form/steps.js")
  const block = form.querySelector('[data-du-of="main_goal"]')
  pressIt(block.querySelector("[data-du-suggest]"))
  await page.wait()
  assert.ok(block.querySelector(".du-suggestion").textContent.includes(MARK))
  goToStep("review")
  assert.ok(form.querySelector(".review-answer").textContent.includes(MARK))
  goToStep("sheet")
  press(form, messages.du_form.sheet_remove) // to be had back
  press(form, messages.sheet.copy_text)
  await settle()
  assert.ok(document.getElementById("copy-text").value.includes(MARK))
  pressIt(form.querySelector("[data-lock]"))
  while (document.getElementById("lock").hidden) await settle()
  for (const id of ["lock-phrase", "unlock-phrase"]) write(document.getElementById(id), MARK)
}

/** Every place in the page that can hold a text, as one string: markup with hidden parts and templates, and what fields say. */
function everythingIn(page) {
  const { document } = page
  const inside = (root) => [...root.querySelectorAll("*")].flatMap((one) => [one.value, one.defaultValue, ...Object.values(one.dataset ?? {}), one.content ? inside(one.content) : ""])
  return JSON.stringify([document.documentElement.outerHTML, inside(document), document.title, page.window.location.href, page.window.name, page.window.history.state, { ...localStorage }, { ...page.window.sessionStorage }, document.cookie])
}

const holding = (page) => [...page.parts.registeredParts()].filter(([, one]) => one.holdsText()).map(([name]) => name)

test("P13 what is written everywhere is gone everywhere after clearing, and no part holds anything", async (t) => {
  const page = await openBuilder(t)
  await writeEverywhere(page)
  assert.ok(everythingIn(page).includes(MARK))
  assert.deepEqual(holding(page).sort(), ["autosave", "coach", "duForm", "duSheet", "engine", "files", "guard", "items", "locked_file", "openers", "plan", "review", "sheet"])
  press(page.form, "Rensa allt")
  press(page.document, "Ja, rensa allt")
  await settle()
  assert.ok(!everythingIn(page).includes(MARK))
  assert.deepEqual(holding(page), [])
  await page.wait(60_000) // nothing that was on its way comes back
  assert.ok(!everythingIn(page).includes(MARK))
  assert.deepEqual(holding(page), [])
  assert.deepEqual(page.said, [])
})

test("P13 a page that something has rebuilt and whose parts fail is cleared and left all the same", async (t) => {
  const page = await openBuilder(t)
  await writeEverywhere(page, 14)
  for (const selector of [".coach", ".guard", "[data-earlier]", "[data-item-message]", ".sheet-lines", "[data-change]", ".copy-by-hand p", "[data-review-lead]"])
    page.form.querySelector(selector)?.remove()
  const goal = page.form.elements.namedItem("main_goal")
  const wrapper = page.document.createElement("span")
  goal.replaceWith(wrapper)
  wrapper.append(goal)
  press(page.form, "Rensa allt")
  press(page.document, "Ja, rensa allt")
  await settle()
  assert.ok(!everythingIn(page).includes(MARK))
  assert.equal(page.form.querySelector(".step:not([hidden])").id, "start")
  press(page.form, "Lämna sidan snabbt")
  assert.equal(page.left, "about:blank")
  assert.equal(page.document.body.childNodes.length, 0)
})

test("the page can be opened at any step, with what is stored", async (t) => {
  const plan = { format: "viktigast", version: 1, answers: { matters_most: MARK, main_goal: "Jag vill gå ut.", main_goal_du: "Du vill gå ut." } }
  for (const step of ["sheet", "review"]) {
    const page = await openBuilder(t, { search: `#${step}`, change: () => localStorage.setItem("viktigast.plan", JSON.stringify({ revision: 1, plan })) })
    assert.equal(page.form.querySelector(".step:not([hidden])").id, step)
    assert.ok(seenText(page.document.getElementById(step)).includes(MARK))
    assert.deepEqual(page.said, [])
    await page.wait() // the engine's last word comes before the next page
    t.mock.timers.reset()
  }
})

// ---- the rule -------------------------------------------------------------------------------------------------------

/** Modules with state that are no part, and why that is safe. */
const NO_PARTS = {
  "keep/exit.js": "functions of the page, and whether the page is being left",
  "keep/store.js": "a number, two flags and a channel; the plan itself is in the storage",
  "keep/phrase-panel.js": "what ends the work in a panel; the panels are cleared by locked-file.js",
}
/** Declared in the first column: a variable, or a constant that is a container and by its name no fixed one. */
const STATE = /^(?:export )?(?:(?:let|var) |const [a-z]\w* = (?:\/\*\*.*?\*\/ )?\(?(?:new (?:Weak)?(?:Map|Set)\b|\[|\{))/m
const START = /^export (?:async )?function start\(/m

const modules = ["form", "help", "keep"].flatMap((folder) => readdirSync(new URL(`${folder}/`, SHELL)).map((name) => `${folder}/${name}`))
const source = (module) => readFileSync(new URL(module, SHELL), "utf-8")

test("what counts as state of a module", () => {
  const counts = ["let x = 0", "export let x", "var x", "const taken = new Map()", "const seen = new WeakSet()", "const list = []", "export const known = {}", "const a = /** @type {any[]} */ ([])"]
  const innocent = ["  let x = 0", "const NAMES = [1]", "const find = finder(1)", "export const device = () => {}", "const one = 1"]
  assert.deepEqual(counts.filter((line) => !STATE.test(line)), [])
  assert.deepEqual(innocent.filter((line) => STATE.test(line)), [])
})

test("P13 a module with state of its own is a registered part", async (t) => {
  const page = await openBuilder(t)
  pressIt(page.form.querySelector("[data-lock]")) // locked-file.js is loaded by its button
  while (page.document.getElementById("lock").hidden) await settle()
  const registered = new Set(page.parts.registeredParts().values())
  const stateful = modules.filter((module) => STATE.test(source(module)) || START.test(source(module)))
  const missing = []
  for (const module of stateful) if (!(module in NO_PARTS) && !registered.has(await page.load(module))) missing.push(module)
  assert.deepEqual(missing, [], "start it in js/builder.js with startPart, or give the reason in NO_PARTS")
  assert.deepEqual(Object.keys(NO_PARTS).filter((module) => !stateful.includes(module)), [], "has no state any more")
  for (const one of registered) assert.deepEqual(["start", "forget", "holdsText"].filter((name) => typeof one[name] !== "function"), [])
})

const ROOMS = { common: [], engines: ["common"], form: ["common"], help: ["common", "engines", "form"], keep: ["common", "engines", "form"] }

test("imports go one way between the rooms, and no module imports one that imports it", () => {
  const importsOf = (module) => [...source(module).matchAll(/(?:from|import\() ?"([./\w-]+)"/g)].map(([, path]) => new URL(path, new URL(module, SHELL)).href.slice(SHELL.href.length))
  const wrong = []
  for (const room of Object.keys(ROOMS))
    for (const name of readdirSync(new URL(`${room}/`, SHELL)))
      for (const to of importsOf(`${room}/${name}`))
        if (to.includes("/") && ![room, ...ROOMS[room]].includes(to.split("/")[0])) wrong.push(`${room}/${name} → ${to}`)
  assert.deepEqual(wrong, [])
  const circles = []
  const walk = (module, above) => {
    if (above.includes(module)) return circles.push([...above.slice(above.indexOf(module)), module].join(" → "))
    for (const to of importsOf(module)) walk(to, [...above, module])
  }
  walk("builder.js", [])
  assert.deepEqual(circles, [])
})
