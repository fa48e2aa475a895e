// Makes the Pyodide engine: a trimmed standard library and the program, both as .pyc files in uncompressed zips.
// Knows Pyodide under Node. Doesn't know the program or the page. Only Pyodide's own Python can write .pyc files for it.
// usage: node pyodide.mjs JOB.json OUT, where JOB is {pyodide, program: {file name: source}, later: [module names]}.
// The zips are not compressed: the finish step compresses them better, once.
import fs from "node:fs"
import path from "node:path"

const [jobFile, out] = process.argv.slice(2)
const job = JSON.parse(fs.readFileSync(jobFile, "utf8"))
const { loadPyodide } = await import(path.resolve(job.pyodide, "pyodide.mjs"))

const python = await loadPyodide({ lockFileContents: { info: lockInfo(), packages: {} }, packageBaseUrl: "./" })
python.FS.writeFile("/stdlib.zip", fs.readFileSync(path.join(job.pyodide, "python_stdlib.zip")))
python.FS.writeFile("/program.json", JSON.stringify(job))
python.runPython(fs.readFileSync(new URL("pack.py", import.meta.url), "utf8"))
for (const name of ["stdlib.zip", "core.zip"]) fs.writeFileSync(path.join(out, name), python.FS.readFile(`/packed/${name}`))
for (const name of ["pyodide.mjs", "pyodide.asm.mjs"]) {
  const text = fs.readFileSync(path.join(job.pyodide, name), "utf8")
  fs.writeFileSync(path.join(out, name), text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"))
}
fs.copyFileSync(path.join(job.pyodide, "pyodide.asm.wasm"), path.join(out, "pyodide.asm.wasm"))

/** What pyodide-lock.json says of the interpreter, without its list of packages, which would be fetched from elsewhere. */
function lockInfo() {
  return JSON.parse(fs.readFileSync(path.join(job.pyodide, "pyodide-lock.json"), "utf8")).info
}
