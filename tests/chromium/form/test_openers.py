"""P2 and P5: the small questions beside a goal. Their answers are kept, made into a sentence, taken by choice and had back."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from builder.paper.plan import data_in
from builder.respond import respond
from tests.chromium.conftest import AXE_TAGS
from tests.chromium.journey import BORROWED, OWN, begin, clear_all, everything_stored, rests, save, show_sheet

GOAL, STEP = "Vad vill du ska bli möjligt?", "Vad vill du kunna eller prova?"
VAGUE = "Trygghet i hemmet"
ANSWERS = ["gå ut med hunden", "grannen Olle"]
SHOW, TAKE, BACK, KEEP = "Visa några små frågor", "Använd den här meningen", "Byt tillbaka", "Behåll som det är"


def to_step(page, step, device=BORROWED, writer="Jag själv"):
    begin(page, device, writer)
    page.goto(page.url.split("#")[0] + "#" + step)


def small_questions(page):
    return page.locator(".step:visible").get_by_role("group", name="Små frågor på vägen")


def field(page, number=0):
    return small_questions(page).get_by_role("textbox").nth(number)


def open_questions(page, text=VAGUE, label=GOAL):
    """Write a goal that the coach asks about, and show the small questions by the keyboard."""
    page.get_by_label(label).fill(text)
    rests(page)
    page.get_by_role("button", name=SHOW).press("Enter", timeout=20_000)


def answer(page, answers=ANSWERS):
    """Answer the small questions; gives the sentence that the page puts together."""
    for number, text in enumerate(answers):
        field(page, number).fill(text)
    rests(page)
    made = small_questions(page).locator(".openers-sentence")
    for text in answers:
        expect(made).to_contain_text(text, timeout=10_000)
    return made.inner_text()


def opener_ids(page):
    return (
        small_questions(page).locator("[data-opener]:visible").evaluate_all("all => all.map(one => one.dataset.opener)")
    )


@pytest.fixture
def opened(open_page):
    """A page on the goal's step with two of the small questions answered."""

    def make(device=BORROWED, **options):
        page = open_page("forbered/", clock=True, **options)
        to_step(page, "main_goal", device)
        open_questions(page)
        return page, answer(page)

    return make


def test_the_small_questions_come_when_they_are_asked_for_and_the_first_has_the_focus(open_page):
    page = open_page("forbered/", clock=True)
    to_step(page, "main_goal")
    expect(small_questions(page)).to_have_count(0)
    open_questions(page)
    expect(field(page)).to_be_focused()
    assert small_questions(page).get_by_role("textbox").count() in (2, 3)
    expect(page.get_by_role("button", name=SHOW)).to_have_count(0)
    expect(page.locator(".coach-ask")).to_be_visible()


def test_P5_without_an_answer_there_is_no_sentence_to_take(opened):
    page, _ = opened()
    expect(page.get_by_role("button", name=TAKE)).to_be_visible()
    for number in range(len(ANSWERS)):
        field(page, number).fill(" ")
    rests(page)
    expect(page.get_by_role("button", name=TAKE)).to_have_count(0)
    expect(small_questions(page).locator(".openers-sentence")).to_have_count(0)


def test_the_sentence_is_the_cores_own_and_the_goal_is_untouched_until_it_is_taken(opened):
    page, sentence = opened()
    assert (
        sentence
        == respond({"op": "compose", "answers": dict(zip(opener_ids(page), ANSWERS, strict=False))})["sentence"]
    )
    expect(page.get_by_label(GOAL)).to_have_value(VAGUE)


def test_P5_a_sentence_is_taken_and_had_back_with_one_press_each_by_keyboard(opened):
    page, sentence = opened()
    asked = page.locator(".coach-ask").inner_text()
    page.get_by_role("button", name=TAKE).press("Enter")
    expect(page.get_by_label(GOAL)).to_have_value(sentence)
    expect(page.get_by_role("status").filter(has_text="Meningen står nu i rutan.")).to_be_visible()
    expect(page.locator(".openers-before")).to_have_text(VAGUE)
    expect(page.locator(".coach-ask")).to_have_count(0)
    expect(page.get_by_role("button", name=TAKE)).to_have_count(0)
    expect(page.get_by_role("button", name=BACK)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label(GOAL)).to_have_value(VAGUE)
    expect(page.get_by_label(GOAL)).to_be_focused()
    expect(page.get_by_text("Nu står det som förut.")).to_be_visible()
    expect(page.get_by_role("button", name=BACK)).to_have_count(0)
    expect(page.locator(".coach-ask")).to_have_text(asked)
    expect(page.get_by_role("button", name=TAKE)).to_be_visible()
    for number, text in enumerate(ANSWERS):
        expect(field(page, number)).to_have_value(text)


