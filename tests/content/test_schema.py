"""What a record may hold, at any depth: a fault stops the build with file, record and remedy, and editors see it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from builder.publish.records import shared_names
from builder.publish.records.editor_schemas import SCHEMAS, first_line, schema_file, schemas, write_schemas
from builder.publish.records.load import load_catalog, load_content
from builder.publish.records.read import CONTENT, RECORDS, ContentError, read_files
from builder.publish.records.rules_of_content import reading_limit
from builder.publish.records.schema.files import FILES
from builder.publish.records.values import Value, walk
from tests.content.test_content import broken
from tests.helpers.places import ROOT

GHOST = """[[hazard]]
id = "ghost"
title = "x"
who = "x"
severity = 1
likelihood = 1
left = 1
do = "x"
remains = "x"
"""
FAULTS = [
    # A choice, a key and a text inside a record's record.
    (
        "form/questions.toml",
        'id = "first_step"\nkind = "line"',
        'id = "first_step"\nkind = "lien"',
        "[[question]] sub_goals, [[field]] first_step: has the unknown kind 'lien'. Use one of line, text.",
    ),
    (
        "form/questions.toml",
        'id = "first_step"\n',
        'id = "first_step"\npapper = "x"\n',
        "[[question]] sub_goals, [[field]] first_step: has the unknown key papper. Correct the spelling (paper",
    ),
    (
        "form/questions.toml",
        '\n[[question.option]]\nid = "phone"\nsv = "',
        '\n[[question.option]]\nid = "phone"\nsv = " " # ',
        "[[question]] meeting_form, [[option]] phone: has an empty sv. Fill it in",
    ),
    (
        "form/questions.toml",
        'id = "in_person"',
        'id = "digital"',
        "[[question]] meeting_form, [[option]] digital: is there twice, by its id. Give one of them another id.",
    ),
    (
        "form/questions.toml",
        '[[question.way_in]]\ntext = "',
        '[[question.way_in]]\ntxt = "',
        "[[question]] matters_most, [[way_in]] number 1: lacks text and has the unknown key txt. Correct the",
    ),
    (
        "form/questions.toml",
        "lines = 4",
        "lines = true",
        "[[question]] matters_most: has lines = true, which must be a whole",
    ),
    (
        "form/questions.toml",
        "coach = true",
        "coach = false",
        "[[question]] main_goal: has coach = false. Take the key out",
    ),
    ("form/questions.toml", 'item = "Steg"\n', "", "[[question]] sub_goals: lacks item. Write it there."),
    (
        "form/questions.toml",
        'kind = "text"\n',
        "",
        "[[question]] matters_most: lacks kind. Use one of text, line, choice",
    ),
    (
        "form/questions.toml",
        'du_of = "sub_goal"',
        'du_of = "goal"',
        "[[field]] sub_goal_du: has the unknown du_of 'goal'. Correct the name. There is first_step, sub_goal,",
    ),
    (
        "form/questions.toml",
        'du_of = "main_goal"',
        'du_of = "goal"',
        "[[question]] main_goal_du: has the unknown du_of 'goal'.",
    ),
    # Messages, the words of tools and pages.
    (
        "form/messages.toml",
        'begin = "',
        'begun = "',
        "[form]: lacks begin and has the unknown key begun. Correct the spelling (begin)",
    ),
    ("form/messages.toml", '\nkept = "', '\nkept = "" # ', "[coach]: has an empty kept."),
    (
        "form/messages.toml",
        'id = "own"',
        'id = "mine"',
        "[devices], [[option]] mine: has the unknown id 'mine'. Use one of",
    ),
    ("form/messages.toml", '"januari", ', "", "[months]: has 11 texts in names. Write 12."),
    ("form/messages.toml", "[guard]", "[gaurd]", "the whole file: lacks guard and has the unknown key gaurd."),
    (
        "form/messages.toml",
        "\n[items]",
        '\n[items]\nworks_well = "x"',
        "[items]: has words for 'works_well', which is no list",
    ),
    ("form/messages.toml", "\n[items]", '\n[items]\n"" = "x"', "[items]: has an empty key."),
    ("site/pages.toml", 'judged = "', 'juged = "', "[hazards]: lacks judged and has the unknown key juged."),
    (
        "meeting/discharge.toml",
        'day_off = "',
        'dayoff = "',
        "[words.core]: lacks day_off and has the unknown key dayoff.",
    ),
    (
        "meeting/invitation.toml",
        "[words.paper.advice.actor]",
        "[words.paper.advice.actors]",
        "[words.paper.advice]: lacks actor and has the unknown key actors.",
    ),
    (
        "coach/du_form.toml",
        "already_du = ",
        "already = ",
        "[words.core.notes]: lacks already_du and has the unknown key already.",
    ),
    (
        "coach/du_form.toml",
        "after_name = [",
        "after_name = [3, ",
        "[words.core.lists]: has after_name = 3, which must be text.",
    ),
    (
        "coach/du_form.toml",
        "[words.core.lists]",
        '[words.core.lists]\nA = ["x"]',
        "[words.core.lists]: has the key 'A'. Use a to z",
    ),
    (
        "coach/guard.toml",
        "domains = ",
        "domain = ",
        "[[guard]] email, [lists]: lacks domains and has the unknown key domain.",
    ),
    ("form/phrase.toml", '"abborre"', '"åbborre"', "words: has the word 'åbborre'. Use a to z only"),
    ("form/phrase.toml", '"abborre", ', "", "words: must have 1024 words"),
    # What the program fills in.
    (
        "form/messages.toml",
        "ungefär {minutes} minuter",
        "ungefär {minuter} minuter",
        "[form]: has {minuter} in minutes, which nothing fills in. Use {minutes}.",
    ),
    (
        "form/messages.toml",
        'begin = "',
        'begin = "{name} ',
        "[form]: has {name} in begin, which nothing fills in. Write it",
    ),
    (
        "meeting/checklists.toml",
        "i it-stödet{system}",
        "i it-stödet{sytem}",
        "has {sytem} in text, which nothing fills in. Use {system}.",
    ),
    (
        "meeting/discharge.toml",
        "senast {day}, vecka",
        "senast {day, vecka",
        "has { in call, which nothing fills in. Use {day} or",
    ),
    (
        "meeting/roles.toml",
        "says = [",
        'says = ["{x}", ',
        "has {x} in says, which nothing fills in. Write it without braces.",
    ),
    (
        "coach/rules.toml",
        '\nask = "',
        '\nask = "{words} ',
        "[[rule]] nothing_yet: has {words} in ask, which nothing fills in. Use {word}.",
    ),
    (
        "coach/openers.toml",
        'start = "Jag vill kunna {answer}"',
        'start = "Jag vill"',
        "[[opener]] able: has a start without a place",
    ),
    # References: a source without a short name, pages, groups of words.
    (
        "meeting/checklists.toml",
        'checklista = "',
        '# "',
        "[[checklist]] notice, [[item]] any_time: has the source 'checklista', which has no short name. Correct the "
        "id, or give the source a short name in content/meeting/checklists.toml, [words.sources].",
    ),
    ("meeting/checklists.toml", 'hsl = "', 'hls = "', "[words.sources]: has the unknown key 'hls'."),
    (
        "meeting/checklists.toml",
        'page = "om-sip/barn-och-unga.md"',
        'page = "om-sip/barn.md"',
        "[[item]] ask_child, [[link]] om-sip/barn.md: names the page 'om-sip/barn.md', which docs/ lacks.",
    ),
    (
        "meeting/circle.toml",
        '"matters_most", ',
        '"matter", "matters_most", ',
        "[[part]] opening: has the unknown rows 'matter'.",
    ),
    (
        "meeting/circle.toml",
        '"matters_most", ',
        '"called", ',
        "called, matters_most: must be in exactly one part's rows.",
    ),
    (
        "site/sources.toml",
        'group = "law"',
        'group = "lag"',
        "[[source]] sol: has the unknown group 'lag'. Use one of law.",
    ),
    (
        "site/links.toml",
        'group = "circle"',
        'group = "cirkle"',
        "has the unknown group 'cirkle'. Correct the name, or add [[group]]",
    ),
    (
        "coach/lexicon.toml",
        'id = "as_that"',
        'id = "as_this"',
        "[[group]] as_that: is not there, but wish.py names it. Add the record, or correct the name in wish.py.",
    ),
    # Addresses, and what a page may ask of its reader.
    (
        "meeting/roles.toml",
        'slug = "aldre"',
        'slug = "äldre"',
        "has the slug 'äldre'. Use a to z and - only; no published address",
    ),
    ("meeting/checklists.toml", 'slug = "motet"', 'slug = "Motet"', "has the slug 'Motet'. Use a to z and - only"),
    (
        "meeting/checklists.toml",
        'slug = "motet"',
        'slug = "mote"',
        "has the slug 'mote', and no page of that name. Write docs/",
    ),
    ("coach/openers.toml", 'id = "able"', 'id = "förmå"', "has the id 'förmå'. Use a to z, digits and _ only"),
    ("site/links.toml", '.pdf"', '.på"', "has a url that is no address: "),
    (
        "site/sesjalv.toml",
        'target = "https',
        'target = "http',
        "[words.page]: has a target that is no address: 'http://",
    ),
    (
        "site/reading.toml",
        '"sok", ',
        "",
        "docs/sok.md: is a page without a limit for how hard it may be to read. Add its address",
    ),
    # Days, steps and names of tests.
    (
        "site/sources.toml",
        "seen = 2026-11-24",
        "seen = 2026-11-24T10:00:00",
        "has seen = 2026-11-24 10:00:00, which must be a date.",
    ),
    (
        "site/sources.toml",
        'date = "okänt datum"',
        "date = 2014",
        "[[source]] lathund: has date = 2014, which must be a date or words.",
    ),
    (
        "site/sources.toml",
        'date = "okänt datum"',
        'date = " "',
        "[[source]] lathund: has date = ' ', which must be a date or words.",
    ),
    ("site/hazards.toml", "severity = 3", "severity = 4", "has severity = 4. Write 1, 2 or 3; 3 is most."),
    ("site/hazards.toml", "left = 2", "left = 0", "has left = 0. Write 1, 2 or 3"),
    (
        "site/hazards.toml",
        "tests = [",
        'tests = ["tests/x.py", ',
        "names the test 'tests/x.py', which is no name of one.",
    ),
    (
        "site/hazards.toml",
        "\nuntested = ",
        '\nnot_tested = """x"""\n# ',
        "has the unknown key not_tested. Correct the spelling (untested",
    ),
    (
        "site/hazards.toml",
        "\n[[hazard]]",
        f"\n{GHOST}\n[[hazard]]",
        "[[hazard]] ghost: has no test and does not say why. Name tests that guard it, or say in untested why nothing",
    ),
]


@pytest.mark.heavy  # each fault reads and checks all of content/ again; make check holds the records themselves
@pytest.mark.parametrize(("file", "old", "new", "said"), FAULTS, ids=lambda value: value[:40])
def test_p7_a_fault_at_any_depth_stops_the_build_and_says_where_and_what_to_do(tmp_path, file, old, new, said):
    with pytest.raises(ContentError) as error:
        load_content(broken(tmp_path, file.partition("/")[2], old, new))
    told = str(error.value)
    assert told.startswith(f"content/{file}, ")
    assert said in told
    assert error.value.__cause__ is None
    assert error.value.__suppress_context__ or error.value.__context__ is None


def test_a_list_question_without_words_for_adding_one_more_stops_the_build(tmp_path):
    with pytest.raises(ContentError) as error:
        load_content(broken(tmp_path, "messages.toml", "\nsub_goals = ", "\n# "))
    assert str(error.value) == (
        "content/form/questions.toml, [[question]] sub_goals: is a list question without words for adding one more. "
        "Write the words under its id in content/form/messages.toml, [items]."
    )


@pytest.mark.parametrize("name", ["gone", "stranger"])
def test_a_file_that_is_gone_or_that_nobody_knows_stops_the_build(tmp_path, name):
    folder = broken(tmp_path, "areas.toml", "[[area]]", "[[area]]")
    if name == "gone":
        (folder / "form" / "areas.toml").unlink()
        said = "content/form/areas.toml, the whole file: is not there. Put it back."
    else:
        (folder / "form" / "aeras.toml").write_text("")
        said = "content/form/aeras.toml, the whole file: is no file of records. Correct its name"
    with pytest.raises(ContentError) as error:
        load_content(folder)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "messages.toml",
            'sub_goals = "',
            'subgoals = "',
            "form/messages.toml, [items]: has words for 'subgoals', which",
        ),
        (
            "lexicon.toml",
            "[group.lemmas]",
            "[group.lemma]",
            "coach/lexicon.toml, [[group]] me: lacks lemmas and has the",
        ),
    ],
)
def test_a_page_that_cannot_be_made_says_which_record_is_wrong(tmp_path, file, old, new, said):
    """Neither a template nor the core, which the form's page imports, is asked before the records are checked."""
    program = (
        "import pathlib, sys\n"
        "from builder.publish.records import read\n"
        "read.source_files = lambda: read.read_files(pathlib.Path(sys.argv[1]))\n"
        "import markdown\n"
        "markdown.markdown('<!-- builder:form -->', extensions=['builder.publish.pages.markers'])\n"
    )
    command = [sys.executable, "-c", program, broken(tmp_path, file, old, new)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith(f"builder.publish.records.read.ContentError: content/{said}")
    assert "During handling" not in done.stderr


def test_the_groups_that_the_coach_names_are_read_from_its_source(tmp_path):
    file = tmp_path / "made.py"
    file.write_text(
        'A = frozenset(("one",))\nB = A | frozenset(("two",))\nC = {"three": len}\nNOT = ("no",)\n'
        "def f(word, group, rule):\n"
        '    word.groups = ("four",)\n'
        '    return word.among(B) or word.among(("five",)) or group in C or word.groups == ("six",)\n'
        '    return word.among(rule["no"])\n'
        '    return word.text in ("no",) or word.starts == "no"\n'
    )
    assert shared_names.groups_in(file) == {"one", "two", "three", "four", "five", "six"}


@pytest.mark.parametrize(
    ("module", "name", "value", "said"),
    [
        (
            "rule_checks",
            "CHECKS",
            {"whole": None},
            "content/coach/rules.toml, check 'begins': is described in schema/ or",
        ),
        ("rule_checks", "CHECKS", dict.fromkeys([*shared_names.rule_checks.CHECKS, "odd"]), "check 'odd'"),
    ],
)
def test_a_choice_that_only_the_code_or_only_the_schema_knows_stops_the_build(monkeypatch, module, name, value, said):
    monkeypatch.setattr(getattr(shared_names, module), name, value)
    with pytest.raises(ContentError, match=said):
        load_content()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("VOICES", ("self", "other", "child"), "content/coach/rules.toml, voice 'child'"),
        ("CLASSES", ("as_is",), "content/coach/lexicon.toml, class 'are'"),
        ("GUARDS", {"phone": None}, "content/coach/guard.toml, guard 'address'"),
    ],
)
def test_a_name_that_only_one_side_knows_stops_the_build(monkeypatch, name, value, said):
    monkeypatch.setattr(shared_names, name, value)
    with pytest.raises(ContentError, match=said):
        load_content()


