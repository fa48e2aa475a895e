"""P2 and P12.

A saved file that may hold anything is opened as it stands or refused, the same by the page and the command line.

Runs the page's own module under Node (open_files.mjs) beside the command line's reader. Does not know the form;
what a crafted file does on the page: chromium/form/test_crafted.py.
"""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.__main__ import InputError, saved_in
from builder.paper.plan import DEEPEST, read_plan
from tests.examples.readers.naughty import STRINGS
from tests.helpers.command_line import run
from tests.helpers.places import CONTENT, THEME, read_toml

HERE = Path(__file__).parent
SAID = read_toml(CONTENT / "form" / "messages.toml")["file"]
START, END = b'<script type="application/json" id="viktigast-plan">', b"</script>"
PLAN = {
    "format": "viktigast",
    "version": 1,
    "written_by": "self",
    "answers": {"matters_most": "Hem", "sub_goals": [{"sub_goal": "gå ut"}]},
    "marks": {},
    "updated": "2026-11-24",
}


@pytest.fixture(scope="session")
def page(node: str) -> Iterator[Callable[[bytes], dict]]:
    """The page's reader: bytes in; {"problem"}, or {"plan", "again"}, out."""
    process = subprocess.Popen([node, HERE / "open_files.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def read(data: bytes) -> dict:
        process.stdin.write(json.dumps({"bytes": base64.b64encode(data).decode()}).encode() + b"\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer

    yield read
    process.stdin.close()
    process.wait()
    process.stdout.close()


def as_numbers_are_in_javascript(text: str):
    """JSON with every number as a page holds it; one that is too large is null when it is written again."""

    def number(digits: str) -> float | None:
        return None if abs(float(digits)) == float("inf") else float(digits)

    return json.loads(text, parse_int=number, parse_float=number, parse_constant=lambda word: None)


def told(data: bytes) -> tuple:
    """(plan, problem) as the command line has it: problem is None, or anything else."""
    try:
        return read_plan(saved_in(data, "x"))
    except InputError as error:
        return None, str(error)


def check(page: Callable[[bytes], dict], data: bytes) -> bool:
    """Hold what must hold for any file at all; tells whether it was opened."""
    answer, (plan, problem) = page(data), told(data)
    assert ("plan" in answer) == (problem is None), (answer, problem)
    if "plan" in answer:
        assert answer["again"] == answer["plan"]
        assert as_numbers_are_in_javascript(answer["plan"]) == as_numbers_are_in_javascript(json.dumps(plan))
    else:
        assert SAID[answer["problem"]]
        assert problem == answer["problem"] or problem not in ("not_ours", "broken", "newer")
    return "plan" in answer


def written(value: object) -> bytes:
    return json.dumps(value).encode()


def document(data: bytes) -> bytes:
    return b"<!doctype html><p>x</p>" + START + data.replace(b"<", b"\\u003c") + END + b"</body></html>"


ANY_TEXT = st.text(st.characters(codec=None), max_size=20) | st.sampled_from(STRINGS)
KEYS = ANY_TEXT | st.sampled_from(
    [
        "__proto__",
        "constructor",
        "toJSON",
        "prototype",
        "format",
        "version",
        "answers",
        "matters_most",
        "sub_goals",
        "0",
        "-1",
        "length",
    ]
)
NUMBERS = st.integers(-(10**300), 10**300) | st.floats() | st.sampled_from([0, -0.0, 1, 1.0, 2, 1.5, -1, 2**53, 1e300])
ANYTHING = st.recursive(
    st.none() | st.booleans() | NUMBERS | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
ANSWERS = st.dictionaries(
    KEYS, ANY_TEXT | st.lists(ANY_TEXT | st.dictionaries(KEYS, ANY_TEXT, max_size=3), max_size=3), max_size=5
)


@given(ANYTHING, st.booleans())
def test_any_json_is_opened_or_refused(page, value, bare):
    check(page, written(value) if bare else document(written(value)))


@given(
    st.binary()
    | st.binary().map(document)
    | st.text(st.characters(codec="utf-8")).map(lambda text: document(text.encode()))
)
@example(b"")
@example(b"\xff\xfe" + "{}".encode("utf-16-le"))
@example(b"\xef\xbb\xbf\xef\xbb\xbf" + written(PLAN))
@example(b"\xef\xbb\xbf" + written(PLAN))
@example(b"\x1c" + written(PLAN))
@example(b"\xc2\xa0" + written(PLAN))
def test_any_bytes_are_opened_or_refused(page, data):
    check(page, data)


@given(st.fixed_dictionaries({}, optional={
    "format": st.just("viktigast") | ANYTHING, "version": st.just(1) | NUMBERS | ANYTHING,
    "written_by": ANY_TEXT | ANYTHING,
    "answers": ANSWERS | ANYTHING | st.dictionaries(KEYS, ANYTHING, min_size=1, max_size=2), "marks": ANYTHING,
    "updated": st.sampled_from(["2026-11-24", "2026-02-31", "2026-13-01", "2026-11-24\n"]) | ANYTHING,
    "__proto__": ANYTHING, "from_the_future": ANYTHING,
}))  # fmt: skip
def test_a_plan_with_anything_in_any_place_is_opened_or_refused(page, plan):
    check(page, document(written({**PLAN, **plan})))
    check(page, written(plan))


@given(ANSWERS, st.dictionaries(KEYS, st.lists(ANY_TEXT, max_size=2), max_size=3))
def test_P12_every_answer_and_every_key_that_the_page_does_not_know_comes_through(page, answers, more):
    plan = {**more, **PLAN, "answers": answers}
    assert check(page, document(written(plan)))
    assert json.loads(page(document(written(plan)))["again"]) == plan


@settings(max_examples=200)
@given(st.data())
def test_a_file_that_was_damaged_on_the_way_is_opened_or_refused(page, data):
    whole = document(
        json.dumps({**PLAN, "answers": {**PLAN["answers"], "main_goal": "Åka hem 😀"}}, ensure_ascii=False).encode()
    )
    at, gone = data.draw(st.integers(0, len(whole))), data.draw(st.integers(0, 12) | st.just(len(whole)))
    check(
        page,
        whole[:at]
        + data.draw(st.binary(max_size=4) | st.sampled_from([START, END, b"\xe5", b"\0", b"{", b"}", b'"']))
        + whole[at + gone :],
    )


def test_letters_that_are_damaged_are_not_opened_as_others(page):
    latin = document(json.dumps(PLAN, ensure_ascii=False).encode("latin-1"))
    assert page(latin) == {"problem": "broken"}


def nested(levels: int, kind: str = "[]") -> str:
    return (kind[0] if kind == "[]" else '{"x":') * levels + "1" + kind[1] * levels


@pytest.mark.parametrize("kind", ["[]", "{}"])
@pytest.mark.parametrize(
    "place",
    [
        "{}",
        '{"format":"viktigast","version":1,"later":{}}',
        '{"format":"viktigast","version":1,"marks":{"x":{}}}',
        '{"format":"viktigast","version":1,"answers":{"x":{}}}',
        '{"format":{},"version":1}',
        '{"format":"viktigast","version":{}}',
    ],
)
@pytest.mark.parametrize("levels", [DEEPEST + 1, 1_000, 100_000])
def test_what_is_nested_too_deep_to_be_saved_again_is_refused(page, levels, place, kind):
    before, after = place.split("{}")
    assert not check(page, (before + nested(levels, kind) + after).encode())


@pytest.mark.parametrize("kind", ["[]", "{}"])
def test_what_is_nested_less_comes_through(page, kind):
    assert check(page, written({**PLAN, "later": json.loads(nested(DEEPEST - 1, kind))}))


THOUSANDS = ",".join(f'"k{number}":"x"' for number in range(20_000))


@pytest.mark.parametrize(
    ("data", "opened"),
    [
        (f'{{"format":"viktigast","version":1,"answers":{{{THOUSANDS}}},{THOUSANDS}}}', True),
        ('{"format":"viktigast","version":1,"answers":{"x":"1","x":"2"},"answers":{"x":"3","x":"4"}}', True),
        ('{"format":"excalidraw","version":1,"format":"viktigast","answers":{}}', True),
        ('{"format":"viktigast","version":1,"version":2,"answers":{}}', False),
        ('{"format":"viktigast","version":1,"answers":{"x":"1","x":2}}', False),
        *(
            (f'{{"format":"viktigast","version":1,"answers":{{"x":{wrong}}}}}', False)
            for wrong in ("[1]", "[null]", '[["x"]]', '["x",{"y":1}]', '{"y":"z"}', "null", "true")
        ),
        ('{"format":"viktigast","version":1,"answers":{},"later":1e999}', True),
        ('{"format":"viktigast","version":1,"answers":{},"later":-1e-999}', True),
        ('{"format":"viktigast","version":1e999}', False),
        ('{"format":"viktigast","version":%s}' % ("1" * 5000), False),
        ('{"format":"viktigast","version":0.99999999999999999999}', True),
        ('{"format":"viktigast","version":01}', False),
        ('{"format":"viktigast","version":NaN}', False),
        ('{"format":"viktigast","version":1,"later":NaN}', False),
        ('{"format":"viktigast","version":1,"later":-Infinity}', False),
        ('{"format":"viktigast","version":1,"answers":{"x":"a\nb"}}', False),
        ("{'format':'viktigast','version':1}", False),
        ('{"format":"viktigast","version":1,}', False),
        ('{"format":"viktigast","version":1} {}', False),
        ('{"format":"viktigast","version":1,"answers":{"x":"\\ud83d"}}', True),
        ('{"format":"viktigast","version":1,"answers":{"x":"\\u0000\\u2028"}}', True),
        ('{"form\\u0061t":"viktigast","version":1}', True),
        ('{"__proto__":{"format":"viktigast","version":1}}', False),
        ('{"format":"viktigast","version":1,"__proto__":{"answers":{"x":1}}}', True),
        ('{"format":"viktigast","version":1,"answers":{"__proto__":["x"],"constructor":"y"}}', True),
    ],
    ids=lambda value: value[:60] if isinstance(value, str) else None,
)  # fmt: skip
def test_odd_json_is_read_as_its_last_word_says_or_refused(page, data, opened):
    assert check(page, data.encode()) == opened


@pytest.mark.parametrize(
    "many", [START * 90_000, START[:-1] * 90_000, b"<" * 4_000_000, b" " * 4_000_000, b'{"a":' * 800_000]
)
def test_a_file_that_only_begins_again_and_again_is_refused_at_once(page, many):
    assert not check(page, many)


def test_P1_the_command_lines_document_has_the_same_policy_as_the_one_that_the_page_saves(tmp_path):
    (tmp_path / "x.html").write_bytes(document(written(PLAN)))
    made = run("sheet", str(tmp_path / "x.html"))
    [policy] = [line for line in made.stdout.decode().splitlines() if "Content-Security-Policy" in line]
    assert "default-src 'none'" in policy
    assert policy in (THEME / "js" / "keep" / "savefile.js").read_text(encoding="utf-8")
