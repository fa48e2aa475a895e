"""The data's promises: what stops the build, and what every record keeps."""

import ast
import datetime
import re
import shutil

import pytest

from builder.publish.records.load import load_catalog, load_content
from builder.publish.records.read import CONTENT, ContentError, content_file

CATALOG = load_catalog()
BUILDER = CONTENT.parent


def broken(tmp_path, file, old, new):
    """A copy of the content with one thing wrong."""
    folder = shutil.copytree(CONTENT, tmp_path / "content")
    path = content_file(file, folder)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.heavy  # each fault reads and checks all of content/ again; make check holds the records themselves
@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("rules.toml", 'source = "goda_motet"', 'source = "hearsay"', "hearsay"),
        ("rules.toml", 'finding = "empty"', 'finding = "stupid"', "stupid"),
        ("rules.toml", 'check = "whole"', 'check = "oracle"', "oracle"),
        ("rules.toml", '\nstrength = "ask"', '\nstrength = "shout"', "shout"),
        ("rules.toml", 'key = ["service"', 'key = ["serfice"', "serfice"),
        ("rules.toml", 'openers = ["able"', 'openers = ["fly"', "fly"),
        ("rules.toml", "beside = [", "disarmed = true # ", "lacks beside"),
        ("rules.toml", "match = '''", "match = '''(", "no pattern"),
        ("guard.toml", 'id = "email"', 'id = "owl"', "owl"),
        ("lexicon.toml", "en_ar = ", "en_arr = ", "en_arr"),
        ("rules.toml", "why = ", "because = ", "lacks why"),
        ("rules.toml", 'id = "dose"', 'id = "orders"', "is there twice, by its id"),
        ("rules.toml", "good = [", "good = []\nx = [", "empty good"),
        ("rules.toml", "good = [", "x = []\ngood = [", "unknown key x"),
        ("questions.toml", 'topic = "works"', 'topic = "weather"', "weather"),
        ("questions.toml", 'kind = "text"', 'kind = "song"', "song"),
        ("questions.toml", 'hint = "', 'hnit = "', "hnit"),
        ("circle.toml", '"matters_most", ', "", "matters_most"),
        ("circle.toml", "share = 45", "share = 44", "sum to 100"),
        ("sources.toml", "read = 2026-11-24", 'read = "nyss"', "must be a date"),
        ("areas.toml", "[[area]]", "[[area", "not TOML"),
        ("areas.toml", "[[area]]", "[[aera]]", "unknown key aera. Correct the spelling .area."),
        ("sources.toml", "review = 20", "review = 19", "to be reviewed by"),
        ("sources.toml", "\nseen = ", "\n# seen = ", "both link and seen"),
        ("links.toml", "\nseen = 20", "\nseen = 'nyss' # ", "must be a date"),
        ("decisions.toml", 'source = "goda_motet"', 'source = "hearsay"', "hearsay"),
        ("regions.toml", 'region = "orebro"', 'region = "gotland"', "gotland"),
        ("regions.toml", 'topic = "system"', 'topic = "weather"', "weather"),
        ("regions.toml", 'slug = "blekinge"', 'slug = "allmant"', "no region"),
        ("checklists.toml", 'local = "', 'local = "x', "unknown local"),
        ("invitation.toml", 'kind = "line"', 'kind = "song"', "unknown kind"),
        ("checklists.toml", "i it-stödet{system}", "i Prator", "for everyone"),
        ("checklists.toml", 'who = "Alla', 'whom = "Alla', "lacks who"),
        ("roles.toml", 'part = "situation"', 'part = "needs"', "five parts|is there twice"),
        ("talk.toml", 'moment = "opening"', 'moment = "lunch"', "lunch"),
        ("plan_contents.toml", 'required = "law"', 'required = "maybe"', "maybe"),
        ("goals.toml", 'verdict = "good"', 'verdict = "so-so"', "so-so"),
        ("glossary.toml", 'plain = "', 'plain = "Se 2 kap. 7 §. ', "repealed"),
        ("glossary.toml", 'plain = "', 'plain = "Se 2&nbsp;kap 7&sect;. ', "repealed"),
        ("glossary.toml", 'plain = "', 'plain = "Se SoL 2:7. ', "repealed"),
        ("roles.toml", "says = [", 'says = ["Enligt SoL (2001:453)", ', "repealed"),
        ("roles.toml", "says = [", 'says = ["Öppna Prator", ', "for everyone"),
        ("discharge.toml", 'call = "', 'call = "Prator. ', r"\[words.core\].*for everyone"),
        ("checklists.toml", 'source = "checklista"', 'source = ["checklista"]', "must be text"),
        ("checklists.toml", '\ntext = "', '\ntext = " " # ', "empty text"),
        ("checklists.toml", 'slug = "motet"', 'slug = "kalla"', "is there twice, by its slug"),
        ("plan_contents.toml", "sources = [", "sources = [] # ", "empty sources"),
        ("discharge.toml", "days = 28", 'days = "28"', "must be a whole number"),
        ("holidays.toml", "eve = false", 'eve = "false"', "must be true or false"),
        ("holidays.toml", "years = [2026", 'years = ["2026"', "must be a whole number"),
        ("regions.toml", 'slug = "orebro"', 'slug = "orebro-lan"', "a to z"),
        ("decisions.toml", '\nsource = "', '\n# "', "no source"),
        ("sources.toml", "read = 2026", "read = 2999", "before it was read"),
        ("du_form.toml", "{adverb_next}", "{adverbs}", "names the list .adverbs."),
        ("du_form.toml", "fader", "(fader", "no pattern"),
        ("du_form.toml", "exact = true", 'exact = "true"', "must be true or false"),
        ("sources.toml", 'link = "https', 'link = "javascript', "no address"),
        ("links.toml", 'url = "https://', 'url = "https:// ', "no address"),
    ],
)
def test_p7_a_fault_in_the_content_stops_the_build_and_says_where(tmp_path, file, old, new, said):
    with pytest.raises(ContentError, match=rf"content/\w+/{file}, .*{said}"):
        load_content(broken(tmp_path, file, old, new))


