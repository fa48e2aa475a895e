// What stylelint asks of all style sheets. Run with --max-warnings 0. Each exception names its reason.
export default {
  extends: "stylelint-config-standard",
  rules: {
    // block, block__element, block--variant: words of lower case, and names that the theme's search worker writes.
    "selector-class-pattern": ["^[a-z][a-z0-9]*(-[a-z0-9]+)*(__[a-z0-9]+(-[a-z0-9]+)*)?(--[a-z0-9]+(-[a-z0-9]+)*)?$", { resolveNestedSelectors: true }],
    // (width >= 48em) is unknown to Safari before 16.4, which phones of our readers still have.
    "media-feature-range-notation": "prefix",
  },
};
