"""The coach on the seeds' own table, on the rules' examples and on odd text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.catalog import CATALOG
from builder.coaching.coach import LONGEST, VOICES, coach
from builder.coaching.rule_checks import CHECKS
from builder.coaching.tokens import Lexicon
from builder.publish.records.load import load_catalog
from builder.respond import FIELDS, respond
from tests.helpers.places import example, read_toml

RULES = load_catalog()["rules"]
SEED_GOALS = read_toml(example("seed_goals.toml"))["goal"]
LEFT_ALONE = read_toml(example("goals_left_alone.toml"))["goals"]
WORDS = Lexicon(CATALOG["lexicon"])
GOOD = [(text, voice) for rule in RULES for text in rule["good"] for voice in rule.get("voices", VOICES)] + [
    (text, "self") for text in LEFT_ALONE
]
TEXTS = sorted({text for rule in RULES for text in rule["bad"]} | {text for text, _ in GOOD})


def bad_examples(rule):
    """A rule's bad examples in every field and voice that it is for: (text, field, voice)."""
    return list(itertools.product(rule["bad"], rule["fields"], rule.get("voices", VOICES)))


def findings(text, field="main_goal", voice="self", main_goal=""):
    return coach(text, field, RULES, WORDS, voice, main_goal)


def kinds(text, field="main_goal", voice="self"):
    """What the coach would ask about, in order; tips left out."""
    return [finding["kind"] for finding in findings(text, field, voice) if finding["strength"] == "ask"]


def test_the_seed_table_is_whole():
    assert len(SEED_GOALS) == 17


@pytest.mark.parametrize("goal", SEED_GOALS, ids=lambda goal: goal["text"])
def test_seed_goal(goal):
    assert kinds(goal["text"], goal["field"]) == goal["kinds"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_a_rule_sees_its_bad_examples(rule):
    unseen = [
        (text, field, voice)
        for text, field, voice in bad_examples(rule)
        if not coach(text, field, [rule], WORDS, voice, text if rule["check"] == "same" else "")
    ]
    assert unseen == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule["strength"] == "ask"], ids=lambda rule: rule["id"])
def test_the_question_that_is_shown_is_of_the_kind_of_the_example(rule):
    asked = [(text, field, voice, kinds(text, field, voice)[:1]) for text, field, voice in bad_examples(rule)]
    assert [example for example in asked if example[-1] != [rule["finding"]]] == []


@pytest.mark.parametrize("field", FIELDS)
def test_good_goals_are_left_alone_by_every_rule(field):
    asked = [(text, voice, kinds(text, field, voice)) for text, voice in GOOD]
    assert [example for example in asked if example[-1]] == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule["strength"] == "tip"], ids=lambda rule: rule["id"])
def test_a_tip_leaves_its_good_examples_alone(rule):
    for text in rule["good"]:
        assert findings(text, "sub_goal") == []


def test_every_kind_of_check_is_used():
    assert {rule["check"] for rule in RULES} == set(CHECKS)


def test_asks_come_in_the_order_of_the_records_and_tips_last():
    order = [rule["id"] for rule in RULES]
    found = [order.index(finding["rule"]) for finding in findings("Du får hemtjänst x3", "sub_goal")]
    assert found == sorted(found)
    strengths = [finding["strength"] for finding in findings("Ett rikare liv", "sub_goal")]
    assert strengths == ["ask", "tip", "tip"]


def test_a_question_can_quote_the_persons_own_word():
    text = "Jag vill ha HEMTJÄNST"
    [finding] = respond({"op": "coach", "field": "main_goal", "text": text})["findings"]
    start, end = finding["span"]
    assert text[start:end] == "HEMTJÄNST"
    assert "”HEMTJÄNST”" in finding["ask"]


def test_a_sub_goal_that_is_the_main_goal_gets_a_tip():
    found = findings("jag vill gå till affären  själv", "sub_goal", main_goal="Jag vill gå till affären själv.")
    assert [finding["kind"] for finding in found] == ["same_as_main"]
    assert findings("Jag vill gå till affären själv", "sub_goal") == []


@pytest.mark.parametrize("text", ["Hemtjänst\nDusch\nStäd", "Hemtjänst. Färdtjänst. Larm."])
def test_a_list_of_services_is_a_service(text):
    assert kinds(text)[0] == "support_not_goal"


