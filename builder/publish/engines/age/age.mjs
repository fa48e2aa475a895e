// Makes the script that locks and opens files with a passphrase: the age library and age-start.js, for a worker.
// Knows esbuild and which parts of the library are left out; does not know the page.
// usage: node age.mjs JOB.json OUT.js, where JOB is {library: its folder}. Prints the npm packages that the script holds.
import fs from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"

const [jobFile, out] = process.argv.slice(2)
const { library } = JSON.parse(fs.readFileSync(jobFile, "utf8"))
const { version } = JSON.parse(fs.readFileSync(path.join(library, "package.json"), "utf8"))

/** For keys of other kinds than a passphrase: two thirds of the library, never called here. */
const NEVER_CALLED = /^@noble\/(curves|post-quantum)\//
const nothing = ["p256", "x25519", "MLKEM768P256", "MLKEM768X25519"].map(name => `export const ${name} = undefined\n`).join("")

const resolving = {
  name: "age",
  setup(building) {
    building.onResolve({ filter: /^age-encryption$/ }, () => ({ path: path.join(library, "dist", "index.js") }))
    building.onResolve({ filter: NEVER_CALLED }, () => ({ path: "nothing", namespace: "nothing" }))
    building.onLoad({ filter: /.*/, namespace: "nothing" }, () => ({ contents: nothing }))
  },
}

const { metafile } = await build({
  entryPoints: [fileURLToPath(new URL("../../../shell/engine/age-start.js", import.meta.url))],
  outfile: out, bundle: true, format: "iife", minify: true, charset: "utf8", target: "es2022", legalComments: "none", plugins: [resolving], metafile: true,
  banner: { js: `/*! age-encryption ${version} (Filippo Valsorda) with noble hashes, noble ciphers and scure base (Paul Miller): licenses.txt */` },
})

const packageOf = file => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(file)?.[1]
const packages = Object.keys(metafile.inputs).map(packageOf).filter(Boolean)
console.log([...new Set(packages)].sort().join("\n"))
