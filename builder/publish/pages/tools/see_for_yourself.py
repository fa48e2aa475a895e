"""The page Se själv, rendered at build: the places for what js/sesjalv.js shows, and the policy as policy.py writes it.

Knows the page's parts. Without scripts each part says where to look by hand. Does not know what a device holds.
"""

from __future__ import annotations

from builder.publish.pages.common.content import Content
from builder.publish.pages.common.render import embedded_json, render
from builder.publish.site import policy

PARTS = ("stored", "requests", "attempts")


def see_for_yourself(content: Content, part: str) -> str:
    """One part of the page; the first also carries the words of all. Raises KeyError for a part there is none of."""
    if part not in PARTS:
        raise KeyError(f"{part!r} is none of {', '.join(PARTS)}")
    words = content["words"]["sesjalv"]
    data = embedded_json({"shown": words["shown"], "target": words["page"]["target"], "attempts": content["attempts"]})
    return render("tools/sesjalv.html", part=part, words=words["page"], data=data)


def policy_block(content: Content) -> str:
    """The content policy, a directive a line, and the other headers.

    The pages have no inline scripts, so the policy holds no hash; a test compares this with what is published.
    """
    directives = policy.content_policy([], header=True).split("; ")
    return render(
        "tools/policy.html", words=content["words"]["sesjalv"]["policy"], directives=directives, headers=policy.HEADERS
    )