@pytest.mark.parametrize("wish", ["Jag vill komma ut i skogen.", "slippa ligga vaken"])
def test_a_wish_anywhere_in_the_text_is_enough(wish):
    assert kinds(f"Hemtjänst tre gånger om dagen.\n{wish}") == kinds(f"{wish}\nHemtjänst tre gånger om dagen.") == []


def test_a_finding_points_at_the_words():
    text = "  Patienten mobiliseras "
    finding = findings(text, "sub_goal")[0]
    start, end = finding["span"]
    assert text[start:end] == "Patienten"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_a_finding_brings_its_rules_openers_and_the_wording_for_the_voice(rule):
    for text, field, voice in bad_examples(rule):
        request = {"op": "coach", "field": field, "text": text, "voice": voice, "main_goal": text}
        found = [finding for finding in respond(request)["findings"] if finding["kind"] == rule["finding"]]
        assert len(found) == 1, request
        [answered] = found
        [seen] = [one for one in RULES if one["id"] == answered["rule"]]
        wordings = {"self": ["ask"], "other": ["ask_other", "ask"], "staff": ["ask_staff", "ask_other", "ask"]}[voice]
        wording = next(seen[key] for key in wordings if key in seen)
        start, end = answered["span"]
        assert answered["openers"] == seen.get("openers", []), request
        assert answered["ask"] == wording.replace("{word}", " ".join(text[start:end].split())), request


def test_a_quoted_expression_is_said_on_one_line():
    [finding] = respond({"op": "coach", "field": "main_goal", "text": "Jag vill ha en god   man"})["findings"]
    assert "”god man”" in finding["ask"]


@pytest.mark.parametrize("main_goal", [3, True, ["x"], {"a": 1}, None])
def test_a_main_goal_that_is_no_text_counts_as_none(main_goal):
    request = {"op": "coach", "field": "sub_goal", "text": "Trygghet", "voice": 3}
    assert respond({**request, "main_goal": main_goal}) == respond(request)


def test_a_story_is_no_goal():
    assert findings("Du ska " + "ha det bra. " * LONGEST) == []


def test_the_question_speaks_to_the_one_who_writes():
    request = {"op": "coach", "field": "main_goal", "text": "Nedsatt syn"}
    to_the_person = respond(request)["findings"][0]
    to_the_relative = respond({**request, "voice": "other"})["findings"][0]
    with_staff = respond({**request, "voice": "staff"})["findings"][0]
    assert " du " in to_the_person["ask"]
    assert " personen " in to_the_relative["ask"]
    assert " du " in with_staff["ask"] or " personen " in with_staff["ask"]


@pytest.mark.parametrize("text", ["Mamma vill bo kvar hemma", "Min man vill komma hem från sjukhuset"])
def test_a_relatives_own_words_for_the_person_are_no_one_elses_goal(text):
    assert kinds(text, "main_goal", "other") == []


@given(
    st.text() | st.lists(st.sampled_from(" ".join(TEXTS).split()), max_size=12).map(" ".join),
    st.sampled_from(FIELDS),
    st.sampled_from(VOICES),
)
def test_p5_any_text_gets_findings_inside_itself_and_nothing_else(text, field, voice):
    response = respond({"op": "coach", "field": field, "text": text, "voice": voice, "main_goal": text[:5]})
    assert set(response) == {"op", "findings"}
    for finding in response["findings"]:
        start, end = finding["span"]
        assert 0 <= start <= end <= len(text)
        assert finding["ask"].endswith("?")
        assert set(finding) == {"kind", "strength", "rule", "span", "ask", "openers"}


@given(st.sampled_from(TEXTS), st.text(alphabet=" \t\n", max_size=4), st.text(alphabet=" \t\n", max_size=4))
def test_white_space_around_a_goal_changes_nothing(text, before, after):
    assert kinds(before + text + after) == kinds(text)


@pytest.mark.parametrize(
    "request_",
    [
        None,
        [],
        {},
        {"op": "fly"},
        {"op": "coach"},
        {"op": "coach", "field": "x", "text": "a"},
        {"op": "coach", "field": "main_goal", "text": 3},
        {"op": "sheet", "plan": 3},
        {"op": ["coach"]},
    ],
)
def test_a_wrong_request_is_answered_not_raised(request_):
    assert set(respond(request_)) == {"error"}


def test_the_question_quotes_the_help_and_not_what_is_done_about_it():
    text = "Jag vill ansöka om färdtjänst"
    [finding] = respond({"op": "coach", "field": "main_goal", "text": text})["findings"]
    assert "”färdtjänst”" in finding["ask"]
