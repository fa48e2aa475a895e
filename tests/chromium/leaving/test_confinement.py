"""Every page of the real site, watched: quiet, confined, and the same under a sub-path."""

from __future__ import annotations

from pathlib import Path

import pytest

# What a page might try, and the directive that must stop it. FOREIGN is another origin.
LEAKS = [
    ("fetch(FOREIGN)", "connect-src"),
    ("fetch(FOREIGN, {method: 'POST', mode: 'no-cors', body: 'x'})", "connect-src"),
    ("navigator.sendBeacon(FOREIGN, 'x')", "connect-src"),
    ("new WebSocket(FOREIGN.replace('http', 'ws'))", "connect-src"),
    ("new EventSource(FOREIGN)", "connect-src"),
    ("[new XMLHttpRequest()].forEach(request => { request.open('GET', FOREIGN); request.send(); })", "connect-src"),
    ("Object.assign(new Image(), {src: FOREIGN})", "img-src"),
    ("import(FOREIGN)", "script-src-elem"),
    ("add('script', {src: FOREIGN})", "script-src-elem"),
    ("add('script', {textContent: 'document.title'})", "script-src-elem"),
    ("add('link', {rel: 'stylesheet', href: FOREIGN})", "style-src-elem"),
    ("add('style', {textContent: `p { background: url(${FOREIGN}) }`})", "style-src-elem"),
    ("add('iframe', {src: FOREIGN})", "frame-src"),
    ("add('form', {method: 'post', action: FOREIGN}).submit()", "form-action"),
    ("setTimeout(() => eval('1'))", "script-src"),
]
TRY = """async FOREIGN => {
  const add = (tag, properties) => document.body.appendChild(Object.assign(document.createElement(tag), properties));
  const stopped = new Promise(resolve =>
    addEventListener('securitypolicyviolation', event => resolve(event.effectiveDirective), { once: true }));
  const gaveUp = new Promise(resolve => setTimeout(resolve, 5000, 'not stopped'));
  try { Promise.resolve(%s).catch(() => {}); } catch {}
  return Promise.race([stopped, gaveUp]);
}"""
TRY_IN_WORKER = """FOREIGN => new Promise(resolve => {
  const code = `addEventListener('securitypolicyviolation', event => postMessage(event.effectiveDirective));
    fetch('${FOREIGN}').then(() => postMessage('not stopped'), () => {});`;
  new Worker(URL.createObjectURL(new Blob([code]))).onmessage = message => resolve(message.data);
})"""


def pages(site: Path) -> list[str]:
    """The addresses of all pages, relative to the site; 404.html is not one that is visited."""
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html") if path.name != "404.html")
    return [path.removesuffix("index.html") for path in found]


def test_P1_every_page_loads_without_a_message_or_a_foreign_request(site, nested_url, new_context, watcher):
    """Under a sub-path, until the page is at rest. At the root test_site.py looks through every page, watched too."""
    watcher.home = nested_url
    context = new_context(color_scheme="dark")
    tabs = [context.new_page() for _ in range(8)]  # they come to rest together
    waiting = pages(site)
    assert len(waiting) > 50
    while waiting:
        for tab in tabs[: len(waiting)]:
            assert tab.goto(nested_url + waiting.pop()).ok
        for tab in tabs:
            tab.wait_for_load_state("networkidle")


def test_unknown_page_is_the_404_page_with_its_style(site_url, new_context, watcher):
    watcher.expect("404 (Not Found)")
    page = new_context().new_page()
    assert page.goto(f"{site_url}finns/inte/").status == 404
    assert page.evaluate("document.styleSheets.length") > 0


@pytest.mark.parametrize(("leak", "directive"), LEAKS)
def test_P1_deliberate_leak_from_a_page_is_stopped_by_the_meta_policy_alone(
    chromium, bare_url, leak_target, leak, directive
):
    page = chromium.new_page()
    page.goto(bare_url)
    assert page.evaluate(TRY % leak, leak_target.url) == directive
    page.close()
    assert leak_target.hits == []


def test_P1_deliberate_leak_from_a_blob_worker_is_stopped_by_the_meta_policy_alone(chromium, bare_url, leak_target):
    page = chromium.new_page()
    page.goto(bare_url)
    assert page.evaluate(TRY_IN_WORKER, leak_target.url) == "connect-src"
    page.close()
    assert leak_target.hits == []


def test_leak_target_notices_what_reaches_it(chromium, leak_target):
    page = chromium.new_page()
    page.goto(leak_target.url)
    page.close()
    assert "/leak" in leak_target.hits
