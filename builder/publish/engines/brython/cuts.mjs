/**
 * What is cut out of brython.js, and what is mended in it.
 *
 * Knows the text of one pinned version of Brython. Doesn't know the program that is packed.
 *
 * RULES
 * 1. A cut is sound if no compiled program can need it: all modules are compiled at build time, so nothing at run time needs
 *    Brython's tokeniser, parser, compiler, importers or DOM. A mend needs a difference from CPython that the program would
 *    notice, named beside it.
 * 2. A cut or a mend that doesn't fit the text exactly once stops the build. It is never skipped.
 * 3. Each name on __BRYTHON__ that is only set in what was cut becomes a getter that records its name in
 *    `__BRYTHON__.missed` and throws. STILL_READ lists the exceptions.
 * 4. No `eval(` or `Function(` may be left: the build stops if one is.
 *
 * THEORY OF OPERATION. cutRuntime() takes the text apart in three passes: CUTS remove a part from one landmark up to another
 * and may put a replacement there; SWAPS replace single lines that compile code or differ between runs; MENDS change
 * behaviour. Then it compares the names set in the parts that went with those set in what is left, and appends a getter for
 * each that is lost. HEAD comes first, and makes what the replacements use: `missed`, `packed` and `cut`.
 * The tests then run every example through CPython and through the result and compare the replies, and fail if `missed`
 * holds anything.
 *
 * WARNING. With a new version of Brython (pyproject.toml, requirements/) change these together: the landmarks here; IMPORT and
 * OPTIONS, which replace parts of Brython's own import and start; shell/engine/brython-start.js and re_kernel.js, which use
 * Brython's internals (`fast_float`, `$list`, `frame_obj`, …); and makeCompiler() in brython.mjs, which calls its compiler.
 */

const OPTIONS = `
$B.$options={debug:0}
$B.debug=0
$B.options_parsed=true
_b_.__debug__=false
$B.last=table=>table[table.length-1]
$B.get_filename=function(){if($B.count_frames()>0){return $B.get_frame_at(0).__file__}}
$B.get_option=$B.get_page_option=$B.get_option_from_filename=option=>option=='debug'?0:false
`

const IMPORT = `
function import_engine(name){
let entry=$B.packed[name]
if(entry===undefined){$B.missed.push('import '+name);$B.RAISE(_b_.ModuleNotFoundError,"No module named '"+name+"'")}
let module=$B.imported[name]=Module.$factory(name)
let dot=name.lastIndexOf('.')
module.$is_package=entry.is_package
$B.module_setattr(module,'__package__',entry.is_package?name:name.slice(0,Math.max(dot,0)))
$B.module_setattr(module,'__file__',name)
if(entry.is_package){$B.module_setattr(module,'__path__',name)}
$B.url2name[name]=name
try{let found=entry.run(module)
for(let key in found){$B.module_setattr(module,key,found[key])}}catch(err){delete $B.imported[name];throw err}
return module}
`

// [from, up to, replacement]: removes the text from `from` up to, but not including, `up to`. Both must be found, `from` once.
const CUTS = [
  ['try{\neval("async function* f(){}")', "if(! Object.hasOwn(RegExp,'escape'))", ""], // calls eval when it is loaded
  ["$B.show_tokens=function(", "$B.getPythonModule=function(", ""], // scripts and sources in a page
  ["$B.importPythonModule=function(", "})(__BRYTHON__);\n;\n\n(function($B){var _b_=$B.builtins\n$B.builtin_types={}", ""],
  ["$B.tokenizer=function(", "$B.tasks=[]\n", ""], // the tokenizer and the loaders for scripts and IndexedDB
  ["_b_.compile=function(", "_b_.debug=$B.debug", "_b_.compile=()=>$B.cut('compile')\n"],
  ["var $$eval=_b_.eval=function(", "})(__BRYTHON__)\n;\n\"use strict\";\n;(function($B){", "_b_.eval=()=>$B.cut('eval')\n_b_.exec=()=>$B.cut('exec')\n"],
  ["var python_keywords\nfunction _find_keyword_typos", "$B.error_trace=function(", ""],
  // DOM classes: the type checks still want to see the names
  ["function convertDomValue(v)", "})(__BRYTHON__);\n;\n(function($B){\"use strict\";\n$B.pattern_match=",
    "for(let name of ['DOMNode','DOMEvent','TagSum']){$B[name]=$B.make_builtin_class(name);$B.set_func_names($B[name],'<dom>')}\n$B.$isNode=()=>false\n"],
  ["$B.make_import_paths=function(", "$B.addToImported=function(", ""], // finding modules by XMLHttpRequest
  ["function run_js(", "var ModuleSpec=$B.ModuleSpec=", ""],
  ["function parent_package(", "$B.path_importer_cache={}", IMPORT],
  ["$B.$meta_path=[VFSFinder", "$B.imported[\"_importlib\"]=", "var _importlib_module=Module.$factory('_importlib',_b_.None)\n"],
  ["var browser={$package:true", "$B.UndefinedType=$B.make_builtin_class(", ""],
  ["var super_class=$B.make_builtin_class(\"JavascriptSuper\")", "var $io=$B.$io=", ""],
  ["var responseType={\"text\"", "function load(name,module_obj)", ""],
  ["if(!($B.isWebWorker ||$B.isNode)){modules['browser'].html", "_b_.__builtins__=$B.module.$factory(", ""],
  // options, script tags, the AST classes (made with Function) ...
  ["var _window\nif($B.isNode){_window={location:", "})(__BRYTHON__);\n;\n(function($B){var _b_=$B.builtins\nfunction wrap(dunder", OPTIONS],
  // ... and the compiler, but for the names that compiled code calls
  ["function ast_dump(tree,indent)", "$B.decode_position=function(", ""],
  ["function get_source_from_position(", "$B.scope_name=function(", ""],
  ["function show_flags(", "function resolve_in_namespace(", "var builtins_scope={locals:{has:name=>Object.hasOwn(_b_,name)&&!/^__(doc|loader|name|package|spec)__$/.test(name)}}\n"],
  ["var $operators=$B.op2method.subset(\"all\")\nvar opname2opsign", "// <<< brython compiler chain", "})(__BRYTHON__);\n"],
  ["var docs={ArithmeticError:", "\"use strict\";\n(function($B){$B.whenReady=", ""], // help texts
]

