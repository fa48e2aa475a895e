// Runs the page's own engines.js under Node against workers that fail in every way, many times over, with a simulated clock.
// Knows what a worker can do to a page. Knows nothing of Python: a reply tells which text it belongs to.
// usage: node chaos_engines.mjs FIRST_SEED COUNT → one JSON line: {faults: {name: count}, broken: [{seed, what, trace}]}
import { createEngines, NoEngine } from "../../builder/shell/theme/js/engines/engines.js"

const [first, count] = process.argv.slice(2).map(Number)
const LONG = 20 * 60_000 // ms; by then every request has had its three engines

// ---- chance and time that can be repeated ------------------------------------------------------------------------------

let state = 0
function chance() {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}
const pick = (list) => list[Math.floor(chance() * list.length)]

let now = 0, lastTimer = 0
/** @type {Map<number, {run: () => void, at: number}>} */
const timers = new Map()
Object.assign(globalThis, {
  setTimeout: (run, delay = 0) => (timers.set(++lastTimer, { run, at: now + delay }), lastTimer),
  clearTimeout: (id) => timers.delete(id),
})
/** Run everything that is due until `end`: first what waits for no timer, then the next timer, and so on. */
async function passUntil(end) {
  for (;;) {
    await new Promise(setImmediate)
    const [first] = [...timers].sort(([, one], [, other]) => one.at - other.at)
    if (!first || first[1].at > end) return (now = Math.max(now, Math.min(end, LONG * 9)))
    const [id, next] = first
    timers.delete(id)
    now = Math.max(now, next.at)
    next.run()
  }
}

// ---- what can go wrong ----------------------------------------------------------------------------------------------

const finding = (text, more) => ({ kind: "k", strength: "ask", rule: "r", span: [0, 1], ask: text, openers: [], ...more })
const right = ({ text }) => ({ op: "coach", findings: [finding(text)] })
/** What an engine may post in place of a reply. */
const GARBAGE = {
  nothing: () => null, undefined: () => undefined, "a word": () => "x", "a number": () => 7, "a list": () => [], "an empty object": () => ({}),
  "another question's answer": () => ({ op: "guard", found: [], ask: "" }),
  "no list": () => ({ op: "coach", findings: "<b>x</b>" }),
  "empty findings": () => ({ op: "coach", findings: [null] }),
  "a span outside the text": ({ text }) => ({ op: "coach", findings: [finding(text, { span: [0, 999] })] }),
  "a span before the text": ({ text }) => ({ op: "coach", findings: [finding(text, { span: [-1, 1] })] }),
  "a span backwards": ({ text }) => ({ op: "coach", findings: [finding(text, { span: [2, 1] })] }),
  "a span that is none": ({ text }) => ({ op: "coach", findings: [finding(text, { span: "01" })] }),
  "a question that is none": ({ text }) => ({ op: "coach", findings: [finding(text, { ask: { text } })] }),
  "openers that are none": ({ text }) => ({ op: "coach", findings: [finding(text, { openers: text })] }),
  "an error without a word": () => ({ error: {} }),
}
const STARTS = ["ready", "ready", "ready", "ready", "late", "progress", "never", "refused", "failed", "error event", "messageerror", "noise", "answers first"]
const REPLIES = ["right", "right", "right", "late", "too late", "twice", "wrong id", "earlier id", "the other engine's id", "noise", "raises", "failed", "error event", "never", "dies", "waits", "waits for ever", ...Object.keys(GARBAGE)]
const NOISE = [{ waits: {} }, { waits: 99 }, null, undefined, 7, "x", [], {}, { id: {} }, { id: 1 }, { id: null, response: null }, { loaded: -1, total: 0 }, { loaded: "1", total: "2" }, { ready: false }, { failed: 0 }]

const faults = {}
let trace, workers, posted
const note = (what) => {
  trace.push(`${now} ${what}`)
  const name = what.replace(/^\S+ /, "")
  faults[name] = (faults[name] ?? 0) + 1
}

globalThis.navigator ?? Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true })
const link = (slow) => Object.defineProperty(navigator, "connection", { value: slow ? { saveData: true } : undefined, configurable: true })
globalThis.fetch = (url, { signal }) =>
  new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason))
    const how = pick(["there", "there", "there", "there", "404", "offline", "never"])
    note(`download ${how}`)
    if (how === "offline") reject(new TypeError("offline"))
    if (how === "404" || how === "there") setTimeout(() => resolve(new Response("", { status: how === "404" ? 404 : 200 })), chance() * 3000)
  })

class Worker extends EventTarget {
  /** @type {((event: {data: any}) => void) | null} */
  onmessage = null
  /** @type {((event: {preventDefault: () => void}) => void) | null} */
  onerror = null
  /** @type {((event: {preventDefault: () => void}) => void) | null} */
  onmessageerror = null

