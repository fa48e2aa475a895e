// Put into every measured page before its own scripts: notes when things happen, in ms since navigation start.
// Knows where a coach's question appears and what an engine's worker says. `await`s nothing of the page.
// JOB comes before it: {wanted: marks to wait for, type: whether to type, ask: [first text, second text]}.
(() => {
  const marks = {}
  const mark = (name, at = performance.now()) => {
    if (name in marks) return
    marks[name] = at
    if (JOB.wanted.every(one => one in marks)) console.debug("bench: done")
  }
  globalThis.bench = { marks, mark }
  // The browser's guess about a link that it has just met decides whether the page loads Pyodide unasked. Not here.
  Object.defineProperty(Navigator.prototype, "connection", { get: () => undefined })

  new PerformanceObserver(list => {
    for (const entry of list.getEntriesByName("first-contentful-paint")) mark("painted", entry.startTime)
  }).observe({ type: "paint", buffered: true })

  if (JOB.type) requestAnimationFrame(function tryToType() {
    const field = [...document.querySelectorAll("textarea")].find(one => one.checkVisibility())
    field?.focus()
    if (field) document.execCommand("insertText", false, "a")
    if (field?.value === "a") mark("typed")
    else requestAnimationFrame(tryToType)
  })

  const put = text => {
    const field = document.querySelector('[data-coached="main_goal"]')
    field.value = text
    field.dispatchEvent(new InputEvent("input", { bubbles: true }))
  }

  const started = new MutationObserver(() => {
    if (!document.documentElement.classList.contains("js")) return
    started.disconnect()
    mark("started")
    if (!JOB.ask) return
    const place = document.querySelector('[data-coached="main_goal"]').parentElement.querySelector(":scope > .coach")
    new MutationObserver(() => mark("pyodide answered" in marks ? "pyodide shown" : "first shown")).observe(place, { childList: true })
    put(JOB.ask[0])
  })
  started.observe(document, { subtree: true, attributes: true, attributeFilter: ["class"] })

  globalThis.Worker = class extends Worker {
    constructor(url, options) {
      super(url, options)
      const engine = options?.type === "module" ? "pyodide" : "brython"
      this.addEventListener("message", ({ data }) => {
        if (data?.ready) {
          mark(`${engine} ready`)
          if (engine === "pyodide" && JOB.ask) setTimeout(put, 0, JOB.ask[1])
        }
        if (data?.response) mark(`${engine} answered`)
      })
    }
  }
})()
