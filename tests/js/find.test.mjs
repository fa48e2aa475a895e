// A script that misses an element fails with its own name and the element's.
import assert from "node:assert/strict"
import test from "node:test"
import { JSDOM } from "jsdom"
import { beside, dataOf, findAll, finder, finderBeside } from "../../builder/shell/theme/js/common/find.js"

const { document, HTMLElement, HTMLInputElement, SVGElement } = new JSDOM(`
  <section><div class="field"><span><input id="a" data-two-words="x"></span><p class="coach"></p></div><svg id="b"></svg></section>
  <p class="coach" id="outside"></p>
`).window
const find = finder("page")
/** Make this file's page the one that the module finds: the tests of other files run in the same process. */
function open() {
  for (const [name, value] of Object.entries({ document, HTMLElement })) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
}
const missing = (element) => ({ name: "MissingElement", message: `The script "page" needs the element ${element}, which is not on the page.` })

test("an element is found by its selector, and by its class where that is given", () => {
  open()
  assert.equal(find(document, "#a").id, "a")
  assert.equal(find(document, "#a", HTMLInputElement).tagName, "INPUT")
  assert.equal(find(document, "#b", SVGElement).id, "b")
  assert.deepEqual(findAll(document, "#a, #outside").map(({ id }) => id), ["a", "outside"])
})

test("an element that is missing, outside the root or of another class is named", () => {
  open()
  const section = find(document, "section")
  assert.throws(() => find(section, "#none"), missing("#none"))
  assert.throws(() => find(section, "#outside"), missing("#outside"))
  assert.throws(() => find(section, "#b"), missing("#b"), "is no HTML element")
  assert.throws(() => find(section, "#b", HTMLInputElement), missing("#b (HTMLInputElement)"))
})

test("an element beside a field is found, also from inside another element, but not outside the field's own", () => {
  open()
  const input = find(document, "#a")
  assert.equal(beside(input, ".coach"), find(document, ".field .coach"))
  assert.equal(finderBeside("page")(input, ".coach"), beside(input, ".coach"))
  assert.equal(beside(input, "#outside"), null)
  assert.throws(() => finderBeside("page")(input, "#outside"), missing("#outside"))
})

test("a data attribute that is missing is named with its element's name, without the element's text", () => {
  open()
  const input = find(document, "#a")
  assert.equal(dataOf("page", input, "twoWords"), "x")
  assert.throws(() => dataOf("page", input, "threeShortWords"), missing("input[data-three-short-words]"))
})
