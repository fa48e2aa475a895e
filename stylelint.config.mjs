// What stylelint asks of all style sheets. Run with --max-warnings 0. Each exception names its reason.
export default {
  extends: "stylelint-config-standard",
  rules: {
    // block, block__element, block--variant: lower case, with hyphens between words.
    "selector-class-pattern": ["^[a-z][a-z0-9]*(-[a-z0-9]+)*(__[a-z0-9]+(-[a-z0-9]+)*)?(--[a-z0-9]+(-[a-z0-9]+)*)?$", { resolveNestedSelectors: true }],
    // (width >= 48em) is unknown to Safari before 16.4, which phones of our readers still have.
    "media-feature-range-notation": "prefix",
    // Compares all selectors that end with the same element, such as "p", although they never meet: each part has its block.
    "no-descending-specificity": null,
    // Empty lines group the variables: colours, tints, arcs, type.
    "custom-property-empty-line-before": null,
    // The names of fonts have capitals.
    "value-keyword-case": ["lower", { ignoreProperties: ["--v-serif", "--v-sans"] }],
  },
};
