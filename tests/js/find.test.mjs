// A script that misses an element fails with its own name and the element's.
import assert from "node:assert/strict"
import test from "node:test"
import { JSDOM } from "jsdom"
import { dataOf, finder } from "../../builder/shell/theme/js/common/find.js"

const { document, HTMLElement, HTMLInputElement, SVGElement } = new JSDOM(
  '<section><input id="a" data-two-words="x"><svg id="b"></svg></section><p id="outside"></p>',
).window
Object.assign(globalThis, { document, HTMLElement })

test("an element is found by its selector, and by its class where that is given", () => {
  const find = finder("page")
  assert.equal(find("#a").id, "a")
  assert.equal(find("#a", HTMLInputElement).tagName, "INPUT")
  assert.equal(find("#b", SVGElement).id, "b")
})

test("an element that is missing, outside the root or of another class is named", () => {
  const find = finder("page", /** @type {HTMLElement} */ (document.querySelector("section")))
  assert.throws(() => find("#none"), /^Error: page: the page has no element: #none$/)
  assert.throws(() => find("#outside"), /^Error: page: the page has no element: #outside$/)
  assert.throws(() => find("#b", HTMLInputElement), /^Error: page: the element is of another kind: #b$/)
})

test("a data attribute that is missing is named with its element", () => {
  const element = finder("page")("#a")
  assert.equal(dataOf("page", element, "twoWords"), "x")
  assert.throws(() => dataOf("page", element, "three"), /^Error: page: the element has no data attribute three: <input id="a"/)
})
