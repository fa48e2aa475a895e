// The parts of help/: coach, small questions, guard, du-form. The engine is a function of the test.
import assert from "node:assert/strict"
import test from "node:test"
import { choose, field, hasButton, openForm, press, pressIt, seenText, settle, write } from "./helpers/page.mjs"

const GOAL = "Vad vill du ska bli möjligt?"
const PAUSE = 1000
const QUESTION = { kind: "k", strength: "ask", rule: "r", span: [0, 1], ask: "Vad skulle det göra möjligt?", openers: ["able"] }
const PLAN = { format: "viktigast", version: 1, written_by: "self", answers: {}, marks: {}, updated: "2026-01-02" }

/** A form with the parts of help/, an engine that answers with what `answers` says for each op, and a clock that the test sets. */
async function openHelp(t, answers, options) {
  t.mock.timers.enable({ apis: ["setTimeout"] })
  const page = await openForm(options)
  page.asked = []
  page.answers = answers
  const ask = async (request) => {
    page.asked.push(request)
    const answer = page.answers[request.op]
    if (!answer) throw new Error("no engine")
    return typeof answer === "function" ? answer(request) : answer
  }
  for (const name of ["openers", "coach", "guard", "du-form"]) page[name] = await page.start(`help/${name}.js`, { ask })
  page.goal = field(page.document, GOAL)
  page.pause = async () => {
    t.mock.timers.tick(PAUSE)
    await settle()
  }
  /** What is shown below the goal. */
  page.below = (selector) => seenText(page.goal.parentElement.querySelector(`:scope > ${selector}`))
  return page
}

test("the coach asks after a pause, and is quiet about a goal that should stay as it is", async (t) => {
  const page = await openHelp(t, { coach: { findings: [QUESTION] } })
  write(page.goal, "Trygghet")
  assert.equal(page.below(".coach"), "")
  await page.pause()
  assert.match(page.below(".coach"), /Vad skulle det göra möjligt\?/)
  assert.deepEqual(page.asked.filter(({ op }) => op === "coach"), [{ op: "coach", field: "main_goal", text: "Trygghet", voice: "self" }])
  const [keep] = [...page.form.querySelectorAll(".coach button")].filter((one) => !/hjälp/i.test(one.textContent)).slice(-1)
  pressIt(keep)
  assert.doesNotMatch(page.below(".coach"), /möjligt/)
  assert.equal(page.document.activeElement, page.goal)
  assert.equal(page.coach.holdsText(), true)
  write(page.goal, "Trygghet ")
  await page.pause()
  assert.equal(page.asked.filter(({ op }) => op === "coach").length, 1)
  page.coach.forget()
  assert.equal(page.coach.holdsText(), false)
})

test("a late answer to an older text is not shown, and another writer is not asked the earlier question", async (t) => {
  const page = await openHelp(t, { coach: { findings: [QUESTION] } })
  write(page.goal, "Trygghet")
  t.mock.timers.tick(PAUSE)
  page.goal.value = "Något annat"
  await settle()
  assert.equal(page.below(".coach"), "")
  write(page.goal, "Trygghet")
  await page.pause()
  assert.notEqual(page.below(".coach"), "")
  choose(page.document, "Jag själv")
  assert.equal(page.below(".coach"), "")
})

test("a field that an extension has put into an element of its own is coached and guarded as before", async (t) => {
  const change = (document) => {
    for (const area of document.querySelectorAll("#builder textarea")) {
      const wrapper = document.createElement("span")
      area.replaceWith(wrapper)
      wrapper.append(area)
    }
  }
  const page = await openHelp(t, { coach: { findings: [QUESTION] }, guard: { found: [{ kind: "phone", span: [0, 3] }], ask: "Behövs numret?" } }, { change })
  write(page.goal, "070")
  await page.pause()
  const around = page.goal.closest(".question")
  assert.match(seenText(around.querySelector(":scope > .coach")), /Vad skulle/)
  assert.match(seenText(around.querySelector(":scope > .guard")), /Behövs numret\?/)
  assert.deepEqual(page.said, [])
})

test("the guard asks once about each kind", async (t) => {
  const page = await openHelp(t, { guard: ({ text }) => (text.includes("070") ? { found: [{ kind: "phone", span: [0, 3] }], ask: "Behövs numret?" } : { found: [], ask: "" }) })
  write(page.goal, "070")
  await page.pause()
  assert.match(page.below(".guard"), /Behövs numret\?/)
  pressIt(page.goal.parentElement.querySelector(":scope > .guard button"))
  assert.equal(page.below(".guard"), "")
  assert.equal(page.document.activeElement, page.goal)
  write(page.goal, "070 igen")
  await page.pause()
  assert.equal(page.below(".guard"), "")
  assert.equal(page.guard.holdsText(), true)
  page.guard.forget()
  assert.equal(page.guard.holdsText(), false)
})

