"""P1 and P2: where words go and where they do not. Own and borrowed device, tabs, storage, files, leaving."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.journey import BORROWED, CORE, answer_core, begin, everything_stored, save, show_sheet

SECRET = "Morris hemlighet 4711"
CASES = tomllib.loads((Path(__file__).parents[1] / "examples" / "files.toml").read_text(encoding="utf-8"))["file"]
PROBLEMS = {
    "not_ours": "Det här är inte en fil som är sparad härifrån.",
    "broken": "Filen går inte att läsa.",
    "newer": "Filen är sparad med en nyare version",
}


@pytest.fixture
def secret_page(open_page):
    def make(device, **options):
        page = open_page("forbered/", **options)
        begin(page, device)
        page.get_by_label("Vad är viktigast för dig just nu?").fill(SECRET)
        return page

    return make



def test_P2_own_device_keeps_every_character_through_a_reload_in_the_middle_of_a_word(secret_page):
    page = secret_page("Min egen")
    page.get_by_label("Vad är viktigast för dig just nu?").press_sequentially(" och så")
    page.reload()
    expect(page.get_by_label("Vad är viktigast för dig just nu?")).to_have_value(SECRET + " och så")
    expect(page.get_by_text("Texten från förra gången är kvar.")).to_be_visible()


def test_P2_borrowed_device_keeps_nothing(secret_page, new_context, site_url):
    page = secret_page(BORROWED)
    page.get_by_role("button", name="Fortsätt").click()
    assert SECRET not in everything_stored(page)
    assert json.loads(everything_stored(page))[:3] == [{}, {}, ""]
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.get_by_role("button", name="Börja")).to_be_visible()
    assert SECRET not in page.evaluate("[...document.querySelectorAll('textarea')].map((it) => it.value).join()")


def test_P2_borrowed_device_warns_before_the_text_is_lost(secret_page):
    page = secret_page(BORROWED)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    expect(page.get_by_label("Vad är viktigast för dig just nu?")).to_have_value(SECRET)
    assert asked == ["beforeunload"]


def test_P2_until_the_device_is_known_nothing_is_kept(open_page):
    page = open_page("forbered/")
    page.get_by_label("Jag själv", exact=True).check()
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert json.loads(everything_stored(page))[0] == {}


def test_P2_the_later_tab_says_so_and_writes_nothing(new_context, site_url):
    context = new_context()
    first = context.new_page()
    first.goto(site_url + "forbered/")
    begin(first)
    first.get_by_label("Vad är viktigast för dig just nu?").fill(SECRET)
    first.get_by_role("button", name="Fortsätt").click()
    expect(first.get_by_label("Vad fungerar bra?")).to_be_visible()
    first.evaluate("dispatchEvent(new Event('pagehide'))")
    later = context.new_page()
    later.goto(site_url + "forbered/#matters_most")
    expect(later.get_by_text("Planen är öppen i en annan flik.")).to_be_visible()
    later.get_by_label("Vad är viktigast för dig just nu?").fill("något annat")
    later.evaluate("dispatchEvent(new Event('pagehide'))")
    assert SECRET in later.evaluate("localStorage.getItem('viktigast.plan')")
    assert "något annat" not in later.evaluate("localStorage.getItem('viktigast.plan')")


@pytest.mark.parametrize("fault", ["Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }", "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })"], ids=["full", "forbidden"])
def test_P2_without_storage_work_goes_on_and_it_is_said_once(new_context, site_url, fault):
    context = new_context()
    context.add_init_script(fault)
    page = context.new_page()
    page.goto(site_url + "forbered/")
    begin(page)
    page.get_by_label("Vad är viktigast för dig just nu?").fill(SECRET)
    expect(page.get_by_text("Det gick inte att spara tillfälligt")).to_be_visible()
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label("Vad fungerar bra?").fill("ja")
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_role("button", name="Till dina svar").click()
    expect(page.get_by_text("Det gick inte att spara tillfälligt")).to_have_count(0)
    show_sheet(page)
    expect(page.get_by_role("article").get_by_text(SECRET)).to_be_visible()


def test_clear_all_asks_once_and_then_empties_everything(secret_page):
    page = secret_page("Min egen")
    answer_core(page)
    show_sheet(page)
    page.get_by_role("button", name="Rensa allt").click()
    page.get_by_role("button", name="Nej, behåll").click()
    expect(page.get_by_role("article").get_by_text(CORE["Vad fungerar bra?"])).to_be_visible()
    page.get_by_role("button", name="Rensa allt").click()
    page.get_by_role("button", name="Ja, rensa allt").click()
    expect(page.get_by_text("Allt är borttaget från den här sidan.")).to_be_visible()
    assert json.loads(everything_stored(page))[0] == {}
    for answer in CORE.values():
        assert answer not in page.evaluate("document.documentElement.outerHTML + [...document.querySelectorAll('textarea')].map((it) => it.value).join()")
    page.reload()
    expect(page.get_by_role("button", name="Börja")).to_be_visible()


@pytest.mark.parametrize("way", ["button", "shift"])
def test_quick_exit_leaves_an_empty_page_at_once(secret_page, watcher, way):
    watcher.expect("net::ERR_ABORTED")  # an engine that was on its way
    page = secret_page(BORROWED)
    if way == "button":
        page.get_by_role("button", name="Lämna sidan snabbt").click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url("about:blank")
    assert page.content() == "<html><head></head><body></body></html>"
    page.go_back()
    assert SECRET not in page.content() + page.evaluate("[...document.querySelectorAll('textarea')].map((it) => it.value).join()")


def test_quick_exit_on_an_own_device_keeps_the_copy_that_was_promised(secret_page, site_url, watcher):
    watcher.expect("net::ERR_ABORTED")  # an engine that was on its way
    page = secret_page("Min egen")
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    page.get_by_role("button", name="Lämna sidan snabbt").click()
    page.wait_for_url("about:blank")
    page.goto(site_url + "forbered/#matters_most")
    expect(page.get_by_label("Vad är viktigast för dig just nu?")).to_have_value(SECRET)


def test_quick_exit_and_clearing_are_in_reach_on_every_step(open_page):
    page = open_page("forbered/", viewport={"width": 360, "height": 740})
    begin(page, BORROWED)
    for step in ["matters_most", "main_goal", "help_needed", "review", "sheet", "start"]:
        page.goto(page.url.split("#")[0] + "#" + step)
        page.mouse.wheel(0, 3000)
        for name in ("Lämna sidan snabbt", "Rensa allt"):
            expect(page.get_by_role("button", name=name)).to_be_in_viewport()


def test_idle_clearing_on_a_borrowed_device_is_announced_and_can_be_put_off(new_context, site_url):
    page = new_context().new_page()
    page.clock.install()
    page.goto(site_url + "forbered/")
    begin(page, BORROWED)
    page.get_by_label("Vad är viktigast för dig just nu?").fill(SECRET)
    page.clock.fast_forward("18:01")
    expect(page.get_by_role("dialog", name="Är du kvar?")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.clock.fast_forward("18:01")
    expect(page.get_by_role("dialog", name="Är du kvar?")).to_be_visible()
    page.clock.fast_forward("02:01")
    expect(page.get_by_text("Texten togs bort eftersom")).to_be_visible()
    assert SECRET not in page.evaluate("[...document.querySelectorAll('textarea')].map((it) => it.value).join()")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_file_is_opened_or_refused_with_a_clear_word(open_page, case):
    page = open_page("forbered/")
    begin(page, BORROWED)
    page.get_by_label("Vad är viktigast för dig just nu?").fill(SECRET)
    page.goto(page.url.split("#")[0] + "#start")
    page.get_by_label("Öppna en sparad fil").set_input_files({"name": "x.html", "mimeType": "text/html", "buffer": case["data"].encode()})
    if "problem" in case:
        expect(page.get_by_text(PROBLEMS[case["problem"]])).to_be_visible()
        page.goto(page.url.split("#")[0] + "#matters_most")
        expect(page.get_by_label("Vad är viktigast för dig just nu?")).to_have_value(SECRET)
    else:
        page.get_by_role("button", name="Öppna filen").click()
        expect(page.get_by_text("Filen är öppnad.")).to_be_visible()


@pytest.mark.parametrize(("content", "said"), [(b"x" * 5_000_001, "Filen är för stor"), (b"\x00\xff\xfe", PROBLEMS["not_ours"]), (b"{", PROBLEMS["broken"]), (b"", PROBLEMS["not_ours"]), (b"<html>", PROBLEMS["not_ours"])])
def test_other_bad_files_are_refused_too(open_page, content, said):
    page = open_page("forbered/")
    page.get_by_label("Öppna en sparad fil").set_input_files({"name": "x.html", "mimeType": "text/html", "buffer": content})
    expect(page.get_by_text(said)).to_be_visible()


def test_opening_a_file_over_text_can_be_declined(open_page):
    page = open_page("forbered/")
    begin(page, BORROWED)
    page.get_by_label("Vad är viktigast för dig just nu?").fill(SECRET)
    page.goto(page.url.split("#")[0] + "#start")
    page.get_by_label("Öppna en sparad fil").set_input_files({"name": "x", "mimeType": "text/html", "buffer": CASES[1]["data"].encode()})
    page.get_by_role("button", name="Behåll texten här").click()
    page.goto(page.url.split("#")[0] + "#matters_most")
    expect(page.get_by_label("Vad är viktigast för dig just nu?")).to_have_value(SECRET)


def test_P12_answers_we_do_not_know_go_back_into_the_file(open_page, tmp_path):
    page = open_page("forbered/")
    page.get_by_label(BORROWED).check()
    page.get_by_label("Öppna en sparad fil").set_input_files({"name": "x", "mimeType": "text/html", "buffer": CASES[2]["data"].encode()})
    page.get_by_role("button", name="Visa underlaget").first.click()
    assert '"hopes":"många"' in save(page, tmp_path).read_text(encoding="utf-8")


def test_P1_after_loading_no_request_carries_what_was_typed(new_context, site_url, tmp_path):
    context = new_context()
    page = context.new_page()
    sent = []
    context.on("request", lambda request: sent.append((request.url, request.post_data, request.headers)))
    page.goto(site_url + "forbered/")
    begin(page)
    answer_core(page, {question: SECRET for question in CORE})
    page.get_by_role("link", name="Ändra Vad vill du ska bli möjligt?").click()
    page.get_by_label("Vad vill du ska bli möjligt?").fill("Trygghet i hemmet")
    expect(page.get_by_text("Det är ett viktigt ord.")).to_be_visible(timeout=20_000)
    with context.expect_page() as opened:
        page.get_by_role("link", name="Varför frågar vi det?").click()
    expect(opened.value.locator("#could_be_anyones")).to_be_visible()
    page.get_by_role("button", name="Till dina svar").click()
    show_sheet(page)
    save(page, tmp_path)
    text = json.dumps(sent)
    assert len(sent) > 5
    for part in ("Morris", "4711", "Trygghet", "hemmet"):
        assert part not in text
    assert SECRET not in page.title() + page.url + page.evaluate("window.name")


def test_P1_a_form_that_is_sent_by_the_enter_key_goes_nowhere(open_page):
    page = open_page("forbered/#meeting_people")
    begin(page, BORROWED)
    page.goto(page.url.split("#")[0] + "#meeting_people")
    page.get_by_label("Vad vill du bli kallad på mötet?").fill("Ester")
    page.get_by_label("Vad vill du bli kallad på mötet?").press("Enter")
    expect(page.get_by_label("Vad vill du bli kallad på mötet?")).to_have_value("Ester")
    assert "Ester" not in page.url
