// The least that could answer: one of the coach's rules in plain JavaScript.
const rules = [{ id: "support_not_goal", pattern: /(?<!\p{L})x\s*\d+|\d+\s+(ggr|gånger)/iu }]

function coach(text) {
  const found = rules.find(({ pattern }) => pattern.test(text))
  return found ? found.id : ""
}

document.querySelector("p").textContent = coach("Rullatorträning x 3")
bench.mark("answered")