def test_a_finding_without_a_rule_stops_the_build(tmp_path):
    with pytest.raises(
        ContentError, match=r"\[\[finding\]\] not_seen: is not there, but schema/coach.py, Finding names it"
    ):
        load_content(broken(tmp_path, "rules.toml", 'finding = "not_seen"', 'finding = "no_step"'))


def test_every_value_of_every_file_is_reached_by_the_walk():
    def leaves(value):
        if isinstance(value, dict):
            return sum(leaves(one) for one in value.values())
        return sum(map(leaves, value)) if isinstance(value, list) else 1

    for file, data in read_files().items():
        keys = {"form/messages.toml": 3, "coach/du_form.toml": 22, "meeting/checklists.toml": 15}.get(file, 0)
        tags = sum(
            len(data.get(table, ()))
            for table in {"form/questions.toml": ["question"], "coach/guard.toml": ["guard"]}.get(file, ())
        )
        found = sum(isinstance(one, Value) for one in walk(file, data))
        assert found == leaves(data) + keys - tags, file


def test_every_kind_of_record_is_in_the_content():
    assert {file for file, _ in RECORDS.values()} <= FILES.keys()
    for file, table in RECORDS.values():
        assert read_files()[file][table], (file, table)


def test_a_pages_limit_is_that_of_its_address_or_of_a_folder_above():
    limits = load_catalog()["reading_limits"]
    assert [reading_limit(one, limits) for one in ("", "om-sip", "om-sip/motet", "personal/kalla", "om/lankar")] == [
        32,
        32,
        32,
        42,
        42,
    ]
    assert [reading_limit(one, limits) for one in ("om-sipp", "start", "engelska/index")] == [None] * 3


def test_the_schemas_for_editors_are_those_of_the_types():
    made = schemas()
    there = {path.relative_to(SCHEMAS).as_posix(): path.read_text(encoding="utf-8") for path in SCHEMAS.rglob("*.json")}
    assert there == made, "run python -m builder.publish schema"


def test_every_file_of_records_names_its_schema_in_its_first_line():
    for file in FILES:
        path = CONTENT / file
        line = path.read_text(encoding="utf-8").partition("\n")[0]
        assert line == first_line(file)
        assert (path.parent / line.removeprefix("#:schema ")).resolve() == (SCHEMAS / schema_file(file)).resolve()


def test_writing_the_schemas_takes_old_ones_away(tmp_path):
    (tmp_path / "form").mkdir()
    (tmp_path / "form" / "gone.schema.json").write_text("{}")
    write_schemas(tmp_path)
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.json")} == set(schemas())
