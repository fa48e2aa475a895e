"""The sheet: the person's own words in the order of the meeting circle's five parts.

One outline, written as HTML, as plain text, as the live sheet that the page fills in (shell/theme/js/form/sheet.js),
and as the blank sheet. Knows the order and what to leave out; every word comes from the catalog or the person.
"""

from __future__ import annotations

from builder.markup import Html, element, join
from builder.paper.plan import SPACE, answer_of, answered, new_plan
from builder.paper.voice import said, voice_of, written_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from builder.shapes import Catalog, FilledItem, Plan, Question, Row, SheetPart, Value


def outline(plan: Plan, catalog: Catalog, everything: bool = False) -> list[SheetPart]:
    """Return the sheet's parts with their rows, in the order of the meeting circle.

    A part is {"id", "title", "about", "rows"}. A row is {"question", "label", "value", "lines"}: value is a text, a
    list of texts, a list of [(field, text)] items, or None where room is left for writing by hand. With everything, the
    rows that would be left out of a filled sheet are there too.
    """
    voice = voice_of(plan, catalog)
    questions = {question["id"]: question for question in catalog["questions"]}
    notes = {note["id"]: note for note in catalog["notes"]}
    parts: list[SheetPart] = []
    for part in catalog["parts"]:
        rows: list[Row] = []
        for row_id in part["rows"]:
            record = questions.get(row_id) or notes[row_id]
            value = _value(plan, record) if row_id in questions else None
            if value is None and record.get("empty", "lines") != "lines" and not everything:
                continue
            rows.append(
                {
                    "question": record,
                    "label": said(record, "paper", voice),
                    "value": value,
                    "lines": record.get("lines", 2),
                }
            )
        parts.append({"id": part["id"], "title": part["sv"], "about": part["about"], "rows": rows})
    return parts


def _value(plan: Plan, question: Question) -> Value:
    """Return what the plan answers to a question as a row shows it, or None."""
    answer = answer_of(plan, question)
    if not answered(answer):
        return None
    if question["kind"] == "list":
        items = [
            [(field, item[field["id"]]) for field in question["field"] if answered(item.get(field["id"]))]
            for item in answer
            if isinstance(item, dict)
        ]
        return [item for item in items if item] or None
    if question["kind"] in ("choice", "choices"):
        options = {option["id"]: option["sv"] for option in question["option"]}
        chosen = answer if isinstance(answer, list) else [answer]
        return [sv for option, sv in options.items() if option in chosen] or None
    return answer if isinstance(answer, str) else None


def sheet_text(plan: Plan, catalog: Catalog) -> str:
    """Return the sheet as plain text: part, question, answer; what is empty is left out."""
    words = catalog["messages"]["sheet"]
    blocks = [said(words, "title", voice_of(plan, catalog)), written_line(plan, catalog)]
    for part in outline(plan, catalog):
        answers = [row["label"] + "\n" + _plain(row["value"]) for row in part["rows"] if row["value"] is not None]
        if answers:
            blocks += [part["title"].upper(), *answers]
    return "\n\n".join([block for block in blocks if block]) + "\n"


def _plain(value: str | list[str] | list[FilledItem]) -> str:
    if isinstance(value, str):
        return value.strip(SPACE)
    lines = []
    for one in value:
        if isinstance(one, str):
            lines.append("– " + one)
        else:
            lines.append("– " + "\n  ".join([field["paper"] + ": " + text.strip(SPACE) for field, text in one]))
    return "\n".join(lines)


def sheet_html(plan: Plan, catalog: Catalog) -> str:
    """Return the sheet as HTML (one article element), with handwriting lines where nothing was written."""
    return str(_article(plan, catalog, outline(plan, catalog), "filled"))


def live_sheet(catalog: Catalog) -> str:
    """Return the sheet that the page fills in: every row, with places for answers and a template for items."""
    plan = new_plan()
    return str(_article(plan, catalog, outline(plan, catalog, everything=True), "live"))


def blank_sheet(catalog: Catalog, everything: bool) -> str:
    """Return the sheet to fill in by hand: lines in every row, room for a few items in lists.

    Without everything it has the rows that an empty plan's sheet has: the three questions and the meeting's own.
    """
    plan = new_plan()
    parts = outline(plan, catalog, everything)
    for part in parts:
        part["rows"] = [row for row in part["rows"] if row["question"].get("empty") != "never"]
    return str(_article(plan, catalog, parts, "blank"))


