// Asks an engine's worker the same things again and again: for each request, the round trips in ms once it is warm.
// Runs in the builder's page, under its policy, with the page's own module that starts the engine.
async ({ engine, requests, warm, times }) => {
  const { [`${engine}Worker`]: make } = await import(new URL(`../js/engines/engine-${engine}.js`, location.href).href)
  const second = { brython: new AbortController().signal, pyodide: false } // what makes each stop, or count its bytes
  const worker = await make(new URL("../engine/", location.href).href, second[engine])
  const heard = () => new Promise((resolve, reject) => {
    setTimeout(reject, 60_000, Error(`${engine} keeps silent`))
    worker.onmessage = ({ data }) => {
      if (data.failed || data.error) reject(Error(`${engine} ${data.error}`))
      else if (data.ready || data.response) resolve(data)
    }
  })
  await heard()
  const spent = {}
  for (const [name, request] of Object.entries(requests)) {
    spent[name] = []
    for (let n = 0; n < warm + times; n++) {
      const start = performance.now()
      worker.postMessage({ id: n, request })
      const { response } = await heard()
      if (n >= warm) spent[name].push(performance.now() - start)
      if (response.error) throw Error(response.error)
    }
  }
  worker.terminate()
  return spent
}
