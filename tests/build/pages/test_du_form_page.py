"""The page that turns jag into du: its form, and tables that show what the program follows."""

from __future__ import annotations

import re

import pytest

from builder.publish.pages.tools.du_form import RULES, du_rules, du_tool
from builder.publish.records.load import load_catalog

CONTENT = load_catalog()
TABLES = ["pronouns", *RULES]


def written(text):
    return f"<span>”{text}”</span>".replace("&", "&amp;").replace("\n", "<br>")


def records(table):
    return CONTENT["du_pronouns" if table == "pronouns" else RULES[table]]


@pytest.mark.parametrize("table", TABLES)
def test_p7_every_rule_that_runs_stands_in_its_table_with_an_example(table):
    html = str(du_rules(CONTENT, table))
    rows = re.findall("<tr>.*?</tr>", html)[1:]
    assert len(rows) == len(records(table)) > 0
    for row, record in zip(rows, records(table), strict=True):
        for pair in record["pair"]:
            assert written(pair["jag"]) in row
            assert (written(pair["du"]) if "du" in pair else "inget förslag") in row


def test_each_word_stands_with_what_it_becomes():
    html = str(du_rules(CONTENT, "pronouns"))
    for record in CONTENT["du_pronouns"]:
        assert f"<td>{', '.join(record['jag'])}</td><td>{record['du']}</td>" in html


def test_all_kinds_of_record_are_shown_somewhere():
    assert {"du_pronouns", *RULES.values()} == {key for key in CONTENT if key.startswith("du_")}


def test_a_table_that_does_not_exist_is_a_fault():
    with pytest.raises(KeyError):
        du_rules(CONTENT, "weather")


def test_the_form_is_hidden_until_a_script_can_use_it_and_asks_for_nothing_to_be_remembered():
    html = du_tool(CONTENT)
    assert re.search("<form[^>]* hidden>", html)
    assert html.count("<textarea") == html.count('autocomplete="off" spellcheck="false"') == 2
    assert "built-in method" not in html
