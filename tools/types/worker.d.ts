// Globals of the workers that no library declares.

/** Written above builder/shell/sw/sw.js by builder/publish/site/precache.py. */
declare const OFFLINE: {
  /** SHA-256 in hex by path from the site's root. */
  files: Record<string, string>;
  /** The paths of the large engine. */
  later: string[];
  /** Media type by ending, such as ".css". */
  types: Record<string, string>;
  /** What is sent with every file. */
  headers: Record<string, string>;
};

/** Written above builder/shell/engine/pyodide-start.mjs by builder/publish/engines/bundle.py. */
declare const PACKED: {
  /** Unpacked bytes by file name. */
  files: Record<string, number>;
  /** What Pyodide's lock file says of its own version. */
  lock: Record<string, string>;
};

/** Brython's runtime. Its internals have no types; builder/publish/engines/brython/cuts.mjs says which are used. */
declare const __BRYTHON__: any;

/** Written above builder/shell/sw/*.js by builder/publish/site/precache.py. */
declare const cacheName: typeof import("../../builder/shell/theme/js/common/offline-names.js").cacheName;
declare const TO_WORKER: typeof import("../../builder/shell/theme/js/common/offline-names.js").TO_WORKER;
declare const TO_PAGE: typeof import("../../builder/shell/theme/js/common/offline-names.js").TO_PAGE;
