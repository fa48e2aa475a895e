"""Du-form in Chromium: a suggestion beside the goal, and on the paper when chosen. The tool is test_dutool.py's."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from builder.paper.plan import data_in
from tests.chromium.conftest import AXE_TAGS
from tests.chromium.journey import (
    BORROWED,
    CORE,
    OWN,
    answer_core,
    begin,
    clear_all,
    copied_text,
    save,
    show_sheet,
    told_text,
)

STAFF = "Personal tillsammans med personen"
GOAL, STEP = "Vad vill du ska bli möjligt?", "Vad vill du kunna eller prova?"
DU = "I du-form, till planen"
CONTRAST = [*AXE_TAGS, "wcag2aaa"]
ENGINE = 30_000  # ms for an engine to come


def to_step(page: Page, step: str) -> None:
    page.goto(page.url.split("#")[0] + "#" + step)


def to_goal(page: Page, device: str = BORROWED, writer: str = STAFF) -> None:
    begin(page, device, writer)
    to_step(page, "main_goal")


def du_text(page: Page) -> Locator:
    """The field for du-form in the step that is shown."""
    return page.locator(".step:visible").get_by_label(DU)


def suggest(page: Page, du: str) -> None:
    """Ask for a suggestion in the step that is shown, and wait for it."""
    page.get_by_role("button", name="Gör ett förslag").click()
    expect(du_text(page)).to_have_value(du, timeout=ENGINE)


def goal_with_du(page: Page, goal: str = "Jag vill gå ut med min katt", du: str = "Du vill gå ut med din katt") -> None:
    page.get_by_label(GOAL).fill(goal)
    suggest(page, du)


# ---- in the builder --------------------------------------------------------------------------------------------


def test_staff_get_a_suggestion_beside_the_goal_and_the_goal_is_untouched(open_page):
    page = open_page("forbered/")
    to_goal(page)
    goal_with_du(page)
    expect(page.get_by_label(GOAL)).to_have_value("Jag vill gå ut med min katt")
    expect(page.get_by_text("Här är ett förslag.")).to_be_visible()


@pytest.mark.parametrize("writer", ["Jag själv", "En närstående"])
def test_others_do_not_see_it_until_it_is_chosen(open_page, writer):
    page = open_page("forbered/")
    to_goal(page, writer=writer)
    expect(du_text(page)).to_be_hidden()
    to_step(page, "sub_goals")
    page.get_by_role("button", name="Lägg till ett steg").click()
    assert du_text(page).count() == 2
    for field in du_text(page).all():
        expect(field).to_be_hidden()


@pytest.mark.parametrize(
    ("address", "there"), [("?region=cosmic", True), ("?region=halland", False), ("?region=", False)]
)
def test_a_region_that_writes_in_du_form_shows_it(open_page, address, there):
    page = open_page(f"forbered/{address}")
    to_goal(page, writer="Jag själv")
    expect(du_text(page)).to_be_visible(visible=there)
    to_step(page, "sub_goals")
    page.get_by_role("button", name="Lägg till ett steg").click()
    expect(page.get_by_role("group", name="Steg 2").get_by_label(DU)).to_be_visible(visible=there)


def test_it_is_not_offered_to_a_relative_whose_my_is_not_the_persons(open_page):
    page = open_page("forbered/?region=cosmic")
    to_goal(page, writer="En närstående")
    page.locator(".step:visible textarea").first.fill("Min mamma vill hem")
    expect(du_text(page)).to_be_hidden()
    to_step(page, "review")
    show_sheet(page)
    expect(page.get_by_role("button", name="Skriv ut")).to_be_visible()
    expect(page.get_by_role("button", name="Skriv målen i du-form också")).to_be_hidden()


def test_another_writer_hides_an_empty_block_and_leaves_a_filled_one(open_page):
    page = open_page("forbered/")
    to_goal(page)
    goal_with_du(page)
    to_step(page, "start")
    page.get_by_label("Jag själv", exact=True).check()
    to_step(page, "main_goal")
    expect(du_text(page)).to_have_value("Du vill gå ut med din katt")
    expect(du_text(page)).to_be_visible()
    to_step(page, "sub_goals")
    expect(du_text(page)).to_be_hidden()


def test_an_unedited_suggestion_follows_the_goal_when_asked_and_the_page_says_when_it_is_old(open_page):
    page = open_page("forbered/")
    to_goal(page)
    goal_with_du(page)
    old = page.get_by_text("Målet har ändrats")
    expect(old).to_have_count(0)
    page.get_by_label(GOAL).fill("Jag vill sova")
    expect(old).to_be_visible()
    expect(du_text(page)).to_have_value("Du vill gå ut med din katt")
    page.get_by_label(GOAL).fill("Jag vill gå ut med min katt")
    expect(old).to_have_count(0)
    page.get_by_label(GOAL).fill("Jag vill sova")
    suggest(page, "Du vill sova")
    expect(old).to_have_count(0)


def test_a_suggestion_that_comes_after_the_goal_was_written_on_says_that_it_is_old(open_page):
    page = open_page("forbered/")
    to_goal(page)
    goal_with_du(page)
    page.evaluate(
        "() => { const post = Worker.prototype.postMessage; Worker.prototype.postMessage = function (it) { setTimeout(() => post.call(this, it), 800); }; }"
    )
    page.get_by_label(GOAL).fill("Jag vill sova")
    page.get_by_role("button", name="Gör ett förslag").click()
    page.get_by_label(GOAL).fill("Jag vill sova gott")
    expect(du_text(page)).to_have_value("Du vill sova")
    expect(page.get_by_text("Målet har ändrats")).to_be_visible()
    expect(page.get_by_text("Här är ett förslag.")).to_have_count(0)


def test_p5_what_somebody_has_edited_is_kept_and_a_new_suggestion_stands_beside_it(open_page):
    page = open_page("forbered/")
    to_goal(page)
    goal_with_du(page)
    du_text(page).fill("Du vill ut med Morris")
    page.get_by_label(GOAL).fill("Jag vill sova")
    page.get_by_role("button", name="Gör ett förslag").click()
    take = page.get_by_role("button", name="Ta det nya förslaget")
    expect(take).to_be_visible(timeout=ENGINE)
    expect(page.get_by_text("Du vill sova", exact=True)).to_be_visible()
    expect(du_text(page)).to_have_value("Du vill ut med Morris")
    take.press("Enter")
    expect(du_text(page)).to_have_value("Du vill sova")
    expect(du_text(page)).to_be_focused()
    page.get_by_role("button", name="Ångra").press("Enter")
    expect(du_text(page)).to_have_value("Du vill ut med Morris")
    expect(du_text(page)).to_be_focused()
    expect(page.get_by_role("button", name="Ångra")).to_have_count(0)


def test_what_is_written_after_a_suggestion_was_taken_is_not_lost_to_the_way_back(open_page):
    page = open_page("forbered/")
    to_goal(page)
    du_text(page).fill("Mitt eget")
    page.get_by_label(GOAL).fill("Jag vill sova")
    page.get_by_role("button", name="Gör ett förslag").click()
    page.get_by_role("button", name="Ta det nya förslaget").click(timeout=ENGINE)
    du_text(page).press("End")
    du_text(page).type(" hela natten")
    expect(page.get_by_role("button", name="Ångra")).to_have_count(0)


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        ("Du ska söka jobb", re.compile(r"\bdu\b", re.IGNORECASE)),
        ("Slippa ont", "Sidan hittade inga ord att byta."),
        ("  ", "Skriv målet först."),
    ],
)
def test_where_there_is_no_suggestion_the_page_says_why_and_writes_nothing(open_page, goal, said):
    page = open_page("forbered/")
    to_goal(page)
    page.get_by_label(GOAL).fill(goal)
    page.get_by_role("button", name="Gör ett förslag").click()
    status = page.locator("#main_goal").get_by_role("status").filter(has_text=re.compile(r"\w"))
    expect(status).to_contain_text(said, timeout=ENGINE)
    expect(du_text(page)).to_have_value("")


def test_each_step_has_its_own_and_keeps_it_when_another_is_taken_away(open_page):
    page = open_page("forbered/")
    to_goal(page)
    to_step(page, "sub_goals")
    for number, (step, du) in enumerate(
        [("Jag vill baka", "Du vill baka"), ("Jag vill dansa", "Du vill dansa")], start=1
    ):
        if number == 2:
            page.get_by_role("button", name="Lägg till ett steg").click()
        group = page.get_by_role("group", name=f"Steg {number}")
        group.get_by_label(STEP).fill(step)
        group.get_by_role("button", name="Gör ett förslag").click()
        expect(group.get_by_label(DU)).to_have_value(du, timeout=ENGINE)
    page.get_by_role("button", name="Ta bort steg 1").click()
    expect(page.get_by_role("group", name="Steg 1").get_by_label(DU)).to_have_value("Du vill dansa")
    page.get_by_role("button", name="Ångra").click()
    expect(page.get_by_role("group", name="Steg 1").get_by_label(DU)).to_have_value("Du vill baka")


def test_p2_it_survives_a_reload_and_a_saved_file(open_page, tmp_path):
    page = open_page("forbered/")
    begin(page, OWN, "Jag själv")
    answer_core(page)
    show_sheet(page)
    page.get_by_role("button", name="Skriv målen i du-form också").click()
    expect(page.get_by_role("article")).to_contain_text("Du vill gå ut i trädgården när du vill", timeout=ENGINE)
    to_step(page, "main_goal")
    du_text(page).fill("Du vill ut i trädgården")
    page.get_by_role("button", name="Till dina svar").click()
    page.reload()
    to_step(page, "main_goal")
    expect(du_text(page)).to_have_value("Du vill ut i trädgården")
    expect(du_text(page)).to_be_visible()
    page.get_by_role("button", name="Till dina svar").click()
    show_sheet(page)
    file = save(page, tmp_path)
    assert json.loads(data_in(file.read_text(encoding="utf-8")))["answers"]["main_goal_du"] == "Du vill ut i trädgården"

    other = open_page("forbered/")
    other.get_by_label(BORROWED).check()
    other.get_by_label("Öppna en sparad fil").set_input_files(file)
    expect(other.get_by_text("Filen är öppnad.")).to_be_visible()
    to_step(other, "main_goal")
    expect(du_text(other)).to_have_value("Du vill ut i trädgården")
    other.get_by_role("button", name="Gör ett förslag").click()
    expect(other.get_by_role("button", name="Ta det nya förslaget")).to_be_visible(timeout=ENGINE)
    expect(du_text(other)).to_have_value("Du vill ut i trädgården")


def test_it_is_not_asked_about_in_the_review(open_page):
    page = open_page("forbered/")
    to_goal(page)
    goal_with_du(page)
    to_step(page, "sub_goals")
    page.get_by_label(STEP).fill("Jag vill baka")
    suggest(page, "Du vill baka")
    page.locator(".step:visible").get_by_role("button", name="Till dina svar").click()
    expect(page.get_by_text("Jag vill baka", exact=True)).to_be_visible()
    expect(page.locator("#review")).not_to_contain_text("Du vill")


def test_p2_clearing_takes_it_away_and_a_late_answer_does_not_come_back(open_page):
    page = open_page("forbered/")
    to_goal(page)
    page.get_by_label(GOAL).fill("Jag vill gå ut med min katt")
    page.get_by_role("button", name="Gör ett förslag").click()
    clear_all(page)
    begin(page, BORROWED, STAFF)
    to_step(page, "main_goal")
    expect(page.get_by_text("Hjälpen är igång.")).to_be_visible(timeout=ENGINE)
    expect(du_text(page)).to_have_value("")
    expect(page.get_by_text("Det gick inte att göra ett förslag.")).to_have_count(0)
    goal_with_du(page, "Jag vill sova", "Du vill sova")


def test_p3_without_an_engine_the_button_says_so_and_the_writer_goes_on(open_without_engines):
    page = open_without_engines("forbered/")
    to_goal(page)
    page.get_by_label(GOAL).fill("Jag vill sova")
    page.get_by_role("button", name="Gör ett förslag").click()
    page.clock.run_for(200_000)
    expect(page.get_by_text("Det gick inte att göra ett förslag.")).to_be_visible()
    du_text(page).fill("Du vill sova")
    page.get_by_role("button", name="Till dina svar").click()
    show_sheet(page)
    expect(page.get_by_role("article")).to_contain_text("Du vill sova")


def test_p3_without_scripts_there_is_no_empty_room_for_it(open_page):
    page = open_page("forbered/", java_script_enabled=False)
    fields = page.get_by_label(DU).all()
    assert len(fields) == 3
    for field in fields:
        expect(field).to_be_hidden()


# ---- on the paper ----------------------------------------------------------------------------------------------


def goals_on_sheet(page: Page) -> None:
    begin(page, BORROWED)
    answer_core(page)
    to_step(page, "sub_goals")
    page.get_by_label(STEP).fill("Jag vill plantera mina tomater")
    page.locator(".step:visible").get_by_role("button", name="Till dina svar").click()
    show_sheet(page)


def test_the_paper_has_it_below_the_goal_when_it_is_chosen_and_it_goes_away_again(open_page):
    page = open_page("forbered/")
    goals_on_sheet(page)
    paper = page.get_by_role("article")
    expect(paper).not_to_contain_text("du-form", use_inner_text=True)
    before = paper.inner_text()
    page.get_by_role("button", name="Skriv målen i du-form också").click()
    expect(page.get_by_text("Målen står nu i du-form också.")).to_be_visible(timeout=ENGINE)
    expect(page.get_by_role("button", name="Ta bort du-formen")).to_be_focused()
    text = " ".join(paper.inner_text().split())
    order = [
        CORE[GOAL],
        "Till planen, i du-form",
        "Du vill gå ut i trädgården när du vill",
        "Jag vill plantera mina tomater",
        "Du vill plantera dina tomater",
    ]
    assert sorted(order, key=text.index) == order
    assert text.count("i du-form") == 2
    page.get_by_role("button", name="Ta bort du-formen").press("Enter")
    expect(page.get_by_role("button", name="Skriv målen i du-form också")).to_be_focused()
    assert paper.inner_text() == before
    page.get_by_role("button", name="Ångra").press("Enter")
    expect(paper).to_contain_text("Du vill plantera dina tomater")
    expect(page.get_by_role("button", name="Ta bort du-formen")).to_be_focused()
    to_step(page, "main_goal")
    expect(du_text(page)).to_have_value("Du vill gå ut i trädgården när du vill")
    expect(du_text(page)).to_be_visible()


def test_p2_what_was_written_after_the_du_form_was_taken_away_is_not_lost_to_the_way_back(open_page):
    page = open_page("forbered/")
    to_goal(page)
    page.get_by_label(GOAL).fill("Jag vill sova")
    to_step(page, "sub_goals")
    page.get_by_label(STEP).fill("Jag vill baka")
    to_step(page, "sheet")
    page.get_by_role("button", name="Skriv målen i du-form också").click()
    expect(page.get_by_role("article")).to_contain_text("Du vill baka", timeout=ENGINE)
    page.get_by_role("button", name="Ta bort du-formen").click()
    to_step(page, "main_goal")
    du_text(page).fill("Du vill sova gott")
    to_step(page, "sheet")
    page.get_by_role("button", name="Ångra").click()
    expect(page.get_by_role("article")).to_contain_text("Du vill baka")
    expect(page.get_by_role("article")).to_contain_text("Du vill sova gott")


def test_the_page_and_the_command_line_write_it_alike(open_page, tmp_path, root):
    page = open_page("forbered/")
    goals_on_sheet(page)
    page.get_by_role("button", name="Skriv målen i du-form också").click()
    expect(page.get_by_text("Målen står nu i du-form också.")).to_be_visible(timeout=ENGINE)
    copied = copied_text(page)
    assert copied == told_text(save(page, tmp_path), root)
    assert "Till planen, i du-form\nDu vill gå ut" in copied
    assert "– Steg: Jag vill plantera mina tomater\n  Till planen, i du-form: Du vill plantera dina tomater" in copied


def test_the_own_words_are_the_larger_ones(open_page):
    page = open_page("forbered/")
    goals_on_sheet(page)
    page.get_by_role("button", name="Skriv målen i du-form också").click()
    sizes = [
        page.get_by_role("article")
        .get_by_text(words, exact=True)
        .evaluate("(it) => parseFloat(getComputedStyle(it).fontSize)")
        for words in (CORE[GOAL], "Du vill gå ut i trädgården när du vill")
    ]
    assert sizes[1] < sizes[0]


def test_a_goal_that_has_been_written_in_du_form_is_left_as_it_is(open_page):
    page = open_page("forbered/?region=cosmic")
    begin(page, BORROWED)
    answer_core(page)
    to_step(page, "main_goal")
    du_text(page).fill("Du vill ut")
    to_step(page, "sub_goals")
    page.get_by_label(STEP).fill("Jag vill baka")
    to_step(page, "sheet")
    page.get_by_role("button", name="Skriv målen i du-form också").click()
    expect(page.get_by_role("article")).to_contain_text("Du vill baka", timeout=ENGINE)
    expect(page.get_by_role("article")).to_contain_text("Du vill ut")
    expect(page.get_by_role("button", name="Skriv målen i du-form också")).to_be_hidden()


def test_goals_with_nothing_to_change_are_told_about(open_page):
    page = open_page("forbered/")
    begin(page, BORROWED)
    answer_core(page, {**CORE, GOAL: "Slippa ont"})
    show_sheet(page)
    page.get_by_role("button", name="Skriv målen i du-form också").click()
    expect(page.get_by_text("Sidan hittade inga ord att byta.")).to_be_visible(timeout=ENGINE)
    expect(page.get_by_role("article")).not_to_contain_text("du-form", use_inner_text=True)


def test_without_any_goal_the_sheets_step_says_nothing_of_it(open_page):
    page = open_page("forbered/")
    begin(page, BORROWED)
    to_step(page, "sheet")
    expect(page.get_by_role("button", name="Skriv målen i du-form också")).to_be_hidden()


def test_a_printed_and_a_blank_paper_have_no_room_for_it(open_page):
    for address in ("blankt-underlag/", "hela-underlaget/"):
        expect(open_page(address).get_by_role("article")).not_to_contain_text("du-form")


def test_p9_axe_finds_nothing_and_the_page_fits(open_page, axe_in_every_look):
    page = open_page("forbered/")
    to_goal(page)
    goal_with_du(page)
    du_text(page).fill("Ett eget ord " * 20)
    page.get_by_label(GOAL).fill("Jag vill sova")
    page.get_by_role("button", name="Gör ett förslag").click()
    expect(page.get_by_role("button", name="Ta det nya förslaget")).to_be_visible(timeout=ENGINE)
    for step in ("main_goal", "sub_goals", "sheet"):
        to_step(page, step)
        assert axe_in_every_look(page, AXE_TAGS) == [], step
