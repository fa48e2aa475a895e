// The package's own files in a module worker, as its documentation starts them.
const worker = new Worker("pyodide-worker.js", { type: "module" })
worker.addEventListener("message", ({ data }) => data === 42 && bench.mark("answered"))
