// Makes the Pyodide engine: a trimmed standard library and the program's two halves, as .pyc files in uncompressed zips.
// Knows Pyodide under Node; does not know the program or the page. Only Pyodide's own Python can write its .pyc files.
// usage: node pyodide.mjs JOB.json OUT, where JOB is {pyodide, zips: {zip name: {file name: source}}}.
// Uncompressed, because the host compresses better than a zip does, and does it once.
import fs from "node:fs"
import path from "node:path"

const [jobFile, out] = process.argv.slice(2)
const job = JSON.parse(fs.readFileSync(jobFile, "utf8"))
const { loadPyodide } = await import(path.resolve(job.pyodide, "pyodide.mjs"))

const python = await loadPyodide({
  lockFileContents: { info: lockInfo(), packages: {} }, packageBaseUrl: "./",
  env: { PYTHONNODEBUGRANGES: "1" }, // columns of tracebacks, which nobody sees
})
python.FS.writeFile("/stdlib.zip", fs.readFileSync(path.join(job.pyodide, "python_stdlib.zip")))
python.FS.writeFile("/program.json", JSON.stringify(job.zips))
for (const [name, source] of Object.values(job.zips).flatMap(Object.entries)) {
  python.FS.mkdirTree(path.posix.join("/program", path.posix.dirname(name)))
  python.FS.writeFile(`/program/${name}`, source)
}
python.runPython(fs.readFileSync(new URL("pack.py", import.meta.url), "utf8"))
for (const name of ["stdlib.zip", ...Object.keys(job.zips)]) fs.writeFileSync(path.join(out, name), python.FS.readFile(`/packed/${name}`))
for (const name of ["pyodide.mjs", "pyodide.asm.mjs"]) {
  const text = fs.readFileSync(path.join(job.pyodide, name), "utf8")
  fs.writeFileSync(path.join(out, name), text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"))
}
fs.copyFileSync(path.join(job.pyodide, "pyodide.asm.wasm"), path.join(out, "pyodide.asm.wasm"))

/** What pyodide-lock.json says of the interpreter, without its list of packages, which would be fetched from elsewhere. */
function lockInfo() {
  return JSON.parse(fs.readFileSync(path.join(job.pyodide, "pyodide-lock.json"), "utf8")).info
}
