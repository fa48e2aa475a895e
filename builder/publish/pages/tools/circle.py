"""The meeting circle's pages, rendered at build: the tool, the eight roles, the live view and the table of minutes.

Knows the core's circle. Complete without any script; js/circle.js and js/live.js set the same elements again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from markupsafe import Markup

from builder.meeting.circle import plan_circle
from builder.meeting.circle_drawing import arcs, draw
from builder.publish.pages.common.content import Content
from builder.publish.pages.common.render import embedded_json, render

if TYPE_CHECKING:
    from builder.shapes import Circle

DEFAULT = 60
"""Minutes of the meeting that is shown before anybody has chosen."""
LENGTHS = (30, 45, 60, 90)
SIDES = (("opening", "situation"), ("needs", "summary", "closing"))
"""The parts on a role's two pages: everybody turns the page before the needs."""


def _circle(content: Content, minutes: int) -> Circle:
    planned = plan_circle(
        {"minutes": minutes}, {"parts": content["parts"], "circle": content["words"]["roles"]["core"]}
    )
    return cast("Circle", planned)


def _render(template: str, content: Content, **more: object) -> str:
    words = content["words"]["roles"]
    circle = _circle(content, DEFAULT)
    return render(
        template,
        words=words["page"],
        live=words["live"],
        core=words["core"],
        roles=content["roles"],
        circle=circle,
        **more,
    )


def circle_tool(content: Content) -> str:
    """The form, the circle and the agenda; before any script a meeting of an hour without clock times."""
    words = content["words"]["roles"]
    drawing = Markup(
        draw(_circle(content, DEFAULT), None, words["core"]).replace("<svg ", '<svg id="circle-drawing" ', 1)
    )
    return _render(
        "tools/circle.html", content, drawing=drawing, data=embedded_json(words["page"] | {"core": words["core"]})
    )


def circle_roles(content: Content) -> str:
    """The eight roles, each on two pages of paper."""
    names = {part["id"]: part["sv"] for part in content["parts"]}
    minutes = {part["id"]: part["minutes"] for part in _circle(content, DEFAULT)["parts"]}
    return _render("tools/circle_roles.html", content, sides=SIDES, names=names, minutes=minutes)


def circle_live(content: Content) -> str:
    """The live view: what js/live.js fills in, and what it says where it cannot."""
    words = content["words"]["roles"]
    parts = _circle(content, DEFAULT)["parts"]
    data = words["live"] | {"parts": [{"name": part["sv"], "minutes": part["minutes"]} for part in parts]}
    return _render("tools/circle_live.html", content, arcs=Markup("".join(arcs(parts))), data=embedded_json(data))


def minutes_table(content: Content) -> str:
    """Our suggestion for the usual lengths, as a table that keeps its columns on a phone too."""
    circles = [_circle(content, minutes) for minutes in LENGTHS]
    rows = [
        (part["sv"], [circle["parts"][place]["minutes"] for circle in circles])
        for place, part in enumerate(content["parts"])
    ]
    return _render("tools/circle_table.html", content, lengths=LENGTHS, rows=rows)
