// Runs in Pyodide's worker: loads the interpreter and the program, all files at the same time and from one folder.
// Knows the files and how to count bytes as they arrive. Doesn't know what is asked or who waits.
// bundle.py writes PACKED above: {files: {name: unpacked bytes}, lock: what Pyodide's lock file says of its version}.

/**
 * Fetch a file, and report unpacked bytes as they arrive.
 * @param {string} url
 * @param {((bytes: number) => void) | false} onBytes  Called with the size of each piece.
 * @returns {Promise<{response: Response, transfer: number}>}  transfer: bytes on the wire, 0 if the host doesn't say
 */
async function fetchFile(url, onBytes) {
  const response = await fetch(url)
  if (!response.ok) throw new Error(String(response.status))
  const transfer = Number(response.headers.get("content-length"))
  if (!onBytes || !response.body) return { response, transfer }
  const counter = new TransformStream({
    transform(chunk, controller) {
      onBytes(chunk.byteLength)
      controller.enqueue(chunk)
    },
  })
  const headers = { "content-type": response.headers.get("content-type") ?? "" }
  return { response: new Response(response.body.pipeThrough(counter), { headers }), transfer }
}

/**
 * Fetch all files.
 * @param {string} base  Absolute address of the engine folder, with a slash at the end.
 * @param {boolean} counted  Whether to post {loaded, total}, in bytes on the wire, for every percent that arrives.
 */
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
    }, () => {}) // start() sees the failure when it uses the file
  }
  return files
}

/**
 * Load Python and the program.
 * @param {string} base  Absolute address of the engine folder, with a slash at the end.
 * @param {boolean} counted  Whether to post {loaded, total}, in bytes on the wire.
 * @returns {Promise<import("../theme/js/engines/messages.js").Program>}  Rejects if anything doesn't load.
 */
export async function start(base, counted) {
  const files = fetchAll(base, counted)
  import(base + "pyodide.asm.mjs").catch(() => {}) // early, because Pyodide imports it late; it sees the failure then
  const [{ loadPyodide }] = await Promise.all([import(base + "pyodide.mjs"), ...Object.values(files)])

  const realFetch = self.fetch
  self.fetch = async (resource, options) => {
    const name = Object.keys(files).find(name => String(resource) === base + name)
    return name ? (await files[name]).response : realFetch(resource, options)
  }
  const broken = new Promise((_, reject) => { // Pyodide would wait for ever for a module that doesn't compile
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
    lockFileContents: { info: PACKED.lock, packages: {} }, // no package is fetched from elsewhere
    stdout: nothing, stderr: nothing, enableRunUntilComplete: false,
  })
  const python = await Promise.race([loading, broken])
  self.fetch = realFetch
  const put = async (path, response) => python.FS.writeFile(path, new Uint8Array(await response.arrayBuffer()))
  await put("/core.zip", (await files["core.zip"]).response)
  python.pyimport("sys").path.insert(0, "/core.zip")
  const { respond_json, first_ops_json, add_rest } = python.pyimport("door")
  return {
    respond: request => JSON.parse(respond_json(JSON.stringify(request ?? null))),
    firstOps: JSON.parse(first_ops_json()),
    async loadRest() {
      const { response } = await fetchFile(base + "core-rest.zip", false)
      await put("/core-rest.zip", response)
      add_rest("/core-rest.zip")
    },
  }
}
