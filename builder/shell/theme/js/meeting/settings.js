/**
 * The meeting circle's settings in the address, and its clock times.
 *
 * Knows the form ?start=13:00&delar=6,12,27,9,6&roll=vuxen&papper=a3 and minutes after midnight. Touches no page; other
 * settings in the address, such as the region, stay as they are.
 */

const NAMES = ["start", "delar", "roll", "papper"];
const SHORTEST = 15; // minutes that a meeting may last
const LONGEST = 240;
const SUGGESTED = 60; // minutes, when the address has no parts
const DAY = 24 * 60; // minutes

/**
 * What an address says.
 * @param {string} search  The address's query.
 * @param {string[]} roles  The values of "roll" that the page knows.
 * @returns {{start: string, parts: number[] | null, role: string, large: boolean, broken: boolean}}  start: "13:00" or "";
 *   parts: minutes of the five parts, or null for our suggestion; broken: whether something in it could not be read
 */
export function readSettings(search, roles) {
  const given = new URLSearchParams(search);
  const begins = (given.get("start") ?? "").replace(".", ":");
  const time = /^([01]?\d|2[0-3]):[0-5]\d$/.test(begins) ? begins.padStart(5, "0") : "";
  const list = given.get("delar");
  const parts = list === null ? null : /^\d{1,3}(,\d{1,3}){4}$/.test(list) ? list.split(",").map(Number) : [];
  const total = parts === null ? SUGGESTED : parts.reduce((sum, one) => sum + one, 0);
  const fits = total >= SHORTEST && total <= LONGEST;
  const role = given.get("roll") ?? "";
  const known = roles.includes(role);
  return {
    start: time,
    parts: fits ? parts : null,
    role: known ? role : "",
    large: given.get("papper") === "a3",
    broken: !fits || (begins !== "" && !time) || (role !== "" && !known),
  };
}

/**
 * An address's query with these settings in place of those that it has.
 * @param {string} search  The address's query.
 * @param {{start: string, parts: number[], role?: string, large?: boolean}} settings  Without a role: for the live view.
 * @returns {string}  Begins with "?".
 */
export function writeSettings(search, { start, parts, role, large = false }) {
  const others = new URLSearchParams(search);
  for (const name of NAMES) others.delete(name);
  const ours = [start && `start=${start}`, `delar=${parts.join(",")}`, role !== undefined && `roll=${role}`, large && "papper=a3"];
  return `?${[...ours, others.toString()].filter(Boolean).join("&")}`;
}

const minutesOf = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const timeOf = (minutes) => [Math.floor(minutes / 60) % 24, minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");

/**
 * The clock time so many minutes after (or before) another.
 * @param {string} time  "13:00"
 * @param {number} minutes  At most a day.
 * @returns {string}  "14:00"
 */
export const timeAfter = (time, minutes) => timeOf((minutesOf(time) + minutes + DAY) % DAY);

/**
 * Minutes from one clock time to the next time that it is the other.
 * @param {string} from  "13:00"
 * @param {string} to  "14:00"
 * @returns {number}
 */
export const minutesBetween = (from, to) => (minutesOf(to) - minutesOf(from) + DAY) % DAY;