def test_a_taken_sentence_is_not_questioned(opened):
    page, _ = opened()
    field(page, 1).fill("")
    sentence = answer(page, ["må bra"])
    assert respond({"op": "coach", "field": "main_goal", "text": sentence, "voice": "self"})["findings"]
    page.get_by_role("button", name=TAKE).click()
    rests(page)
    expect(page.locator(".coach-ask")).to_have_count(0)


def test_an_empty_goal_can_be_had_back_too(opened):
    page, sentence = opened()
    page.get_by_label(GOAL).fill("")
    page.get_by_role("button", name=TAKE).click()
    expect(page.get_by_label(GOAL)).to_have_value(sentence)
    page.get_by_role("button", name="Ta bort meningen igen").click()
    expect(page.get_by_label(GOAL)).to_have_value("")


def test_P2_what_was_written_after_a_sentence_was_taken_is_not_lost_by_the_way_back(opened):
    page, sentence = opened()
    page.get_by_role("button", name=TAKE).click()
    page.get_by_label(GOAL).fill(sentence + " igen")
    page.get_by_role("button", name=BACK).click()
    expect(page.get_by_label(GOAL)).to_have_value(VAGUE)
    expect(page.locator(".openers-before")).to_have_text(sentence + " igen")
    page.get_by_role("button", name=BACK).click()
    expect(page.get_by_label(GOAL)).to_have_value(sentence + " igen")


def test_P2_a_text_written_after_a_sentence_and_the_one_before_it_change_places_any_number_of_times(opened):
    page, sentence = opened()
    page.get_by_role("button", name=TAKE).click()
    page.get_by_label(GOAL).fill(sentence + " igen")
    texts = [sentence + " igen", VAGUE]
    for turn in range(4):
        page.get_by_role("button", name=BACK).click()
        expect(page.get_by_label(GOAL)).to_have_value(texts[(turn + 1) % 2])
        expect(page.locator(".openers-before")).to_have_text(texts[turn % 2])


def test_P2_a_sentence_whose_answers_have_changed_is_not_lost_by_the_way_back(opened):
    page, sentence = opened()
    page.get_by_role("button", name=TAKE).click()
    for number in range(len(ANSWERS)):
        field(page, number).fill("")
    rests(page)  # until it is known that there is no sentence any more
    page.get_by_role("button", name=BACK).click()
    expect(page.get_by_label(GOAL)).to_have_value(VAGUE)
    expect(page.locator(".openers-before")).to_have_text(sentence)


def test_P2_a_goal_that_was_emptied_is_no_text_to_come_back_to_and_the_persons_own_still_is(opened):
    page, _ = opened(OWN)
    page.get_by_role("button", name=TAKE).click()
    page.get_by_label(GOAL).fill("")
    page.get_by_role("button", name=KEEP).wait_for(state="detached")
    longer = answer(page, ["gå ut med hunden och katten"])
    page.get_by_role("button", name=TAKE).click()
    expect(page.get_by_label(GOAL)).to_have_value(longer)
    expect(page.locator(".openers-before")).to_have_text(VAGUE)
    rests(page)
    assert VAGUE in everything_stored(page)
    page.get_by_label(GOAL).fill(" ")
    page.get_by_role("button", name=BACK).click()
    expect(page.get_by_label(GOAL)).to_have_value(VAGUE)
    expect(page.get_by_role("button", name=BACK)).to_have_count(0)


def test_P2_the_persons_own_text_is_what_one_comes_back_to_after_two_sentences(opened):
    page, _ = opened()
    page.get_by_role("button", name=TAKE).click()
    longer = answer(page, ["gå ut med hunden och katten"])
    page.get_by_role("button", name=TAKE).click()
    expect(page.get_by_label(GOAL)).to_have_value(longer)
    page.get_by_role("button", name=BACK).click()
    expect(page.get_by_label(GOAL)).to_have_value(VAGUE)


def test_what_was_to_stay_as_it_is_is_still_left_alone_after_a_sentence_was_had_back(opened):
    page, _ = opened()
    page.get_by_role("button", name=KEEP).click()
    page.get_by_role("button", name=TAKE).click()
    page.get_by_role("button", name=BACK).click()
    rests(page)
    expect(page.locator(".coach-ask")).to_have_count(0)


def test_questions_that_nobody_has_begun_to_answer_go_away_with_the_coachs_question(open_page):
    page = open_page("forbered/", clock=True)
    to_step(page, "main_goal")
    open_questions(page)
    page.get_by_role("button", name=KEEP).click()
    expect(small_questions(page)).to_have_count(0)


