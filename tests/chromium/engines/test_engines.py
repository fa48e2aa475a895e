"""Both engines in Chromium, under the meta policy alone: same answers, no leaks, and what happens when one fails.

Knows the engines' folder and shell/theme/js/engines/engines.js. Does not know any page of the site: the test page is its own.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, Worker, expect

from builder.respond import respond
from tests.chromium.conftest import LeakTarget
from tests.chromium.journey import until
from tests.examples.readers.example_requests import every_example
from tests.helpers import web
from tests.helpers.places import CONTENT, read_toml

POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self' blob:; style-src 'self'"
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>engines</title>
<script type="module" src="page.js"></script></head><body><output></output></body></html>"""
PAGE_SCRIPT = """
import { createEngines } from "./js/engines/engines.js";
import { brythonWorker } from "./js/engines/engine-brython.js";
import { pyodideWorker } from "./js/engines/engine-pyodide.js";

const base = new URL("engine/", location.href).href;
const output = document.querySelector("output");
window.statuses = [];
window.engines = createEngines({ base, onStatus(status) {
  statuses.push(status);
  output.textContent = `${status.state} ${status.engine}`;
} });

window.makeWorker = async (name) => name === "brython" ? await brythonWorker(base) : pyodideWorker(base, true);

/** Ask one engine, without createEngines, everything at once. */
window.askOne = async (name, requests) => {
  const worker = await makeWorker(name);
  const answers = [];
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      if (data.failed) reject(new Error(name));
      if (data.ready) requests.forEach((request, id) => worker.postMessage({ id, request }));
      if ("id" in data) answers[data.id] = data.response ?? data;
      if (answers.filter(Boolean).length === requests.length) resolve(answers);
    };
  });
};
"""
QUESTION = {"op": "coach", "field": "main_goal", "text": "Du får hemtjänst x3", "voice": "self"}
ODD = [
    "", " ", "😀 Du får hemtjänst x3 👩‍👩‍👧", "\ufeffVet inte\u0085", "Du ska a\u0308ta 3 ggr", "\0", "ensam \ud83d halva", "𝟑 ggr i veckan",
    "DU SKALL SÖKA JOBB", "<b>hemtjänst</b> & x3", "rad ett\r\nDu ska\nrad tre", "Jag vill orka mer. " * 30,
]  # fmt: skip


def requests() -> list:
    """Every labelled example, odd texts for every operation, sheets, circles, days, and what is no request at all."""
    coach = [
        {"op": "coach", "field": field, "text": text, "voice": voice}
        for text in ODD
        for field, voice in (("main_goal", "self"), ("sub_goal", "other"))
    ]
    coach += [{"op": op, "text": text} for text in ODD for op in ("du", "guard")] + [
        {"op": "compose", "answers": {"able": text, "x": text}} for text in ODD
    ]
    questions = read_toml(CONTENT / "form" / "questions.toml")["question"]
    plans = [
        {
            "format": "viktigast",
            "version": 1,
            "answers": {question["id"]: text for question in questions},
            "updated": "2026-11-24",
        }
        for text in ODD
    ]
    items = {
        question["id"]: [{field["id"]: "å😀 <" for field in question["field"]}]
        for question in questions
        if question["kind"] == "list"
    }
    plans.append({"format": "viktigast", "version": 1, "answers": items, "marks": {}, "written_by": "together"})
    sheets = [{"op": "sheet", "plan": plan, "as": kind} for plan in plans for kind in ("html", "text")]
    wrong = [
        None,
        7,
        "coach",
        [],
        {},
        {"op": "x"},
        {"op": "coach"},
        {"op": "coach", "text": 7, "field": []},
        {"op": "sheet", "plan": {"version": 9}},
    ]
    wrong += [{"op": op, "text": odd, "answers": odd} for op in ("du", "guard", "compose") for odd in (None, 7, [])] + [
        {"op": "compose", "answers": {"able": 7}}
    ]
    meetings = [
        {"op": "circle", "minutes": 60, "start": "13:00", "role": "vuxen"}, {"op": "circle", "start": "23.30", "end": "00:45"},
        {"op": "circle", "minutes": 47, "parts": [30, 0, 3, 99, -4]}, {"op": "circle", "minutes": 60, "parts": [1, 17, 0, 2, 20], "start": "9.05"},
        *[{"op": "circle", "minutes": minutes, "start": "13:00"} for minutes in range(13, 243, 16)],
        *[{"op": "circle", "minutes": 60, **odd} for odd in ({"parts": "6"}, {"role": "x"}, {"start": "25:00"}, {"minutes": True}, {"minutes": 1.5})],
    ]  # fmt: skip
    circles = [{**meeting, "as": kind} for meeting in meetings for kind in ("svg", "text", "data")]
    days = [
        *(
            f"{year}-{day}"
            for year in (2026, 2028, 2036)
            for day in ("01-01", "02-28", "02-29", "05-22", "11-28", "12-24", "12-31")
        ),
        "2025-12-31",
        "?",
        "",
        None,
        7,
    ]
    dates = [
        {"op": "meeting_date", "discharge": day, "track": track, "ready": ready}
        for day in days
        for track, ready in (("green", None), ("red", day), (None, day), ("green", "2026-12-24"))
    ]
    return every_example() + coach + sheets + circles + dates + wrong


