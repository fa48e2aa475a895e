// Makes the Brython engine: one script that holds the runtime and the program, compiled ahead of time.
// Knows Brython's compiler and what a packed module looks like; does not know the program or the page.
// usage: node brython.mjs JOB.json OUT.js, where JOB is {runtime, modules: {name: {source, is_package}}, catalog}.
// At run time nothing is compiled: a test loads the result where code from strings is forbidden.
import fs from "node:fs"
import vm from "node:vm"
import { transform } from "esbuild"
import { cutRuntime } from "./cuts.mjs"

const banner = runtime => {
  const [, major, minor, patch] = /version \[(\d+), (\d+), (\d+)/.exec(runtime)
  return `/*! Brython ${major}.${minor}.${patch} (brython.info), cut to what a program needs that is compiled ahead of time.
Copyright (c) Pierre Quentel and contributors, BSD 3-Clause License: licenses.txt */\n`
}
const started = name => fs.readFileSync(new URL(`../../../shell/engine/${name}`, import.meta.url), "utf8")

/** A context that Brython takes for a worker, the same in every run. */
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

/** Python sources → the JavaScript bodies that Brython's own compiler makes of them. */
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
