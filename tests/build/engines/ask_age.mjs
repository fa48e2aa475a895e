// Makes age files with any work factor and key, and runs the worker that locks and unlocks: JSON lines in, JSON lines out.
// Knows the age library and the worker's messages; bytes travel as base64. usage: node ask_age.mjs AGE_JS
//   {make: text, phrase, work} or {make: text, recipient: true} → {file}; latin1: true for a text in an older way of writing letters
//   {lock: text, phrase} → {file} · {unlock: file, phrases} → {text} · all but make may give {problem}
//   noMemory: the machine refuses large arrays, as the browser of that number does (REFUSALS).
import fs from "node:fs"
import readline from "node:readline"
import vm from "node:vm"
import { Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption"

const base64 = bytes => Buffer.from(bytes).toString("base64")
/** @type {(message: any) => void} */
let answered = message => { throw new Error(`nobody asked for ${Object.keys(message)}`) }
const inWorker = Object.assign(globalThis, { postMessage: message => answered(message), onmessage: ({ data }) => { throw new Error(`no worker for ${Object.keys(data)}`) } })
vm.runInThisContext(fs.readFileSync(process.argv[2], "utf8"), { filename: "age.js" })

async function make({ make: text, phrase, work, recipient, latin1 }) {
  const encrypter = new Encrypter()
  if (recipient) encrypter.addRecipient(await identityToRecipient(await generateX25519Identity()))
  else {
    encrypter.setPassphrase(phrase)
    encrypter.setScryptWorkFactor(work)
  }
  return { file: base64(await encrypter.encrypt(latin1 ? new Uint8Array(Buffer.from(text, "latin1")) : text)) }
}

/** The errors of Chromium, Firefox and WebKit. */
const REFUSALS = [() => new RangeError("Array buffer allocation failed"), () => new RangeError("out of memory"), () => new RangeError("Out of memory")]

async function work({ noMemory, ...request }) {
  const data = "unlock" in request ? { ...request, unlock: new Uint8Array(Buffer.from(request.unlock, "base64")) } : request
  const plain = Uint8Array
  if (noMemory !== undefined)
    globalThis.Uint8Array = new Proxy(plain, {
      construct(target, given) {
        if (given[0] > 1_000_000) throw REFUSALS[noMemory]()
        return Reflect.construct(target, given)
      },
    })
  const answer = await new Promise(resolve => {
    answered = resolve
    inWorker.onmessage({ data })
  })
  globalThis.Uint8Array = plain
  if ("problem" in answer) return answer
  return "lock" in request ? { file: base64(answer.bytes) } : { text: new TextDecoder().decode(answer.bytes) }
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const request = JSON.parse(line)
  console.log(JSON.stringify(await ("make" in request ? make(request) : work(request))))
}
