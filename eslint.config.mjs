// What ESLint asks of all JavaScript. Run with --max-warnings 0. Each exception names its reason.
import { builtinRules } from "eslint/use-at-your-own-risk";
import jsdoc from "eslint-plugin-jsdoc";
import globals from "globals";

/** ESLint's own recommended rules, read from the rules themselves. */
const recommended = Object.fromEntries([...builtinRules].filter(([, rule]) => rule.meta?.docs?.recommended).map(([name]) => [name, "error"]));

/** Functions that other modules may call. The rest are described where their names and types don't suffice. */
const EXPORTED = ["FunctionDeclaration", "VariableDeclaration > VariableDeclarator > ArrowFunctionExpression"].map((kind) => `ExportNamedDeclaration > ${kind}`);

/** The contract of a part of the form: described once, in common/parts.js. */
const CONTRACT = ":not([id.name=/^(start|forget|holdsText)$/])";
const DESCRIBED = [
  `ExportNamedDeclaration > FunctionDeclaration${CONTRACT}`,
  `ExportNamedDeclaration > VariableDeclaration > VariableDeclarator${CONTRACT} > ArrowFunctionExpression`,
];

export default [
  { ignores: [".venv/", ".cache/", "node_modules/", "site/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  jsdoc.configs["flat/recommended-typescript-flavor-error"],
  {
    files: ["**/*.js", "**/*.mjs"],
    settings: { jsdoc: { mode: "typescript" } },
    rules: {
      ...recommended,
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "max-lines": ["error", { max: 250, skipComments: true }], // a long explanation is no fault
      "no-empty": ["error", { allowEmptyCatch: true }], // a storage that is forbidden is no error; tsc and tests see the rest
      "no-control-regex": "off", // texts may hold control characters, and what is done with them is on purpose
      "jsdoc/require-jsdoc": ["error", { contexts: DESCRIBED, require: { ClassDeclaration: true, FunctionDeclaration: false }, publicOnly: true, enableFixer: false }],
      "jsdoc/require-param": ["error", { contexts: EXPORTED }],
      "jsdoc/require-param-type": ["error", { contexts: EXPORTED }],
      "jsdoc/require-returns": "off", // tsc knows what a function returns; a comment says what that means, its unit and its errors
      "jsdoc/escape-inline-tags": "off", // TypeScript reads a tag that follows text on one line, and the rule's --fix would end that
      "jsdoc/require-throws-type": "error",
      "jsdoc/require-param-description": "off", // where the name and the type say it all, a sentence would repeat them
      "jsdoc/require-property-description": "off", // the same
      "jsdoc/require-returns-description": "off", // the same
      "jsdoc/reject-any-type": "off", // requests, replies and plans are plain data; engines/replies.js and savefile.js check their shapes
      "jsdoc/tag-lines": ["error", "never", { startLines: null }],
    },
  },
  { files: ["builder/shell/theme/js/**", "bench/browser/**", "bench/stock/**", "tests/**/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["builder/shell/engine/**", "bench/stock/*-worker.js"], languageOptions: { globals: { ...globals.worker, __BRYTHON__: "readonly", PACKED: "readonly" } } },
  {
    files: ["builder/shell/sw/**"],
    languageOptions: {
      sourceType: "script", // not all browsers start a service worker that is a module
      globals: { ...globals.serviceworker, OFFLINE: "readonly", cacheName: "readonly", TO_WORKER: "readonly", TO_PAGE: "readonly" }, // written above by the build
    },
  },
  { files: ["bench/browser/**", "bench/stock/**"], languageOptions: { globals: { bench: "readonly", JOB: "readonly" } } },
  { files: ["**/*.mjs"], ignores: ["builder/shell/engine/**"], languageOptions: { globals: globals.node } },
  {
    files: ["bench/browser/{answers,busy,sheet}.js"],
    rules: { "no-unused-expressions": "off" }, // each is one function, which Playwright's evaluate() calls
  },
];
