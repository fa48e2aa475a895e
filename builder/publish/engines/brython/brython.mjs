/**
 * Makes the Brython engine: brython.js holds the runtime and the first half of the program, brython-rest.js the second half,
 * both compiled ahead of time.
 *
 * Knows Brython's compiler and what a packed module looks like. Doesn't know the program or the page.
 * usage: node brython.mjs JOB.json FOLDER, where JOB is {runtime, first, rest}. A half is {name: {source, is_package}}, or
 * {name: {catalog}} for a module that holds nothing but CATALOG. With an empty rest there is no second file.
 *
 * RULES
 * 1. Nothing is compiled in the browser: the content policy forbids code from strings. A test loads the scripts where such
 *    code is refused.
 * 2. The same sources give the same bytes: the compiler runs with a fixed clock and fixed random numbers.
 * 3. A module is imported only if it is packed here: the program's own modules, `re` (through re_kernel.js) and `__future__`.
 *    There is no standard library.
 * 4. What the compiled program needs and a cut has removed is an error with a name, never a wrong answer (cuts.mjs).
 *
 * THEORY OF OPERATION. Brython compiles Python to JavaScript in the browser. Here its compiler runs in Node instead, in a
 * context that Brython takes for a worker. The compiler gives each module a function body that ends with an object of the
 * module's names, "locals_…". Each body becomes an entry of `__BRYTHON__.packed`: {is_package, run}. brython.js then is:
 *
 *     the runtime without its compiler (cutRuntime)     makes __BRYTHON__, whose import runs the entries of `packed`
 *     __future__, re_kernel                             modules that are not compiled from Python
 *     the modules of the first half                     each runs at its first import
 *     brython-start.js                                  imports builder.respond; makes __BRYTHON__.respond and .firstOps
 *
 * and brython-rest.js only adds entries to `packed`. builder.respond imports from there when an op of the second half is
 * asked. Both are minified by esbuild, without `console`. A request and a reply are plain JavaScript data: brython-start.js
 * turns them into Python values and back.
 *
 * WARNING. These change together: the shape of an entry of `packed`, with IMPORT in cuts.mjs, which runs it; the names
 * `toPython`, `respond` and `firstOps` on __BRYTHON__, with shell/engine/brython-start.js, js/engines/engine-brython.js and
 * tests/build/engines/ask_brython.mjs; the job, with make_brython() in bundle.py. A new version of Brython changes cuts.mjs
 * too: see there.
 */
import fs from "node:fs"
import path from "node:path"
import vm from "node:vm"
import { transform } from "esbuild"
import { cutRuntime } from "./cuts.mjs"

const banner = runtime => {
  const version = /version \[(\d+), (\d+), (\d+)/.exec(runtime)
  if (!version) throw new Error("brython.js has changed: it doesn't tell its version")
  const [, major, minor, patch] = version
  return `/*! Brython ${major}.${minor}.${patch} (brython.info), cut to what a program needs that is compiled ahead of time.
Copyright (c) Pierre Quentel and contributors, BSD 3-Clause License: licenses.txt */\n`
}
const started = name => fs.readFileSync(new URL(`../../../shell/engine/${name}`, import.meta.url), "utf8")

/**
 * A context that Brython takes for a worker, the same in every run.
 * @param {vm.CreateContextOptions} [options]
 * @returns {vm.Context}
 */
export function workerContext(options) {
  const context = vm.createContext({ console, URL, setTimeout, clearTimeout, TextEncoder, TextDecoder }, options)
  vm.runInContext(
    `var self=globalThis
    function WorkerGlobalScope(){}
    function importScripts(){throw Error("importScripts")}
    class Event{}
    class WorkerNavigator{language="sv"}
    Object.assign(globalThis,{Event,WorkerNavigator})
    var navigator=new WorkerNavigator()
    var location={href:"https://engine.invalid/a/b.js",origin:"https://engine.invalid",pathname:"/a/b.js"}
    Math.random=()=>0.5
    Date.now=()=>0`,
    context,
  )
  return context
}

/**
 * Start Brython's own compiler.
 * @param {string} runtime  The text of brython.js.
 * @returns {(name: string, source: string) => string}  Takes a module's Python, gives the body of a JavaScript function.
 */
function makeCompiler(runtime) {
  const context = workerContext()
  vm.runInContext(runtime, context)
  vm.runInContext("__BRYTHON__.brython({indexedDB:false})", context)
  return vm.runInContext(
    `(name,src)=>{let $B=__BRYTHON__; $B.url2name[name]=name; return $B.py2js({src,filename:name,imported:true},name,name,$B.builtins_scope).to_js()}`,
    context,
  )
}

/** The JavaScript that packs a module: `body` returns the module's names. */
const packed = (name, isPackage, body) => `__BRYTHON__.packed[${JSON.stringify(name)}]={is_package:${isPackage},run:function(){\n${body}\n}};\n`

/** Line numbers are for tracebacks, which nobody sees: of an error only the name leaves the engine. */
const NOTE_OF_LINE = /^ *\$B\.set_lineno\(frame, \d+\);?$/gm

function packModule(compile, name, { source, is_package, catalog }) {
  if (catalog) return packed(name, false, `return {CATALOG:__BRYTHON__.toPython(${JSON.stringify(catalog)})}`)
  // The compiler writes the module's whole name into every function, and the line into every statement.
  const body = compile(name, source).replaceAll(`"${name}"`, "$name").replace(NOTE_OF_LINE, "")
  return packed(name, is_package, `var $name="${name}"\n${body}\nreturn locals_${name.replace(/\W/g, "_")}`)
}

async function minified(...scripts) {
  const { code } = await transform(scripts.join("\n;\n"), {
    minify: true, charset: "utf8", target: "es2022", legalComments: "none", drop: ["console"], // a silent console is promised
  })
  return code
}

/** @returns {Promise<Record<string, string>>}  The scripts by file name. */
async function build(job) {
  const runtime = fs.readFileSync(job.runtime, "utf8")
  const compile = makeCompiler(runtime)
  const pack = modules => Object.entries(modules).map(([name, module]) => packModule(compile, name, module))
  const first = await minified(
    cutRuntime(runtime),
    packed("__future__", false, "return {annotations:1}"),
    packed("re_kernel", false, started("re_kernel.js")),
    ...pack(job.first),
    started("brython-start.js"),
  )
  const rest = await minified(...pack(job.rest))
  return { "brython.js": banner(runtime) + first, ...(rest && { "brython-rest.js": rest }) }
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const [job, out] = process.argv.slice(2)
  const scripts = await build(JSON.parse(fs.readFileSync(job, "utf8")))
  for (const [name, script] of Object.entries(scripts)) fs.writeFileSync(path.join(out, name), script)
}