// [text, replacement]: found exactly once.
const SWAPS = [
  ["var func=new Function('_b_','__file__',globals_name,'return '+code.co_code)", "var func=$B.cut('FunctionType')"],
  ["var new_js_class=Function('cl_dict','bases',body)(cl_dict,bases)", "var new_js_class=$B.cut('JSMeta')"],
  ["$B.lambda_magic=Math.random().toString(36).substr(2,8)\n", ""],
  ["$B.$py_UUID=Math.floor(Math.random()*2**50)", "$B.$py_UUID=1"],
  ["executable:$B.strip_host($B.brython_path+'brython.js'),", "executable:'',"],
]

// Names that the cuts remove, but that a replacement makes again, compiled code sets, or the runtime only compares with.
const STILL_READ = ["DOMNode", "DOMEvent", "TagSum", "js_this", "exec_scope"]

// Where Brython's text differs from CPython's and the program would notice. [text, replacement], found exactly once.
const TRIMS = "const $blank='[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+'," +
  "$blanks=new RegExp($blank,'g'),$leading=new RegExp('^'+$blank),$trailing=new RegExp($blank+'$')\n"
const MENDS = [
  // strip, lstrip, rstrip and split() use JavaScript's white space, which has U+FEFF and lacks U+0085 and U+001C–U+001F
  ["str_funcs.lstrip=function(self)", TRIMS + "str_funcs.lstrip=function(self)"],
  ["return _self.trimStart()}else if", "return to_string(_self).replace($leading,'')}else if"],
  ["return _self.trimEnd()}else if", "return _self.replace($trailing,'')}else if"],
  ["return _self.trim()}else if", "return _self.replace($leading,'').replace($trailing,'')}else if"],
  ["if(maxsplit==0){return $B.$list([self.trimLeft()])}\nsep=/\\s+/g\nif(maxsplit==-1){return $B.$list(self.trim().split(sep))}\nself=self.trimLeft()",
    "self=self.replace($leading,'')\nif(maxsplit==0){return $B.$list([self])}\nsep=$blanks\nif(maxsplit==-1){return $B.$list(self.replace($trailing,'').split(sep))}"],
  // "".join of instances of a class derived from str gives "[object Object]"
  ["res.push(obj2)\ncount++}", "res.push(to_string(obj2))\ncount++}"],
  // str() of such an instance puts a zero-width space before every combining mark
  ["_b_.str.tp_str=function(self){self=to_string(self)\n", "_b_.str.tp_str=function(self){return to_string(self)\n"],
  // makes a new RegExp for every character it looks at
  ["var re=new RegExp('\\\\p{'+category+'}','u')\nreturn re.test(", "return ($categories[category]??=new RegExp('\\\\p{'+category+'}','u')).test("],
  ["$B.in_unicode_category=function(", "const $categories={}\n$B.in_unicode_category=function("],
]

const HEAD = `
(function($B){
$B.missed=[]
$B.packed={}
$B.brython_path='/'
$B.cut=function(name){$B.missed.push(name);throw Error('not packed: '+name)}
})(globalThis.__BRYTHON__={});
`

/** Where a landmark is. Throws an Error unless it is found exactly once. */
function positionOf(text, snippet) {
  const at = text.indexOf(snippet)
  if (at < 0 || text.indexOf(snippet, at + 1) >= 0) throw new Error(`brython.js has changed: not found exactly once: ${snippet}`)
  return at
}

/** The names that a part of brython.js sets on __BRYTHON__. */
const namesSet = text => new Set([...text.matchAll(/\$B\.([\w$]+)\s*=(?!=)/g)].map(hit => hit[1]))

/**
 * Cut and mend the runtime.
 * @param {string} source  The text of brython.js.
 * @returns {string}  Throws an Error if the text is not the one that the cuts were made for.
 */
export function cutRuntime(source) {
  let gone = ""
  for (const [from, upTo, replacement] of CUTS) {
    const start = positionOf(source, from)
    const end = source.indexOf(upTo, start)
    if (end < 0) throw new Error(`brython.js has changed: no end of the cut: ${upTo}`)
    gone += source.slice(start, end)
    source = source.slice(0, start) + replacement + source.slice(end)
  }
  for (const [text, replacement] of [...SWAPS, ...MENDS]) {
    const at = positionOf(source, text)
    source = source.slice(0, at) + replacement + source.slice(at + text.length)
  }
  const left = source.match(/.*(?<![\w$])(eval|Function)\(.*/)
  if (left) throw new Error(`brython.js still compiles at run time: ${left[0].slice(0, 200)}`)
  const kept = namesSet(source)
  const lost = [...namesSet(gone)].filter(name => !kept.has(name) && !STILL_READ.includes(name)).sort()
  const guards = `for(let name of ${JSON.stringify(lost)}){Object.defineProperty(__BRYTHON__,name,{get(){__BRYTHON__.cut(name)}})};\n`
  return HEAD + source + guards
}
