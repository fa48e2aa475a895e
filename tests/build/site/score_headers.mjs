/**
 * What three other programs read out of our headers, as JSON on standard output.
 *
 * observatory ADDRESS  MDN's HTTP Observatory scans a running site, such as localhost:8443, with its own rules.
 * policy TEXT          Google's CSP Evaluator on one content policy.
 * headers FILE         Netlify's own reader on a _headers file.
 */

import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const readers = {
  async observatory(address) {
    // The list of preloaded hosts would be a download of its own. A test host is on no such list.
    const read = fs.readFileSync;
    Object.assign(fs, { readFileSync: (path, ...rest) => (String(path).endsWith("hsts-preload.json") ? "{}" : read(path, ...rest)) });
    syncBuiltinESMExports();
    const { scan } = await import("@mdn/mdn-http-observatory");
    const { scan: total, tests } = await scan(address);
    const results = Object.values(tests).map(({ constructor, pass, result, scoreModifier }) => [constructor.name, { pass, result, scoreModifier }]);
    return { grade: total.grade, score: total.score, tests: Object.fromEntries(results) };
  },

  async policy(text) {
    const [{ CspEvaluator, DEFAULT_CHECKS, STRICTCSP_CHECKS }, { CspParser }] = await Promise.all([
      import("csp_evaluator/dist/evaluator.js"),
      import("csp_evaluator/dist/parser.js"),
    ]);
    const findings = new CspEvaluator(new CspParser(text).csp).evaluate([], [...DEFAULT_CHECKS, ...STRICTCSP_CHECKS]);
    return findings.map(({ severity, directive, value, description }) => ({ severity, directive, value, description }));
  },

  async headers(file) {
    const { parseAllHeaders } = await import("@netlify/headers-parser");
    const { headers, errors } = await parseAllHeaders({ headersFiles: [file], netlifyConfigPath: undefined, configHeaders: [], minimal: true });
    return { errors: errors.map(String), rules: headers };
  },
};

const [reader, text] = process.argv.slice(2);
console.log(JSON.stringify(await readers[reader](text)));
