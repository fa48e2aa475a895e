/**
 * One question, whoever can answer it: Brython first, Pyodide when it is there.
 *
 * Knows when an engine is started, asked, replaced and given up. Does not know what is asked, what the engines are
 * made of, or the page: the state goes out through onStatus.
 */

import { isAnswer } from "./answers.js";
import { brythonWorker } from "./engine-brython.js";
import { pyodideWorker } from "./engine-pyodide.js";

const ANSWER_TIME = 5_000; // ms; an answer takes milliseconds, so this one will not come
const SILENCE = 60_000; // ms without a sign of life from an engine that loads and that somebody waits for
const MOST_TRIES = 3; // a question that stops three engines is not asked a fourth time

/** Nothing can answer. */
export class NoEngine extends Error {}

/**
 * @typedef {{loaded: number, total: number}} Progress Bytes as they are transferred.
 * @typedef {{state: "loading" | "ready" | "none", engine: "brython" | "pyodide" | null, progress: Progress | null}} Status
 */

/**
 * @param {object} options
 * @param {string} options.base Absolute address of the engine folder, with a slash at the end.
 * @param {(status: Status) => void} [options.onStatus] Called when the status has changed.
 */
export function createEngines({ base, onStatus = () => {} }) {
  const brython = { name: "brython", make: (signal) => brythonWorker(base, signal) };
  const pyodide = { name: "pyodide", make: () => pyodideWorker(base, awaited()) };
  const both = [pyodide, brython]; // the better one first
  const questions = new Map(); // id → question
  let started, wanted, progress, told, lastId = 0;
  reset();

  function reset() {
    for (const engine of both) Object.assign(engine, { state: "idle", worker: null, life: null, failures: 0 });
    started = wanted = false;
    progress = told = null;
  }

  const awaited = () => brython.state === "off";
  const status = () => {
    const engine = both.find(({ state }) => state === "ready");
    if (engine) return { state: "ready", engine: engine.name, progress: null };
    const hope = both.some(({ state }) => state === "loading") || !started;
    return { state: hope ? "loading" : "none", engine: null, progress: hope && awaited() ? progress : null };
  };

  function tell() {
    const now = JSON.stringify(status());
    if (now === told) return;
    told = now;
    onStatus(status());
  }

  async function launch(engine) {
    engine.state = "loading";
    const { signal } = (engine.life = new AbortController());
    watch(engine);
    try {
      const worker = await engine.make(signal);
      if (signal.aborted) return worker.terminate();
      engine.worker = worker;
      worker.onmessage = ({ data }) => signal.aborted || hear(engine, data);
      worker.onerror = worker.onmessageerror = (event) => {
        event.preventDefault(); // it would be told in the console
        if (!signal.aborted) fail(engine);
      };
    } catch {
      if (!signal.aborted) fail(engine);
    }
  }

  function watch(engine) {
    clearTimeout(engine.timer);
    if (engine === brython || awaited()) engine.timer = setTimeout(() => fail(engine), SILENCE);
  }

  function hear(engine, data) {
    if (data?.failed) return fail(engine);
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

  function settle(engine, data) {
    const question = questions.get(data.id);
    if (question?.engine !== engine) return;
    if (!isAnswer(question.request, data.response)) return fail(engine);
    questions.delete(data.id);
    clearTimeout(question.timer);
    question.resolve(data.response);
    if (engine === brython && (wanted || !isSlow())) startPyodide();
  }

  const startPyodide = () => pyodide.state === "idle" && launch(pyodide);

  function fail(engine) {
    const wasLoading = engine.state === "loading";
    halt(engine);
    engine.failures += 1;
    for (const question of questions.values()) {
      if (question.engine !== engine) continue;
      clearTimeout(question.timer);
      question.engine = null;
    }
    // A Pyodide that nobody waits for is not downloaded twice.
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

  function halt(engine) {
    clearTimeout(engine.timer);
    engine.life?.abort();
    engine.worker?.terminate();
    engine.worker = null;
  }

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
        engine.worker.postMessage({ id, request: question.request });
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
    /** Load the small engine, if that has not been done. */
    start,
    /**
     * The answer from whichever engine can give it; rejects with NoEngine when none can.
     * @param {object} request Plain data, as builder/respond.py wants it.
     * @returns {Promise<any>}
     */
    ask(request, { timeout = ANSWER_TIME } = {}) {
      const plain = JSON.parse(JSON.stringify(request ?? null));
      return new Promise((resolve, reject) => {
        questions.set(++lastId, { request: plain, resolve, reject, timeout, engine: null, tries: 0, timer: 0 });
        start();
        askWaiting();
      });
    },
    /** Load Pyodide on a slow or metered connection too. */
    wantFull() {
      wanted = true;
      start();
      startPyodide();
      tell();
    },
    /** End both engines and forget what was asked; a later ask starts again. */
    stop() {
      both.forEach(halt);
      reset();
      for (const question of questions.values()) {
        clearTimeout(question.timer);
        question.reject(new NoEngine());
      }
      questions.clear();
    },
    /** Whether nothing is being loaded. */
    get still() {
      return both.every(({ state }) => state !== "loading");
    },
    /** @returns {Status["state"]} "loading" too before anything is started. */
    get state() {
      return status().state;
    },
  };
}

/** Whether the person has a slow link, or pays for what comes through it, as far as the browser tells. */
export const isSlow = ({ saveData, effectiveType } = navigator.connection ?? {}) => saveData || ["slow-2g", "2g", "3g"].includes(effectiveType);
