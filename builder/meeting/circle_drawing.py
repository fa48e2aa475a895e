"""The meeting circle as a drawing: SVG from whole numbers, the same in every engine.

Knows where arcs, clock times and names stand. Does not know what a meeting is; circle.py does. An arc is a dash on a
circle whose pathLength is the meeting's length, so nothing needs trigonometry but the places of the texts. Colours are
attributes, for a file that stands alone; a page's style sheet overrides them through the classes.
"""

from __future__ import annotations

from builder.markup import Html, element
from builder.meeting.circle import part_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from builder.shapes import Box, Circle, CircleWords, MiddleBox, NameBox, Pill, Role, TimedPart

SIZE, CENTRE = 1000, 500
RADIUS = 434
WIDTHS = (34, 34, 60, 34, 34)  # the needs are drawn heavier, as in the mark
COLOURS = ("#3f8a8c", "#0b4a4f", "#a3203f", "#9a6b12", "#4e6a94")  # --v-part-1..5 of css/variables.css
INK, GROUND = "#1d2b2a", "#ffffff"
HOLE = 384  # radius that names must stay within
NAME, LINE = 42, 48  # type size and line height of names
NAMES = 290  # how far from the middle a name wants to stand
WHOLE = 76  # type size of the whole meeting's minutes
KEY = 14  # height of the coloured bar above a name, with the room under it
LETTER = 58  # hundredths of the type size that a letter is wide, on average, in a wide type
MARGIN = 14  # between the vertical middle line and a name
CLOCK = 40  # type size of clock times
PILL_WIDTH, PILL_HEIGHT = 130, 58  # what a clock time stands on
FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"


def draw(circle: Circle, role: Role | None, words: CircleWords) -> str:
    """Return the circle as SVG, in a page or as a file. Its text alternative has every part with its times."""
    attributes = {
        "class": "circle-ring",
        "viewBox": "0 0 1000 1000",
        "role": "img",
        "xmlns": "http://www.w3.org/2000/svg",
        "font-family": FONT,
        "text-anchor": "middle",
        "fill": INK,
    }
    title = words["title"].format(minutes=circle["minutes"]) + (". " + role["sv"] if role else "")
    told = ". ".join([part_line(part, words) for part in circle["parts"]]) + "."
    ground = element("rect", {"class": "circle-ground", "width": SIZE, "height": SIZE, "fill": GROUND})
    children = [element("title", {}, title), element("desc", {}, told), ground]
    children += arcs(circle["parts"]) + _clocks(circle["parts"]) + _names(circle, words)
    return str(element("svg", attributes, *children))


