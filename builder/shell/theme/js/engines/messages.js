/**
 * The messages between the page and an engine's worker: their shapes, the worker's end, and the page's check of a reply.
 *
 * Knows of the replies of builder/respond.py what the pages rely on. Doesn't know what is done with a reply.
 *
 * WARNING. These change together: `serve` and `FromWorker` here; engines.js, which receives the messages;
 * builder/shell/engine/pyodide-start.mjs, which posts the progress; and the workers in tests/js/chaos_engines.mjs and
 * tests/chromium/engines/stand_in_engine.js, which post every message rightly and wrongly.
 */

/**
 * From the page to the worker: one request, with a number that the reply has too.
 * @typedef {{id: number, request: any}} ToWorker
 */

/**
 * From the worker to the page. Until it is ready: how many bytes have been transferred of how many, or that it has failed.
 * Then for each request its reply, or the name of the error that the program raised. `waits` is the id of a request that
 * needs the program's second file, which is on its way.
 * @typedef {{loaded: number, total: number} | {failed: true} | {ready: true} | {waits: number} | {id: number, response: any} | {id: number, error: string}} FromWorker
 */

/**
 * The program in a worker. `respond` is builder/respond.py in this engine, and may throw. `firstOps` names the ops that the
 * first file answers alone. `loadRest` loads the second file, and rejects if the file does not come.
 * @typedef {{respond: (request: any) => any, firstOps: string[], loadRest: () => Promise<void>}} Program
 */

/**
 * The worker's end: announces that the worker is ready, and replies to requests. A request for an op that is not in
 * firstOps waits for the second file, while the worker answers others. After the first reply the file is fetched anyway.
 * If the file does not come, such a request gets an error, never a reply. Runs in the worker, which gets this function as
 * text, so it uses nothing of this module.
 * @param {Program} program
 */
export function serve(program) {
  /** @type {Promise<void> | undefined} */
  let rest;
  const getRest = () => (rest ??= program.loadRest());
  onmessage = async ({ data: { id, request } }) => {
    let reply;
    try {
      if (!program.firstOps.includes(request?.op)) {
        postMessage({ waits: id });
        await getRest();
      }
      reply = { id, response: program.respond(request) };
    } catch (error) {
      reply = { id, error: error.name };
    }
    postMessage(reply);
    getRest().catch(() => {}); // a request that needs the file gets the error
  };
  postMessage({ ready: true });
}

const isText = (value) => typeof value === "string";
const isTextOrNull = (value) => value === null || isText(value);
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isList = (value, isItem) => Array.isArray(value) && value.every(isItem);

/** Whether it is the start and the end of a part of the text, in code points. */
const isSpan = (span, text) => isList(span, Number.isInteger) && span.length === 2 && 0 <= span[0] && span[0] <= span[1] && span[1] <= [...text].length;

/**
 * What the reply to each op must look like. Other ops are checked by the pages that ask.
 * @type {Record<string, (response: any, request: any) => boolean>}
 */
const SHAPES = {
  coach: ({ findings }, { text }) =>
    isList(findings, (one) => isObject(one) && [one.kind, one.strength, one.rule, one.ask].every(isText) && isSpan(one.span, text) && isList(one.openers, isText)),
  compose: ({ sentence }) => isText(sentence),
  du: ({ du, note }) => isTextOrNull(du) && isTextOrNull(note),
  guard: ({ found, ask }, { text }) =>
    isList(found, (one) => isObject(one) && isText(one.kind) && isSpan(one.span, text)) && isText(ask) && (ask !== "") === (found.length > 0),
};

/**
 * Whether a response is a reply to the request. If not, the engine is broken.
 * @param {any} request  Plain data, as the page sent it.
 * @param {any} response  Whatever the worker posted.
 * @returns {boolean}
 */
export function isReply(request, response) {
  if (!isObject(response)) return false;
  if ("error" in response) return isText(response.error);
  return response.op === request?.op && (SHAPES[response.op]?.(response, request) ?? true);
}
