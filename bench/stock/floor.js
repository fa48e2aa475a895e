// The floor: one of the coach's rules in plain JavaScript.
const rules = [{ id: "support_not_goal", pattern: /(?<!\p{L})x\s*\d+|\d+\s+(ggr|gånger)/iu }]

function coach(text) {
  const found = rules.find(({ pattern }) => pattern.test(text))
  return found ? found.id : ""
}

const place = document.querySelector("p")
if (!place) throw new Error("floor: the page has no paragraph")
place.textContent = coach("Rullatorträning x 3")
bench.mark("answered")
