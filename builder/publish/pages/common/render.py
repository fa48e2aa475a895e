"""Templates at build: the one place that knows Jinja and where the templates lie, and JSON within a page.

Knows no template's words.
"""

from __future__ import annotations

import json
from pathlib import Path

import jinja2
from markupsafe import Markup

QUIET = Markup(
    'autocomplete="off" spellcheck="false" writingsuggestions="false" data-gramm="false" '
    'data-enable-grammarly="false" data-lt-active="false"'
)
"""What every field for text asks of browsers and of the commonest writing extensions: remember, check and suggest
nothing. The form's switch asks for spell-check alone (shell/theme/js/form/spelling.js)."""

_environment = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)
_environment.globals["quiet"] = QUIET


def render(template: str, **values: object) -> str:
    """Return a template from templates/ as HTML; a value that is missing is an error."""
    return _environment.get_template(template).render(values)


def embedded_json(value: object) -> Markup:
    """Return JSON that cannot end the script element it stands in."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))
