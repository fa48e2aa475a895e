"""P1, P2 and P12: files made to harm, damaged or far too large, opened on the page; and what the page saves, opened alone.

What is opened and what is refused: ../test_saved_anything.py. Strings that people may type: test_naughty.py.
"""

from __future__ import annotations

import itertools
import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from builder.paper.plan import data_in
from tests.chromium.journey import BORROWED, SECRET, begin, save, show_sheet
from tests.examples.readers.naughty import STRINGS
from tests.helpers import web

FIRST = "Vad är viktigast för dig just nu?"
BASE = {"format": "viktigast", "version": 1, "answers": {}}
DATA = '<script type="application/json" id="viktigast-plan">'


@pytest.fixture
def page(open_page):
    """The builder's first page on a borrowed device, with text in it."""
    page = open_page("forbered/")
    begin(page, BORROWED)
    page.get_by_label(FIRST).fill(SECRET)
    page.goto(page.url.split("#")[0] + "#start")
    return page


def choose(page, content: bytes | str | dict | Path) -> None:
    """Choose a file to open."""
    if isinstance(content, dict):
        content = json.dumps(content)
    if isinstance(content, str):
        content = content.encode()
    chosen = content if isinstance(content, Path) else {"name": "x.html", "mimeType": "text/html", "buffer": content}
    page.get_by_label("Öppna en sparad fil").set_input_files(chosen)


def opened(page, content) -> None:
    """Open a file in place of what is written."""
    choose(page, content)
    page.get_by_role("button", name="Öppna filen").click()
    expect(page.get_by_text("Filen är öppnad.")).to_be_visible()


def saved_again(page, folder: Path) -> dict:
    show_sheet(page)
    return json.loads(data_in(save(page, folder).read_text(encoding="utf-8")))


# ---- large, deep and endless -----------------------------------------------------------------------------------------

TOO_LARGE, NOT_OURS, BROKEN = (
    "En fil härifrån är högst 5 MB.",
    "Det här är inte en fil som är sparad härifrån.",
    "Filen går inte att läsa.",
)
ZIP, PHOTO = b"PK\x03\x04\x14\0\0\0\x08\0", b"\xff\xd8\xff\xe0\0\x10JFIF\0"
DEEP = f'{{"format":"viktigast","version":1,"later":{"[" * 100_000}1{"]" * 100_000}}}'
BIG = {
    "text": b"Jag vill hem. ", "html": b"<p>Jag vill hem.</p>", "binary": bytes(range(256)), "zip": ZIP, "photo": PHOTO,
    "beginnings": DATA.encode(), "nearly ours": b'<script type="application/json" id="viktigast-plan"', "brackets": b"[", "spaces": b" ",
}  # fmt: skip


