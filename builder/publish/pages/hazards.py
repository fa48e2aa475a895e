"""The hazard log: each hazard as Markdown for its page, gravest first, with the tests that guard it.

Knows hazards.toml. Does not know whether a test is there, nor whether it passes; tests/content/test_hazards.py and
`make test` say that.
"""

from __future__ import annotations

from builder.markup import element
from builder.publish.pages.common.content import Content, Record

STEPS = (1, 2, 3)
"""How bad, how likely and how much is left: 3 is most."""


def by_seriousness(hazards: list[Record]) -> list[Record]:
    """Gravest first, of those the likeliest, of those what is left most of; else as they stand in the file."""
    return sorted(hazards, key=lambda hazard: (-hazard["severity"], -hazard["likelihood"], -hazard["left"]))


def hazard_log(content: Content) -> str:
    """Return the whole log: what most is left of, then every hazard under how bad it is."""
    words, hazards = content["pages"]["hazards"], by_seriousness(content["hazards"])
    most = [f"- [{hazard['title']}](#{hazard['id']})" for hazard in hazards if hazard["left"] == STEPS[-1]]
    tests = {test for hazard in hazards for test in hazard.get("tests", [])}
    blocks = [
        words["summary"].format(hazards=len(hazards), tests=len(tests)),
        f"## {words['most']} {{ #storst }}",
        words["most_intro"],
        "\n".join(most),
    ]
    for step in reversed(STEPS):
        graded = [hazard for hazard in hazards if hazard["severity"] == step]
        if graded:
            blocks += [
                f"## {words['severities'][step - 1]} {{ #grad-{step} }}",
                *(_hazard(hazard, words) for hazard in graded),
            ]
    return "\n\n".join(blocks) + "\n\n<!-- builder/content/site/hazards.toml -->\n"


def _hazard(hazard: Record, words: Record) -> str:
    judged = words["judged"].format(
        who=hazard["who"],
        likely=words["likelihoods"][hazard["likelihood"] - 1],
        left=words["lefts"][hazard["left"] - 1],
    )
    told = [judged, f"**{words['do']}** {hazard['do']}", f"**{words['remains']}** {hazard['remains']}"]
    told += [f"**{words['untested']}** {hazard['untested']}"] if "untested" in hazard else []
    told += [_folded(hazard["tests"], words)] if "tests" in hazard else []
    return f"### {hazard['title']} {{ #{hazard['id']} }}\n\n" + "\n\n".join(told)


def _folded(tests: list[str], words: Record) -> str:
    """The tests' names, which say in English what they hold, in a box that opens."""
    rows = [element("li", {}, element("code", {}, test)) for test in tests]
    summary = words["test"] if len(tests) == 1 else words["tests"].format(count=len(tests))
    return str(
        element(
            "details",
            {"class": "v-tests", "data-search-exclude": True},
            element("summary", {}, summary),
            element("ul", {}, *rows),
        )
    )
