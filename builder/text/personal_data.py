"""The personal-data guard: where a text has a personal number, a phone number, an e-mail address or a street address.

Knows how such numbers and addresses are written, and nothing about Swedish words: area codes, street endings and what
may follow a number are words in content/coach/guard.toml. Finds, changes nothing; rather misses one than alarms on a
dose.
"""

from __future__ import annotations

import re

from builder.meeting.calendar_days import day_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from builder.shapes import Guard, Guarded, Lists, Place

SPACE = r"[ \t\u00a0\u2007\u2009\u202f]"
DASH = r"[-\u2010-\u2015\u2212]"
LETTER = r"[^\W\d_]"

# The patterns for numbers look ahead and take nothing, so that every place is tried once and candidates may overlap.
# Every repeat is bounded, or can stop in one way only: the time is linear in the text.
_PERSONAL = re.compile(
    rf"(?<![0-9])(?=(?:(18|19|20){SPACE}?)?([0-9][0-9])({SPACE}|{DASH}|[./])?([0-9][0-9])({SPACE}|{DASH}|[./])?([0-9][0-9])"
    rf"({SPACE}{{0,2}}(?:{DASH}|[+./])?{SPACE}{{0,2}})([0-9][0-9])({SPACE}?)([0-9][0-9])(?![0-9]))"
)
_ABROAD = re.compile(
    rf"(?<![\w+])(?=((?:\+|00)[1-9][0-9]{{0,13}}(?:(?:(?:{SPACE}|{DASH}|[./]){{1,3}}(?:\(0\){SPACE}?)?|\(0\){SPACE}?)[0-9]{{1,10}}){{0,6}})(?![0-9]))"
)
_AT_HOME = re.compile(
    rf"(?<!\w)(?<![0-9][-.,:/+\u2013])(?=\(?(0[1-9][0-9]{{0,8}})"
    rf"(\)?{SPACE}?(?:{DASH}|[/.])?{SPACE}?)([0-9]{{2,8}}(?:(?:{SPACE}|[-.])[0-9]{{2,4}}){{0,3}})?(?![0-9]))"
)
_EMAIL = re.compile(rf"(?<!\w)\w[\w.+-]{{0,63}}( ?)@( ?)(?:[\w-]{{1,63}}\.){{1,8}}({LETTER}{{2,24}})(?![\w-])")
_STREET = re.compile(
    rf"(?<!{LETTER})(?<!{LETTER}-)({LETTER}+(?:-{LETTER}+)*){SPACE}{{1,2}}([1-9][0-9]{{0,2}}(?:[A-Fa-f]|{SPACE}[A-F])?)"
    rf"(?![0-9%]|{LETTER})(?!{SPACE}?{DASH}{SPACE}?[0-9])(?![.,:/][0-9])"
)
_TOWN = re.compile(
    rf"(?<![\w+])(?<![0-9] )(?<![0-9][-.,:/\u2013])[1-9][0-9][0-9]({SPACE}?)[0-9][0-9]{SPACE}{{1,2}}({LETTER}{{3,}})"
)
_COUNTED = re.compile(rf"{SPACE}?/?({LETTER}+)(?:{SPACE}[0-9]{{1,4}}{SPACE}?({LETTER}+))?")
_WORD, _DIGITS = re.compile(rf"{LETTER}+"), re.compile("[0-9]+")

LONGEST = 2_000
"""Characters that are looked at; what comes after them is not. A phone's engine takes seconds for pages of numbers."""

PLAN_YEARS = (10, 30)
"""A plan's own dates lie from 2010 to 2030. Such a date may be followed by a time or by the end of a period."""


def find_personal_numbers(text: str, lists: Lists) -> list[Place]:
    """Spans of personal numbers and coordination numbers.

    A real day (60 is added in the latter) and the right check digit.
    """
    spans = []
    for found in _PERSONAL.finditer(text):
        century, year, first, month, second, day, joint, hour, gap, minute = found.groups()
        number = year + month + day + hour + minute
        odd = (first or "") != (second or "") or (first and first.strip() and not joint) or (gap and not joint.strip())
        if not century and first and first.isspace() and joint.isspace() and hour in ("19", "20"):
            odd = odd or day_number(f"{hour}{minute}-{day}-{month}")  # rum 12 06 01 1999 is a number and a date
        if odd or not luhn(number) or number[6:9] == "000" or _more_than_a_date(century, number, joint):
            continue
        centuries = [century] if century else ["18", "19"] if "+" in joint else ["19", "20"]
        born = day if int(day) <= 60 else ("0" + str(int(day) - 60))[-2:]
        if [one for one in centuries if day_number(f"{one}{year}-{month}-{born}")]:
            spans.append((found.start(), found.end(10)))
    return spans