def test_P2_a_large_file_is_refused_in_plain_words_and_the_text_stays(page, tmp_path):
    page.evaluate(
        "() => { window.read = 0; for (const name of ['arrayBuffer', 'text', 'stream', 'slice']) { const real = Blob.prototype[name]; Blob.prototype[name] = function (...all) { read += 1; return real.apply(this, all); }; } }"
    )
    for megabytes, said in ((5, NOT_OURS), (50, TOO_LARGE)):
        for name, begins in BIG.items():
            file = tmp_path / f"{name} {megabytes}"
            size = megabytes * 1_000_000
            file.write_bytes((begins * (size // len(begins) + 1))[:size] if megabytes == 5 else begins)
            if megabytes == 50:
                with file.open("r+b") as sparse:
                    sparse.truncate(size)
            choose(page, file)
            expect(page.get_by_text(said)).to_be_visible()
        if megabytes == 5:
            page.evaluate("read = 0")
    assert page.evaluate("read") == 0, "a file that is too large is not read at all"
    page.goto(page.url.split("#")[0] + "#matters_most")
    page.get_by_label(FIRST).press_sequentially(" och så")
    expect(page.get_by_label(FIRST)).to_have_value(SECRET + " och så")


def test_P2_what_could_not_be_saved_again_or_is_damaged_is_refused_and_the_text_stays(page):
    latin = (
        f"<p>å</p>{DATA}{json.dumps({**BASE, 'answers': {'matters_most': 'å'}}, ensure_ascii=False)}</script>".encode(
            "latin-1"
        )
    )
    refused = {
        "nested": DEEP,
        "nested marks": DEEP.replace('"later":', '"marks":{"x":').replace("]}", "]}}"),
        "other letters": latin,
        "NaN": json.dumps({**BASE, "later": float("nan")}),
        "cut": json.dumps(BASE)[:-1],
    }
    for name, content in refused.items():
        choose(page, {**BASE, "format": "other"})
        expect(page.get_by_text(NOT_OURS)).to_be_visible()
        choose(page, content)
        expect(page.get_by_text(BROKEN), name).to_be_visible()
    page.goto(page.url.split("#")[0] + "#matters_most")
    expect(page.get_by_label(FIRST)).to_have_value(SECRET)


def test_P12_a_list_with_more_items_than_anyone_can_see_opens_and_follows_along(page, tmp_path):
    many = {question: [{field: "x"}] * 300 for question, field in (("sub_goals", "sub_goal"), ("help_needed", "what"))}
    plan = {**BASE, "written_by": "grannen", "answers": {"help_now": [{"who": "Anna"}, *[{"w": ""}] * 100_000], **many}}
    opened(page, plan)
    expect(page.get_by_text("En del av filen går inte att visa här.")).to_be_visible()
    saved = saved_again(page, tmp_path)
    expect(page.get_by_role("article").get_by_text("Anna")).to_be_visible()
    assert saved["answers"] == plan["answers"]


def test_an_answer_of_a_million_characters_opens_and_is_shown(page):
    opened(page, {**BASE, "answers": {"main_goal": "Jag vill hem. " * 72_000}})
    show_sheet(page)
    expect(page.get_by_role("article").get_by_text("Jag vill hem.")).to_be_visible()


# ---- odd, but ours ---------------------------------------------------------------------------------------------------

ODD_ANSWERS = {
    "__proto__": "arvet", "constructor": ["x"], "toString": [{"__proto__": "y", "valueOf": "z"}], "hasOwnProperty": "", "length": "0", "": "utan namn",
    "main_goal": ["en", "lista"], "called": [{"a": "b"}], "meeting_form": "i rymden", "meeting_needs": ["breaks", "breaks!", {"x": "y"}],
    "sub_goals": [{"sub_goal": "gå ut", "__proto__": "arvet", "later": "sedan"}, "en text", {"sub_goal": "baka"}], "help_now": "en text", "help_needed": ["bara", "texter"],
    "matters_most": "hem",
}  # fmt: skip


def test_P12_what_the_page_does_not_know_goes_back_into_the_file_as_it_came(page, tmp_path):
    more = {
        "__proto__": {"polluted": "x"},
        "written_by": "grannen",
        "marks": {"__proto__": "x", "matters_most": "care"},
        "toJSON": "x",
        "later": [1.5, None, True, {"x": []}],
        "updated": "2026-03-01",
    }
    opened(page, {**BASE, "answers": ODD_ANSWERS, **more})
    saved = saved_again(page, tmp_path)
    [first, second, third] = ODD_ANSWERS["sub_goals"]
    assert saved == {**BASE, "answers": {**ODD_ANSWERS, "sub_goals": [first, third, second]}, **more}
    for shown in ("hem", "gå ut", "baka", "Pauser"):
        expect(page.get_by_role("article").get_by_text(shown, exact=True)).to_be_visible()
    assert page.evaluate("({}).polluted ?? ({}).x ?? null") is None


def test_P12_line_breaks_in_a_line_become_spaces_and_not_one_word(page, tmp_path):
    opened(
        page,
        {
            **BASE,
            "answers": {
                "called": "Anna\nLisa\r\nBo",
                "help_now": [{"who": "ett\rtvå"}],
                "matters_most": "a\nb\r\nc\rd",
            },
        },
    )
    assert saved_again(page, tmp_path)["answers"] == {
        "called": "Anna Lisa Bo",
        "help_now": [{"who": "ett två"}],
        "matters_most": "a\nb\nc\nd",
    }


# ---- made to run -----------------------------------------------------------------------------------------------------

URL = "http://127.0.0.1:9/leak"
MARKUP = [
    f"<img src={URL}>", f"<script src={URL}></script>", f"<link rel=stylesheet href={URL}>", f"<style>@import '{URL}'; *{{background:url({URL})}}</style>",
    f"<meta http-equiv=refresh content='0;url={URL}'>", f"<base href={URL}/>", f"<form id=f action={URL}><input name=x autofocus></form><script>f.submit()</script>",
    f"<iframe src={URL}></iframe>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>", f"<object data={URL}></object><embed src={URL}>", f"<svg><image href={URL} /><use href={URL}#x /></svg>",
    "<svg><script>alert(1)</script></svg>", "<svg><animate onbegin=alert(1) attributeName=x dur=1s>", "<details open ontoggle=alert(1)>", "<video autoplay onloadstart=alert(1)><source onerror=alert(1)></video>",
    f"<p style=\"background:url({URL})\">x</p>", f"<video poster={URL} src={URL}></video><audio src={URL} autoplay></audio>", f"<link rel=prefetch href={URL}><link rel=preload as=image href={URL}><link rel=icon href={URL}>",
    f"<a href={URL} ping={URL}>x</a><a href=javascript:alert(1)>y</a>", "</p></article></body><script>alert(1)</script>", "\"><script>alert(1)</script>", "' onfocus='alert(1)' autofocus='", "\u003cscript>alert(1)\u003c/script>",
    f'</script>{DATA}{{"format":"viktigast","version":1,"answers":{{"matters_most":"utbytt"}}}}</script>', "</script><script>alert(1)</script>", "<!--<script>", "]]><script>alert(1)</script>", "</title><script>alert(1)</script>", "</style><script>alert(1)</script>",
]  # fmt: skip
HARMFUL = [*MARKUP, *(text for text in STRINGS if "<" in text or "script" in text.lower())]


def everywhere(texts: list[str], questions: list[dict]) -> dict:
    """A plan with a text in every place that a file has, known and unknown. The shape does not depend on the texts."""
    turn = itertools.cycle(texts)
    answers = {}
    for question in questions:
        if question["kind"] == "list":
            places = [field["id"] for field in question["field"]]
            some = [texts[at : at + len(places)] for at in range(0, len(texts), len(places))]
            answers[question["id"]] = [dict(zip(places, few, strict=False)) | {few[0]: few[0]} for few in some]
        elif question["kind"] == "choices":
            answers[question["id"]] = ["breaks", *texts]
        elif question["kind"] == "choice":
            answers[question["id"]] = "phone"
        else:
            answers[question["id"]] = next(turn)
    unknown = {text: text for text in texts}
    return {
        **BASE,
        "answers": {**answers, **unknown},
        "marks": {**unknown, "matters_most": texts[0]},
        "written_by": texts[0],
        "updated": "2026-03-01",
        **unknown,
        "later": [texts],
    }


ELEMENTS = "[...document.body.querySelectorAll('*')].map((it) => `${it.tagName} ${it.getAttributeNames().filter((name) => name !== 'style').join(' ')}`).join()"


@pytest.fixture(scope="session")
def questions() -> list[dict]:
    from builder.publish.records.load import load_catalog

    return load_catalog()["questions"]


@pytest.fixture
def saved_harm(page, questions, tmp_path) -> Path:
    """The document that the page saves of a plan with something harmful in every place, after a look at every step."""
    page.on("dialog", lambda dialog: pytest.fail(f"the page ran {dialog.message}"))
    pages = []
    for texts in ([f"harmlös {number}" for number in range(len(HARMFUL))], HARMFUL):
        opened(page, everywhere(texts, questions))
        for step in page.locator(".step").evaluate_all("(all) => all.map((step) => step.id)"):
            page.evaluate("(id) => { location.hash = id; }", step)
            page.locator(f"#{step}").wait_for()
        pages.append(page.evaluate(ELEMENTS))
        file = save(page, tmp_path)
        page.evaluate("() => { location.hash = 'start'; }")
        page.locator("#start").wait_for()
    assert pages[0] == pages[1], "what is written changes no element and no attribute of the page"
    return file


def test_P1_a_crafted_file_does_nothing_on_the_page_nor_in_what_is_saved_of_it(
    saved_harm, questions, chromium, site_url, tmp_path
):
    saved = json.loads(data_in(saved_harm.read_text(encoding="utf-8")))
    assert saved["answers"]["matters_most"] == HARMFUL[0]
    plain = tmp_path / "plain"
    plain.mkdir()
    shutil.copy(saved_harm, plain / "index.html")
    hits: list[str] = []

    published = web.files(plain)
    with web.serving(lambda request: hits.append(request.target) or published(request)) as host:
        for where in (saved_harm.as_uri(), host.url):
            context = chromium.new_context()
            noted: list[str] = []
            context.on("request", lambda request: noted.append(request.url))  # noqa: B023
            context.on("console", lambda message: noted.append(message.text))  # noqa: B023
            alone = context.new_page()
            alone.on("dialog", lambda dialog: pytest.fail(f"the saved document ran {dialog.message}"))
            alone.goto(where, wait_until="networkidle")
            assert [url for url in noted if not url.endswith("favicon.ico")] == [where]
            assert alone.url == where
            assert (
                alone.evaluate(
                    "document.querySelectorAll('script:not(#viktigast-plan), img, iframe, link, base, form, object, embed, svg, a, video, [style], [onerror]').length"
                )
                == 0
            )
            assert alone.evaluate("document.querySelectorAll('meta').length") == 4
            assert HARMFUL[1].strip() in alone.locator("body").inner_text()
            context.close()
    assert set(hits) <= {"/", "/favicon.ico"}


def test_P1_if_an_answer_ever_became_markup_in_a_saved_document_its_own_policy_would_still_stop_it(
    page, chromium, leak_target, tmp_path
):
    opened(page, {**BASE, "answers": {"matters_most": "HÄR"}})
    show_sheet(page)
    whole = save(page, tmp_path).read_text(encoding="utf-8")
    refused = tmp_path / "injected.html"
    context = chromium.new_context()
    alone = context.new_page()
    alone.on("dialog", lambda dialog: pytest.fail(f"the saved document ran {dialog.message}"))
    for text in MARKUP:
        if "refresh" in text:
            continue  # a policy in a page does not stop this one: there the escaping stands alone
        refused.write_text(whole.replace(">HÄR<", f">{text.replace(URL, leak_target.url)}<", 1), encoding="utf-8")
        alone.goto(refused.as_uri(), wait_until="networkidle" if "link" in text else "load")
        assert alone.url == refused.as_uri()
        assert leak_target.hits == [], text
    context.close()
