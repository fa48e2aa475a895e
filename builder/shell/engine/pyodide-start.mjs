// Runs in Pyodide's worker: loads the interpreter and the program, all files at once and all from one folder.
// Knows the files and how to count what arrives. Does not know what is asked or who waits.
// bundle.py writes PACKED above: {files: {name: bytes when unpacked}, lock: what Pyodide says of its own version}.

/**
 * Fetch a file and hand on its body, telling how many unpacked bytes have come.
 * @returns {Promise<{response: Response, transfer: number}>} transfer: bytes on the wire, as far as the host says
 */
async function fetchFile(url, onBytes) {
  const response = await fetch(url)
  if (!response.ok) throw new Error(String(response.status))
  const transfer = Number(response.headers.get("content-length"))
  if (!onBytes) return { response, transfer }
  const counter = new TransformStream({
    transform(chunk, controller) {
      onBytes(chunk.byteLength)
      controller.enqueue(chunk)
    },
  })
  const headers = { "content-type": response.headers.get("content-type") ?? "" }
  return { response: new Response(response.body.pipeThrough(counter), { headers }), transfer }
}

/** Fetch all files; with counted, post {loaded, total} in bytes on the wire for every percent that arrives. */
function fetchAll(base, counted) {
  const names = Object.keys(PACKED.files)
  const unpacked = names.reduce((sum, name) => sum + PACKED.files[name], 0)
  let loaded = 0, total = 0, told = -1
  const onBytes = bytes => {
    loaded += bytes
    const percent = Math.floor(loaded / unpacked * 100)
    if (!total || percent === told) return
    told = percent
    postMessage({ loaded: Math.round(total * Math.min(1, loaded / unpacked)), total })
  }
  const files = Object.fromEntries(names.map(name => [name, fetchFile(base + name, counted && onBytes)]))
  if (counted) {
    Promise.all(Object.values(files)).then(found => {
      const transfers = found.map(({ transfer }, n) => transfer || PACKED.files[names[n]])
      total = transfers.reduce((sum, bytes) => sum + bytes, 0)
      onBytes(0)
    }, () => {}) // who uses the file sees the failure
  }
  return files
}

/** @returns {Promise<(request: any) => any>} The program's respond. Rejects when anything does not load. */
export async function start(base, counted) {
  const files = fetchAll(base, counted)
  import(base + "pyodide.asm.mjs").catch(() => {}) // Pyodide asks for it late, and sees the failure then
  const [{ loadPyodide }] = await Promise.all([import(base + "pyodide.mjs"), ...Object.values(files)])

  const realFetch = self.fetch
  self.fetch = async (resource, options) => {
    const name = Object.keys(files).find(name => String(resource) === base + name)
    return name ? (await files[name]).response : realFetch(resource, options)
  }
  const broken = new Promise((_, reject) => { // Pyodide waits for ever for a module that does not compile
    const compile = WebAssembly.instantiateStreaming
    WebAssembly.instantiateStreaming = async (source, imports) => {
      try {
        return await compile(source, imports)
      } catch (error) {
        reject(error)
        throw error
      }
    }
  })
  const nothing = () => {}
  const loading = loadPyodide({
    indexURL: base, packageBaseUrl: base, stdLibURL: base + "stdlib.zip",
    lockFileContents: { info: PACKED.lock, packages: {} }, // no package can be looked up elsewhere
    stdout: nothing, stderr: nothing, enableRunUntilComplete: false,
  })
  const python = await Promise.race([loading, broken])
  self.fetch = realFetch
  python.FS.writeFile("/core.zip", new Uint8Array(await (await files["core.zip"]).response.arrayBuffer()))
  python.pyimport("sys").path.insert(0, "/core.zip")
  const { respond_json } = python.pyimport("door")
  return request => JSON.parse(respond_json(JSON.stringify(request ?? null)))
}
