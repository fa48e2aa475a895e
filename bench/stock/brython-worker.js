importScripts("brython/brython.js", "brython/brython_stdlib.js")
__BRYTHON__.brython({ indexedDB: false })
__BRYTHON__.runPythonSource("from browser import self\nself.postMessage(6*7)", "answer")
