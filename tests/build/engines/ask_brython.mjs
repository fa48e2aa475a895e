// Runs a Brython engine under Node where code from strings is forbidden: JSON lines in, JSON lines out.
// Knows the engine's door. Does not know what is asked. usage: node ask_brython.mjs SCRIPT.js…
import fs from "node:fs"
import readline from "node:readline"
import vm from "node:vm"
import { workerContext } from "../../../builder/publish/engines/brython/brython.mjs"

const context = workerContext({ codeGeneration: { strings: false, wasm: false } })
for (const script of process.argv.slice(2)) vm.runInContext(fs.readFileSync(script, "utf8"), context, { filename: script })
const ask = vm.runInContext(
  `line => {
    let answer
    try { answer = { response: __BRYTHON__.respond(JSON.parse(line)) } } catch (error) { answer = { error: String(error.stack) } }
    return JSON.stringify({ ...answer, missed: [...__BRYTHON__.missed] })
  }`,
  context,
)
for await (const line of readline.createInterface({ input: process.stdin })) console.log(ask(line))