  constructor(_url, options) {
    super()
    this.name = options?.type === "module" ? "pyodide" : "brython"
    this.dead = false
    this.answered = []
    const how = pick(STARTS)
    note(`${this.name}-start ${how}`)
    if (how === "refused") throw new Error("refused")
    workers.push(this)
    const say = (...messages) => messages.forEach((message) => this.say(message))
    const soon = (run) => setTimeout(run, chance() * 2000)
    if (how === "ready") soon(() => say({ ready: true }))
    if (how === "late") setTimeout(() => say({ ready: true }), 10_000 + chance() * 100_000)
    if (how === "progress") for (const part of [1, 2, 3, 4]) setTimeout(() => say(part < 4 ? { loaded: part, total: 3 } : { ready: true }), part * 50_000 * chance())
    if (how === "failed") soon(() => say({ failed: true }))
    if (how === "noise") soon(() => say(...NOISE, { ready: true }))
    if (how === "answers first") soon(() => say({ id: 1, response: right({ text: "stale" }) }, { ready: true }))
    if (how === "error event" || how === "messageerror") soon(() => this.break(how))
    if (chance() < 0.1) setTimeout(() => this.kill(), chance() * 30_000)
  }
  say(data) {
    if (!this.dead) this.onmessage?.({ data })
  }
  break(how) {
    if (!this.dead) (how === "messageerror" ? this.onmessageerror : this.onerror)?.({ preventDefault() {} })
  }
  /** The browser ends the worker and tells nobody. */
  kill() {
    note(`${this.name} killed`)
    this.dead = true
  }
  /** The page ends the worker. Messages on their way may still arrive. */
  terminate() {
    this.over = true
    this.dead ||= chance() < 0.5
  }
  postMessage({ id, request }) {
    const how = pick(REPLIES)
    posted.set(id, [...(posted.get(id) ?? []), this])
    note(`${this.name} ${how}`)
    const answer = { id, response: (GARBAGE[how] ?? right)(request) }
    const soon = (message, delay = 0) => setTimeout(() => this.say(message), delay + chance() * 300)
    if (how === "right") soon(answer), setTimeout(() => this.answered.push(id), 301)
    if (how in GARBAGE) soon(answer)
    if (how === "late") soon(answer, 4_000 * chance())
    if (how === "too late") soon(answer, 6_000)
    if (how === "twice") soon(answer), soon(answer), soon({ id, response: right({ text: "second" }) }, 300)
    if (how === "wrong id") soon({ ...answer, id: id + 1_000 })
    if (how === "earlier id") for (const old of this.answered) soon({ id: old, response: right({ text: "again" }) })
    if (how === "the other engine's id")
      setTimeout(() => [...posted].forEach(([other, asked]) => asked.includes(this) || this.say({ id: other, response: right({ text: "other" }) })), 300)
    if (how === "noise") NOISE.forEach((message) => soon(message)), soon(answer, 300)
    if (how === "raises") soon({ id, error: "MemoryError" })
    if (how === "failed") soon({ failed: true })
    if (how === "error event") setTimeout(() => this.break(how), chance() * 300)
    if (how === "dies") this.kill()
    if (how.startsWith("waits")) soon({ waits: id })
    if (how === "waits") soon(answer, 1_000 + 50_000 * chance())
  }
}
Object.assign(globalThis, { Worker })

// ---- one life of a page ---------------------------------------------------------------------------------------------

async function live(seed) {
  state = seed
  now = 0
  timers.clear()
  trace = []
  workers = []
  posted = new Map()
  const broken = []
  const statuses = []
  link(chance() < 0.3)
  const engines = createEngines({ base: "http://x/", onStatus: (status) => statuses.push(status) })
  let asked = 0, settled = 0, stops = 0
  const steps = 3 + Math.floor(chance() * 12)
  for (let step = 0; step < steps; step += 1) {
    const what = pick(["ask", "ask", "ask", "ask", "start", "full", "stop"])
    if (what === "start") engines.start()
    if (what === "full") engines.wantFull()
    if (what === "stop" && chance() < 0.3) engines.stop(), (stops += 1), statuses.push(null)
    if (what === "ask") {
      const text = `text ${asked++}`
      engines.ask({ op: "coach", text }).then(
        (answer) => (settled += 1, answer.findings[0].ask === text || broken.push(`${text} got the answer to ${JSON.stringify(answer)}`)),
        (error) => (settled += 1, error instanceof NoEngine || broken.push(`${text}: ${error}`)),
      )
    }
    await passUntil(now + pick([0, 0, 100, 1_000, 2_000, 3_000, 10_000, 100_000]))
    if (workers.filter(({ over }) => !over).length > 2) broken.push("more than two workers live")
  }
  await passUntil(now + LONG)
  if (settled !== asked) broken.push(`${asked - settled} questions were never settled`)
  if ([...posted.values()].some((asked) => asked.length > 3)) broken.push("a question was asked a fourth time")
  if (workers.length > 4 * (stops + 1)) broken.push(`${workers.length} workers were started`)
  if (statuses.some((status, at) => status && at > 0 && JSON.stringify(status) === JSON.stringify(statuses[at - 1]))) broken.push("the same status was told twice")
  if (statuses.filter((status) => status?.state === "none").length > stops + 1) broken.push("it was said more than once that there is no engine")
  if (engines.state === "ready" && !workers.some(({ over }) => !over)) broken.push("said to be ready without a worker")
  engines.stop()
  if (timers.size > 0 && [...timers.values()].some(({ at }) => at - now > LONG)) broken.push("a timer was left")
  if (workers.some(({ over }) => !over)) broken.push("a worker was left")
  return broken.map((what) => ({ seed, what, trace }))
}

const broken = []
process.on("unhandledRejection", (error) => broken.push({ seed: state, what: `unhandled: ${error instanceof Error ? error.stack : error}`, trace }))
for (let seed = first; seed < first + count && broken.length < 3; seed += 1) broken.push(...(await live(seed)))
process.stdout.write(JSON.stringify({ faults, broken }) + "\n")
process.exit(0)
