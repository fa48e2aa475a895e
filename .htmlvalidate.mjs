// What html-validate asks of every built page. Exceptions are the theme's ways of writing, each with its reason.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  rules: {
    // Material writes <!doctype html>; both are right, so hold to one.
    "doctype-style": ["error", { style: "lowercase" }],
    // Template blocks leave indented empty lines behind; no reader meets them.
    "no-trailing-whitespace": "off",
    // All files come from this site, and the finish step refuses others; a hash would guard a file against itself.
    "require-sri": ["error", { target: "crossorigin" }],
    // No form is ever sent: the policy says form-action 'none', and modules listen instead.
    "wcag/h32": "off",
    // The builder holds the sheet, which has the title that stands alone on paper; only one of the two is ever shown.
    "heading-level": ["error", { allowMultipleH1: true }],
    // What can be said several times (contacts, supports, needs) has fields of the same name in each group.
    "form-dup-name": "off",
    // Headings such as dates give ids that begin with a digit; HTML allows any id without spaces.
    "valid-id": ["error", { relaxed: true }],
  },
};
