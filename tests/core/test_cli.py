"""The command line, as somebody at a terminal meets it, and that it needs nothing but Python."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.command_line import run

ROOT = Path(__file__).resolve().parents[2]
PLAN = {
    "format": "viktigast",
    "version": 1,
    "written_by": "self",
    "answers": {"matters_most": "Sova hemma <b>"},
    "updated": "2026-11-24",
}


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        (["coach"], '{"field": "main_goal", "text": "Nedsatt syn"}\n{"field": "main_goal", "text": "Läsa \\ud800"}'),
        (["sheet", "no-such-file"], ""),
        (["circle", "--start", "13:00"], ""),
    ],
)
def test_a_process_with_nothing_but_python_says_the_same(words, stdin):
    done = subprocess.run(  # -S: without site-packages, so that a dependency would be noticed
        [sys.executable, "-S", "-m", "builder", *words],
        input=stdin.encode(),
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == run(*words, stdin=stdin)


def test_coach_answers_line_by_line():
    lines = [
        {"field": "main_goal", "text": "Nedsatt syn"},
        {"field": "sub_goal", "text": "Jag vill träna att gå med rullator"},
    ]
    done = run("coach", stdin="\n".join(json.dumps(line) for line in lines))
    first, second = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0
    assert first["text"] == "Nedsatt syn"
    assert set(first["findings"][0]) == {"kind", "strength", "rule", "span", "ask", "openers"}
    assert first["findings"][0]["kind"] == "problem_not_goal"
    assert second == {"text": lines[1]["text"], "findings": []}


def test_coach_takes_any_unicode():
    text = "\ud800 \x00 😀 ‮"
    done = run("coach", stdin=json.dumps({"field": "main_goal", "text": text}))
    assert json.loads(done.stdout)["text"] == text


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '"x"',
        '{"text": "x"}',
        '{"field": "x", "text": "x"}',
        '{"field": "main_goal", "text": 3}',
        "[" * 100_000,
    ],
)
def test_a_bad_line_is_told_in_one_line(line):
    done = run("coach", stdin='{"field": "main_goal", "text": "x"}\n' + line)
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert "line 2" in done.stderr.decode()


def test_coach_takes_a_voice_and_a_main_goal():
    line = {"field": "main_goal", "text": "Nedsatt syn", "voice": "other", "main_goal": "Läsa"}
    [finding] = json.loads(run("coach", stdin=json.dumps(line)).stdout)["findings"]
    [own] = json.loads(run("coach", stdin=json.dumps({**line, "voice": "self"})).stdout)["findings"]
    assert finding["ask"] != own["ask"]


def test_du_answers_line_by_line():
    texts = ["Jag ska hem till min katt", "Slippa ont", "Du vill hem", "\ud800 mig 😀"]
    done = run("du", stdin="\n\n".join(json.dumps({"text": text, "other": 1}) for text in texts))
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0
    assert [answer["du"] for answer in answers] == ["Du vill hem till din katt", None, None, "\ud800 dig 😀"]
    assert [bool(answer["note"]) for answer in answers] == [False, False, True, False]


@pytest.mark.parametrize("line", ["{", "[]", '{"txt": "x"}', '{"text": 3}'])
def test_a_bad_line_for_du_is_told_in_one_line(line):
    done = run("du", stdin='{"text": "jag"}\n' + line)
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert "line 2" in done.stderr.decode()


@pytest.mark.parametrize(
    "document",
    [
        json.dumps(PLAN),
        '<!doctype html><p>x</p><script type="application/json" id="viktigast-plan">'
        + json.dumps(PLAN).replace("<", "\\u003c")
        + "</script>",
    ],
    ids=["json", "html"],
)
def test_sheet_reads_both_kinds_of_file(document, tmp_path):
    file = tmp_path / "plan.html"
    file.write_text(document, encoding="utf-8")
    text = run("sheet", "--text", str(file)).stdout.decode()
    assert "Sova hemma <b>" in text
    assert "Skrivet av mig själv, 24 november 2026" in text
    html = run("sheet", stdin=document).stdout.decode()
    assert html.startswith("<!doctype html>")
    assert "Sova hemma &lt;b&gt;" in html
    assert '<html lang="sv">' in html


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hello", "not a saved plan"),
        (b'{"format": "other"}', "not a saved plan"),
        (b'{"format": "viktigast", "version": 7}', "newer"),
        (b'{"format": "viktigast", "version": 1, "answers": 3}', "damaged"),
        (b'{"format": ', "not JSON"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b"x" * 5_000_001, "5 MB"),
    ],
)
def test_a_bad_file_is_told_in_one_line(content, said, tmp_path):
    file = tmp_path / "plan"
    file.write_bytes(content)
    done = run("sheet", str(file))
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert done.stderr.decode().count("\n") == 1


def test_a_missing_file_is_told():
    done = run("sheet", "no-such-file")
    assert done.returncode == 2
    assert "no-such-file" in done.stderr.decode()


def test_wrong_words_are_told_in_one_line():
    for words in ([], ["fly"], ["sheet", "--wings"]):
        done = run(*words)
        assert done.returncode == 2
        assert done.stderr.decode().count("\n") == 1


def test_a_reader_that_has_had_enough_is_no_fault():
    lines = json.dumps({"field": "main_goal", "text": "x" * 1000}) + "\n"
    command = f"{sys.executable} -S -m builder coach | head -n 1"
    done = subprocess.run(command, shell=True, input=(lines * 500).encode(), capture_output=True, cwd=ROOT, check=True)
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_help_names_both_commands():
    help_text = run("--help").stdout.decode()
    assert "coach" in help_text
    assert "sheet" in help_text