def luhn(number: str) -> bool:
    """Whether the last of ten digits is the check digit of the others (modulus 10)."""
    doubled = "".join([str(int(number[place]) * (2 - place % 2)) for place in range(len(number))])
    return sum([int(digit) for digit in doubled]) % 10 == 0


def _more_than_a_date(century: str | None, number: str, joint: str) -> bool:
    """Whether the last four may be a time of that day (apart from it) or the last day of a period (after a dash)."""
    year, month, first, last = number[:2], number[2:4], number[6:8], number[8:]
    if century not in (None, "20") or not PLAN_YEARS[0] <= int(year) <= PLAN_YEARS[1]:
        return False
    if joint != joint.strip() and int(first) <= 24 and int(last) <= 59:
        return True
    ends = (
        last >= "28" and day_number(f"20{year}-{first}-{last}") and not day_number(f"20{year}-{first}-{int(last) + 1}")
    )
    return joint.strip() not in ("", "+") and month <= first and bool(ends)


def find_phones(text: str, lists: Lists) -> list[Place]:
    """Spans of phone numbers: Swedish ones with area code, and those that begin with + and a country, or with 0046."""
    spans = [(found.start(), _abroad(found, lists)) for found in _ABROAD.finditer(text)]
    for found in _AT_HOME.finditer(text):
        end = _at_home(found, lists)
        if end and not _after(lists["not_after"], text, found.start()):
            spans.append((found.start() if ")" in found[2] and end > found.end(1) else found.start(1), end))
    return [span for span in spans if span[1]]


def _abroad(found: re.Match[str], lists: Lists) -> int:
    """Where "+46 (0)70-123 45 67 2" ends as a phone number, or 0: after the most groups that make a possible length."""
    whole = found[1]
    for group in reversed(list(_DIGITS.finditer(whole))):
        digits = "".join(_DIGITS.findall(whole[: group.end()].replace("(0)", "")))[0 if whole[0] == "+" else 2 :]
        home = "0" + digits[2:].lstrip("0")
        swedish = digits[:2] == "46" and 8 <= len(home) <= 10 and not _starts(home, lists["public"])
        if swedish or (digits[:2] != "46" and whole[0] == "+" and 9 <= len(digits) <= 14):
            return found.start() + group.end()
    return 0


def _starts(digits: str, listed: str) -> list[str]:
    return [digits[:size] for size in (2, 3, 4) if digits[:size] in words(listed)]


def _at_home(found: re.Match[str], lists: Lists) -> int:
    """Where a number with area code ends, or 0. Groups are dropped from the end until the length is possible."""
    head, joint, body = found[1], found[2], found[3] or ""
    if len(head) + len(body) < 8:
        return 0
    groups = list(_DIGITS.finditer(body))
    marks = [body[group.end()] for group in groups[:-1]]
    alike = 1
    while alike <= len(marks) and marks[alike - 1] == marks[0]:
        alike += 1
    if joint and (not marks or (marks[0] == ".") == ("." in joint)):
        for count in range(min(alike, len(groups)), 0, -1):
            if _possible(head, [group[0] for group in groups[:count]], lists):
                return found.start(3) + groups[count - 1].end()
    return found.end(1) if len(head) > 8 and (joint or not body) and _possible(head, [], lists) else 0


def _possible(head: str, groups: list[str], lists: Lists) -> bool:
    """Whether an area code (with more digits, when in one go) and groups of digits can be a phone number."""
    digits = head + "".join(groups)
    area = [*_starts(digits, lists["areas"]), digits[:4]][0]
    mobile = area in words(lists["mobile"])
    least, most = (7, 7) if mobile else {2: (6, 8), 3: (5, 7), 4: (5, 6)}[len(area)]
    if (
        not least <= len(digits) - len(area) <= most
        or _starts(digits, lists["public"])
        or (digits[len(area)] == "0" and not mobile)
    ):
        return False
    sizes = [len(group) for group in groups]
    if not groups or not (len(head) == len(area) or (mobile and (len(head) == 4 or sizes == [2, 2]))):
        return not groups
    if len(groups) > 1 and max(sizes) > 3 and sizes != [3, 4] and not (mobile and sizes == [4, 3]):
        return False
    return (
        area != "08" or max(sizes) > 2 or max([int(group) for group in groups]) > 31
    )  # 08 12 16 20 are hours, or days


