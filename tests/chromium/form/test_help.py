"""P3 and the coach in the page: what helps while typing, and what is left when an engine is missing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from builder.respond import respond
from tests.chromium.journey import BORROWED, CORE, OWN, answer_core, begin, rests, save, show_sheet

GOAL, STEP = "Vad vill du ska bli möjligt?", "Vad vill du kunna eller prova?"
READY, LOADING, NONE = (
    "Hjälpen är igång.",
    "Hjälpen laddas, du kan skriva under tiden.",
    "Hjälpen finns inte i den här webbläsaren, allt annat fungerar.",
)


def findings(text, field="main_goal", voice="self", main_goal=""):
    """What the core finds, the first first."""
    return respond({"op": "coach", "field": field, "text": text, "voice": voice, "main_goal": main_goal})["findings"]


def asked(text, field="main_goal", voice="self"):
    """What the core asks about first."""
    return next(finding["ask"] for finding in findings(text, field, voice) if finding["strength"] == "ask")


def to_goal(page, device=BORROWED, writer="Jag själv"):
    begin(page, device, writer)
    page.goto(page.url.split("#")[0] + "#main_goal")
    return page.get_by_label(GOAL)


def whole_journey_works(page, tmp_path):
    page.goto(page.url.split("#")[0] + "#matters_most")
    answer_core(page)
    show_sheet(page)
    expect(page.get_by_role("article").get_by_text(CORE[GOAL])).to_be_visible()
    file = save(page, tmp_path)
    page.get_by_role("button", name="Till dina svar").click()
    page.get_by_role("button", name="Om dig som skriver").click()
    page.get_by_label("Öppna en sparad fil").set_input_files(file)
    page.get_by_role("button", name="Öppna filen").click()
    expect(page.get_by_text("Filen är öppnad.")).to_be_visible()


def test_the_coach_asks_beside_the_text_and_keeps_quiet_when_told(open_page):
    page = open_page("forbered/", clock=True)
    goal = to_goal(page)
    expect(page.get_by_text(READY)).to_be_visible(timeout=20_000)
    goal.fill("Trygghet i hemmet")
    rests(page)
    question = page.locator(".coach-ask", has_text=asked("Trygghet i hemmet"))
    expect(question).to_be_visible(timeout=10_000)
    expect(goal).to_have_value("Trygghet i hemmet")
    page.get_by_role("button", name="Behåll som det är").click()
    expect(question).to_have_count(0)
    expect(page.get_by_text("Den får stå som den är.")).to_be_visible()
    goal.fill("Trygghet i hemmet ")
    rests(page)
    expect(page.locator(".coach-ask")).to_have_count(0)
    goal.fill("Trygg medicinering")
    rests(page)
    expect(page.locator(".coach-ask")).to_have_text(asked("Trygg medicinering"))
    goal.fill("Nedsatt syn")
    rests(page)
    expect(page.locator(".coach-ask")).to_have_text(asked("Nedsatt syn"))
    goal.fill("Trygghet i hemmet")
    rests(page)
    expect(page.locator(".coach-ask")).to_have_count(0)
    goal.fill("Jag vill kunna läsa tidningen")
    rests(page)
    expect(page.locator(".coach-ask")).to_have_count(0)


@pytest.mark.parametrize(
    ("writer", "voice"),
    [("Jag själv", "self"), ("En närstående", "other"), ("Personal tillsammans med personen", "staff")],
)
def test_the_coach_asks_one_thing_at_a_time_in_the_writers_wording(open_page, writer, voice):
    page = open_page("forbered/", clock=True)
    asked_for = []
    page.expose_function("noteVoice", lambda said: asked_for.append(said))
    page.evaluate(
        """() => {
        const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (message) {
          if (message.request?.op === "coach") noteVoice(message.request.voice);
          post.call(this, message);
        };
      }"""
    )
    begin(page, BORROWED, writer)
    page.goto(page.url.split("#")[0] + "#main_goal")
    page.locator(".step:visible").get_by_role("textbox").first.fill("Du får hemtjänst x3")
    rests(page)
    assert len(findings("Du får hemtjänst x3")) > 1
    expect(page.locator(".coach-ask")).to_have_text([asked("Du får hemtjänst x3", voice=voice)], timeout=20_000)
    assert set(asked_for) == {voice}


def test_a_step_is_asked_about_in_the_light_of_the_main_goal_with_one_quiet_tip(open_page):
    page = open_page("forbered/", clock=True)
    to_goal(page).fill("Jag vill gå till affären själv")
    page.goto(page.url.split("#")[0] + "#sub_goals")
    page.get_by_label(STEP).fill("Jag vill gå till affären själv")
    rests(page)
    found = findings("Jag vill gå till affären själv", "sub_goal", main_goal="Jag vill gå till affären själv")
    assert [finding["strength"] for finding in found] == ["tip"] * len(found)
    tip = page.locator(".coach-tip")
    expect(tip).to_contain_text(found[0]["ask"], timeout=20_000)
    expect(tip).to_have_count(1)
    expect(tip.get_by_role("link", name="Varför frågar vi det?")).to_have_attribute(
        "href", "../om/malcoachen/"
    )  # a borrowed device's history tells no rule
    expect(page.get_by_text("En fråga till dig")).to_have_count(0)
    expect(page.get_by_role("button", name="Behåll som det är")).to_have_count(0)
    expect(page.get_by_role("button", name="Visa några små frågor")).to_have_count(0)


def test_why_leads_to_the_rule_itself_on_an_own_device(open_page):
    page = open_page("forbered/", clock=True)
    to_goal(page, OWN).fill("Hemtjänst")
    rests(page)
    why = page.get_by_role("link", name="Varför frågar vi det?")
    expect(why).to_have_attribute("href", f"../om/malcoachen/#{findings('Hemtjänst')[0]['rule']}", timeout=20_000)


def test_a_question_comes_before_every_tip(open_page):
    page = open_page("forbered/", clock=True)
    begin(page, BORROWED)
    page.goto(page.url.split("#")[0] + "#sub_goals")
    assert {finding["strength"] for finding in findings("Nedsatt syn", "sub_goal")} == {"ask", "tip"}
    page.get_by_label(STEP).fill("Nedsatt syn")
    rests(page)
    expect(page.locator(".coach-ask")).to_have_text(asked("Nedsatt syn", "sub_goal"), timeout=20_000)
    expect(page.locator(".coach-tip")).to_have_count(0)


def test_a_late_answer_is_not_shown_on_a_newer_text(new_context, site_url):
    page = new_context(clock=True).new_page()
    page.goto(site_url + "forbered/")
    goal = to_goal(page)
    expect(page.get_by_text(READY)).to_be_visible(timeout=20_000)
    goal.fill("Trygghet i hemmet")
    rests(page)
    expect(page.locator(".coach-ask")).to_be_visible(timeout=20_000)
    goal.fill("")
    rests(page)
    expect(page.locator(".coach-ask")).to_have_count(0)
    page.evaluate(
        """() => {
        const field = document.querySelector("#q-main_goal");
        const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (message) {
          post.call(this, message);
          field.value = "Jag vill hem";
        };
      }"""
    )
    goal.fill("Nedsatt syn")
    rests(page)
    expect(goal).to_have_value("Jag vill hem")
    expect(page.locator(".coach-ask")).to_have_count(0)


def test_an_item_taken_away_while_the_coach_thinks_is_no_fault(open_page):
    page = open_page("forbered/", clock=True)
    begin(page, BORROWED)
    page.goto(page.url.split("#")[0] + "#sub_goals")
    expect(page.get_by_text(READY)).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Lägg till ett steg").click()
    page.get_by_role("group", name="Steg 2").get_by_label("Vad vill du kunna eller prova?").fill("Nedsatt syn")
    page.get_by_role("button", name="Ta bort steg 2").click()
    page.get_by_label("Vad vill du kunna eller prova?").fill("Trygghet")
    rests(page)
    expect(page.locator(".coach-ask")).to_have_text([asked("Trygghet", "sub_goal")])


def test_a_question_in_the_wrong_wording_does_not_stay_when_the_writer_changes(open_page):
    page = open_page("forbered/", clock=True)
    to_goal(page).fill("Nedsatt syn")
    rests(page)
    expect(page.locator(".coach-ask")).to_be_visible(timeout=20_000)
    page.goto(page.url.split("#")[0] + "#start")
    page.get_by_label("En närstående").check()
    page.goto(page.url.split("#")[0] + "#main_goal")
    expect(page.locator(".coach-ask")).to_have_count(0)


def test_the_status_line_is_not_said_again_and_again(new_context, site_url):
    page = new_context(large=True).new_page()
    page.add_init_script(
        """addEventListener("DOMContentLoaded", () => {
        window.said = [];
        const line = document.querySelector("[data-engine-status]");
        new MutationObserver(() => said.push(line.textContent)).observe(line, { childList: true });
      })"""
    )
    page.goto(site_url + "forbered/")
    with page.context.expect_event("requestfinished", lambda request: request.url.endswith(".wasm")):
        to_goal(page).fill("Nedsatt syn")
    assert page.evaluate("said") in ([LOADING, READY], [READY])


def test_P3_without_javascript_every_question_can_be_read_and_filled_in(open_page):
    page = open_page("forbered/", java_script_enabled=False)
    for question, answer in CORE.items():
        page.get_by_label(question).fill(answer)
        expect(page.get_by_label(question)).to_have_value(answer)
    expect(page.get_by_label("Är det något du är orolig för?")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_text("Vems telefon eller dator")).to_be_hidden()
    page.get_by_role("link", name="Blankt underlag").first.click()
    expect(page.get_by_role("heading", name="Mitt underlag till SIP-mötet")).to_be_visible()


def test_P3_without_webassembly_brython_answers(new_context, site_url):
    context = new_context(large=True)
    context.add_init_script("delete globalThis.WebAssembly")
    page = context.new_page()
    requested = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(site_url + "forbered/")
    to_goal(page).fill("Nedsatt syn")
    expect(page.locator(".coach-ask")).to_have_text(asked("Nedsatt syn"), timeout=20_000)
    assert not any("/engine/pyodide" in url for url in requested)


@pytest.mark.parametrize("fault", ["404", "500", "truncated", "never"])
def test_P3_without_engines_all_else_works(new_context, site_url, watcher, tmp_path, fault):
    watcher.expect("/engine/", "Failed to load resource")
    page = new_context(large=True).new_page()

    def answer(route):
        if fault == "never":
            return
        if fault == "truncated":
            route.fulfill(status=200, content_type="text/javascript", body="(function(")
        else:
            route.fulfill(status=int(fault), body="")

    page.clock.install()
    page.context.route("**/engine/**", answer)
    page.goto(site_url + "forbered/")
    to_goal(page).fill("Trygghet i hemmet")
    if fault == "never":
        expect(page.get_by_text(LOADING)).to_be_visible()
        for _ in range(6):
            page.clock.fast_forward("01:01")
    expect(page.get_by_text(NONE)).to_be_visible(timeout=20_000)
    expect(page.get_by_label(GOAL)).to_have_value("Trygghet i hemmet")
    whole_journey_works(page, tmp_path)


def test_P2_a_crashing_engine_takes_no_text_and_the_next_one_answers(new_context, site_url, watcher):
    watcher.expect("/engine/", "Failed to load resource")
    page = new_context(large=True).new_page()
    page.context.route(
        "**/engine/brython*", lambda route: route.fulfill(status=200, content_type="text/javascript", body="throw 1")
    )
    page.goto(site_url + "forbered/")
    to_goal(page).fill("Trygghet i hemmet")
    expect(page.locator(".coach-ask")).to_have_text(asked("Trygghet i hemmet"), timeout=30_000)
    expect(page.get_by_label(GOAL)).to_have_value("Trygghet i hemmet")


def test_P9_the_focus_goes_to_the_text_when_the_question_that_had_it_goes(open_page):
    page = open_page("forbered/", clock=True)
    goal = to_goal(page)
    goal.fill("Trygghet i hemmet")
    expect(page.locator(".coach-ask")).to_be_visible(timeout=30_000)
    goal.fill("Jag vill gå ut med hunden")
    page.get_by_role("button", name="Behåll som det är").focus()
    rests(page)
    expect(page.locator(".coach-ask")).to_have_count(0)
    expect(goal).to_be_focused()


NOTE_PROGRESS = """() => {
  window.progressTexts = [];
  const row = document.querySelector("[data-engine-progress]");
  new MutationObserver(() => row.hidden || progressTexts.push(row.textContent.trim())).observe(row, { subtree: true, childList: true, attributes: true });
}"""


def test_the_progress_is_shown_in_megabytes_only_while_somebody_waits_for_pyodide(new_context, site_url, watcher):
    watcher.expect("/engine/", "Failed to load resource")
    page = new_context(large=True).new_page()
    page.context.add_init_script(f"addEventListener('DOMContentLoaded', {NOTE_PROGRESS})")
    page.context.route("**/engine/brython*", lambda route: route.abort())
    page.goto(site_url + "forbered/")
    expect(page.get_by_text(READY)).to_be_visible(timeout=30_000)
    shown = page.evaluate("progressTexts")
    loaded = [float(text.split(" av ")[0].replace(",", ".")) for text in shown]
    total = float(shown[-1].removesuffix(" MB").split(" av ")[1].replace(",", "."))
    assert loaded == sorted(loaded)
    assert 3 < total < 6
    expect(page.get_by_role("progressbar")).to_have_count(0)


def test_no_progress_is_shown_while_brython_can_answer(open_page):
    page = open_page("forbered/", large=True)
    page.evaluate(NOTE_PROGRESS)
    with page.context.expect_event("requestfinished", lambda request: request.url.endswith(".wasm")):
        to_goal(page).fill("Nedsatt syn")
    expect(page.locator(".coach-ask")).to_have_text(asked("Nedsatt syn"))
    assert page.evaluate("progressTexts") == []
