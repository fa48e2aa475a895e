"""Escaping and elements: the only place in the program where strings become HTML.

Knows HTML's five special characters and void elements. Does not know what is written.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Html(str):
    """Text that is HTML already and is not escaped again."""


def escape(text: str) -> str:
    """Return the text with the characters that mean something in HTML replaced."""
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("'", "&#39;")
    )


def element(name: str, attributes: Mapping[str, object], *children: str) -> Html:
    """Return one element.

    Attributes that are None or False are left out, True gives no value; plain strings are escaped.
    """
    written = ""
    for key, value in attributes.items():
        if value is True:
            written += " " + key
        elif value is not None and value is not False:
            written += " " + key + '="' + escape(str(value)) + '"'
    return Html("<" + name + written + ">" + str(join(children)) + "</" + name + ">")


def join(children: Iterable[str]) -> Html:
    """Put children after each other, escaping those that are plain strings."""
    return Html("".join([child if isinstance(child, Html) else escape(child) for child in children]))
