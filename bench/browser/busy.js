// How long a fixed piece of work takes, in ms: {page, worker}. To check that a slower processor is slower in both.
async () => {
  const work = () => {
    const start = performance.now()
    let sum = 0
    for (let n = 0; n < 2e8; n++) sum = (sum + n * n) | 0
    return [performance.now() - start, sum]
  }
  work() // once for the compiler
  const url = URL.createObjectURL(new Blob([`const work = ${work}; work(); postMessage(work())`]))
  const inWorker = () => new Promise(resolve => (new Worker(url).onmessage = ({ data }) => resolve(data[0])))
  return { page: work()[0], worker: await inWorker() }
}
