// The kernel of `re` for the Brython engine: translates a Python pattern to one native RegExp.
// Knows the pattern syntax that the program uses. Syntax that it doesn't know (back references, conditional groups, possessive
// and atomic parts, inline flags, names of characters) is an error when the pattern is compiled, never a guess.
// Positions are in UTF-16 code units, which are code points here: brython-start.js lets no character beyond U+FFFF in.
// Brython's own python_re has 4 000 lines, is a hundred times slower, and lets \w match combining marks.
(function ($B) {
  const WORD = "\\p{L}\\p{N}_"
  const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
  const CLASSES = { w: WORD, d: "\\p{Nd}", s: SPACE }
  const CONTROLS = { n: "\\n", t: "\\t", r: "\\r", f: "\\f", v: "\\v", a: "\\x07" }
  const AT_WORD = `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`
  const NOT_AT_WORD = `(?:(?<=[${WORD}])(?=[${WORD}])|(?<![${WORD}])(?![${WORD}]))`
  const GROUPS = /^\((?:\?(?:P<([A-Za-z_]\w*)>|:|<?[=!])|(?!\?))/
  const EVERY_I = "i\u0130\u0131" // the same letter to Python when case is ignored, not to JavaScript
  const IGNORECASE = 2, MULTILINE = 8, DOTALL = 16, VERBOSE = 64

  const literal = char => char.replace(/[\^$\\.*+?()[\]{}|/-]/, char === "-" ? "\\x2d" : "\\$&")

  function translate(pattern, flags) {
    let at = 0
    const names = []
    const stop = message => { throw new SyntaxError(`${message} at position ${at} of ${pattern}`) }

    /** Read an escape: {set, negative} for a class of characters, {text} for one character. */
    function escape() {
      const letter = pattern[at + 1]
      if (letter === undefined) stop("pattern ends with a backslash")
      at += 2
      if ("wds".includes(letter)) return { set: CLASSES[letter] }
      if ("WDS".includes(letter)) return { set: CLASSES[letter.toLowerCase()], negative: true }
      if (letter in CONTROLS) return { text: CONTROLS[letter] }
      const digits = { x: 2, u: 4, U: 8 }[letter]
      if (digits) {
        const code = pattern.slice(at, at + digits)
        at += digits
        return { text: `\\u{${code}}` }
      }
      if (/[A-Za-z0-9]/.test(letter)) stop(`\\${letter} is not packed`)
      return { text: literal(letter) }
    }

    function characterClass() {
      at += 1
      const outside = pattern[at] === "^"
      if (outside) at += 1
      let inside = ""
      const negatives = []
      for (let first = true; first || pattern[at] !== "]"; first = false) {
        if (at >= pattern.length) stop("unterminated character set")
        if (pattern[at] === "\\") {
          const found = escape()
          if (found.negative) negatives.push(`[^${found.set}]`)
          else inside += found.set ?? found.text
        } else if (pattern[at] === "-" && !first && pattern[at + 1] !== "]") {
          inside += "-"
          at += 1
        } else {
          const char = String.fromCodePoint(pattern.codePointAt(at))
          inside += literal(char)
          at += char.length
        }
      }
      at += 1
      if (flags & IGNORECASE && inside && new RegExp(`[${inside}]`, "iu").test("i\u0130\u0131")) inside += EVERY_I
      if (!negatives.length) return `[${outside ? "^" : ""}${inside}]`
      const choice = [...(inside ? [`[${inside}]`] : []), ...negatives].join("|")
      return outside ? `(?:(?!${choice})[^])` : `(?:${choice})`
    }

    function group() {
      const head = GROUPS.exec(pattern.slice(at)) ?? stop(`${pattern.slice(at, at + 4)} is not packed`)
      at += head[0].length
      if (head[0] === "(" || head[1]) names.push(head[1] ?? "")
      return head[1] ? "(" : head[0]
    }

    function quantifier() {
      const found = /^(?:[*+?]|\{(\d*)(,?)(\d*)\})/.exec(pattern.slice(at))
      if (!found || found[0] === "{}" || found[0] === "{,}") return ""
      at += found[0].length
      if (pattern[at] === "+") stop("possessive repeats are not packed")
      const lazy = pattern[at] === "?" ? "?" : ""
      at += lazy.length
      return (found[0].startsWith("{,") ? `{0,${found[3]}}` : found[0]) + lazy
    }

    function atom(char) {
      if (char === "[") return characterClass()
      if (char === "(") return group()
      if (char === "\\") {
        const letter = pattern[at + 1]
        const edge = { b: AT_WORD, B: NOT_AT_WORD, A: "(?<![^])", Z: "(?![^])" }[letter]
        if (edge) at += 2
        if (edge) return edge
        const found = escape()
        return found.set ? `[${found.negative ? "^" : ""}${found.set}]` : found.text
      }
      at += char.length
      if (char === ")" || char === "|") return char
      if (char === ".") return flags & DOTALL ? "[^]" : "[^\\n]"
      if (char === "^") return flags & MULTILINE ? "(?<![^\\n])" : "(?<![^])"
      if (char === "$") return flags & MULTILINE ? "(?![^\\n])" : "(?=\\n?(?![^]))"
      return flags & IGNORECASE && /[iI\u0130\u0131]/.test(char) ? `[${EVERY_I}]` : literal(char)
    }

    let source = ""
    while (at < pattern.length) {
      const char = String.fromCodePoint(pattern.codePointAt(at))
      if (flags & VERBOSE && /\s/.test(char)) at += 1
      else if (flags & VERBOSE && char === "#") at = (pattern + "\n").indexOf("\n", at)
      else source += atom(char) + quantifier()
    }
    return { source, names }
  }

  const NONE = $B.builtins.None
  const spansOf = hit => $B.$list(hit.indices.map(pair => $B.$list(pair ?? [-1, -1])))

  /**
   * Every match from a position on, as Python finds them: after an empty match, a longer one is tried at the same position.
   * @yields {RegExpExecArray}
   */
  function* hitsIn({ search, filled }, text, at) {
    for (let empty = false; at <= text.length;) {
      search.lastIndex = filled.lastIndex = at
      let hit = empty ? filled.exec(text) : search.exec(text)
      if (hit && empty) hit.indices.splice(1, 1)
      if (!hit && empty) {
        search.lastIndex = at + 1
        hit = at < text.length ? search.exec(text) : null
      }
      if (!hit) return
      const [start, end] = hit.indices[0]
      yield hit
      empty = start === end
      at = end
    }
  }

  const api = {
    /** Compile a Python pattern: the names of its groups ("" for a group without a name) and one RegExp for each way to search. */
    compile(pattern, flags) {
      const { source, names } = translate(String(pattern), flags)
      const modes = (flags & IGNORECASE ? "i" : "") + "ud"
      return {
        names: $B.$list(names),
        search: new RegExp(source, modes + "g"),
        match: new RegExp(source, modes + "y"),
        fullmatch: new RegExp(`(?:${source})(?![^])`, modes + "y"),
        filled: new RegExp(`(?=([^]*))(?:${source})(?!\\1(?![^]))`, modes + "y"), // a match at the position that is not empty
      }
    },
    /** The spans of all groups of the first match from `at` on, [-1, -1] for a group that didn't match; None without a match. */
    find(compiled, how, text, at) {
      const pattern = compiled[how]
      pattern.lastIndex = at
      const hit = pattern.exec(text)
      return hit ? spansOf(hit) : NONE
    },
    /** The same for every match from `at` on. */
    find_all: (compiled, text, at) => $B.$list([...hitsIn(compiled, text, at)].map(spansOf)),
    /** The text with every match replaced by another text, and the number of matches. */
    replace_all(compiled, text, other) {
      let replaced = "", done = 0, number = 0
      for (const { indices: [[start, end]] } of hitsIn(compiled, text, 0)) {
        replaced += text.slice(done, start) + other
        done = end
        number += 1
      }
      return $B.$list([replaced + text.slice(done), number])
    },
  }
  $B.addToImported("re_kernel", api)
})(__BRYTHON__)
