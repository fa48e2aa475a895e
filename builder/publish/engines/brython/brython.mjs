// Makes the Brython engine: brython.js holds the runtime and the first half of the program, brython-rest.js the second half.
// The program is compiled ahead of time. Knows Brython's compiler and what a packed module looks like; does not know the
// program or the page.
// usage: node brython.mjs JOB.json FOLDER, where JOB is {runtime, first, rest}. A half is {name: {source, is_package}}, or
// {name: {catalog}} for a module that holds nothing but CATALOG. Without a rest there is no second file.
// At run time nothing is compiled: a test loads the result where code from strings is forbidden.
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

/** @returns {(name: string, source: string) => string} Brython's own compiler: Python in, the body of a JavaScript function out. */
function makeCompiler(runtime) {
  const context = workerContext()
  vm.runInContext(runtime, context)
  vm.runInContext("__BRYTHON__.brython({indexedDB:false})", context)
  return vm.runInContext(
    `(name,src)=>{let $B=__BRYTHON__; $B.url2name[name]=name; return $B.py2js({src,filename:name,imported:true},name,name,$B.builtins_scope).to_js()}`,
    context,
  )
}

const packed = (name, isPackage, body) => `__BRYTHON__.packed[${JSON.stringify(name)}]={is_package:${isPackage},run:function(){\n${body}\n}};\n`

/** For tracebacks, which nobody sees: of an error only its name leaves the engine. */
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

/** @returns {Promise<Record<string, string>>} The scripts by file name. */
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
