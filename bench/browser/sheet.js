// Measures the next click: ms until the sheet is laid out, and until that has been drawn.
() => {
  globalThis.sheetShown = new Promise((resolve, reject) => {
    setTimeout(reject, 60_000, Error("no sheet"))
    addEventListener("click", ({ timeStamp: start }) => {
      requestAnimationFrame(function look() {
        if (!document.querySelector("#sheet:not([hidden]) .sheet")?.getBoundingClientRect().height) return requestAnimationFrame(look)
        const laidOut = performance.now() - start
        const channel = new MessageChannel()
        channel.port1.onmessage = () => resolve({ laidOut, drawn: performance.now() - start })
        channel.port2.postMessage(null)
      })
    }, { capture: true, once: true })
  })
}
