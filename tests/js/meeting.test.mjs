// The meeting circle's settings in the address, and its clock.
import assert from "node:assert/strict"
import test from "node:test"
import { minutesBetween, readSettings, timeAfter, writeSettings } from "../../builder/shell/theme/js/meeting/settings.js"

const ROLES = ["vuxen", "ordforande"]
const NOTHING = { start: "", parts: null, role: "", large: false, broken: false }

test("an address without settings gives our suggestion", () => {
  assert.deepEqual(readSettings("?region=halland", ROLES), NOTHING)
})

test("what is written comes back the same", () => {
  const settings = { start: "13:00", parts: [6, 12, 27, 9, 6], role: "vuxen", large: true }
  assert.deepEqual(readSettings(writeSettings("", settings), ROLES), { ...settings, broken: false })
})

test("other settings in the address stay, former ones of ours go", () => {
  const search = "?region=halland&start=09:00&papper=a3&roll=vuxen"
  assert.equal(writeSettings(search, { start: "", parts: [5, 5, 5, 5, 5], role: "" }), "?delar=5,5,5,5,5&roll=&region=halland")
  assert.equal(writeSettings(search, { start: "13:00", parts: [5, 5, 5, 5, 5] }), "?start=13:00&delar=5,5,5,5,5&region=halland")
})

test("a time may be written with a point or without its first zero", () => {
  assert.equal(readSettings("?start=9.15", ROLES).start, "09:15")
})

for (const search of ["?start=25:00", "?start=x", "?delar=1,2,3", "?delar=1,1,1,1,1", "?delar=60,60,60,60,60", "?roll=ingen"])
  test(`what cannot be read is left out and told: ${search}`, () => {
    assert.deepEqual(readSettings(search, ROLES), { ...NOTHING, broken: true })
  })

test("the clock goes round midnight both ways", () => {
  assert.equal(timeAfter("23:30", 60), "00:30")
  assert.equal(timeAfter("00:30", -60), "23:30")
  assert.equal(minutesBetween("23:30", "00:30"), 60)
  assert.equal(minutesBetween("13:00", "13:00"), 0)
})
