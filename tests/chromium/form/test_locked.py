"""P1, P2 and P12: a file with a passphrase is saved, opened by others and opened again, and the passphrase lies nowhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pyrage
import pytest
from playwright.sync_api import Locator, Page, expect

from builder.paper.plan import data_in
from tests.build.engines.age_worker import PHRASE, Age
from tests.chromium.conftest import AXE_TAGS
from tests.chromium.journey import BORROWED, CORE, OWN, SECRET, answer_core, begin, everything_stored, save, show_sheet

FIRST = "Vad är viktigast för dig just nu?"
KEPT = "Det du har skrivit på sidan är kvar."
PLAN = json.dumps(
    {"format": "viktigast", "version": 1, "updated": "2026-03-01", "answers": {"main_goal": "ut till båten"}}
)
HELD = "document.documentElement.outerHTML + [...document.querySelectorAll('textarea, input')].map((it) => it.value).join()"
FOCUSED = "document.activeElement.id"


@pytest.fixture(scope="module")
def age(site) -> Iterator[Age]:
    age = Age(site / "engine" / "age.js")
    yield age
    age.close()


def to_sheet(page: Page, device: str = BORROWED) -> None:
    begin(page, device)
    answer_core(page)
    show_sheet(page)


def open_panel(page: Page) -> Locator:
    page.get_by_role("button", name="Spara en låst fil").click()
    panel = page.get_by_role("group", name="Lås filen med en lösenfras")
    expect(panel.get_by_role("heading")).to_be_focused()
    return panel


def choose(page: Page, file: bytes, name: str = "a") -> None:
    page.get_by_label("Öppna en sparad fil").set_input_files({"name": name, "mimeType": "", "buffer": file})


def nowhere(page: Page, phrase: str) -> bool:
    return phrase not in page.evaluate(HELD) + everything_stored(page)


def test_P12_a_locked_file_is_the_saved_document_and_an_independent_program_opens_it(open_page, tmp_path):
    page = open_page("forbered/")
    sent = []
    page.context.on("request", lambda request: sent.append(f"{request.post_data} {request.headers} {request.url}"))
    to_sheet(page)
    assert not [one for one in sent if one.endswith(("/locked-file.js", "/age.js", "/phrase.json"))], (
        "fetched before anybody has asked for it"
    )
    plain = save(page, tmp_path).read_text(encoding="utf-8")
    panel = open_panel(page)
    expect(panel).to_contain_text("Om lösenfrasen kommer bort kan ingen öppna filen, inte vi heller.")
    field = panel.get_by_label("Lösenfras", exact=True)
    field.press_sequentially(f" {PHRASE.replace(' ', '  ', 1)} ")
    with page.expect_download() as download:
        field.press("Enter")
    assert re.fullmatch(r"viktigast-\d{4}-\d\d-\d\d-låst\.age", download.value.suggested_filename)
    download.value.save_as(tmp_path / "låst.age")
    file = (tmp_path / "låst.age").read_bytes()
    inside = pyrage.passphrase.decrypt(file, PHRASE).decode()
    assert inside == plain
    assert json.loads(data_in(inside))["answers"]["main_goal"] == CORE["Vad vill du ska bli möjligt?"]
    assert b"Morris" not in file
    assert b"viktigast" not in file
    said = panel.get_by_role("status")
    expect(said).to_contain_text("är låst och sparad")
    expect(said).to_contain_text("Filen ligger kvar på den lånade telefonen eller datorn.")
    expect(said).to_contain_text("Har du skrivit upp lösenfrasen?")
    expect(field).to_be_focused()
    expect(field).to_have_value(PHRASE)
    expect(field).not_to_be_editable()
    panel.get_by_role("button", name="Stäng").click()
    expect(page.get_by_role("button", name="Spara en låst fil")).to_be_focused()
    assert nowhere(page, PHRASE)
    assert {"locked-file.js", "age.js"} <= {one.rsplit("/", 1)[1] for one in sent}
    assert not [one for one in sent if "bulle" in one]


def test_P12_what_an_independent_program_has_locked_opens_here_after_a_slip_of_the_hand(open_page, age, root):
    """The example was locked by age 1.1.1, the program that the format comes from, with its own work factor."""
    page = open_page("forbered/")
    begin(page, BORROWED)
    page.get_by_label(FIRST).fill(SECRET)
    page.goto(page.url.split("#")[0] + "#start")
    choose(page, age.make(PLAN), name="bild.jpg")
    field = page.get_by_label("Filens lösenfras")
    expect(field).to_be_focused()
    field.fill("Varm bulle på söndag")
    field.press("Enter")
    expect(page.get_by_text("Lösenfrasen passar inte.")).to_contain_text(KEPT)
    expect(field).to_be_focused()
    expect(field).to_have_value("Varm bulle på söndag")
    field.fill(f"{PHRASE}\n")
    page.get_by_role("button", name="Lås upp filen").click()
    page.get_by_role("button", name="Behåll texten här").click()
    assert nowhere(page, PHRASE)
    choose(page, (root / "tests" / "examples" / "locked_by_age.age").read_bytes())
    field.fill(PHRASE)
    field.press("Enter")
    page.get_by_role("button", name="Öppna filen").click(timeout=60_000)
    expect(page.get_by_text("Filen är öppnad. Här är svaren.")).to_be_visible()
    expect(page.get_by_text("ut till båten").first).to_be_visible()
    assert nowhere(page, PHRASE)


def test_P2_why_a_file_stays_locked_is_said_and_what_is_written_stays(open_page, age):
    light = age.make(PLAN)
    head = light.index(b"\n", light.index(b"\n--- ") + 1) + 1
    faults = [
        (age.make(PLAN, recipient=True), None, "Filen är låst på ett annat sätt än med en lösenfras."),
        (light.replace(b" 1\n", b" 30\n"), None, "Filen är låst så hårt att den inte går att öppna här."),
        (light[:60], None, "Den låsta filen går inte att läsa."),
        (light[: head - 1], None, "Den låsta filen går inte att läsa."),
        (b"\n-----BEGIN AGE ENCRYPTED FILE-----\nabc", None, "Den låsta filen går inte att läsa."),
        (light[:head], PHRASE, "Lösenfrasen passar, men filen har skadats eller ändrats"),
        (light[:-1], PHRASE, "Lösenfrasen passar, men filen har skadats eller ändrats"),
        (light[:-1] + bytes([light[-1] ^ 1]), PHRASE, "Lösenfrasen passar, men filen har skadats eller ändrats"),
        (
            light[: head - 3] + (b"B" if light[head - 3 : head - 2] == b"A" else b"A") + light[head - 2 :],
            PHRASE,
            "Lösenfrasen passar, men filen har skadats eller ändrats",
        ),
        (age.make("Kära dagbok"), PHRASE, "Lösenfrasen passar. Det här är inte en fil som är sparad härifrån."),
        (
            age.make('{"format": "viktigast", "version": 2}'),
            PHRASE,
            "Lösenfrasen passar. Filen är sparad med en nyare version",
        ),
        (age.make('{"format": "viktigast"'), PHRASE, "Lösenfrasen passar. Filen går inte att läsa."),
        (age.make(age.make(PLAN).decode("latin-1")), PHRASE, "Lösenfrasen passar. Det här är inte en fil"),
        (age.make(PLAN + " " * 5_000_000), PHRASE, "Lösenfrasen passar. Filen är för stor"),
        (
            age.make('{"format": "viktigast", "version": 1, "answers": {"matters_most": "Gå ut"}}', latin1=True),
            PHRASE,
            "Lösenfrasen passar. Filen går inte att läsa.",
        ),
    ]
    page = open_page("forbered/")
    begin(page, BORROWED)
    page.get_by_label(FIRST).fill(SECRET)
    page.goto(page.url.split("#")[0] + "#start")
    said = page.locator("#open-file-problem")
    for file, phrase, sentence in faults:
        choose(page, file)
        if phrase:
            page.get_by_label("Filens lösenfras").fill(phrase)
            page.get_by_role("button", name="Lås upp filen").click()
        expect(said).to_contain_text(sentence)
        expect(page.get_by_label("Filens lösenfras")).to_be_hidden()
        expect(page.get_by_label("Öppna en sparad fil")).to_be_focused()
        assert nowhere(page, PHRASE)
    page.goto(page.url.split("#")[0] + "#matters_most")
    expect(page.get_by_label(FIRST)).to_have_value(SECRET)


def test_P1_every_way_out_takes_the_passphrase_along(open_page, age):
    page = open_page("forbered/")
    to_sheet(page, OWN)

    def elsewhere():
        page.get_by_role("button", name="Till dina svar").last.click()
        page.get_by_role("button", name="Visa papperet").first.click()

    def clear():
        page.get_by_role("button", name="Rensa allt").click()
        page.get_by_role("button", name="Ja, rensa allt").click()
        expect(page.get_by_text("Allt är borttaget")).to_be_visible()

    ways = {
        "close": lambda: page.get_by_role("button", name="Stäng").click(),
        "the same button": lambda: page.get_by_role("button", name="Spara en låst fil").click(),
        "another step": elsewhere,
        "the page is left": lambda: page.evaluate("dispatchEvent(new Event('pagehide'))"),
        "clear all": clear,
    }
    for name, way in ways.items():
        open_panel(page).get_by_label("Lösenfras", exact=True).fill(PHRASE)
        assert not nowhere(page, PHRASE)
        way()
        assert (name, nowhere(page, PHRASE)) == (name, True)
        expect(page.get_by_label("Lösenfras", exact=True)).to_be_hidden()
    for name, way in {
        "cancel": lambda: page.get_by_role("button", name="Avbryt").click(),
        "another file": lambda: choose(page, b"x"),
        "begin": lambda: begin(page),
    }.items():
        choose(page, age.make(PLAN))
        page.get_by_label("Filens lösenfras").fill(PHRASE)
        way()
        expect(page.get_by_label("Filens lösenfras")).to_be_hidden()
        assert (name, nowhere(page, PHRASE)) == (name, True)
    page.goto(page.url.split("#")[0] + "#sheet")
    open_panel(page).get_by_label("Lösenfras", exact=True).fill(PHRASE)
    page.get_by_role("button", name="Lämna sidan snabbt").click()
    page.wait_for_url("about:blank")
    page.go_back()
    assert "forbered" in page.url
    assert nowhere(page, PHRASE)


def test_P1_a_passphrase_that_stands_alone_on_a_borrowed_device_is_cleared_when_nobody_is_there(
    new_context, site_url, age
):
    page = new_context().new_page()
    page.clock.install()
    page.goto(f"{site_url}forbered/")
    page.get_by_label(BORROWED).check()
    choose(page, age.make(PLAN))
    page.get_by_label("Filens lösenfras").fill(PHRASE)
    page.clock.fast_forward("18:01")
    expect(page.get_by_role("alert").get_by_role("dialog", name="Är du kvar?")).to_be_visible()
    page.clock.fast_forward("02:01")
    expect(page.get_by_text("Texten togs bort eftersom")).to_be_visible()
    assert nowhere(page, PHRASE)


def test_P1_the_passphrase_is_no_password_field_and_no_part_of_the_plan(open_page):
    page = open_page("forbered/")
    to_sheet(page, OWN)
    panel = open_panel(page)
    field = panel.get_by_label("Lösenfras", exact=True)
    field.press_sequentially("070-123 45 67 kort")
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    open_panel(page)
    assert page.evaluate("document.querySelectorAll('[type=password]').length") == 0
    told = {
        name: field.get_attribute(name)
        for name in (
            "name",
            "autocomplete",
            "spellcheck",
            "autocapitalize",
            "autocorrect",
            "writingsuggestions",
            "translate",
        )
    }
    assert told == {
        "name": None,
        "autocomplete": "off",
        "spellcheck": "false",
        "autocapitalize": "none",
        "autocorrect": "off",
        "writingsuggestions": "false",
        "translate": "no",
    }
    assert "070" not in page.evaluate("JSON.stringify({...localStorage})")
    field.fill("kort")
    expect(panel.get_by_text("Den är kort. Då är den lättare att gissa.")).to_be_visible()
    field.fill("en lång lösenfras")
    expect(panel.get_by_text("Den är kort")).to_have_count(0)
    panel.get_by_role("button", name="Dölj lösenfrasen").click()
    assert field.evaluate("field => getComputedStyle(field).webkitTextSecurity") == "disc"
    panel.get_by_role("button", name="Visa lösenfrasen").click()
    assert field.evaluate("field => getComputedStyle(field).webkitTextSecurity") == "none"
    field.fill("   ")
    field.press("Enter")
    expect(panel.get_by_text("Skriv en lösenfras först.")).to_be_visible()
    expect(field).to_be_focused()


def test_a_passphrase_can_be_made_up_and_is_another_each_time(open_page, site):
    page = open_page("forbered/")
    to_sheet(page)
    panel = open_panel(page)
    field = panel.get_by_label("Lösenfras", exact=True)
    words = set(json.loads((site / "engine" / "phrase.json").read_text()))
    made = []
    for _ in range(3):
        panel.get_by_role("button", name="Hitta på en åt mig").click()
        expect(field).not_to_have_value(made[-1] if made else "")
        made.append(field.input_value())
        expect(field).to_be_focused()
    assert [len(phrase.split()) for phrase in made] == [5, 5, 5]
    assert {word for phrase in made for word in phrase.split()} <= words
    assert len(set(made)) == 3


def test_without_what_locks_it_is_said_and_the_next_try_works(new_context, site_url, watcher, age):
    watcher.expect("age.js", "phrase.json", "ERR_", "Failed to load resource")
    page = new_context().new_page()
    blocked = ["**/engine/age.js", "**/engine/phrase.json"]
    for address in blocked:
        page.context.route(address, lambda route: route.abort())
    page.goto(f"{site_url}forbered/")
    to_sheet(page)
    panel = open_panel(page)
    panel.get_by_role("button", name="Hitta på en åt mig").click()
    expect(panel.get_by_role("alert")).to_contain_text("Det gick inte att hämta det som låser filer.")
    panel.get_by_label("Lösenfras", exact=True).fill(PHRASE)
    panel.get_by_role("button", name="Spara den låsta filen").click()
    expect(panel.get_by_role("alert")).to_contain_text(KEPT)
    for address in blocked:
        page.context.unroute(address)
    with page.expect_download() as download:
        panel.get_by_role("button", name="Spara den låsta filen").click()
    assert download.value.suggested_filename.endswith(".age")


def test_P2_closing_ends_the_locking_and_whoever_goes_on_to_another_step_can_still_write_the_phrase_down(open_page):
    page = open_page("forbered/")
    to_sheet(page)
    names = []
    page.on("download", lambda download: names.append(download.suggested_filename))
    panel = open_panel(page)
    panel.get_by_label("Lösenfras", exact=True).fill(PHRASE)
    panel.get_by_role("button", name="Spara den låsta filen").click()
    expect(page.get_by_text("Filen låses.")).to_be_visible()
    panel.get_by_role("button", name="Stäng").click()
    open_panel(page).get_by_label("Lösenfras", exact=True).fill(PHRASE)
    panel.get_by_role("button", name="Spara den låsta filen").click()
    page.get_by_role("button", name="Till dina svar").last.click()
    expect(page.get_by_role("status").get_by_text("är låst och sparad")).to_be_visible(timeout=60_000)
    assert len(names) == 1
    page.get_by_role("button", name="Visa papperet").first.click()
    expect(panel.get_by_label("Lösenfras", exact=True)).to_have_value(PHRASE)
    expect(panel.get_by_text("Har du skrivit upp lösenfrasen?")).to_be_visible()
    panel.get_by_role("button", name="Stäng").click()
    assert nowhere(page, PHRASE)


def test_P9_both_panels_can_be_used_by_everyone(open_page, axe_in_every_look, age):
    page = open_page("forbered/", viewport={"width": 320, "height": 640})

    def is_sound() -> None:
        assert axe_in_every_look(page, AXE_TAGS, (320,)) == []

    choose(page, age.make(PLAN))
    page.get_by_label("Filens lösenfras").fill("fel")
    page.get_by_role("button", name="Lås upp filen").click()
    expect(page.get_by_text("Lösenfrasen passar inte.")).to_be_visible()
    is_sound()
    to_sheet(page)
    panel = open_panel(page)
    panel.get_by_role("button", name="Hitta på en åt mig").click()
    expect(panel.get_by_label("Lösenfras", exact=True)).not_to_have_value("")
    assert (
        page.evaluate("(field => field.scrollWidth - field.clientWidth)(document.getElementById('lock-phrase'))") == 0
    )
    is_sound()
    reached = []
    page.get_by_role("heading", name="Lås filen med en lösenfras").focus()
    for _ in range(5):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim() || document.activeElement.id"))
    assert reached == ["lock-phrase", "Spara den låsta filen", "Hitta på en åt mig", "Dölj lösenfrasen", "Stäng"]
