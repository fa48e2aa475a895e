"""The benchmark's own arithmetic and its table. Nothing is measured here."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from bench import __main__ as program
from bench.chromium import Visit
from bench.figures import NO_BUDGET, Limit, Row, kilobytes, p95, spread
from bench.folders import NO_PAUSE, PAUSE, BenchError, make_folders, replace
from bench.full_plan import LENGTH, full_plan
from bench.link import FAST_4G, SLOW_4G, Bucket
from bench.rows import answers, build, sheet, start
from bench.server import Server, Transfer
from bench.table import METHOD, document, table
from builder.paper.plan import answer_of, answered, read_plan
from builder.publish.records.load import load_catalog


def test_a_link_carries_its_rate():
    bucket = Bucket(SLOW_4G.bytes_per_second)
    assert bucket.reserve(200_000, now=10) == pytest.approx(11)
    assert str(FAST_4G) == "Fast 4G (9 Mbit/s, 60 ms)"


def test_connections_share_a_link_and_idle_time_is_not_saved_up():
    bucket = Bucket(1000)
    assert [bucket.reserve(500, now=0), bucket.reserve(500, now=0)] == [0.5, 1.0]
    assert bucket.reserve(500, now=60) == 60.5


def test_the_server_sends_the_compressed_file_and_counts_it_head_and_all(tmp_path):
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "index.html").write_bytes(b"long")
    (tmp_path / "page" / "index.html.br").write_bytes(b"br")
    (tmp_path / "_headers").write_text("/*\n  Strict-Transport-Security: x\n  X-Test: yes\n")
    server = Server(tmp_path, None)
    head, _, body = server.response("/page/?a=b").partition(b"\r\n\r\n")
    assert body == b"br"
    assert b"Content-Encoding: br" in head
    assert b"X-Test: yes" in head
    assert b"Strict-Transport" not in head
    assert server.log == [Transfer("/page/", len(head) + 4 + len(body))]
    assert server.response("/none").startswith(b"HTTP/1.1 404 ")


def test_a_shaped_response_arrives_whole(tmp_path):
    sent = []

    class Writer:
        write = staticmethod(sent.append)

        async def drain(self):
            pass

    data = bytes(range(256)) * 40
    # In a thread of its own: Playwright's loop may run in this one.
    with ThreadPoolExecutor(1) as own:
        own.submit(asyncio.run, Server(tmp_path, FAST_4G).send(Writer(), data)).result()
    assert b"".join(sent) == data
    assert len(sent) == 3


def test_bytes_count_until_a_file_is_asked_for():
    visit = Visit({}, [Transfer("/a", 1), Transfer("/engine/brython.js", 2), Transfer("/engine/pyodide-start.mjs", 4)])
    assert visit.bytes_before("pyodide-start.mjs") == 3
    assert visit.bytes_before("brython.js", "pyodide-start.mjs") == 1
    assert visit.bytes_before() == 7


def test_the_pause_is_taken_out_by_another_module_and_nothing_else_differs(site, tmp_path, monkeypatch):
    monkeypatch.setattr("bench.folders.stock_folder", lambda folder: folder)  # slow, and another matter
    folders = make_folders(tmp_path, site)
    ours = (site / PAUSE).read_text(encoding="utf-8")
    assert re.findall("export const (\\w+) = \\d+;", ours) == re.findall("export const (\\w+) = 0;", NO_PAUSE.decode())
    differs = [
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and not (folders.eager / path.relative_to(site)).samefile(path)
    ]
    assert {name.removesuffix(".br") for name in differs} == {PAUSE.as_posix(), "sw.js"}


def test_a_file_that_the_site_no_longer_has_is_told(tmp_path):
    with pytest.raises(BenchError, match=r"gone\.js is not in the site"):
        replace(tmp_path / "gone.js", b"")


def test_a_verdict_says_by_how_much_a_budget_is_missed():
    assert Limit(3, "s").verdict(3) == "met"
    assert Limit(3, "s").verdict(3.3) == "**missed by 0.3 s (10%)**"


def test_figures_read_as_they_should():
    assert spread([3, 1, 2], "s") == "2.00 s (1.00–3.00)"
    assert kilobytes([196_405, 196_405]) == "196 kB"
    assert kilobytes([4_159_483, 4_170_000]) == "4 159–4 170 kB"
    assert p95(list(range(1, 41))) == 38
    assert build.straight_line(1, 10) == 100


def made_visits() -> start.Visits:
    visits = start.Visits()
    marks = dict.fromkeys(
        ("painted", "typed", "started", "first shown", "pyodide shown", "pyodide answered", "answered"), 1.0
    )
    for needed in start.NEEDS.values():
        for one in needed:
            visits.made.setdefault(one, []).append(Visit(marks, [Transfer("/", 1000)]))
    return visits


@pytest.mark.parametrize("number", start.NEEDS)
def test_every_cold_row_names_its_budget_and_is_judged(number):
    rows = start.MAKE[number](made_visits())
    assert {row.number for row in rows} == {number}
    assert rows[0].must.startswith("≤")
    assert rows[0].met != "–"
    assert all((row.must == NO_BUDGET) == (row.met == "–") for row in rows)


def test_every_build_row_names_its_budget():
    found = {(kind, name): [1.0] for kind in ("ours", "bare") for name in ("own", *build.COUNTS, "flat")}
    rows = [build.own_row(found), *build.growth_rows(found)]
    assert [row.must for row in rows if row.must != NO_BUDGET] == [str(build.RATIO), str(build.GROWTH)]


def test_the_budgets_are_those_of_the_design():
    assert [answers.LIMITS["pyodide"].most, answers.LIMITS["brython"].most, sheet.LIMIT.most, build.RATIO.most] == [
        10,
        60,
        200,
        1.3,
    ]
    limits = [
        start.RATIO,
        start.FIRST_SLOW,
        start.FIRST_SLOW_STOCK,
        start.FIRST_CPU,
        start.FULL_STOCK,
        start.FIRST_BYTES,
        start.FULL_BYTES,
    ]
    assert [limit.most for limit in limits] == [1.05, 3.0, 0.1, 2.0, 0.45, 400, 4400]


def test_a_visit_that_two_rows_need_is_made_once_a_round():
    needed = start.visits_for([3, 4, 6])
    assert needed.count(("cpu", "full")) == 1
    assert len(start.visits_for([1])) == 4 * start.PAINT_ROUNDS


def test_the_table_hides_no_verdict():
    rows = [Row(1, "a | b", "≤ 3 s", "2 s", met="met"), Row(2, "c", "≤ 3 s", "4 s", met=Limit(3, "s").verdict(4))]
    lines = table(rows).splitlines()
    assert len(lines) == 4
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {8}
    facts = dict.fromkeys(re.findall(r"{(\w+)}", METHOD), "5")
    written = document(rows, "2026-11-24", ["2 cores"], 5, (0.1, 1.2), facts)
    assert "1 of 2 budgets met" in written
    assert "Missed, row 2: c: missed by 1 s (33%)." in written
    assert "2 cores" in written
    assert "{" not in written


def test_the_full_plan_answers_every_question():
    plan, problem = read_plan(full_plan())
    assert problem is None
    assert all(answered(answer_of(plan, question)) for question in load_catalog()["questions"])
    assert {len(answer) for answer in plan["answers"].values() if isinstance(answer, str)} >= {LENGTH}


def test_rows_are_chosen_by_number(capsys):
    assert program.row_numbers("5,1,5") == [1, 5]
    for wrong in ("11", "x", ""):
        with pytest.raises(SystemExit):
            program.main(["--rows", wrong])
    assert "--rows" in capsys.readouterr().err
