// Runs last in the Brython engine's script: imports builder.respond, and converts plain data to Python values and back.
// Knows `builder.respond` and the shapes of plain data. Doesn't know what is asked. How the script is made, and what must change
// together with this file, is described in builder/publish/engines/brython/brython.mjs.
(function ($B) {
  const { None, float } = $B.builtins

  // Brython counts UTF-16 code units, so a character beyond U+FFFF (emoji) counts as two, and its str methods lose such
  // characters and lone surrogates. While a request is answered, each of them is replaced by a stand-in of the same kind (digit,
  // letter or other), one that the request doesn't contain.
  // A Brython dict is a JavaScript object, in which the keys in TAKEN have a meaning of their own. Inside, they end with MARK.
  const MARK = "\uffff"
  const TAKEN = new Set(["__proto__", "hasOwnProperty", "$kw", "ob_type", "tp_name"])
  const UNSAFE = /[\u{10000}-\u{10ffff}\ud800-\udfff]/gu
  const STAND_INS = /[\ua000-\ua48c\ua620-\ua629\ue000-\uf8ff]/g
  const KINDS = [
    { has: /\p{Nd}/u, first: 0xa620, last: 0xa629 },
    { has: /[\p{L}\p{N}]/u, first: 0xa000, last: 0xa48c },
    { has: /[^]/u, first: 0xe000, last: 0xf8ff },
  ]
  let standIns = new Map(), originals = new Map()

  /** Choose a stand-in for a character. Throws RangeError if all of its kind are used. */
  function choose(character, used) {
    for (const { first, last } of KINDS.filter(kind => kind.has.test(character))) {
      for (let code = first; code <= last; code++) {
        const candidate = String.fromCharCode(code)
        if (originals.has(candidate) || used.has(candidate)) continue
        standIns.set(character, candidate)
        originals.set(candidate, character)
        return
      }
    }
    throw RangeError("too many different characters beyond U+FFFF")
  }

  /** Choose a stand-in for each character of the request that needs one. */
  function chooseStandIns(request) {
    standIns = new Map()
    originals = new Map()
    const text = JSON.stringify(request) ?? ""
    if (!/[\ud800-\udfff]|\\ud[89a-f]/.test(text)) return
    const used = new Set(text.match(STAND_INS))
    const visit = value => {
      if (typeof value === "string") value.match(UNSAFE)?.forEach(character => standIns.has(character) || choose(character, used))
      else if (value && typeof value === "object") Object.entries(value).flat().forEach(visit)
    }
    visit(request)
  }

  const inside = text => standIns.size ? text.replace(UNSAFE, character => standIns.get(character)) : text
  const outside = text => originals.size ? text.replace(STAND_INS, character => originals.get(character) ?? character) : text

  function toPython(value) {
    if (value === null || value === undefined) return None
    if (typeof value === "string") return inside(value)
    if (typeof value === "number") return Number.isSafeInteger(value) ? value : $B.fast_float(value)
    if (Array.isArray(value)) return $B.$list(value.map(toPython))
    if (typeof value !== "object") return value
    const dict = $B.empty_dict()
    for (const key of Object.keys(value)) $B.builtins.dict.$setitem(dict, TAKEN.has(key) ? key + MARK : inside(key), toPython(value[key]))
    return dict
  }

  const keyOutside = key => key.endsWith?.(MARK) && TAKEN.has(key.slice(0, -1)) ? key.slice(0, -1) : key

  function fromPython(value) {
    if (value === None) return null
    if ($B.is_str(value)) return outside(String(value.$brython_value ?? value))
    if (Array.isArray(value)) return value.map(fromPython)
    if ($B.is_dict(value)) {
      const entries = [...$B.builtins.dict.$iter_items(value)]
      return Object.fromEntries(entries.map(({ key, value }) => [keyOutside(fromPython(key)), fromPython(value)]))
    }
    return $B.exact_type(value, float) ? value.value : value
  }

  $B.toPython = toPython
  const names = {}
  const frame = Object.assign(["engine", names, "engine", names], { __file__: "engine" })
  $B.enter_frame(frame, "engine", 1)
  const outermost = $B.frame_obj
  for (const name of ["respond", "FIRST"]) $B.$import_from("builder.respond", name, {}, 0, names, 1)

  /** The operations that are answered without brython-rest.js. */
  $B.firstOps = Object.keys(fromPython(names.FIRST))

  /** The response to one request. Throws an Error with the name of Python's exception if the program raises. */
  $B.respond = function (request) {
    $B.frame_obj = outermost
    chooseStandIns(request)
    try {
      return fromPython($B.$call(names.respond, toPython(request)))
    } catch (error) {
      throw error.ob_type ? Error($B.class_name(error)) : error
    }
  }
})(__BRYTHON__)