def arcs(parts: list[TimedPart]) -> list[Html]:
    """The five arcs, clockwise from the top, each a dash on the same circle. A gap of ten units lies between two."""
    total = sum([part["minutes"] for part in parts])
    round_ = 2 * 3 * RADIUS  # a little less than the circle's length; gaps need no more exactness
    gap = 10 * 100 * total // round_  # hundredths of a minute
    drawn: list[Html] = []
    before = 0
    for number, part in enumerate(parts, start=1):
        length = part["minutes"] * 100
        dash = max(length - gap, length // 2)
        drawn.append(
            element(
                "circle",
                {
                    "class": "circle-arc circle-arc--" + str(number),
                    "data-part": part["id"],
                    "cx": CENTRE,
                    "cy": CENTRE,
                    "r": RADIUS,
                    "fill": "none",
                    "stroke": COLOURS[number - 1],
                    "stroke-width": WIDTHS[number - 1],
                    "pathLength": total * 100,
                    "stroke-dasharray": str(dash) + " " + str(total * 100 - dash),
                    "stroke-dashoffset": -(before * 100 + (length - dash) // 2),
                    "transform": "rotate(-90 500 500)",
                },
            )
        )
        before += part["minutes"]
    return drawn


def sine(turned: int, half: int) -> int:
    """Return the sine in thousandths of an angle, given as its share of a half turn (turned of half).

    Bhaskara's approximation: at most two thousandths wrong, which is less than one unit of the drawing.
    """
    turned %= 2 * half
    if turned > half:
        return -sine(turned - half, half)
    product = turned * (half - turned)
    return 16_000 * product // (5 * half * half - 4 * product)


def _place(turned: int, half: int, radius: int) -> tuple[int, int]:
    """A point at an angle clockwise from the top: (x, y)."""
    across, up = sine(turned, half), sine(2 * turned + half, 2 * half)
    return CENTRE + across * radius // 1000, CENTRE - up * radius // 1000


def _text(x: int, y: int, size: int, text: str, **more: object) -> Html:
    attributes = {key.strip("_").replace("_", "-"): value for key, value in more.items()}
    return element("text", {"x": x, "y": y, "font-size": size, **attributes}, text)


def _pills(parts: list[TimedPart]) -> list[Pill]:
    """The time at which each part begins, as boxes on the ring.

    One that would lie on another is left out; the list has it.
    """
    total = sum([part["minutes"] for part in parts])
    pills: list[Pill] = []
    before = 0
    for part in parts:
        x, y = _place(2 * before, total, RADIUS)
        before += part["minutes"]
        pill: Pill = {"x": x, "y": y, "width": PILL_WIDTH, "height": PILL_HEIGHT, "text": part["start"] or ""}
        if pill["text"] and not [other for other in pills if overlap(pill, other)]:
            pills.append(pill)
    return pills


def _clocks(parts: list[TimedPart]) -> list[Html]:
    """Draw the times at which the parts begin."""
    drawn = []
    for pill in _pills(parts):
        x, y = pill["x"] - PILL_WIDTH // 2, pill["y"] - PILL_HEIGHT // 2
        size = {"x": x, "y": y, "width": PILL_WIDTH, "height": PILL_HEIGHT, "rx": PILL_HEIGHT // 2}
        drawn.append(element("rect", {"class": "circle-pill", "fill": GROUND, **size}))
        drawn.append(_text(pill["x"], pill["y"] + 14, CLOCK, pill["text"], font_weight=600))
    return drawn


def _names(circle: Circle, words: CircleWords) -> list[Html]:
    """Each part's name and minutes inside the ring, near its arc, and the whole in the middle."""
    drawn = []
    for number, box in enumerate(boxes(circle, words), start=1):
        lines, top = box["lines"], box["y"] - box["height"] // 2
        key = {"x": box["x"] - 35, "y": top, "width": 70, "height": 9, "rx": 4, "fill": COLOURS[number - 1]}
        drawn.append(element("rect", {"class": "circle-key circle-key--" + str(number), **key}))
        for row, line in enumerate(lines):
            weight = 400 if row == len(lines) - 1 else 700
            drawn.append(_text(box["x"], top + KEY + row * LINE + 39, NAME, line, font_weight=weight))
    middle = middle_of(circle, words)
    lines, size, top = middle["lines"], middle["size"], middle["y"] - middle["height"] // 2
    drawn.append(_text(CENTRE, top + 8 + size * 5 // 6, size, lines[0], font_weight=700, class_="circle-whole"))
    if len(lines) > 1:
        drawn.append(_text(CENTRE, top + 8 + size + 48, NAME, lines[1]))
    return drawn


def boxes(circle: Circle, words: CircleWords) -> list[NameBox]:
    """Where the names stand: {"x", "y", "width", "height", "lines"} with the middle of each box, none on another.

    Names right of the middle keep to the right half and are pushed apart from the top down; those to the left likewise.
    One that belongs at the bottom may lie across.
    """
    total, before = circle["minutes"], 0
    placed: list[NameBox] = []
    for part in circle["parts"]:
        x, y = _place(2 * before + part["minutes"], total, NAMES)
        before += part["minutes"]
        lines = [*part["sv"].split(" "), words["short"].format(minutes=part["minutes"])]
        placed.append({"x": x, "y": y, "width": _width(lines), "height": len(lines) * LINE + KEY, "lines": lines})
    low = [box for box in placed if box["y"] > CENTRE and abs(box["x"] - CENTRE) < 160][:1]
    right = [box for box in placed if box not in low and box["x"] >= CENTRE]
    left = [box for box in placed if box not in low and box["x"] < CENTRE]
    for column in (right + low, left[::-1] + low):
        _stack(column, low)
    pills = _pills(circle["parts"])
    for box in placed:
        reach = _root(HOLE * HOLE - (abs(box["y"] - CENTRE) + box["height"] // 2) ** 2)
        inner = -reach if box in low else MARGIN
        sign = 1 if box in right or box in low else -1
        across = min((box["x"] - CENTRE) * sign, reach - box["width"] // 2)
        box["x"] = CENTRE + sign * across
        across -= max(
            [0]
            + [(pill["width"] + box["width"]) // 2 - abs(pill["x"] - box["x"]) for pill in pills if overlap(pill, box)]
        )
        box["x"] = CENTRE + sign * max(inner + box["width"] // 2, across)
    return placed


def _stack(column: list[NameBox], low: list[NameBox]) -> None:
    """Move boxes apart vertically, from the top down and then from the bottom up, within the hole."""
    lowest = 0
    for box in column:
        box["y"] = max(box["y"], CENTRE - _room(box, low), lowest + box["height"] // 2)
        lowest = box["y"] + box["height"] // 2 + 8
    highest = SIZE
    for box in column[::-1]:
        box["y"] = min(box["y"], CENTRE + _room(box, low), highest - box["height"] // 2)
        highest = box["y"] - box["height"] // 2 - 8


def _room(box: NameBox, low: list[NameBox]) -> int:
    """How far above or below the middle a box may stand without touching the ring."""
    width = box["width"] // 2 if box in low else box["width"] + MARGIN
    return _root(HOLE * HOLE - width * width) - box["height"] // 2


def middle_of(circle: Circle, words: CircleWords) -> MiddleBox:
    """The box with the whole meeting's minutes and time, where the names leave room.

    In the middle or as near as can be.

    "size" is the type size of its first line. Where there is little room the time is left out, then the type is
    smaller.
    """
    whole = words["short"].format(minutes=circle["minutes"])
    tries = [([whole], WHOLE), ([whole], NAME)]
    if circle["start"]:
        tries.insert(0, ([whole, words["span"].format(start=circle["start"], end=circle["end"])], WHOLE))
    names = boxes(circle, words)
    box: MiddleBox
    for lines, size in tries:
        width = max(len(whole) * size * LETTER // 100, _width(lines[1:]))
        box = {
            "x": CENTRE,
            "y": CENTRE,
            "width": width,
            "height": size + (20 if size > NAME else 6) + 60 * (len(lines) - 1),
            "lines": lines,
            "size": size,
        }
        for step in range(0, 240, 10):
            for y in (CENTRE + step, CENTRE - step):
                tried: MiddleBox = {**box, "y": y}
                if not [name for name in names if overlap(tried, name)]:
                    return tried
    return box


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes lie on each other."""
    return (
        abs(one["x"] - other["x"]) * 2 < one["width"] + other["width"]
        and abs(one["y"] - other["y"]) * 2 < one["height"] + other["height"]
    )


def _width(lines: list[str]) -> int:
    """About how wide text is: reckoned in a wide type, so that no reader's own type makes names meet."""
    return max([len(line) for line in lines] + [0]) * NAME * LETTER // 100


def _root(number: int) -> int:
    """The whole part of a square root; 0 for a negative number."""
    if number < 1:
        return 0
    guess = number
    while guess * guess > number:
        guess = (guess + number // guess) // 2
    return guess
