// Opens and saves files with the page's own module, under Node: JSON lines in, JSON lines out.
// Knows shell/theme/js/keep/savefile.js and as much of a page as that module asks for. A line is {"bytes": base64}; the reply
// is {"problem"} or {"plan", "again"}: the plan as JSON, and as JSON after it has been saved as a document and opened again.
import readline from "node:readline"

const copy = { attributes: [], querySelectorAll: () => [], outerHTML: "<article></article>" }
const sheet = /** @type {HTMLElement} */ (/** @type {unknown} */ ({ cloneNode: () => copy })) // all of an element that is used
const css = [{ href: "/css/sheet.css", cssRules: [] }]
Object.assign(globalThis, { document: { getElementById: () => ({ textContent: '{"sheet":{}}' }), querySelector: () => null, styleSheets: css } })
const { makeDocument, openFile } = await import("../../builder/shell/theme/js/keep/savefile.js")

async function open(bytes) {
  const { plan, problem } = await openFile(new File([bytes], "x.html"))
  if (!plan) return { problem }
  const again = await openFile(new File([makeDocument(plan, sheet)], "x.html"))
  return { plan: JSON.stringify(plan), again: JSON.stringify(again.plan ?? again) }
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  let answer
  try {
    answer = await open(Buffer.from(JSON.parse(line).bytes, "base64"))
  } catch (error) {
    answer = { error: String(error.stack) }
  }
  console.log(JSON.stringify(answer))
}