def test_answers_stay_when_the_coachs_question_goes(opened):
    page, _ = opened()
    page.get_by_role("button", name=KEEP).click()
    expect(field(page)).to_have_value(ANSWERS[0])
    expect(page.get_by_role("button", name=TAKE)).to_be_visible()


def test_P2_own_device_keeps_the_answers_and_the_earlier_text_through_a_reload(opened):
    page, sentence = opened(OWN)
    page.get_by_role("button", name=TAKE).click()
    page.reload()
    for number, text in enumerate(ANSWERS):
        expect(field(page, number)).to_have_value(text)
    expect(page.locator(".openers-before")).to_have_text(VAGUE)
    expect(page.get_by_text("Hjälpen är igång.")).to_be_visible(timeout=20_000)
    rests(page)  # until an engine has made the sentence again
    page.get_by_role("button", name=BACK).click()
    expect(page.get_by_label(GOAL)).to_have_value(VAGUE)
    expect(page.get_by_role("button", name=BACK)).to_have_count(0)
    expect(small_questions(page).locator(".openers-sentence")).to_have_text(sentence, timeout=20_000)


def test_P2_borrowed_device_keeps_no_answer(opened):
    page, _ = opened()
    assert ANSWERS[0] not in everything_stored(page)


def test_P12_a_saved_file_holds_the_answers_and_no_paper_shows_them(opened, open_page, tmp_path, root):
    page, _ = opened()
    page.get_by_role("button", name="Till dina svar").click()
    expect(page.locator("#review")).not_to_contain_text(ANSWERS[0])
    show_sheet(page)
    expect(page.get_by_role("article").get_by_text(VAGUE)).to_be_visible()
    assert ANSWERS[0] not in page.get_by_role("article").text_content()
    file = save(page, tmp_path)
    document = file.read_text(encoding="utf-8")
    assert document.count(ANSWERS[0]) == 1
    assert set(ANSWERS) < set(json.loads(data_in(document))["answers"].values())
    told = subprocess.run(
        [sys.executable, "-m", "builder", "sheet", "--text", str(file)], capture_output=True, cwd=root, check=True
    )
    assert ANSWERS[0] not in told.stdout.decode()

    other = open_page("forbered/")
    other.get_by_label(BORROWED).check()
    other.get_by_label("Öppna en sparad fil").set_input_files(file)
    expect(other.get_by_text("Filen är öppnad.")).to_be_visible()
    other.goto(other.url.split("#")[0] + "#main_goal")
    expect(field(other)).to_have_value(ANSWERS[0])


def test_answers_alone_are_no_answer_in_the_review(opened):
    page, _ = opened()
    page.get_by_label(GOAL).fill("")
    page.goto(page.url.split("#")[0] + "#works")
    page.get_by_label("Vad fungerar bra?").fill("maten")
    page.goto(page.url.split("#")[0] + "#matters_most")
    page.get_by_label("Vad är viktigast för dig just nu?").fill("Morris")
    page.goto(page.url.split("#")[0] + "#review")
    row = page.locator('[data-review="main_goal"]')
    expect(row).to_contain_text("Inget svar än")
    expect(page.get_by_text("Du har svarat på de tre frågorna.")).to_have_count(0)


def test_a_step_on_the_way_has_questions_of_its_own_that_follow_it(open_page, tmp_path):
    page = open_page("forbered/", clock=True)
    to_step(page, "sub_goals")
    page.get_by_role("button", name="Lägg till ett steg").click()
    second = page.get_by_role("group", name="Steg 2")
    second.get_by_label(STEP).fill(VAGUE)
    rests(page)
    second.get_by_role("button", name=SHOW).click(timeout=20_000)
    second.get_by_role("group", name="Små frågor").get_by_role("textbox").first.fill(ANSWERS[0])
    rests(page)
    expect(second.get_by_role("button", name=TAKE)).to_be_visible(timeout=10_000)
    page.get_by_role("button", name="Ta bort steg 1").click()
    first = page.get_by_role("group", name="Steg 1")
    sentence = first.locator(".openers-sentence").inner_text()
    first.get_by_role("button", name=TAKE).click()
    expect(first.get_by_label(STEP)).to_have_value(sentence)
    first.get_by_role("button", name=BACK).click()
    expect(first.get_by_label(STEP)).to_have_value(VAGUE)
    first.get_by_label(STEP).fill("")
    page.goto(page.url.split("#")[0] + "#review")
    expect(page.locator('[data-review="sub_goals"] .review-answer')).to_have_text("Inget svar än")
    show_sheet(page)
    assert ANSWERS[0] not in page.get_by_role("article").text_content()


