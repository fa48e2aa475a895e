"""The date of a source as a page shows it. Knows the two kinds of date in sources.toml; does not know any page."""

from __future__ import annotations

import datetime

from builder.paper.voice import long_date
from builder.publish.pages.common.content import Content, Record


def source_date(source: Record, content: Content) -> str | None:
    """Return the source's own date in words, or None for a source that carries no date.

    A date in words names a year. "okänt datum" names none: the page Källor says once what a missing date means.
    """
    date = source["date"]
    if isinstance(date, datetime.date):
        return long_date(str(date), {"messages": content["messages"]})
    return date if any(sign.isdigit() for sign in date) else None


def publisher_and_date(source: Record, content: Content) -> str:
    """Return the publisher, and the source's date where it has one."""
    return ", ".join(filter(None, [source["publisher"], source_date(source, content)]))
