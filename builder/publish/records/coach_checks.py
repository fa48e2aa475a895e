"""What must hold between the records of the coach, its words, the guard and the du-form, so that the core can trust them.

Knows the kinds of check and of guard, and what each needs. Does not read files; a single record's keys are schema.py's.
"""

from __future__ import annotations

import re

from builder.coaching.rule_checks import CHECKS, NEEDS
from builder.publish.records.inflection import CLASSES
from builder.publish.records.schema import ContentError
from builder.text.du_form import PATTERNS, filled
from builder.text.personal_data import GUARDS

FINDINGS = (
    "empty",
    "support_not_goal",
    "vague",
    "problem_not_goal",
    "staff_language",
    "command",
    "someone_elses",
    "same_as_main",
    "no_step",
    "not_seen",
)
READ = ("name", "number")
"""Groups that builder/coaching/tokens.py itself puts words in."""
GROUPED = ("key", "beside", "subject", "verb", "unless_words")
"""Keys of a rule that name groups of words."""


def check_coach(content: dict) -> None:
    """Raise ContentError at the first fault."""
    _check_words(content)
    _check_rules(content)
    _check_guards(content)
    _check_du_form(content)


def _one_of(file: str, record: dict, key: str, values) -> None:
    for value in record.get(key, []) if isinstance(record.get(key, []), list) else [record[key]]:
        if value not in values:
            raise ContentError(
                file, record["id"], f"has the unknown {key} {value!r}.", f"Use one of {', '.join(values)}."
            )


def _check_words(content: dict) -> None:
    for group in content["word_groups"]:
        for how in [*group["lemmas"], *group.get("last_parts", {})]:
            if how not in CLASSES:
                raise ContentError(
                    "lexicon.toml",
                    group["id"],
                    f"inflects words by the unknown class {how!r}.",
                    f"Use one of {', '.join(CLASSES)}.",
                )


def _check_rules(content: dict) -> None:
    groups = [group["id"] for group in content["word_groups"]] + list(READ)
    openers = [opener["id"] for opener in content["openers"]]
    for rule in content["rules"]:
        for key, values in (
            ("finding", FINDINGS),
            ("strength", ("ask", "tip")),
            ("check", CHECKS),
            ("openers", openers),
            *[(key, groups) for key in GROUPED],
        ):
            _one_of("rules.toml", rule, key, values)
        if missing := [key for key in NEEDS[rule["check"]] if key not in rule]:
            raise ContentError(
                "rules.toml",
                rule["id"],
                f"lacks {', '.join(missing)}, which the check {rule['check']!r} needs.",
                "Write it in the record.",
            )
        for key in ("match", "unless"):
            _check_pattern("rules.toml", rule["id"], key, rule.get(key, ""))


def _check_guards(content: dict) -> None:
    for guard in content["guards"]:
        _one_of("guard.toml", guard, "id", GUARDS)


def _check_du_form(content: dict) -> None:
    lists = content["words"]["du_form"]["core"]["lists"]
    for record in [
        record for key in ("du_lookalikes", "du_orders", "du_requests", "du_speech") for record in content[key]
    ]:
        for key in record.keys() & set(PATTERNS):
            pattern = filled(record[key], lists)
            _check_pattern("du_form.toml", record["id"], key, pattern)
            if odd := re.search("{[a-z_]+}", pattern):
                raise ContentError(
                    "du_form.toml",
                    record["id"],
                    f"{key} names the list {odd[0]}, which is not there.",
                    "Add it under words.core.lists, or correct the name.",
                )


def _check_pattern(file: str, record: str, key: str, pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ContentError(file, record, f"{key} is no pattern: {error}.", "Mend the pattern.") from error
