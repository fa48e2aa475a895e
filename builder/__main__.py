"""The core from the command line: python -m builder coach | du | sheet | circle | date.

Knows files, JSON and exit statuses; everything that is decided, respond.py decides. Needs nothing beyond Python.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from builder.paper.plan import LARGEST_FILE, SPACE, data_in
from builder.respond import respond

if TYPE_CHECKING:
    from builder.shapes import Request, Response

_PROBLEMS = {
    "coach": 'each line must be {"field": "main_goal" | "sub_goal", "text": …}',
    "du": 'each line must be {"text": …}',
    "bad_length": "a meeting is 15 to 240 minutes",
    "not_ours": "this is not a saved plan",
    "newer": "the plan is saved in a newer format than this program knows",
    "broken": "the plan is damaged",
}

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""The same as in the document that the page saves (shell/theme/js/keep/savefile.js)."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the words of a command in one line."""

    def error(self, message: str) -> NoReturn:
        """Exit with status 2."""
        self.exit(2, f"{self.prog}: {message} (--help tells more)\n")


class InputError(Exception):
    """What came in is wrong. main() prints it as one line and exits with status 2."""


def _no_json(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON")  # Python would take NaN and Infinity


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_json)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where}: not JSON ({error})") from error


def _answer(request: Request, where: str) -> Response:
    response = respond(request)
    if "error" in response:
        raise InputError(f"{where}: {_PROBLEMS[response['error']]}")
    return response


def _lines(op: str, keys: tuple[str, ...]) -> Iterator[tuple[Request, Response]]:
    """Every JSON line on standard input and its answer; keys are what the op takes, when the line has them."""
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        where = f"line {number}"
        request = _json(line, where)
        if not isinstance(request, dict):
            raise InputError(f"{where}: {_PROBLEMS[op]}")
        response = respond({"op": op, **{key: request[key] for key in keys if key in request}})
        if "error" in response:
            raise InputError(f"{where}: {_PROBLEMS[op]}")
        yield request, response


def _coach(arguments: argparse.Namespace) -> None:
    """Read JSON lines on standard input, write one JSON line with the findings for each."""
    for request, response in _lines("coach", ("field", "text", "voice", "main_goal")):
        print(json.dumps({"text": request["text"], "findings": response["findings"]}, ensure_ascii=False))


def _du(arguments: argparse.Namespace) -> None:
    """Read JSON lines on standard input, write one JSON line with the text in du-form for each."""
    for _, response in _lines("du", ("text",)):
        print(json.dumps({"du": response["du"], "note": response["note"]}, ensure_ascii=False))


def saved_in(data: bytes, where: str) -> Any:
    """Return what the JSON in a saved file says (the HTML document, or the JSON alone), unchecked."""
    if len(data) > LARGEST_FILE:
        raise InputError(f"{where}: larger than 5 MB, so it is not a saved plan")
    try:
        document = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: cannot be read ({error})") from error
    saved = document if document.lstrip(SPACE).startswith("{") else data_in(document)
    if saved is None:
        raise InputError(f"{where}: {_PROBLEMS['not_ours']}")
    return _json(saved, where)


def _sheet(arguments: argparse.Namespace) -> None:
    """Read a saved plan (the HTML file or bare JSON), write the sheet as an HTML document or as text."""
    where = str(arguments.file)
    try:
        data = sys.stdin.buffer.read() if where == "-" else arguments.file.read_bytes()
    except OSError as error:
        raise InputError(f"{where}: cannot be read ({error})") from error
    kind = "text" if arguments.text else "html"
    sheet = _answer({"op": "sheet", "plan": saved_in(data, where), "as": kind}, where)["sheet"]
    if arguments.text:
        print(sheet, end="")
        return
    css = (Path(__file__).parent / "shell/theme/css/sheet.css").read_text(encoding="utf-8")
    print(
        '<!doctype html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>SIP</title>\n<style>\n{css}</style>\n</head>\n<body>\n{sheet}\n</body>\n</html>"
    )


