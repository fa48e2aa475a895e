/**
 * The page's messages and the line in which they are announced.
 *
 * Knows the JSON that the build put into the page. No script holds a sentence of its own. The JSON is read when the
 * first message is needed, not when this module is imported.
 */

/** The messages of each document that has been asked for one. @type {WeakMap<Document, Record<string, any>>} */
const read = new WeakMap();

/** @returns {Record<string, any>} */
function readMessages() {
  const known = read.get(document);
  if (known) return known;
  const source = document.getElementById("viktigast-words");
  if (!source) throw new Error("The page has no messages: #viktigast-words is missing.");
  const found = JSON.parse(source.textContent);
  read.set(document, found);
  return found;
}

/** The messages of the page, by group: messages.form.undo. @type {Record<string, any>} */
export const messages = new Proxy({}, { get: (_, group) => readMessages()[String(group)] });

/**
 * Fill in {name} in a message.
 * @param {string} message
 * @param {Record<string, string | number>} values
 */
export function fill(message, values) {
  return message.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/**
 * Show a message in the page's live region, where a screen reader reads it out.
 * @param {string} message  An empty one takes the line away.
 */
export function announce(message) {
  const line = document.querySelector("[data-announce]");
  if (line) line.textContent = message;
}

/** Today by the device's clock, as "2026-11-24". */
export const today = () => new Intl.DateTimeFormat("sv-SE").format(new Date());

/**
 * "2026-11-24" as "24 november 2026".
 * @param {string} date
 */
export function longDate(date) {
  if (!date) return "";
  const [year, month, day] = date.split("-");
  return fill(messages.months.long_date, { day: Number(day), month: messages.months.names[Number(month) - 1], year });
}
