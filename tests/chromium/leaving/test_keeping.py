"""P1 and P2: where words go and where they do not. Own and borrowed device, tabs, storage, leaving. Files: test_savefile.py."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.chromium.journey import BORROWED, CORE, OWN, SECRET, answer_core, begin, everything_stored, save, show_sheet

TYPED = "[...document.querySelectorAll('textarea')].map((it) => it.value).join()"
NOTE_SAID = """() => {
  window.said = [];
  const line = document.querySelector("[data-announce]");
  new MutationObserver(() => said.push(line.textContent)).observe(line, { childList: true, characterData: true, subtree: true });
}"""


@pytest.fixture
def secret_page(open_page):
    def make(device, **options):
        page = open_page("forbered/", **options)
        begin(page, device)
        page.get_by_label("Vad är viktigast för dig just nu?").fill(SECRET)
        return page

    return make


def test_P2_own_device_keeps_every_character_through_a_reload_in_the_middle_of_a_word(secret_page):
    page = secret_page(OWN)
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
    assert SECRET not in page.evaluate(TYPED)


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


def test_P2_a_tab_without_a_choice_takes_nothing_from_another_when_it_is_left(new_context, site_url):
    context = new_context()
    writing, idle = context.new_page(), context.new_page()
    idle.goto(site_url + "forbered/")
    writing.goto(site_url + "forbered/")
    begin(writing)
    writing.get_by_label("Vad är viktigast för dig just nu?").fill(SECRET)
    writing.evaluate("dispatchEvent(new Event('pagehide'))")
    idle.evaluate("dispatchEvent(new Event('pagehide'))")
    assert SECRET in writing.evaluate("localStorage.getItem('viktigast.plan')")


def test_P2_the_later_tab_keeps_the_plan_when_the_first_has_closed(new_context, site_url):
    context = new_context()
    first, later = context.new_page(), context.new_page()
    first.goto(site_url + "forbered/")
    begin(first)
    first.get_by_label("Vad är viktigast för dig just nu?").fill(SECRET)
    first.evaluate("dispatchEvent(new Event('pagehide'))")
    later.goto(site_url + "forbered/#matters_most")
    expect(later.get_by_text("Din text är öppen i en annan flik.")).to_be_visible()
    first.close()
    expect(later.get_by_text("Din text är öppen i en annan flik.")).to_have_count(0)
    later.get_by_label("Vad är viktigast för dig just nu?").fill("fortsättning")
    later.evaluate("dispatchEvent(new Event('pagehide'))")
    assert "fortsättning" in later.evaluate("localStorage.getItem('viktigast.plan')")


def test_P2_a_tab_that_another_has_overtaken_does_not_write_over_it(secret_page):
    page = secret_page(OWN)
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    page.evaluate(
        "localStorage.setItem('viktigast.plan', JSON.stringify({revision: 999, plan: {format: 'viktigast', version: 1, answers: {matters_most: 'nyare'}}}))"
    )
    page.get_by_label("Vad är viktigast för dig just nu?").fill("äldre")
    expect(page.get_by_text("Din text är öppen i en annan flik.")).to_be_visible()
    assert "nyare" in page.evaluate("localStorage.getItem('viktigast.plan')")


def test_clearing_everything_in_one_tab_clears_the_others(new_context, site_url):
    context = new_context()
    first, later = context.new_page(), context.new_page()
    first.goto(site_url + "forbered/")
    begin(first)
    first.get_by_label("Vad är viktigast för dig just nu?").fill(SECRET)
    first.evaluate("dispatchEvent(new Event('pagehide'))")
    later.goto(site_url + "forbered/")
    later.get_by_role("button", name="Rensa allt").click()
    later.get_by_role("button", name="Ja, rensa allt").click()
    expect(first.get_by_text("Allt är borttaget från den här sidan.")).to_be_visible()
    assert SECRET not in first.evaluate(TYPED)
    first.evaluate("dispatchEvent(new Event('pagehide'))")
    assert first.evaluate("localStorage.getItem('viktigast.plan')") is None


def test_what_a_tab_wrote_before_it_heard_of_the_clearing_is_cleared_too(secret_page, new_context, site_url):
    page = secret_page(OWN)
    other = page.context.new_page()
    other.goto(site_url + "om/kallor/")
    assert SECRET in other.evaluate("localStorage.getItem('viktigast.plan')")  # written after the other tab has cleared
    other.evaluate("() => new BroadcastChannel('viktigast.plan').postMessage('')")
    expect(page.get_by_text("Allt är borttaget från den här sidan.")).to_be_visible()
    assert other.evaluate("localStorage.getItem('viktigast.plan')") is None


def test_P2_a_copy_from_a_newer_page_is_left_alone_and_it_is_said(new_context, site_url):
    context = new_context()
    context.add_init_script(
        "location.protocol === 'http:' && (localStorage.getItem('viktigast.plan') || localStorage.setItem('viktigast.plan', JSON.stringify({revision: 1, plan: {format: 'viktigast', version: 2}})))"
    )
    page = context.new_page()
    page.goto(site_url + "forbered/")
    expect(page.get_by_text("Det ligger redan en text här som sidan inte använder.")).to_be_visible()
    begin(page)
    page.get_by_label("Vad är viktigast för dig just nu?").fill(SECRET)
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert '"version":2' in page.evaluate("localStorage.getItem('viktigast.plan')")


def write_before_the_scripts(page: Page) -> tuple[Locator, Callable[[], None]]:
    """Come back to a page that has a copy, and write before its scripts have come; gives the field, and what lets them come."""
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    held = []
    page.context.route("**/js/common/messages.js", lambda route: held.append(route))
    page.goto(page.url.split("#")[0], wait_until="commit")
    field = page.get_by_label("Vad är viktigast för dig just nu?")
    field.fill("tidigt")
    return field, lambda: held[0].continue_()


@pytest.mark.parametrize("choice", ["Behåll det jag har skrivit nu", "Ta fram texten"])
def test_P2_what_is_typed_before_the_scripts_come_is_kept(secret_page, choice):
    page = secret_page(OWN)
    field, come = write_before_the_scripts(page)
    page.get_by_role("group", name="Kontakt 2").get_by_label("Vem?").fill("Bo")
    come()
    page.get_by_role("button", name=choice).click()
    page.goto(page.url.split("#")[0] + "#start")
    if choice == "Ta fram texten":
        assert field.input_value() == SECRET
    else:
        assert field.input_value() == "tidigt"
        assert "Bo" in page.evaluate("[...document.querySelectorAll('[name=who]')].map((it) => it.value)")
        assert SECRET in page.evaluate("localStorage.getItem('viktigast.plan')")


def test_P2_a_copy_that_is_cleared_while_it_is_asked_about_does_not_come_back(secret_page):
    page = secret_page(OWN)
    field, come = write_before_the_scripts(page)
    come()
    yes = page.get_by_role("button", name="Ta fram texten")
    expect(yes).to_be_visible()
    page.evaluate("localStorage.removeItem('viktigast.plan')")
    yes.click()
    expect(page.get_by_label(OWN)).not_to_be_checked()
    assert field.input_value() == "tidigt"
    assert page.evaluate("localStorage.getItem('viktigast.plan')") is None


def test_quick_exit_leaves_while_it_is_asked_about_the_copy_which_stays(secret_page, site_url):
    page = secret_page(OWN)
    _, come = write_before_the_scripts(page)
    come()
    expect(page.get_by_role("button", name="Ta fram texten")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("about:blank")
    page.goto(site_url)
    assert SECRET in page.evaluate("localStorage.getItem('viktigast.plan')")


def test_P2_the_copy_is_renewed_while_somebody_types_without_a_pause(secret_page):
    page = secret_page(OWN)
    page.get_by_label("Vad är viktigast för dig just nu?").press_sequentially("x" * 30, delay=50)
    assert "xxxxx" in page.evaluate("localStorage.getItem('viktigast.plan')")


def test_P2_the_copy_is_renewed_when_a_phone_hides_the_page(secret_page):
    page = secret_page(OWN)
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { value: true }); document.dispatchEvent(new Event('visibilitychange'))"
    )
    assert SECRET in page.evaluate("localStorage.getItem('viktigast.plan')")


def test_a_page_whose_scripts_do_not_come_says_so(new_context, site_url, watcher):
    watcher.expect("js/common/messages.js", "Failed to load resource")
    page = new_context().new_page()
    page.context.route("**/js/common/messages.js", lambda route: route.abort())
    page.goto(site_url + "forbered/")
    expect(page.get_by_text("Sidan laddades inte helt.")).to_be_visible(timeout=15_000)
    expect(page.get_by_label("Är det något du är orolig för?")).to_be_visible()


def test_borrowed_device_is_empty_when_one_comes_back_to_it(secret_page):
    page = secret_page(BORROWED)
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert SECRET not in page.content() + page.evaluate(TYPED)


def test_choosing_borrowed_takes_the_copy_away(secret_page):
    page = secret_page(OWN)
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    page.goto(page.url.split("#")[0] + "#start")
    page.get_by_label(BORROWED).check()
    assert page.evaluate("localStorage.getItem('viktigast.plan')") is None


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
    expect(later.get_by_text("Din text är öppen i en annan flik.")).to_be_visible()
    later.get_by_label("Vad är viktigast för dig just nu?").fill("något annat")
    later.evaluate("dispatchEvent(new Event('pagehide'))")
    assert SECRET in later.evaluate("localStorage.getItem('viktigast.plan')")
    assert "något annat" not in later.evaluate("localStorage.getItem('viktigast.plan')")


@pytest.mark.parametrize(
    "fault",
    [
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }",
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })",
    ],
    ids=["full", "forbidden"],
)
def test_P2_without_storage_work_goes_on_and_it_is_said_once(new_context, site_url, fault):
    context = new_context()
    context.add_init_script(fault)
    page = context.new_page()
    page.goto(site_url + "forbered/")
    begin(page)
    page.get_by_label("Vad är viktigast för dig just nu?").fill(SECRET)
    expect(page.get_by_text("Det gick inte att spara tillfälligt")).to_be_visible()
    page.evaluate(NOTE_SAID)
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label("Vad fungerar bra?").fill("ja")
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_role("button", name="Till dina svar").click()
    show_sheet(page)
    expect(page.get_by_role("article").get_by_text(SECRET)).to_be_visible()
    assert [said for said in page.evaluate("said") if said] == []
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]


def test_clear_all_asks_once_and_then_empties_everything(secret_page):
    page = secret_page(OWN)
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
        assert answer not in page.evaluate(
            "document.documentElement.outerHTML + [...document.querySelectorAll('textarea')].map((it) => it.value).join()"
        )
    page.reload()
    expect(page.get_by_role("button", name="Börja")).to_be_visible()


def test_slow_shift_presses_and_capitals_are_no_exit(secret_page):
    page = secret_page(BORROWED)
    field = page.get_by_label("Vad är viktigast för dig just nu?")
    field.fill("")
    for letter in "ABCD":
        page.keyboard.press("Shift+" + letter)
    page.clock.install()
    for _ in range(4):
        page.keyboard.press("Shift")
        page.evaluate("dispatchEvent(new Event('nothing'))")
        page.keyboard.press("ArrowLeft")
    expect(field).to_have_value("ABCD")


@pytest.mark.parametrize("way", ["button", "shift"])
def test_quick_exit_leaves_an_empty_page_at_once(secret_page, way):
    page = secret_page(BORROWED)
    if way == "button":
        page.get_by_role("button", name="Lämna sidan snabbt").click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url("about:blank")
    assert page.content() == "<html><head></head><body></body></html>"
    page.go_back()
    assert "forbered" in page.url
    assert SECRET not in page.content() + page.evaluate(TYPED)


def test_quick_exit_on_an_own_device_keeps_the_copy_that_was_promised(secret_page, site_url):
    page = secret_page(OWN)
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


def test_on_an_own_device_nothing_is_cleared_by_itself(new_context, site_url):
    page = new_context().new_page()
    page.clock.install()
    page.goto(site_url + "forbered/")
    begin(page)
    page.get_by_label("Vad är viktigast för dig just nu?").fill(SECRET)
    page.clock.fast_forward("40:00")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_label("Vad är viktigast för dig just nu?")).to_have_value(SECRET)


def test_a_borrowed_computer_that_has_slept_is_cleared_at_the_first_touch(new_context, site_url):
    page = new_context().new_page()
    page.clock.install()
    page.goto(site_url + "forbered/")
    begin(page, BORROWED)
    page.get_by_label("Vad är viktigast för dig just nu?").fill(SECRET)
    page.clock.set_system_time(page.evaluate("Date.now()") / 1000 + 8 * 3600)
    page.keyboard.press("a")
    expect(page.get_by_text("Texten togs bort eftersom")).to_be_visible()
    assert SECRET not in page.evaluate(TYPED)


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
    assert SECRET not in page.evaluate(TYPED)


def test_P1_after_loading_no_request_carries_what_was_typed(new_context, site_url, tmp_path):
    context = new_context()
    page = context.new_page()
    sent = []
    context.on("request", lambda request: sent.append((request.url, request.post_data, request.headers)))
    page.goto(site_url + "forbered/")
    begin(page)
    answer_core(page, dict.fromkeys(CORE, SECRET))
    page.get_by_role("link", name="Ändra Vad vill du ska bli möjligt?").click()
    page.get_by_label("Vad vill du ska bli möjligt?").fill("Trygghet i hemmet")
    expect(page.get_by_text("Det är viktigt.")).to_be_visible(timeout=20_000)
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
