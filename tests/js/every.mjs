// All unit tests of the browser modules in one process: jsdom and the form are loaded once instead of once for each file.
// Knows that the tests lie beside this file. Each file can be run alone as well: node --test tests/js/form.test.mjs
import { readdirSync } from "node:fs"

const files = readdirSync(new URL(".", import.meta.url)).filter((name) => name.endsWith(".test.mjs"))
if (!files.length) throw new Error("no browser module has a test")
for (const name of files.sort()) await import(`./${name}`)