def test_the_page_and_the_command_line_leave_out_a_step_that_has_only_small_answers(open_page, tmp_path, root):
    plan = {
        "format": "viktigast",
        "version": 1,
        "answers": {"sub_goals": [{"sub_goal_before": "förut"}, {"sub_goal": "åka buss"}]},
    }
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "builder", "sheet", "--text", str(file)], capture_output=True, cwd=root, check=True
    )
    page = open_page("forbered/", clock=True)
    page.get_by_label(BORROWED).check()
    page.get_by_label("Öppna en sparad fil").set_input_files(file)
    show_sheet(page)
    steps = page.get_by_role("article").locator('[data-row="sub_goals"]')
    expect(steps.get_by_role("listitem")).to_have_count(1)
    assert "åka buss" in told.stdout.decode()
    assert told.stdout.decode().count("– ") == 1


def test_questions_that_nobody_has_begun_to_answer_go_away_when_another_writes(open_page):
    page = open_page("forbered/", clock=True)
    to_step(page, "main_goal")
    open_questions(page)
    page.goto(page.url.split("#")[0] + "#start")
    page.get_by_label("En närstående").check()
    page.goto(page.url.split("#")[0] + "#main_goal")
    expect(page.get_by_label("Vad vill personen ska bli möjligt?")).to_have_value(VAGUE)
    expect(page.locator(".coach-ask")).to_have_count(0)
    expect(small_questions(page)).to_have_count(0)


def test_clearing_takes_answers_and_questions_away(opened):
    page, _ = opened(OWN)
    page.get_by_role("button", name=TAKE).click()
    clear_all(page)
    begin(page, OWN)
    page.goto(page.url.split("#")[0] + "#main_goal")
    expect(small_questions(page)).to_have_count(0)
    expect(page.get_by_role("button", name=BACK)).to_have_count(0)
    assert page.evaluate("[...document.querySelectorAll('[data-aside] [name]')].map((it) => it.value).join('')") == ""
    assert ANSWERS[0] not in everything_stored(page)


def test_P2_answers_are_shown_and_kept_when_no_engine_comes(opened, watcher):
    page, _ = opened(OWN)
    watcher.expect("/engine/", "ERR_")
    page.context.route("**/engine/**", lambda route: route.abort())
    page.reload()
    expect(field(page)).to_have_value(ANSWERS[0])
    field(page).fill("gå ut med katten")
    expect(page.get_by_text("Hjälpen finns inte i den här webbläsaren")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("button", name=TAKE)).to_have_count(0)
    page.reload()
    expect(field(page)).to_have_value("gå ut med katten")


def test_P5_a_late_sentence_out_of_older_answers_is_not_shown(opened):
    page, _ = opened()
    page.evaluate(
        """() => {
        const post = Worker.prototype.postMessage;
        window.late = 0;
        Worker.prototype.postMessage = function (it) {
          if (it.request?.answers?.able === "vinter") setTimeout(() => { late += 1; post.call(this, it); }, 2500);
          else post.call(this, it);
        };
      }"""
    )
    made = small_questions(page).locator(".openers-sentence")
    field(page).fill("vinter")
    page.clock.run_for(1_100)  # it is asked for
    field(page).fill("gå ut med katten")
    rests(page)
    expect(made).to_contain_text("katten")
    rests(page, 2_500)
    assert page.evaluate("late") == 1
    expect(made).to_contain_text("katten")


def test_P9_the_focus_goes_to_the_goal_when_the_sentence_that_had_it_goes(opened, watcher):
    watcher.expect("gone")
    page, _ = opened()
    page.evaluate("() => { Worker.prototype.postMessage = () => { throw new Error('gone'); }; }")
    field(page).fill("gå ut med katten")
    page.get_by_role("button", name=TAKE).focus()
    rests(page)
    expect(page.get_by_role("button", name=TAKE)).to_have_count(0, timeout=20_000)
    expect(page.get_by_label(GOAL)).to_be_focused()


def test_P2_answers_stay_and_no_old_sentence_is_offered_when_the_engines_die(opened, watcher):
    watcher.expect("gone")
    page, _ = opened()
    page.evaluate("() => { Worker.prototype.postMessage = () => { throw new Error('gone'); }; }")
    field(page).fill("gå ut med katten")
    expect(page.get_by_role("button", name=TAKE)).to_have_count(0)
    expect(field(page)).to_have_value("gå ut med katten")
    expect(page.get_by_label(GOAL)).to_have_value(VAGUE)


def test_P9_axe_finds_nothing_with_the_questions_open_answered_and_taken(opened, axe_in_every_look):
    page, _ = opened()
    assert axe_in_every_look(page, AXE_TAGS) == []
    page.get_by_role("button", name=TAKE).click()
    assert axe_in_every_look(page, AXE_TAGS) == []
