// Runs in every measured page before the page's own scripts: records when things happen, in ms since navigation start.
// Knows where a coach's question appears and what an engine's worker posts. Waits for nothing that the page does.
// bench/chromium.py writes JOB above: {wanted: marks to wait for, type: whether to type, ask: [first text, second text]}.
(() => {
  const marks = {}
  const mark = (name, at = performance.now()) => {
    if (name in marks) return
    marks[name] = at
    if (JOB.wanted.every(one => one in marks)) console.debug("bench: done")
  }
  globalThis.bench = { marks, mark }
  // The page asks for navigator.connection before it loads Pyodide. The browser's guess about a new link must not decide here.
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

  /** @type {(selector: string, root?: ParentNode) => HTMLElement} */
  const find = (selector, root = document) => {
    const element = root.querySelector(selector)
    if (element instanceof HTMLElement) return element
    throw new Error(`bench: the page has no element ${selector}`)
  }

  const put = text => {
    const field = /** @type {HTMLTextAreaElement} */ (find('[data-coached="main_goal"]'))
    field.value = text
    field.dispatchEvent(new InputEvent("input", { bubbles: true }))
  }

  const started = new MutationObserver(() => {
    if (!document.documentElement.classList.contains("js")) return
    started.disconnect()
    mark("started")
    if (!JOB.ask) return
    const place = find(':has(> [data-coached="main_goal"]) > .coach')
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
