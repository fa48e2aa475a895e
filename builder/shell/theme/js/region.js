/**
 * The region that a reader has chosen: shows its variants and carries the choice on to the next page.
 *
 * Knows the address's `region`, [data-region] and the choice that builder/publish/pages/common/regions.py made. Keeps the choice in
 * the address and stores nothing. What applies in all regions has no [data-region] and is never hidden.
 */

const NAME = "region";
const choice = /** @type {HTMLElement | null} */ (document.querySelector("[data-region-choice]"));
const select = /** @type {HTMLSelectElement | null} */ (choice?.querySelector("select") ?? null);

const chosen = () => {
  const value = new URL(location.href).searchParams.get(NAME) ?? "";
  return /^[a-z]+$/.test(value) ? value : "";
};

/** Show the chosen region's variants: all of them without a known choice, none if another region than ours is chosen. */
function show() {
  const option = [...(select?.options ?? [])].find(({ value }) => value === chosen());
  const all = !option || option.value === "";
  const id = option?.dataset.regionId;
  if (select) select.value = option?.value ?? "";
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-region]"))) {
    const mine = element.dataset.region === id;
    element.hidden = "regionWord" in element.dataset ? !mine : !(all || mine);
  }
  for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-local]"))) {
    const empty = !box.querySelector("[data-region]:not([hidden])");
    const none = /** @type {HTMLElement | null} */ (box.querySelector("[data-local-none]"));
    if (none) none.hidden = !empty;
    box.hidden = empty && !(none && id);
    if (box instanceof HTMLDetailsElement) box.open = Boolean(id);
  }
}

/** Add the chosen region to a link within the site. */
function carry(link) {
  if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin) return;
  if ((link.getAttribute("href") ?? "").startsWith("#")) return;
  const address = new URL(link.href);
  if ("regionOwn" in link.dataset) return;
  if (!("regionCarried" in link.dataset) && address.searchParams.has(NAME)) {
    link.dataset.regionOwn = "";
    return;
  }
  link.dataset.regionCarried = "";
  if (address.searchParams.get(NAME) === (chosen() || null)) return; // setting href would encode the other settings anew
  address.searchParams.delete(NAME);
  if (chosen()) address.searchParams.set(NAME, chosen());
  link.href = address.href;
}

function carryAll() {
  for (const link of document.links) carry(link);
}

if (choice && select) {
  choice.hidden = false;
  select.addEventListener("change", () => {
    const address = new URL(location.href);
    address.searchParams.delete(NAME);
    if (select.value) address.searchParams.set(NAME, select.value);
    history.replaceState(history.state, "", address);
    show();
    carryAll();
  });
}
show();
if (chosen()) carryAll();
// Links that were added later, such as search results.
document.addEventListener("pointerdown", (event) => chosen() && carry(/** @type {Element} */ (event.target).closest("a")), true);
document.addEventListener("focusin", (event) => chosen() && carry(/** @type {Element} */ (event.target).closest("a")), true);