def test_p7_the_build_stops_on_the_day_that_a_source_should_have_been_read_again():
    first = min(source["review"] for source in CATALOG["sources"])
    load_content(today=first)
    with pytest.raises(ContentError, match=f"to be reviewed by {first}"):
        load_content(today=first + datetime.timedelta(days=1))


def test_the_glossary_stands_in_the_order_of_the_swedish_alphabet():
    after_z = str.maketrans("åäö", "{|}")  # the signs that follow z
    terms = [term["sv"].lower().translate(after_z) for term in CATALOG["terms"]]
    assert terms == sorted(terms)


def test_the_eleven_life_areas_are_there():
    assert len(CATALOG["areas"]) == 11


def test_every_kind_that_seed_002_asks_of_a_support_is_a_field():
    [needed] = [question for question in CATALOG["questions"] if question["id"] == "help_needed"]
    assert [field["id"] for field in needed["field"]] == ["what", "who", "starts", "when", "how_often", "where"]


def test_the_core_path_is_three_steps_and_ten_minutes():
    core = [topic for topic in CATALOG["topics"] if topic["core"]]
    assert [topic["id"] for topic in core] == ["matters_most", "works", "main_goal"]
    assert sum(topic["minutes"] for topic in core) == 10


USERS = {
    "messages": [
        *BUILDER.glob("shell/theme/js/**/*.js"),
        *BUILDER.glob("publish/pages/common/templates/**/*.html"),
        BUILDER / "paper" / "sheet.py",
        BUILDER / "paper" / "voice.py",
    ],
    "pages": [*BUILDER.glob("publish/**/*.py"), BUILDER / "publish/pages/common/templates/tools/dutool.html"],
    "words": [
        *BUILDER.glob("shell/theme/js/**/*.js"),
        *BUILDER.glob("publish/pages/common/templates/**/*.html"),
        *BUILDER.rglob("*.py"),
    ],
}
COMPUTED = {  # keys that a program puts together
    "size_12", "size_16", "size_20", "ready", "loading", "none", "full", "elsewhere", "too_large", "not_ours", "broken",
    "newer", "unreadable", "heavy",
    "help_now", "help_needed", "sub_goals", "title_other", "mine_other", "step_title_other", "sheet_intro_other", "law",
    "practice",
}  # fmt: skip


@pytest.mark.parametrize("where", USERS)
def test_every_message_is_used(where):
    used = COMPUTED | {
        word for file in USERS[where] for word in re.findall(r"\b[a-z_0-9]+\b", file.read_text(encoding="utf-8"))
    }
    for section, messages in CATALOG[where].items():
        for key in messages:
            assert key in used, f"{section}.{key} is used by nobody"


def string_literals(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    docs |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


@pytest.mark.parametrize("file", sorted(BUILDER.rglob("*.py")), ids=lambda file: file.relative_to(BUILDER).as_posix())
def test_the_program_holds_no_swedish_sentence(file):
    assert [text for text in string_literals(file) if re.search("[åäöÅÄÖ]", text)] == []


@pytest.mark.parametrize("file", sorted(BUILDER.glob("shell/**/*.js")), ids=lambda file: file.name)
def test_the_shell_holds_no_swedish_sentence(file):
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", file.read_text(encoding="utf-8"), flags=re.S)
    assert re.findall("[^\n]*[åäöÅÄÖ][^\n]*", code) == []


def test_no_sentence_shouts():
    for file in CONTENT.rglob("*.toml"):
        text = re.sub(r"'''.*?'''", "", file.read_text(encoding="utf-8"), flags=re.S)
        assert not re.search(r'[^\[]!["” ]', text), file.name