def _circle(arguments: argparse.Namespace) -> None:
    """Write a meeting circle as an SVG file, or its agenda as text."""
    try:
        parts = [int(part) for part in arguments.parts.split(",")] if arguments.parts else None
    except ValueError as error:
        raise InputError(f"--parts: five whole minutes, such as 6,12,27,9,6 ({error})") from error
    minutes = 60 if arguments.minutes is None and arguments.end is None else arguments.minutes
    request = {
        "op": "circle",
        "start": arguments.start,
        "end": arguments.end,
        "minutes": minutes,
        "parts": parts,
        "role": arguments.role,
    }
    response = respond({**request, "as": "text" if arguments.text else "svg"})
    if response.get("error") == "bad_request":
        raise InputError("circle: clock times as 13:00, five parts, and one of the roles")
    if "error" in response:
        raise InputError(f"circle: {_PROBLEMS[response['error']]}")
    print(response["text"] if arguments.text else response["svg"] + "\n", end="")


def _date(arguments: argparse.Namespace) -> None:
    """Write the latest day for the meeting after a discharge, and for the call."""
    answer = respond(
        {"op": "meeting_date", "discharge": arguments.discharge, "track": arguments.track, "ready": arguments.ready}
    )
    if "error" in answer:
        raise InputError(f"date: {answer['text']}")
    for day in (answer["meeting"], answer["call"]):
        if day:
            print(" ".join([day["sentence"], *day["notes"]]))
    if answer["order"]:
        print(answer["order"])


def main(words: list[str] | None = None) -> int:
    """Run one command and return its exit status: 0, or 2 with one line on standard error when the input is wrong."""
    parser = _Parser(
        prog="python -m builder",
        description="The goal coach, the du-form, the sheet, the meeting circle and the date help, without a browser.",
    )
    commands = parser.add_subparsers(required=True, metavar="coach | du | sheet | circle | date")
    coach = commands.add_parser("coach", help=_coach.__doc__, description=_coach.__doc__)
    coach.set_defaults(run=_coach)
    du = commands.add_parser("du", help=_du.__doc__, description=_du.__doc__)
    du.set_defaults(run=_du)
    sheet = commands.add_parser("sheet", help=_sheet.__doc__, description=_sheet.__doc__)
    sheet.add_argument(
        "file", type=Path, nargs="?", default=Path("-"), help="the saved file; - or nothing for standard input"
    )
    sheet.add_argument("--text", action="store_true", help="plain text instead of HTML")
    sheet.set_defaults(run=_sheet)
    circle = commands.add_parser("circle", help=_circle.__doc__, description=_circle.__doc__)
    circle.set_defaults(run=_circle)
    circle.add_argument("--start", help="clock time, such as 13:00")
    circle.add_argument("--end", help="clock time, instead of minutes")
    circle.add_argument("--minutes", type=int, help="15 to 240; 60 when nothing is said")
    circle.add_argument("--parts", help="minutes of the five parts, such as 6,12,27,9,6; the needs take what is left")
    circle.add_argument(
        "--role", help="whose words: ordforande, personal, aldre, narstaende, vuxen, ungdom, foralder, ovriga"
    )
    circle.add_argument("--text", action="store_true", help="the agenda as text instead of SVG")
    date = commands.add_parser("date", help=_date.__doc__, description=_date.__doc__)
    date.set_defaults(run=_date)
    date.add_argument("--discharge", help="day of discharge, such as 2026-12-01; needs --track")
    date.add_argument("--track", help="green, yellow or red")
    date.add_argument("--ready", help="day of the message that the person is ready to leave")
    arguments = parser.parse_args(words)
    for stream, errors in (
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
        (sys.stdin, "surrogateescape"),
    ):
        assert isinstance(stream, io.TextIOWrapper)
        stream.reconfigure(encoding="utf-8", errors=errors)
    try:
        arguments.run(arguments)
    except BrokenPipeError:  # whoever read us has had enough
        sys.stdout = None
        return 0
    except InputError as error:
        print(f"python -m builder: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