def _article(plan: Plan, catalog: Catalog, parts: list[SheetPart], mode: str) -> Html:
    words, voice = catalog["messages"]["sheet"], voice_of(plan, catalog)
    written = written_line(plan, catalog)
    head = [
        _worded("h1", {"class": "sheet-title"}, words, "title", voice, mode),
        element("p", {"class": "sheet-name"}, words["name_line"], _line()),
    ]
    if mode == "blank":
        head.append(element("p", {"class": "sheet-name"}, words["writer_line"], _line(), words["date_line"], _line()))
    elif written or mode == "live":
        head.append(element("p", {"class": "sheet-written"}, written))
    head.append(_worded("p", {"class": "sheet-mine"}, words, "mine", voice, mode))
    body = [_part(part, catalog, mode) for part in parts]
    return element("article", {"class": "sheet", "data-mode": mode}, element("header", {}, *head), *body)


def _worded(
    name: str, attributes: dict[str, object], record: Mapping[str, Any], key: str, voice: str, mode: str
) -> Html:
    """An element whose text depends on who writes; the live sheet carries both wordings."""
    if mode == "live" and key + "_other" in record:
        attributes = {**attributes, "data-self": record[key], "data-other": record[key + "_other"]}
    return element(name, attributes, said(record, key, voice))


def _part(part: SheetPart, catalog: Catalog, mode: str) -> Html:
    rows = [_row(row, catalog, mode) for row in part["rows"]]
    return element(
        "section",
        {"class": "sheet-part", "data-part": part["id"]},
        element("h2", {}, part["title"]),
        element("p", {"class": "sheet-about"}, part["about"]),
        *rows,
    )


def _row(row: Row, catalog: Catalog, mode: str) -> Html:
    question, value = row["question"], row["value"]
    attributes: dict[str, object] = {
        "class": "sheet-row",
        "data-row": question["id"],
        "data-row-kind": question.get("kind", "note"),
    }
    if "du_of" in question:
        attributes["class"] = "sheet-row sheet-du"
    if mode == "live":
        attributes["data-empty"] = question.get("empty", "lines")
    voice = "other" if row["label"] != question["paper"] else "self"
    children = [_worded("h3", {}, question, "paper", voice, mode)]
    if value is not None:
        children.append(_answer(value))
    elif mode == "live":
        if "kind" in question:
            children.append(_place(question))
        children.append(_lines(row["lines"]))
    elif mode == "blank" and "field" in question:
        children.append(_item_room(question, catalog["messages"]["blank"]["item_room"]))
    elif mode == "blank" and "option" in question:
        children.append(
            element("ul", {"class": "sheet-boxes"}, *[element("li", {}, one["sv"]) for one in question["option"]])
        )
    else:
        children.append(_lines(row["lines"]))
    return element("div", attributes, *children)


def _answer(value: str | list[str] | list[FilledItem]) -> Html:
    if isinstance(value, str):
        return element("p", {"class": "sheet-answer", "translate": "no"}, value.strip(SPACE))
    items = [element("li", {}, one) if isinstance(one, str) else element("li", {}, *_fields(one)) for one in value]
    return element("ul", {"class": "sheet-answer", "translate": "no"}, *items)


def _fields(item: FilledItem) -> list[Html]:
    return [
        element(
            "p",
            {"data-field": field["id"], "class": "sheet-du" if "du_of" in field else None},
            element("strong", {}, field["paper"] + ":"),
            " ",
            element("span", {}, text.strip(SPACE)),
        )
        for field, text in item
    ]


def _place(question: Question) -> Html:
    """Where the page puts an answer: hidden until there is one."""
    if question["kind"] in ("text", "line"):
        return element("p", {"class": "sheet-answer", "translate": "no", "hidden": True})
    item = _fields([(field, "") for field in question["field"]]) if question["kind"] == "list" else []
    options = [element("li", {"data-option": one["id"]}, one["sv"]) for one in question.get("option", [])]
    place = element("ul", {"class": "sheet-answer", "translate": "no", "hidden": True}, *options)
    return join([place, element("template", {}, element("li", {}, *item))]) if item else place


def _item_room(question: Question, count: int) -> Html:
    by_hand = [field for field in question["field"] if "du_of" not in field]
    fields = [element("p", {}, element("strong", {}, field["paper"] + ":"), _line()) for field in by_hand]
    return element("ul", {"class": "sheet-answer"}, *[element("li", {}, *fields) for _ in range(count)])


def _line() -> Html:
    return element("span", {"class": "line"})


def _lines(count: int) -> Html:
    return element("div", {"class": "sheet-lines"}, *[_line() for _ in range(count)])