test("small questions give a sentence that can be taken, and the earlier goal can be put back", async (t) => {
  const page = await openHelp(t, { coach: { findings: [QUESTION] }, compose: { sentence: "Jag vill kunna gå ut." } })
  const { messages } = await page.load("common/messages.js")
  write(page.goal, "Promenader")
  await page.pause()
  press(page.form, messages.openers.open)
  const answer = page.document.activeElement
  assert.equal(answer.name, "main_goal_able")
  write(answer, "gå ut")
  await page.pause()
  press(page.form, messages.openers.take)
  assert.equal(page.goal.value, "Jag vill kunna gå ut.")
  assert.equal(page.openers.isTaken(page.goal), true)
  const { readPlan } = await page.load("form/plan.js")
  assert.equal(readPlan().answers.main_goal_before, "Promenader")
  press(page.form, messages.openers.back)
  assert.equal(page.goal.value, "Promenader")
  assert.equal(hasButton(page.form, messages.openers.back), false)
  const { clearParts } = await page.load("common/parts.js")
  clearParts()
  assert.equal(page.openers.holdsText(), false)
  assert.doesNotMatch(page.form.outerHTML, /Promenader|gå ut\./)
})

test("another plan shows its own small questions and earlier goal", async (t) => {
  const page = await openHelp(t, { compose: { sentence: "Jag vill kunna gå ut." } })
  const { messages } = await page.load("common/messages.js")
  const { writePlan } = await page.load("form/plan.js")
  const answers = { main_goal: "Jag vill kunna gå ut.", main_goal_before: "Promenader", main_goal_able: "gå ut" }
  writePlan({ ...PLAN, answers })
  await settle()
  assert.ok(hasButton(page.form, messages.openers.back))
  assert.equal(page.openers.isTaken(page.goal), true)
  writePlan(PLAN)
  await settle()
  assert.equal(hasButton(page.form, messages.openers.back), false)
  assert.equal(page.openers.holdsText(), false)
})

test("du-form is suggested beside the goal, and what the writer has made of it is replaced only when they ask", async (t) => {
  const page = await openHelp(t, { du: { du: "Du vill gå ut.", note: null } }, { search: "?region=cosmic" })
  const { messages } = await page.load("common/messages.js")
  const block = page.form.querySelector('[data-du-of="main_goal"]')
  const own = block.querySelector("textarea")
  assert.equal(block.hidden, false)
  write(page.goal, "Jag vill gå ut.")
  press(block, messages.du_form.suggest)
  await settle()
  assert.equal(own.value, "Du vill gå ut.")
  write(own, "Du vill ut.")
  press(block, messages.du_form.suggest)
  await settle()
  assert.equal(own.value, "Du vill ut.")
  press(block, messages.du_form.take)
  assert.equal(own.value, "Du vill gå ut.")
  press(block, messages.form.undo)
  assert.equal(own.value, "Du vill ut.")
  assert.equal(page["du-form"].holdsText(), true)
  const { writePlan } = await page.load("form/plan.js")
  writePlan(PLAN)
  assert.equal(page["du-form"].holdsText(), false)
})

test("du-form for all goals is added, removed and put back on the sheet's step", async (t) => {
  const page = await openHelp(t, { du: { du: "Du vill gå ut.", note: null } })
  await page.start("form/sheet.js")
  const duSheet = await page.start("help/du-sheet.js")
  const { messages } = await page.load("common/messages.js")
  const own = page.form.querySelector('[name="main_goal_du"]')
  write(page.goal, "Jag vill gå ut.")
  duSheet.showDuOnSheet()
  press(page.form, messages.du_form.sheet_add)
  await settle()
  assert.equal(own.value, "Du vill gå ut.")
  press(page.form, messages.du_form.sheet_remove)
  assert.equal(own.value, "")
  assert.equal(duSheet.holdsText(), true)
  press(page.form.querySelector("[data-du-sheet]"), messages.form.undo)
  assert.equal(own.value, "Du vill gå ut.")
  const { clearParts } = await page.load("common/parts.js")
  clearParts()
  assert.equal(duSheet.holdsText(), false)
})

test("an item that is added has a place for du-form when the others have", async (t) => {
  const page = await openHelp(t, {}, { search: "?region=cosmic" })
  await page.start("form/items.js")
  const goals = page.form.querySelector('[data-question="sub_goals"]')
  goals.querySelector("[data-add-item]").click()
  const blocks = [...goals.querySelectorAll("[data-items] [data-du-of]")]
  assert.deepEqual(blocks.map((block) => block.hidden), [false, false])
})

test("without an engine it is said, and a question that was asked is forgotten", async () => {
  const page = await openForm()
  const { messages } = await page.load("common/messages.js")
  const engine = await page.start("help/engine.js")
  assert.equal(seenText(page.form.querySelector("[data-engine-status]")), messages.engine.none)
  assert.equal(engine.holdsText(), false)
  await assert.rejects(engine.askEngine({ op: "coach", text: "a" }))
  assert.equal(engine.holdsText(), true)
  engine.forget()
  assert.equal(engine.holdsText(), false)
})
