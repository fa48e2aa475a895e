// Runs in a page before the page's own scripts: workers that fail as the test says. A reply tells which text it belongs to.
// The test reads `said` and calls `engineFails`.
const said = [];
addEventListener("DOMContentLoaded", () => {
  const line = document.querySelector("[data-engine-status]");
  if (!line) throw new Error("stand_in_engine: the page has no [data-engine-status]");
  new MutationObserver(() => said.push(line.textContent)).observe(line, { childList: true, characterData: true, subtree: true });
});

/** @type {PromiseWithResolvers<string>} */
const { promise: told, resolve: engineFails } = Promise.withResolvers();

const finding = (text, more) => ({ kind: "k", strength: "ask", rule: "r", span: [0, 1], ask: `«${text}»`, openers: [], ...more });
const RIGHT = {
  coach: ({ text }) => ({ op: "coach", findings: [finding(text)] }),
  compose: () => ({ op: "compose", sentence: "" }),
  du: () => ({ op: "du", du: null, note: null }),
  guard: () => ({ op: "guard", found: [], ask: "" }),
};
const guarded = (more) => ({ op: "guard", found: [{ kind: "phone", span: [0, 1] }], ask: "<b>x</b>", ...more });
const coached = (findings) => ({ op: "coach", findings });
/** What the engine posts in place of the reply to one op, or to all. */
const GARBAGE = {
  null: () => null,
  "a string": () => "<b>x</b>",
  "a list": () => [],
  "findings that are a string": () => coached("<b>x</b>"),
  "findings with null": () => coached([null]),
  "a span outside the text": ({ text }) => coached([finding(text, { span: [0, 9_999] })]),
  "a span backwards": ({ text }) => coached([finding(text, { span: [3, 1] })]),
  "HTML for a question": ({ text }) => coached([finding(text, { ask: `«${text}»<b>x</b><img src=x onerror="document.title='run'">` })]),
  "an object for a question": ({ text }) => coached([finding(text, { ask: { text } })]),
  "a guard without a find": () => guarded({ found: [] }),
  "a guard with a span outside": () => guarded({ found: [{ kind: "phone", span: [-5, 9_999] }] }),
  "an answer to another kind of question": () => ({ op: "sheet", sheet: "<b>x</b>" }),
};
const NOISE = [null, undefined, 7, "x", [], {}, { id: {} }, { id: 1 }, { id: 99, response: null }, { loaded: -1, total: 0 }, { loaded: "1", total: {} }];

/** The engine's script is there at once: the page's clock, which the test controls, doesn't wait for a download. */
const { fetch: realFetch } = window;
const fetchAtOnce = (url, options) => (String(url).endsWith("/brython.js") ? Promise.resolve(new Response("")) : realFetch(url, options));

class StandInWorker extends EventTarget {
  /** @type {((event: {data: any}) => void) | null} */
  onmessage = null;
  /** @type {((event: {preventDefault: () => void}) => void) | null} */
  onerror = null;
  /** @type {((event: {preventDefault: () => void}) => void) | null} */
  onmessageerror = null;

  constructor(_url, options) {
    super();
    this.large = options?.type === "module";
    this.waiting = [];
    told.then((fault) => setTimeout(() => this.start(fault), 20)); // after the page has added its listeners
  }
  start(fault) {
    this.fault = fault;
    if (fault === "no worker can be made" || fault === "breaks at the start") return this.break("onerror");
    if (fault === "failed at the start") return this.say({ failed: true });
    if (fault === "never ready" || fault === "killed before it is ready") return this.terminate();
    if (fault === "noise") NOISE.forEach((one) => this.say(one));
    this.say({ ready: true });
    const over = fault === "killed when it is ready" || (fault === "killed when Pyodide has taken over" && this.large);
    if (over || (fault === "killed while Pyodide takes over" && this.large)) setTimeout(() => this.terminate(), over ? 0 : 1_050);
  }
  say(data) {
    if (!this.over) this.onmessage?.({ data });
  }
  break(how) {
    if (!this.over) this[how]?.({ preventDefault() {} });
  }
  terminate() {
    this.over = true;
  }
  postMessage({ id, request }) {
    const { fault } = this;
    const right = RIGHT[request.op](request);
    const wrong = GARBAGE[fault]?.(request);
    const misplaced = ["coach", "guard"].includes(wrong?.op) && wrong.op !== request.op;
    const answer = { id, response: wrong === undefined || misplaced ? right : wrong };
    const say = (message, delay = 50) => setTimeout(() => this.say(message), delay);
    if (fault === "killed while it is asked") return this.terminate();
    if (fault === "raises each time") return say({ id, error: "MemoryError" });
    if (fault === "breaks each time") return setTimeout(() => this.break("onerror"), 50);
    if (fault === "message error each time") return setTimeout(() => this.break("onmessageerror"), 50);
    if (fault === "failed each time") return say({ failed: true });
    if (fault === "never answers") return;
    if (fault === "answers late") return say(answer, 4_000);
    if (fault === "answers last first") {
      this.waiting.unshift(answer);
      return setTimeout(() => this.waiting.splice(0).forEach((one) => this.say(one)), 2_500);
    }
    if (fault === "answers twice") say({ id, response: RIGHT.coach({ text: "second" }) }, 60);
    if (fault === "answers to another id") return say({ ...answer, id: id + 1_000 });
    if (fault === "noise") NOISE.forEach((one) => say(one));
    say(answer);
  }
}

Object.assign(window, { said, engineFails, fetch: fetchAtOnce, Worker: StandInWorker });
