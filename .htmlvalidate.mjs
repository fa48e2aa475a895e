// What html-validate asks of every built page. Each exception names its reason.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  rules: {
    // Material writes <!doctype html>. Both ways are right; this keeps to one.
    "doctype-style": ["error", { style: "lowercase" }],
    // Template blocks leave indented empty lines, which no reader sees.
    "no-trailing-whitespace": "off",
    // All files come from this site, and the finish step refuses others. A hash would protect a file against itself.
    "require-sri": ["error", { target: "crossorigin" }],
    // No form is sent: the policy says form-action 'none', and modules listen to the buttons.
    "wcag/h32": "off",
    // The builder's page holds the sheet, which has an h1 of its own for paper. Only one of the two is shown at a time.
    "heading-level": ["error", { allowMultipleH1: true }],
    // A question with several items (contacts, supports, needs) has fields of the same name in each item.
    "form-dup-name": "off",
    // Headings such as dates give ids that begin with a digit; HTML allows any id without spaces.
    "valid-id": ["error", { relaxed: true }],
  },
};
