// Measures the next click: ms until the sheet is laid out, and until that has been drawn.
() => {
  globalThis.sheetShown = new Promise((resolve, reject) => {
    setTimeout(reject, 60_000, Error("no sheet"))
    addEventListener("click", ({ timeStamp: start }) => {
      const step = document.getElementById("sheet")
      requestAnimationFrame(function look() {
        if (step.hidden || step.querySelector(".sheet").getBoundingClientRect().height === 0) return requestAnimationFrame(look)
        const laidOut = performance.now() - start
        const channel = new MessageChannel()
        channel.port1.onmessage = () => resolve({ laidOut, drawn: performance.now() - start })
        channel.port2.postMessage(null)
      })
    }, { capture: true, once: true })
  })
}
