/**
 * One request, answered by whichever engine can: Brython first, Pyodide once it is there.
 *
 * Knows when an engine is started, asked, replaced and given up. Doesn't know what is asked, what the engines are made of,
 * or the page: the status goes out through onStatus.
 *
 * RULES
 * 1. Nothing is loaded until the page calls `start`, `ask` or `wantFull`. All three load Brython. Pyodide is loaded after
 *    Brython's first reply (on a slow or metered link only after `wantFull`), or when Brython has been given up.
 * 2. The better engine that is ready is asked. A request is given to one engine at a time.
 * 3. Anything but a right reply in time is a failure of the engine, not of the request: a wrong shape, an error that the
 *    program raised, silence, an error event. A failed engine's worker is ended, and its open requests wait for another.
 * 4. An engine is replaced once; after its second failure it is given up. Pyodide that fails while it loads is not loaded
 *    again unless somebody waits for it. A request that has stopped three engines is rejected: it may be the cause.
 * 5. Each request settles once: with its own reply, or with NoEngine. What a worker posts otherwise is ignored.
 *
 * THEORY OF OPERATION. Each engine has a state:
 *
 *     idle ──launch──▶ loading ──{ready}──▶ ready
 *                       ▲  │                 │
 *                       │ fail             fail
 *                       │  ▼                 │
 *                       └─ off ◀─────────────┘   (launched again after the first failure)
 *
 * `stop` ends both workers, rejects every request and returns both engines to idle. Each launch has an AbortController,
 * `life`: after it is aborted, nothing that its worker or its download still brings is heard. A timer watches an engine
 * that loads and that somebody waits for (60 s without a sign of life) and each request (5 s, or 60 s after {waits}: the
worker then loads the program's second file).
 * `questions` holds the open requests by number; `askWaiting` gives those without an engine to the best one that is ready,
 * and is called whenever an engine becomes ready, an engine fails or a request comes.
 *
 * WARNING. These change together: the states here and `Status`, whose states are keys of the page's sentences
 * (`engine` in builder/content/form/messages.toml); the messages here and in messages.js (see there). The rules are tested
 * with random failures in tests/js/chaos_engines.mjs, which counts workers and tries: its limits follow rules 3 and 4.
 */

import { isReply } from "./messages.js";
import { brythonWorker } from "./engine-brython.js";
import { pyodideWorker } from "./engine-pyodide.js";

const ANSWER_TIME = 5_000; // ms; a reply takes milliseconds, so after this one will not come
const SILENCE = 60_000; // ms without a sign of life from an engine that loads and that somebody waits for
const MOST_TRIES = 3; // a request that stops three engines is not tried a fourth time

/** No engine can answer. */
export class NoEngine extends Error {}

/**
 * @typedef {{loaded: number, total: number}} Progress  In bytes as they are transferred.
 * @typedef {{state: "loading" | "ready" | "none", engine: "brython" | "pyodide" | null, progress: Progress | null}} Status
 */

/**
 * @typedef {object} Engine
 * @property {"brython" | "pyodide"} name
 * @property {(signal: AbortSignal) => Worker | Promise<Worker>} make
 * @property {"idle" | "loading" | "ready" | "off"} state
 * @property {Worker | null} worker
 * @property {AbortController | null} life  Aborted when the worker is ended.
 * @property {number} failures
 * @property {Timer} [timer]  Watches an engine that loads.
 */

/**
 * @typedef {object} Question  A request that has not been settled.
 * @property {any} request
 * @property {(response: any) => void} resolve
 * @property {(error: NoEngine) => void} reject
 * @property {number} timeout  In ms.
 * @property {Engine | null} engine  The engine that has been asked; null while the request waits.
 * @property {number} tries
 * @property {Timer} [timer]  Ends the wait for the reply.
 */

/** @typedef {ReturnType<typeof setTimeout>} Timer */

