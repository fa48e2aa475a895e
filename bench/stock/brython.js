// The package's own two files in a classic worker.
const worker = new Worker("brython-worker.js")
worker.addEventListener("message", ({ data }) => data === 42 && bench.mark("answered"))