class Host(web.Web):
    """A host without headers of ours that can be told to fail."""

    def __init__(self, folder: Path) -> None:
        self.faults: dict[str, str] = {}
        """File name → what goes wrong."""
        self.asked: list[str] = []
        self.over = threading.Event()
        self.published = web.files(folder)
        super().__init__(self.reply)

    def reply(self, request: web.Request) -> web.Answer | None:
        name = request.path.rsplit("/", 1)[-1]
        self.asked.append(name)
        fault = self.faults.get(name)
        if fault in ("404", "500"):
            return web.Answer(int(fault), b"Nothing here")
        if fault == "silent":
            self.over.wait()
            return None
        answer = self.published(request)
        half = answer.body[: len(answer.body) // 2]
        if fault == "cut":
            return replace(answer, body=half)
        if fault == "broken off":
            return replace(answer, body=half, length=len(answer.body))
        assert fault is None, fault
        return answer


@pytest.fixture(scope="session")
def engine_site(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the site's engines and modules, and a page that loads them."""
    folder = tmp_path_factory.mktemp("engines")
    for name in ("engine", "js"):
        shutil.copytree(site / name, folder / name, copy_function=os.link)
    (folder / "index.html").write_text(PAGE)
    (folder / "page.js").write_text(PAGE_SCRIPT)
    return folder


@pytest.fixture
def host(engine_site: Path) -> Iterator[Host]:
    host = Host(engine_site)
    host.start()
    yield host
    host.over.set()
    host.stop()


@pytest.fixture
def open_it(chromium, host: Host) -> Iterator[Callable[..., Page]]:
    """Open the test page; a console message other than the browser's own about a failed request fails the test."""
    context = chromium.new_context()
    noted: list[str] = []
    context.on(
        "console",
        lambda message: None if message.text.startswith("Failed to load resource") else noted.append(message.text),
    )
    context.on("weberror", lambda error: noted.append(str(error.error)))

    def open_page(before: str = "", clock: bool = False) -> Page:
        page = context.new_page()
        if clock:
            page.clock.install()
        if before:
            page.add_init_script(before)
        page.goto(host.url)
        return page

    yield open_page
    context.close()
    assert noted == []


def shows(page: Page, status: str, seconds: float = 30) -> None:
    expect(page.locator("output")).to_have_text(status, timeout=seconds * 1000)


def ask(page: Page, request: object = QUESTION, **options: int):
    return page.evaluate("([request, options]) => engines.ask(request, options)", [request, options])


def worker_of(page: Page, engine: str) -> Worker:
    test = "typeof __BRYTHON__ === 'object'" if engine == "brython" else "typeof __BRYTHON__ !== 'object'"
    return next(worker for worker in page.workers if worker.evaluate(test))


# ---- the same answers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["brython", "pyodide"])
def test_P8_every_example_gets_cpythons_answer(open_it, engine):
    page = open_it()
    asked = requests()
    answers = page.evaluate("([name, requests]) => askOne(name, requests).then(JSON.stringify)", [engine, asked])
    for request, answer in zip(asked, json.loads(answers), strict=True):
        assert answer == respond(request), request
    if engine == "brython":
        assert worker_of(page, "brython").evaluate("[...__BRYTHON__.missed]") == [], (
            "nothing was asked for that is not packed"
        )


# ---- nothing leaves ------------------------------------------------------------------------------------------------

LEAKS = {
    "fetch": "await fetch(FOREIGN)",
    "fetch without cors": "await fetch(FOREIGN, { method: 'POST', mode: 'no-cors', body: 'x' })",
    "XMLHttpRequest": "const request = new XMLHttpRequest(); request.open('GET', FOREIGN, false); request.send()",
    "WebSocket": "await new Promise((open, fail) => Object.assign(new WebSocket(FOREIGN.replace('http', 'ws')), { onopen: open, onerror: fail }))",
    "EventSource": "await new Promise((open, fail) => Object.assign(new EventSource(FOREIGN), { onopen: open, onerror: fail }))",
    "import": "await import(FOREIGN)",
    "importScripts": "importScripts(FOREIGN)",
    "worker": "await new Promise((open, fail) => Object.assign(new Worker(FOREIGN), { onmessage: open, onerror: fail }))",
    # in a task of its own: the debugger's evaluate may eval
    "eval": "await new Promise((done, fail) => setTimeout(() => { try { done(eval('1')) } catch (error) { fail(error) } }))",
}


@pytest.mark.parametrize("engine", ["brython", "pyodide"])
def test_P1_deliberate_leak_from_inside_an_engine_is_stopped_by_the_meta_policy_alone(
    open_it, leak_target: LeakTarget, engine
):
    page = open_it()
    page.evaluate("name => askOne(name, [{}])", engine)
    worker = worker_of(page, engine)
    for name, leak in LEAKS.items():
        tried = f"async FOREIGN => {{ try {{ {leak} }} catch {{ return 'stopped' }} return 'done' }}"
        assert worker.evaluate(tried, leak_target.url) == "stopped", name
    assert leak_target.hits == []


# ---- one after the other -------------------------------------------------------------------------------------------


def test_brython_answers_first_and_pyodide_takes_over(open_it):
    page = open_it()
    assert ask(page) == respond(QUESTION)
    shows(page, "ready pyodide")
    assert ask(page) == respond(QUESTION)
    statuses = page.evaluate("statuses.map(({ state, engine }) => `${state} ${engine}`)")
    assert statuses == ["loading null", "ready brython", "ready pyodide"]


def test_P3_without_webassembly_brython_stays(open_it, host):
    page = open_it("delete globalThis.WebAssembly")
    assert ask(page) == respond(QUESTION)
    assert ask(page) == respond(QUESTION)
    assert "pyodide-start.mjs" not in host.asked


@pytest.mark.parametrize("connection", ["{ saveData: true }", "{ effectiveType: '3g' }"])
def test_pyodide_waits_until_it_is_wanted_on_a_slow_or_metered_connection(open_it, host, connection):
    page = open_it(f"Object.defineProperty(navigator, 'connection', {{ value: {connection} }})")
    assert ask(page) == respond(QUESTION)
    assert ask(page) == respond(QUESTION)
    assert "pyodide-start.mjs" not in host.asked
    page.evaluate("engines.wantFull()")
    shows(page, "ready pyodide")


@pytest.mark.parametrize("gone", ["Worker", "Blob"])
def test_without_workers_nothing_answers_and_nothing_breaks(open_it, gone):
    page = open_it(f"delete globalThis.{gone}")
    assert page.evaluate("engines.ask({}).catch(error => error.constructor.name)") == "NoEngine"
    shows(page, "none null")


def test_stop_ends_the_workers_and_a_later_question_starts_again(open_it):
    page = open_it()
    assert ask(page) == respond(QUESTION)
    shows(page, "ready pyodide")
    page.evaluate("engines.stop()")
    assert page.evaluate("engines.state") == "loading"
    expect(page.locator("output")).to_have_text("ready pyodide")  # what was shown stays; nothing new is told
    until(page, lambda: page.workers == [])
    assert ask(page) == respond(QUESTION)


def test_stop_rejects_what_is_still_waiting(open_it, host):
    host.faults["brython.js"] = "silent"
    page = open_it()
    page.evaluate("() => { window.waiting = engines.ask({}).catch(error => error.constructor.name); engines.stop() }")
    assert page.evaluate("waiting") == "NoEngine"


# ---- when something fails ------------------------------------------------------------------------------------------

FAULTS = ["404", "500", "cut", "broken off"]


@pytest.mark.parametrize("fault", FAULTS)
def test_P2_without_brython_pyodide_answers_and_tells_how_much_has_come(open_it, host, fault):
    host.faults["brython.js"] = fault
    page = open_it()
    assert ask(page) == respond(QUESTION)
    assert (
        host.asked.count("brython.js") <= 3
    )  # the first, its one replacement, and Chromium may ask again by itself when a connection is closed
    counts = page.evaluate("statuses.map(({ progress }) => progress).filter(Boolean)")
    assert [count["loaded"] for count in counts] == sorted(count["loaded"] for count in counts)
    assert counts[-1]["loaded"] == counts[-1]["total"]


@pytest.mark.parametrize(
    ("name", "fault"),
    [("pyodide.asm.wasm", fault) for fault in FAULTS]
    + [
        (name, fault)
        for name in ("pyodide-start.mjs", "pyodide.mjs", "pyodide.asm.mjs", "stdlib.zip", "core.zip")
        for fault in ("404", "cut")
    ],
)
def test_P2_without_pyodide_brython_goes_on(open_it, host, name, fault):
    host.faults[name] = fault
    page = open_it()
    assert ask(page) == respond(QUESTION)
    until(page, lambda: name in host.asked and len(page.workers) == 1)  # Pyodide has been given up
    assert ask(page) == respond(QUESTION)
    assert page.evaluate("statuses.at(-1)") == {"state": "ready", "engine": "brython", "progress": None}
    assert host.asked.count("pyodide-start.mjs") == 1  # nobody waits for it, so it is not downloaded twice


def rest_of(engine: str) -> str:
    return {"brython": "brython-rest.js", "pyodide": "core-rest.zip"}[engine]


OTHER = {"op": "du", "text": "Jag ska klara trappan"}


def test_the_second_file_comes_after_the_first_answer_and_not_before(open_it, host):
    page = open_it("delete globalThis.WebAssembly")
    page.evaluate("engines.start()")
    shows(page, "ready brython")
    assert rest_of("brython") not in host.asked
    assert ask(page) == respond(QUESTION)
    until(page, lambda: rest_of("brython") in host.asked)
    assert ask(page, OTHER) == respond(OTHER)  # the worker has fetched the file, and run it from the browser's cache
    asked = len(host.asked)
    assert ask(page, OTHER) == respond(OTHER)
    assert host.asked[asked:].count(rest_of("brython")) == 0


@pytest.mark.parametrize("engine", ["brython", "pyodide"])
def test_the_coach_answers_while_the_second_file_is_on_its_way(open_it, host, engine):
    host.faults[rest_of(engine)] = "silent"
    page = open_it()
    requests = [OTHER, QUESTION]
    told = page.evaluate(
        """async ([name, requests]) => {
          const worker = await makeWorker(name);
          return new Promise((resolve) => {
            const heard = [];
            worker.onmessage = ({ data }) => {
              if (data.ready) requests.forEach((request, at) => worker.postMessage({ id: at + 1, request }));
              if (data.waits || data.id) heard.push(data);
              if (data.id) resolve(heard);
            };
          });
        }""",
        [engine, requests],
    )
    assert told == [{"waits": 1}, {"id": 2, "response": respond(QUESTION)}]


@pytest.mark.parametrize("fault", FAULTS)
def test_P2_without_brythons_second_file_pyodide_answers(open_it, host, fault):
    host.faults["brython-rest.js"] = fault
    page = open_it()
    assert ask(page, OTHER) == respond(OTHER)
    assert page.evaluate("statuses.at(-1)") == {"state": "ready", "engine": "pyodide", "progress": None}


@pytest.mark.parametrize("fault", ["404", "cut"])
def test_P2_without_pyodides_second_file_brython_goes_on(open_it, host, fault):
    host.faults["core-rest.zip"] = fault
    page = open_it()
    assert ask(page) == respond(QUESTION)
    shows(page, "ready pyodide")
    assert ask(page, OTHER) == respond(OTHER)


def test_P2_without_either_second_file_the_question_is_given_up(open_it, host):
    host.faults.update({"brython-rest.js": "404", "core-rest.zip": "404"})
    page = open_it()
    assert page.evaluate("request => engines.ask(request).catch(error => error.constructor.name)", OTHER) == "NoEngine"


def test_P2_a_second_file_that_never_comes_is_given_up_after_a_minute_and_not_before(open_it, host):
    host.faults["brython-rest.js"] = "silent"
    page = open_it("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })", clock=True)
    page.evaluate("request => { window.answer = engines.ask(request) }", OTHER)
    for launched in (1, 2):
        until(page, lambda: host.asked.count("brython-rest.js") == launched)  # noqa: B023
        page.clock.fast_forward(50_000)
        assert page.evaluate("engines.state") == "ready"
        page.clock.fast_forward(11_000)
    assert page.evaluate("answer") == respond(OTHER)
    shows(page, "ready pyodide")


@pytest.mark.parametrize("fault", FAULTS)
def test_without_either_the_state_is_none_and_a_later_question_is_refused(open_it, host, fault):
    host.faults.update({"brython.js": fault, "pyodide.asm.wasm": fault})
    page = open_it()
    assert page.evaluate("engines.ask({}).catch(error => error.constructor.name)") == "NoEngine"
    shows(page, "none null")
    assert page.evaluate("engines.ask({}).catch(error => error.constructor.name)") == "NoEngine"


def test_P2_an_engine_file_that_never_comes_is_given_up(open_it, host):
    host.faults["brython.js"] = "silent"
    page = open_it(clock=True)
    page.evaluate("() => { window.answer = engines.ask({ op: 'x' }) }")
    shows(page, "loading null")
    page.clock.fast_forward(61_000)  # replaced
    page.clock.fast_forward(61_000)  # switched off
    assert page.evaluate("answer") == {"error": "unknown_op"}
    shows(page, "ready pyodide")


def test_P2_a_pyodide_that_never_comes_is_given_up_when_it_is_waited_for(open_it, host):
    host.faults.update({"brython.js": "404", "stdlib.zip": "silent"})
    page = open_it(clock=True)
    page.evaluate("() => { window.answer = engines.ask({}).catch(error => error.constructor.name) }")
    for launched in (1, 2):
        until(page, lambda: host.asked.count("stdlib.zip") == launched)  # noqa: B023
        page.clock.fast_forward(61_000)
    assert page.evaluate("answer") == "NoEngine"
    shows(page, "none null")


def mute(page: Page, engine: str) -> None:
    worker_of(page, engine).evaluate("() => { onmessage = null }")


def test_P2_an_engine_that_does_not_answer_is_replaced_once_then_the_other_answers(open_it, host):
    page = open_it("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })", clock=True)
    assert ask(page) == respond(QUESTION)
    for launched in (1, 2):
        assert host.asked.count("brython.js") <= launched
        mute(page, "brython")
        page.evaluate("() => { window.answer = engines.ask({ op: 'x' }) }")
        page.clock.fast_forward(5_001)
        assert page.evaluate("answer") == {"error": "unknown_op"}
    shows(page, "ready pyodide")


def test_P2_a_question_that_stops_every_engine_is_given_up_and_the_next_one_is_answered(open_it):
    page = open_it("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })", clock=True)
    assert ask(page) == respond(QUESTION)
    page.evaluate("""() => {
      const send = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (message) { if (message.request.op !== 'poison') send.call(this, message); };
      window.answer = engines.ask({ op: 'poison' }).catch(error => error.constructor.name);
    }""")
    page.clock.fast_forward(5_001)
    until(page, lambda: page.evaluate("engines.state") == "ready")  # the second Brython
    page.clock.fast_forward(5_001)
    shows(page, "ready pyodide")
    page.clock.fast_forward(5_001)
    assert page.evaluate("answer") == "NoEngine"
    assert ask(page) == respond(QUESTION)


def test_late_and_foreign_messages_are_ignored(open_it):
    page = open_it("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    assert ask(page) == respond(QUESTION)
    worker_of(page, "brython").evaluate("""() => {
      for (const message of [null, 7, 'x', [], {}, { id: 999, response: 1 }, { id: 1, response: 2 }, { id: {} }, { loaded: -1, total: 0 }])
        postMessage(message);
    }""")
    assert ask(page) == respond(QUESTION)
    assert page.evaluate("statuses.at(-1)") == {"state": "ready", "engine": "brython", "progress": None}