/**
 * @typedef {object} Engines
 * @property {() => void} start  Load the small engine, unless that has been done.
 * @property {(request: object, options?: {timeout?: number}) => Promise<any>} ask  The reply to plain data, as
 *   builder/respond.py wants it, from whichever engine can give it. timeout: ms for each try. Rejects with NoEngine.
 * @property {() => void} wantFull  Load Pyodide on a slow or metered link too.
 * @property {() => void} stop  End both engines and reject all requests with NoEngine; a later ask starts again.
 * @property {boolean} still  Whether nothing is being loaded.
 * @property {Status["state"]} state  "loading" also before anything is started.
 */

/**
 * The engines of one page.
 * @param {object} options
 * @param {string} options.base  Absolute address of the engine folder, with a slash at the end.
 * @param {(status: Status) => void} [options.onStatus]  Called when the status has changed.
 * @returns {Engines}
 */
export function createEngines({ base, onStatus = () => {} }) {
  const idle = () => /** @type {const} */ ({ state: "idle", worker: null, life: null, failures: 0 });
  /** @type {Engine} */
  const brython = { name: "brython", make: (signal) => brythonWorker(base, signal), ...idle() };
  /** @type {Engine} */
  const pyodide = { name: "pyodide", make: () => pyodideWorker(base, awaited()), ...idle() };
  const both = [pyodide, brython]; // the better one first
  /** @type {Map<number, Question>} */
  const questions = new Map();
  let started = false;
  let wanted = false; // whether wantFull has been called
  let progress = /** @type {Progress | null} */ (null);
  let told = ""; // the latest status that went out, as JSON
  let lastId = 0;

  /** Whether somebody waits for Pyodide: Brython has been given up. */
  const awaited = () => brython.state === "off";

  /** @returns {Status} */
  function status() {
    const engine = both.find(({ state }) => state === "ready");
    if (engine) return { state: "ready", engine: engine.name, progress: null };
    const hope = both.some(({ state }) => state === "loading") || !started;
    return { state: hope ? "loading" : "none", engine: null, progress: hope && awaited() ? progress : null };
  }

  function tell() {
    const now = JSON.stringify(status());
    if (now === told) return;
    told = now;
    onStatus(status());
  }

  /** @param {Engine} engine */
  async function launch(engine) {
    engine.state = "loading";
    const { signal } = (engine.life = new AbortController());
    watch(engine);
    try {
      const worker = await engine.make(signal);
      if (signal.aborted) return worker.terminate();
      engine.worker = worker;
      worker.onmessage = ({ data }) => signal.aborted || hear(engine, data);
      /** @param {Event} event */
      const broken = (event) => {
        event.preventDefault(); // or the browser writes the error to the console
        if (!signal.aborted) fail(engine);
      };
      worker.onerror = broken;
      worker.onmessageerror = broken;
    } catch {
      if (!signal.aborted) fail(engine);
    }
  }

  /**
   * Wait for the next sign of life from an engine that loads.
   * @param {Engine} engine
   */
  function watch(engine) {
    clearTimeout(engine.timer);
    if (engine === brython || awaited()) engine.timer = setTimeout(() => fail(engine), SILENCE);
  }

  /**
   * Take a message from an engine's worker.
   * @param {Engine} engine
   * @param {any} data  One of FromWorker, or whatever a broken worker posts.
   */
  function hear(engine, data) {
    if (data?.failed) return fail(engine);
    if (data?.waits) return allowDownload(engine, data.waits);
    if (engine.state === "ready") return settle(engine, data ?? {});
    if (data?.ready) {
      clearTimeout(engine.timer);
      engine.state = "ready";
      askWaiting();
    } else if (data?.loaded >= 0 && data.total > 0) {
      progress = { loaded: data.loaded, total: data.total };
      watch(engine);
    }
    tell();
  }

  /**
   * Give a request that waits for the engine's second file the time that a download has.
   * @param {Engine} engine
   * @param {number} id  The request's.
   */
  function allowDownload(engine, id) {
    const question = questions.get(id);
    if (question?.engine !== engine) return;
    clearTimeout(question.timer);
    question.timer = setTimeout(() => fail(engine), Math.max(question.timeout, SILENCE));
  }

  /**
   * Resolve the request that a reply belongs to. A reply that isn't one ends the engine.
   * @param {Engine} engine
   * @param {{id?: any, response?: any}} data
   */
  function settle(engine, data) {
    const question = questions.get(data.id);
    if (question?.engine !== engine) return;
    if (!isReply(question.request, data.response)) return fail(engine);
    questions.delete(data.id);
    clearTimeout(question.timer);
    question.resolve(data.response);
    if (engine === brython && (wanted || !isSlow())) startPyodide();
  }

  const startPyodide = () => pyodide.state === "idle" && launch(pyodide);

  /** @param {Engine} engine */
  function fail(engine) {
    const wasLoading = engine.state === "loading";
    halt(engine);
    engine.failures += 1;
    for (const question of questions.values()) {
      if (question.engine !== engine) continue;
      clearTimeout(question.timer);
      question.engine = null;
    }
    // Don't download Pyodide twice if nobody waits for it.
    const again = engine.failures < 2 && !(engine === pyodide && wasLoading && !awaited());
    engine.state = "off";
    if (again) launch(engine);
    if (awaited()) {
      if (pyodide.state === "loading") watch(pyodide);
      startPyodide();
    }
    askWaiting();
    tell();
  }

  /** @param {Engine} engine */
  function halt(engine) {
    clearTimeout(engine.timer);
    engine.life?.abort();
    engine.worker?.terminate();
    engine.worker = null;
  }

  /** Give the requests that wait to the best engine that is ready. Without hope of one, reject them. */
  function askWaiting() {
    const engine = both.find(({ state }) => state === "ready");
    const lost = !engine && status().state === "none";
    for (const [id, question] of [...questions]) {
      if (question.engine) continue;
      if (lost || question.tries === MOST_TRIES) {
        questions.delete(id);
        question.reject(new NoEngine());
      } else if (engine) {
        question.engine = engine;
        question.tries += 1;
        question.timer = setTimeout(() => fail(engine), question.timeout);
        engine.worker?.postMessage({ id, request: question.request });
      }
    }
  }

  function start() {
    if (started) return;
    started = true;
    if (typeof WebAssembly !== "object") pyodide.state = "off";
    if (typeof Worker === "function") launch(brython);
    else brython.state = pyodide.state = "off";
    tell();
  }

  return {
    start,
    ask(request, { timeout = ANSWER_TIME } = {}) {
      const plain = JSON.parse(JSON.stringify(request ?? null));
      return new Promise((resolve, reject) => {
        questions.set(++lastId, { request: plain, resolve, reject, timeout, engine: null, tries: 0 });
        start();
        askWaiting();
      });
    },
    wantFull() {
      wanted = true;
      start();
      startPyodide();
      tell();
    },
    stop() {
      for (const engine of both) {
        halt(engine);
        Object.assign(engine, idle());
      }
      started = wanted = false;
      progress = null;
      told = "";
      for (const question of questions.values()) {
        clearTimeout(question.timer);
        question.reject(new NoEngine());
      }
      questions.clear();
    },
    get still() {
      return both.every(({ state }) => state !== "loading");
    },
    get state() {
      return status().state;
    },
  };
}

/**
 * Whether the person has a slow link or pays for what comes through it, as far as the browser tells.
 * @param {{saveData?: boolean, effectiveType?: string}} [connection]
 * @returns {boolean}
 */
export const isSlow = ({ saveData = false, effectiveType = "" } = navigator.connection ?? {}) =>
  saveData || ["slow-2g", "2g", "3g"].includes(effectiveType);
