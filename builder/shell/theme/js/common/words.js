/**
 * The page's sentences and the line that says what has happened.
 *
 * Knows the JSON that the build put into the page. No sentence stands in any script.
 */

/** @type {Record<string, any>} The builder's messages, or a tool's words. */
export const words = JSON.parse(document.getElementById("viktigast-words").textContent);

/**
 * Fill in {name} in a sentence.
 * @param {string} sentence
 * @param {Record<string, string | number>} values
 */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

const line = document.querySelector("[data-announce]");

/**
 * Say something to the person, on the page and to a screen reader.
 * @param {string} sentence  An empty one takes the line away.
 */
export function announce(sentence) {
  line.textContent = sentence;
}

/** The day by the device's clock, as "2026-11-24". */
export const today = () => new Intl.DateTimeFormat("sv-SE").format(new Date());

/**
 * "2026-11-24" as "24 november 2026".
 * @param {string} date
 */
export function longDate(date) {
  if (!date) return "";
  const [year, month, day] = date.split("-");
  return fill(words.months.long_date, { day: Number(day), month: words.months.names[Number(month) - 1], year });
}