def find_emails(text: str, lists: Lists) -> list[Place]:
    """Spans of e-mail addresses. With a space beside the @ the last part must be one of the known ones."""
    return [
        found.span()
        for found in _EMAIL.finditer(text)
        if not (found[1] or found[2]) or found[3].lower() in words(lists["domains"])
    ]


def find_addresses(text: str, lists: Lists) -> list[Place]:
    """Spans of a street with its number, and of a postal code with its town."""
    streets = [found.span() for found in _STREET.finditer(text) if _is_street(found, lists)]
    return streets + [found.span() for found in _TOWN.finditer(text) if _is_town(found, lists)]


def _is_street(found: re.Match[str], lists: Lists) -> bool:
    """Whether a word before a number is a street, by its ending or by the word before it, and nothing is counted."""
    name, lower, text = found[1], found[1].lower(), found.string
    after = _COUNTED.match(text[found.end() : found.end() + 40])
    if after:
        counted = after[2] if after[2] and after[1].lower() in words(lists["between"]) else after[1]
        if counted.lower() in words(lists["counted"]):
            return False
    endings = words(lists["streets"]) | (words(lists["streets_capital"]) if name[0] != lower[0] else set())
    stems = [lower[: -len(ending)] for ending in endings if lower.endswith(ending)]
    if lower not in words(lists["not_streets"]) and [stem for stem in stems if len(stem) > 1 and stem[-1] != "-"]:
        return True
    before = text[max(0, found.start() - 40) : found.start()].rstrip(" \t\u00a0").rpartition(" ")[2]
    if lower in words(lists["after_first"]) and before[:1] != before[:1].lower():
        return before.lower() in words(lists["first"])
    return lower in words(lists["after_names"]) and before[:1] != before[:1].lower() and before[-1] in "sxz"


def _is_town(found: re.Match[str], lists: Lists) -> bool:
    """Whether a word after five digits is a town; five in a row only after a comma or first in a line."""
    town, before = found[2], found.string[max(0, found.start() - 4) : found.start()].rstrip(" \t")
    other = (
        town[0] == town[0].lower()
        or town.lower() in words(lists["not_towns"])
        or _after(lists["not_after"], found.string, found.start())
    )
    return not other and (found[1] != "" or before[-1:] in ("", ",", "\n"))


def _after(listed: str, text: str, start: int) -> bool:
    """Whether one of the last two words before a place is in the list."""
    return len(words(listed) & {word.lower() for word in _WORD.findall(text[max(0, start - 40) : start])[-2:]}) > 0


GUARDS: dict[str, Callable[[str, Lists], list[Place]]] = {
    "personal_number": find_personal_numbers,
    "phone": find_phones,
    "email": find_emails,
    "address": find_addresses,
}
"""What finds each kind, by the id of its record."""
_sets: dict[str, set[str]] = {}


def words(listed: str) -> set[str]:
    """A record's words as a set, split once."""
    if listed not in _sets:
        _sets[listed] = set(listed.split())
    return _sets[listed]


def guard(text: str, records: list[Guard]) -> list[Guarded]:
    """Return what may be personal data in a text, in the order of the records and then of the text.

    One is {"kind": record's id, "span": [start, end]} in characters (code points), within the first LONGEST. No two
    spans overlap: the first kind has it.
    """
    text = text[:LONGEST]
    found: list[Guarded] = []
    for record in records:
        taken, at, last = sorted([one["span"] for one in found]), 0, 0
        for start, end in sorted(GUARDS[record["id"]](text, record.get("lists", {}))):
            while at < len(taken) and taken[at][1] <= start:
                at += 1
            if start >= last and (at == len(taken) or taken[at][0] >= end):
                found.append({"kind": record["id"], "span": [start, end]})
                last = end
    return found
