// In place of the page's own scripts: Pyodide alone, as the stock engine is, started by the page's own module.
import { pyodideWorker } from "./engines/engine-pyodide.js"

const worker = pyodideWorker(new URL("../engine/", import.meta.url).href, false)
worker.addEventListener("message", ({ data }) => {
  if (data.ready) worker.postMessage({ id: 1, request: { op: "coach", field: "main_goal", text: "Rullatorträning x 3" } })
})
