"""What the coach's own page shows.

Every rule, opener, word list and guard as the program has them, and how often it is right.

Knows the records and how the page shows them. Does not know what a rule does (builder/coaching/coach.py).
"""

from __future__ import annotations

from builder.markup import Html, element, escape
from builder.publish.pages.blocks import date_line, owner, quoted, source_line
from builder.publish.pages.common.content import Content, Record

ANY_WORD = "…"
"""What stands on the page where a question quotes the person's own word."""


def _source(record: Record, content: Content) -> str:
    source = next(source for source in content["sources"] if source["id"] == record["source"])
    words: str = content["pages"]["coach"]["source"]
    return words.format(source=source_line(source, content), read=date_line(source["read"], content))


def _examples(title: str, texts: list[str]) -> str:
    return f"{title}\n\n" + "\n".join(f"- {quoted(_plain(text))}" for text in texts)


def _plain(text: str) -> str:
    """A text as Markdown that means nothing but itself: one line, and no tag, address or list in it."""
    return escape(" / ".join(text.split("\n"))).replace("@", "&#64;")


def _asked(record: Record, words: Record) -> str:
    lines = [f"**{words['tip' if record.get('strength') == 'tip' else 'ask']}** {record['ask']}"]
    lines += [
        f"**{words[key]}** {record[key]}"
        for key in ("ask_other", "ask_staff")
        if record.get(key, record["ask"]) != record["ask"]
    ]
    return "\n\n".join(lines).replace("{word}", ANY_WORD)


def _reasons(record: Record, content: Content) -> str:
    """Why something is asked about, with examples and the source."""
    words = content["pages"]["coach"]
    examples = [_examples(words[kind], record[kind]) for kind in ("bad", "good")]
    return "\n\n".join([f"**{words['why']}** {record['why']}", *examples, _source(record, content)])


def goal_rules(content: Content) -> str:
    """Every rule of the coach in its order, with question, reason, examples and source; the rule's id is the anchor."""
    words = content["pages"]["coach"]
    blocks = [
        f"### {number}. {rule['title']} {{ #{rule['id']} }}\n\n{_asked(rule, words)}\n\n{_reasons(rule, content)}\n"
        for number, rule in enumerate(content["rules"], start=1)
    ]
    return "\n".join(blocks) + owner("coach/rules.toml")


def openers(content: Content) -> str:
    """The small questions that lead on from a finding, each with how its answer is put into a sentence."""
    words = content["pages"]["coach"]
    rows = [
        f"- **{opener['ask']}** {words['start'].format(start=opener['start'].format(answer=ANY_WORD))} {opener['why']}"
        for opener in content["openers"]
    ]
    return "\n".join(rows) + "\n" + owner("coach/openers.toml")


def coach_words(content: Content) -> Html:
    """The coach's words, group by group, folded.

    The words as they are in the dictionary, and those that count as a last part.
    """
    words = content["pages"]["coach"]
    return Html("".join(_group(group, words) for group in content["word_groups"]) + owner("coach/lexicon.toml"))


def _group(group: Record, words: Record) -> Html:
    lists = [element("p", {"class": "v-words"}, ", ".join(_listed(group["lemmas"])) + ".")] if group["lemmas"] else []
    if group.get("last_parts"):
        lists.append(
            element("p", {"class": "v-words"}, words["last"] + " -" + ", -".join(_listed(group["last_parts"])) + ".")
        )
    return element("details", {}, element("summary", {}, group["sv"]), element("p", {}, group["about"]), *lists)


def _listed(table: Record) -> list[str]:
    return [word.replace("_", " ") for listed in table.values() for word in listed.split()]


def guards(content: Content) -> str:
    """What the personal-data guard looks for and asks, each with its reason and examples.

    The anchor is guard_ and the id.
    """
    words = content["pages"]["coach"]
    blocks = [
        f"### {guard['title']} {{ #guard_{guard['id']} }}\n\n**{words['ask']}** {guard['ask']}\n\n"
        f"{_reasons(guard, content)}\n"
        for guard in content["guards"]
    ]
    return "\n".join(blocks) + owner("coach/guard.toml")


def coach_counts(content: Content) -> str:
    """How the coach did on the labelled goals, as counts; tests/content/test_coach_counts.py counts again."""
    words = content["pages"]["coach"]
    rows = []
    for row in content["coach_counts"]:
        counted = (("right", "bad_goals"), ("asked", "bad_goals"), ("disturbed", "good_goals"))
        cells = [row["sv"], *[words["of"].format(some=row[some], all=row[of]) for some, of in counted]]
        rows.append(f"| {' | '.join(cells)} |")
    head = (
        f"| {words['part']} | {words['right']} | {words['asked']} | {words['disturbed']} |\n| --- | --- | --- | --- |\n"
    )
    return head + "\n".join(rows) + "\n" + owner("coach/coach_counts.toml")
