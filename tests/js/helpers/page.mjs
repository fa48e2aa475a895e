// The builder's page in jsdom, with the markup that the build makes, and the modules of the shell afresh.
// Knows the form as a person does: by labels and names of buttons. What jsdom lacks and a part needs is stood in for here.
import { execFileSync } from "node:child_process"
import { existsSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs"
import { register } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { JSDOM } from "jsdom"

register("./fresh.mjs", import.meta.url)

const ROOT = fileURLToPath(new URL("../../../", import.meta.url))
export const SHELL = new URL("../../../builder/shell/theme/js/", import.meta.url)
const RENDER = `
from builder.publish.pages.form import render_form
from builder.publish.records.load import load_catalog
print(render_form(load_catalog()))
`

/** The form as HTML, rendered by the build's own code: once for each state of the sources, for all test processes. */
function renderedForm() {
  const newest = readdirSync(join(ROOT, "builder"), { recursive: true, encoding: "utf-8" })
    .filter((name) => /\.(py|toml|html)$/.test(name))
    .reduce((latest, name) => Math.max(latest, statSync(join(ROOT, "builder", name)).mtimeMs), 0)
  const file = join(tmpdir(), `viktigast-form-${newest}.html`)
  if (!existsSync(file)) {
    const python = [process.env.PYTHON, join(ROOT, ".venv/bin/python")].find((one) => one && existsSync(one)) ?? "python3"
    const html = execFileSync(python, ["-c", RENDER], { cwd: ROOT, encoding: "utf-8" })
    writeFileSync(`${file}.${process.pid}`, html)
    renameSync(`${file}.${process.pid}`, file) // whole, when another process looks for it
  }
  return readFileSync(file, "utf-8")
}

let pages = 0
/** Parsed once; each page gets a copy, which takes a third of the time. */
const parsed = new JSDOM(`<!doctype html><body>${renderedForm()}</body>`).window.document

/**
 * Open the page. Nothing is started: a test starts the parts that it is about.
 * @param {{search?: string, change?: (document: any) => void}} [options]  change: what an extension has done to the page first.
 * @returns {Promise<any>}  {window, document, form, said, load(path), start(path, tools)}; a test adds what it needs.
 */
export async function openPage({ search = "", change = () => {} } = {}) {
  const frame = '<!doctype html><html lang="sv" class="no-js"><title>Viktigast</title></html>'
  const { window } = new JSDOM(frame, { url: `https://viktigast.test/forbered/${search}` })
  const { document } = window
  document.body.replaceWith(document.importNode(parsed.body, true))
  const page = { number: ++pages, window, document, form: document.getElementById("builder"), left: "", said: [] }
  standIn(page)
  change(document)
  page.load = (path) => import(`${new URL(path, SHELL)}?page=${page.number}`)
  page.start = async (path, tools) => {
    const [{ startPart }, part] = [await page.load("common/parts.js"), await page.load(path)]
    startPart(path, part, page.form, tools)
    return part
  }
  return page
}

/**
 * The page with the parts that most others read from.
 * @param {Parameters<typeof openPage>[0]} [options]
 */
export async function openForm(options) {
  const page = await openPage(options)
  for (const path of ["form/setup.js", "form/list.js", "form/plan.js"]) await page.start(path)
  return page
}

/** What the plan is stored under on an own device. */
export const KEY = "viktigast.plan"

/**
 * The page with the parts that store and leave.
 * @param {Parameters<typeof openPage>[0]} [options]
 */
export async function openKeeping(options) {
  const page = await openForm(options)
  await page.load("exit.js")
  for (const name of ["autosave", "leaving"]) page[name] = await page.start(`keep/${name}.js`)
  return page
}

/** Globals as in a browser, for this page, and what jsdom does not have. */
function standIn(page) {
  const { window } = page
  const global = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  for (const name of ["document", "history", "localStorage", "Element", "HTMLElement", "HTMLAnchorElement", "HTMLDialogElement", "HTMLInputElement", "HTMLProgressElement", "HTMLTemplateElement", "HTMLTextAreaElement", "Event", "InputEvent", "KeyboardEvent"])
    global(name, window[name])
  global("window", window)
  global("location", {
    get hash() { return window.location.hash },
    get search() { return window.location.search },
    get href() { return window.location.href },
    replace: (address) => { page.left = address },
    reload: () => { page.left = "reloaded" },
  })
  global("navigator", { clipboard: { writeText: async () => { throw new Error("forbidden") } }, serviceWorker: { getRegistration: async () => undefined } })
  global("caches", { delete: async () => false })
  global("CSS", { supports: () => false })
  global("BroadcastChannel", class { postMessage() {} })
  window.scrollTo = window.print = () => {}
  window.HTMLElement.prototype.scrollIntoView = () => {}
  Object.defineProperty(window.HTMLElement.prototype, "innerText", { get() { return seenText(this) } })
  window.HTMLDialogElement.prototype.showModal = function () { this.open = true }
  window.HTMLDialogElement.prototype.close = function (value) {
    if (!this.open) return
    this.open = false
    if (value !== undefined) this.returnValue = value
    this.dispatchEvent(new window.Event("close"))
  }
  global("console", { ...console, error: (message) => page.said.push(message) }) // what the registry reports
}

// ---- the page as a person meets it ----------------------------------------------------------------------------------

/**
 * The text of an element without what is hidden in it.
 * @param {Element} element
 */
export function seenText(element) {
  const copy = /** @type {Element} */ (element.cloneNode(true))
  for (const hidden of copy.querySelectorAll("[hidden], template")) hidden.remove()
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim()
}

/** Most are ruled out without a copy. */
const isNamed = (element, name) => element.textContent.replace(/\s+/g, " ").includes(name) && seenText(element) === name
const named = (elements, name) => {
  const found = elements.find((one) => isNamed(one, name))
  if (!found) throw new Error(`Nothing is called "${name}".`)
  return found
}

/**
 * The field with this label.
 * @param {ParentNode} root
 * @param {string} label
 */
export const field = (root, label) => {
  const found = named([...root.querySelectorAll("label")], label)
  return found.ownerDocument.getElementById(found.htmlFor)
}
/**
 * Whether there is a button with this name.
 * @param {ParentNode} root
 * @param {string} name
 */
export const hasButton = (root, name) => [...root.querySelectorAll("button")].some((one) => isNamed(one, name))
/**
 * Press a button as a mouse does: it has the focus then.
 * @param {HTMLElement} button
 */
export const pressIt = (button) => (button.focus(), button.click())
/**
 * Press the button with this name.
 * @param {ParentNode} root
 * @param {string} name
 */
export const press = (root, name) => pressIt(named([...root.querySelectorAll("button")], name))
/**
 * Choose a radio button or tick a box, by its label.
 * @param {ParentNode} root
 * @param {string} label
 */
export const choose = (root, label) => field(root, label).click()
/**
 * Write in a field, as a person does.
 * @param {HTMLInputElement | HTMLTextAreaElement} element
 * @param {string} text
 */
export const write = (element, text) => {
  element.value = text
  element.dispatchEvent(new globalThis.InputEvent("input", { bubbles: true }))
}
/**
 * Say whose device it is.
 * @param {any} page  What openPage gives.
 * @param {string} name  "own" or "borrowed".
 */
export const chooseDevice = (page, name) => page.form.querySelector(`input[name="device"][value="${name}"]`).click()
/**
 * The browser leaves the page.
 * @param {{window: Window}} page
 */
export const leavePage = (page) => page.window.dispatchEvent(new globalThis.Event("pagehide"))
/** Let promises settle. */
export const settle = () => new Promise((resolve) => setImmediate(resolve))
