/**
 * Makes the Brython engine: one script that holds the runtime and the program, compiled ahead of time.
 *
 * Knows Brython's compiler and what a packed module looks like. Doesn't know the program or the page.
 * usage: node brython.mjs JOB.json OUT.js, where JOB is {runtime, modules: {name: {source, is_package}}, catalog}.
 *
 * RULES
 * 1. Nothing is compiled in the browser: the content policy forbids code from strings. A test loads the script where such
 *    code is refused.
 * 2. The same sources give the same bytes: the compiler runs with a fixed clock and fixed random numbers.
 * 3. A module is imported only if it is packed here. The program's own modules, `re` (through re_kernel.js), `__future__` and
 *    `builder.catalog` are; there is no standard library.
 * 4. What the compiled program needs and a cut has removed is an error with a name, never a wrong answer (cuts.mjs).
 *
 * THEORY OF OPERATION. Brython compiles Python to JavaScript in the browser. Here its compiler runs in Node instead, in a
 * context that Brython takes for a worker. The compiler gives each module a function body that ends with an object of the
 * module's names, "locals_…". Each body becomes an entry of `__BRYTHON__.packed`: {is_package, run}. The script then is:
 *
 *     the runtime without its compiler (cutRuntime)     makes __BRYTHON__, whose import runs the entries of `packed`
 *     __future__, re_kernel, builder.catalog            modules that are not compiled from Python
 *     the program's modules                             each runs at its first import
 *     brython-start.js                                  imports builder.respond and makes __BRYTHON__.respond
 *
 * minified by esbuild, without `console`. A request and a reply are plain JavaScript data: brython-start.js turns them into
 * Python values and back.
 *
 * WARNING. These change together: the shape of an entry of `packed`, with IMPORT in cuts.mjs, which runs it; the names
 * `toPython` and `respond` on __BRYTHON__, with shell/engine/brython-start.js, js/engines/engine-brython.js and
 * tests/build/engines/ask_brython.mjs; the job, with make_brython() in bundle.py. A new version of Brython changes cuts.mjs
 * too: see there.
 */
import fs from "node:fs"
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
 * Compile Python modules with Brython's own compiler.
 * @param {string} runtime  The text of brython.js.
 * @param {Record<string, {source: string, is_package: boolean}>} modules
 * @returns {string[]}  For each module the JavaScript that packs it.
 */
function compileModules(runtime, modules) {
  const context = workerContext()
  vm.runInContext(runtime, context)
  vm.runInContext("__BRYTHON__.brython({indexedDB:false})", context)
  context.compile = vm.runInContext(
    `(name,src)=>{let $B=__BRYTHON__; $B.url2name[name]=name; return $B.py2js({src,filename:name,imported:true},name,name,$B.builtins_scope).to_js()}`,
    context,
  )
  return Object.entries(modules).map(([name, { source, is_package }]) => {
    const locals = "locals_" + name.replace(/\W/g, "_")
    const body = `${context.compile(name, source)}\nreturn ${locals}`
    return `__BRYTHON__.packed[${JSON.stringify(name)}]={is_package:${is_package},run:function(){\n${body}\n}};\n`
  })
}

/** The JavaScript that packs a module which is not compiled from Python. `expression` returns the module's names, if any. */
const packScript = (name, expression) => `__BRYTHON__.packed[${JSON.stringify(name)}]={is_package:false,run:function(){${expression}}};\n`

async function build(job) {
  const runtime = fs.readFileSync(job.runtime, "utf8")
  const program = [
    cutRuntime(runtime),
    packScript("__future__", "return {annotations:1}"),
    packScript("re_kernel", started("re_kernel.js")),
    packScript("builder.catalog", `return {CATALOG:__BRYTHON__.toPython(${JSON.stringify(job.catalog)})}`),
    ...compileModules(runtime, job.modules),
    started("brython-start.js"),
  ].join("\n;\n")
  const { code } = await transform(program, {
    minify: true, charset: "utf8", target: "es2022", legalComments: "none", drop: ["console"], // a silent console is promised
  })
  return banner(runtime) + code
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const [job, out] = process.argv.slice(2)
  fs.writeFileSync(out, await build(JSON.parse(fs.readFileSync(job, "utf8"))))
}
