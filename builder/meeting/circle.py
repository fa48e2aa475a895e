"""The meeting circle: minutes over the five parts, clock times, notes, and the agenda as text.

Knows whole minutes and that the needs take the most time (seed 002). Does not know how the circle is drawn
(circle_drawing.py); names, shares, roles and sentences come in with the catalog. The shares are our own suggestion.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from builder.shapes import Catalog, Circle, CircleCatalog, CircleWords, Request, Response, Role, TimedPart

SHORTEST, LONGEST = 15, 240  # minutes of a meeting
TIGHT, SHORT = 45, 30  # minutes; under TIGHT more than four people is many, under SHORT the parts are too many
NEEDS = 2  # where the needs stand among the five parts
DAY = 24 * 60
LARGEST_NUMBER = 100_000  # beyond this no number is taken for minutes


def minutes_over(total: int, shares: list[int]) -> list[int]:
    """Return whole minutes by largest remainder; the sum is the total.

    Of equal remainders the first part gets the minute, and the needs, which have the most already, come last.
    """
    weight = sum(shares)
    minutes = [total * share // weight for share in shares]
    order = sorted(range(len(shares)), key=lambda place: (-(total * shares[place] % weight), place == NEEDS, place))
    for place in order[: total - sum(minutes)]:
        minutes[place] += 1
    return minutes


def fitted(total: int, parts: list[int]) -> tuple[list[int], list[str]]:
    """Return edited minutes that sum to the total, and the ids of what had to be changed.

    The needs take what is left over. If they would not be the longest part, the four others are shortened in
    proportion until they are. Every part has at least one minute.
    """
    notes = []
    others = [minutes for place, minutes in enumerate(parts) if place != NEEDS]
    if min(others) < 1:
        notes.append("least")
    others = [min(max(minutes, 1), total) for minutes in others]
    shortened, together = others, sum(others)
    while total - together <= max(shortened):
        together = min(together, total) - 1
        shortened = _shortened(others, together)
    if shortened != others:
        notes.append("longest")
    return [*shortened[:NEEDS], total - together, *shortened[NEEDS:]], notes


def _shortened(others: list[int], together: int) -> list[int]:
    """The same proportions with a smaller sum: one minute each, and the rest by largest remainder."""
    extra = [minutes - 1 for minutes in others]
    if together <= len(others) or not sum(extra):
        return [1 for _ in others]
    return [1 + minutes for minutes in minutes_over(together - len(others), extra)]


def clock(text: object) -> int | None:
    """Return "13:00" or "13.00" as minutes after midnight, and None for anything else."""
    if not isinstance(text, str):
        return None
    hours, _, minutes = text.strip().replace(".", ":").partition(":")
    digits = hours + minutes
    if len(hours) not in (1, 2) or len(minutes) != 2 or [sign for sign in digits if sign not in "0123456789"]:
        return None
    if int(hours) > 23 or int(minutes) > 59:
        return None
    return int(hours) * 60 + int(minutes)


def told(minute: int) -> str:
    """Return minutes after midnight as "13.00"; past midnight the clock begins again."""
    hours, minutes = divmod(minute % DAY, 60)
    return ("0" + str(hours))[-2:] + "." + ("0" + str(minutes))[-2:]


def plan_circle(request: Request, catalog: CircleCatalog) -> Response:
    """Return a meeting's circle, or {"error": key}. Never raises on input.

    request: "minutes": int, or "end": clock time together with "start"; "start": clock time, left out when the
    clock is not to stand on the circle; "parts": five whole minutes, left out for our suggestion.
    → {"minutes": int, "start": "13.00" or None, "end", "parts": [{"id", "sv", "minutes", "start", "end"}],
       "warnings": [{"id", "text"}]}, with warning ids "short", "tight", "least", "longest".
    Errors: "bad_request", and "bad_length" for a meeting shorter than 15 or longer than 240 minutes.
    """
    start = _given(request, "start")
    end = _given(request, "end")
    total, parts = _given(request, "minutes"), request.get("parts")
    begins, ends = clock(start), clock(end)
    if (start is not None and begins is None) or (end is not None and ends is None):
        return {"error": "bad_request"}
    if total is None and begins is not None and ends is not None:
        total = (ends - begins) % DAY
    if not _whole(total) or (parts is not None and not _five(parts)):
        return {"error": "bad_request"}
    if total < SHORTEST or total > LONGEST:
        return {"error": "bad_length"}
    notes: list[str] = []
    if parts is None:
        minutes = minutes_over(total, [part["share"] for part in catalog["parts"]])
    else:
        minutes, notes = fitted(total, parts)
    if total < TIGHT:
        notes = ["short" if total < SHORT else "tight", *notes]
    agenda: list[TimedPart] = []
    before = 0
    for part, length in zip(catalog["parts"], minutes):  # noqa: B905 (five of each; Brython has no strict)
        from_to = _from_to(begins, before, length)
        agenda.append({"id": part["id"], "sv": part["sv"], "minutes": length, "start": from_to[0], "end": from_to[1]})
        before += length
    whole = _from_to(begins, 0, total)
    said = catalog["circle"]["warnings"]
    warnings = [{"id": note, "text": said[note]} for note in notes]
    return {"minutes": total, "start": whole[0], "end": whole[1], "parts": agenda, "warnings": warnings}


def _given(request: Request, key: str) -> Any:
    """What a request says under a key; an empty field says nothing."""
    value = request.get(key)
    return None if isinstance(value, str) and not value.strip() else value


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -LARGEST_NUMBER < value < LARGEST_NUMBER


def _five(parts: object) -> bool:
    return isinstance(parts, list) and len(parts) == 5 and not [part for part in parts if not _whole(part)]


def _from_to(begins: int | None, before: int, length: int) -> tuple[str | None, str | None]:
    return (None, None) if begins is None else (told(begins + before), told(begins + before + length))


def role_of(slug: object, catalog: Catalog) -> Role | None:
    """Return the role with this slug or id, or None."""
    for role in catalog["roles"]:
        if slug in (role["slug"], role["id"]):
            return role
    return None


def circle_text(circle: Circle, role: Role | None, catalog: CircleCatalog) -> str:
    """Return the agenda as plain text, with what one role does and may ask in each part."""
    words = catalog["circle"]
    head = [words["title"].format(minutes=circle["minutes"])]
    if circle["start"]:
        head.append(words["span"].format(start=circle["start"], end=circle["end"]))
    blocks = [", ".join(head)]
    if role:
        blocks.append(role["sv"] + ". " + role["for_whom"])
    said = {part["part"]: part for part in role["part"]} if role else {}
    for part in circle["parts"]:
        lines = [part_line(part, words)]
        if part["id"] in said:
            lines.extend(["– " + line for line in said[part["id"]]["says"]])
            lines.extend(["? " + line for line in said[part["id"]]["asks"]])
        blocks.append("\n".join(lines))
    blocks.extend([warning["text"] for warning in circle["warnings"]])
    blocks.append(words["ours"])
    return "\n\n".join(blocks) + "\n"


def part_line(part: TimedPart, words: CircleWords) -> str:
    """Return one part in words: "Inledning: 6 minuter, 13.00–13.06", the clock where it is known."""
    line = words["part_line_one" if part["minutes"] == 1 else "part_line"].format(
        name=part["sv"], minutes=part["minutes"]
    )
    if part["start"]:
        line += ", " + words["span"].format(start=part["start"], end=part["end"])
    return line
