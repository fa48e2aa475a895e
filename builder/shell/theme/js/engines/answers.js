/**
 * What an answer looks like. One that looks otherwise comes from an engine that has broken, and is no answer.
 *
 * Knows of builder/respond.py's answers what the pages rely on. Does not know what is done with them.
 */

const isText = (value) => typeof value === "string";
const isTextOrNull = (value) => value === null || isText(value);
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isList = (value, isItem) => Array.isArray(value) && value.every(isItem);

/** Two code points' places in the text, in order. */
const isSpan = (span, text) => isList(span, Number.isInteger) && span.length === 2 && 0 <= span[0] && span[0] <= span[1] && span[1] <= [...text].length;

/** @type {Record<string, (response: any, request: any) => boolean>} */
const SHAPES = {
  coach: ({ findings }, { text }) =>
    isList(findings, (one) => isObject(one) && [one.kind, one.strength, one.rule, one.ask].every(isText) && isSpan(one.span, text) && isList(one.openers, isText)),
  compose: ({ sentence }) => isText(sentence),
  du: ({ du, note }) => isTextOrNull(du) && isTextOrNull(note),
  guard: ({ found, ask }, { text }) =>
    isList(found, (one) => isObject(one) && isText(one.kind) && isSpan(one.span, text)) && isText(ask) && (ask !== "") === (found.length > 0),
};

/**
 * @param {any} request
 * @param {any} response
 */
export function isAnswer(request, response) {
  if (!isObject(response)) return false;
  if ("error" in response) return isText(response.error);
  return response.op === request?.op && (SHAPES[response.op]?.(response, request) ?? true);
}
