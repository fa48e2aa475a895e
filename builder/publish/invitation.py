"""The invitation's page, rendered at build: a form for the screen, and the paper, which is a blank form before any script.

Knows Jinja and the kinds of fields. js/invitation.js copies what is written in the form to the paper; nothing is sent or kept.
"""

from __future__ import annotations

from builder.publish.form import _environment

KINDS = ("line", "text", "list", "date", "time", "choice", "check", "hand")


def render_invitation(content: dict) -> str:
    """Return the form and the paper. Raises ValueError for a field of a kind that the template cannot make."""
    for field in content["invitation_fields"]:
        if field["kind"] not in KINDS:
            raise ValueError(f"the field {field['id']} in invitation.toml has the unknown kind {field['kind']!r}; use one of {', '.join(KINDS)}")
    return _environment.get_template("invitation.html").render(words=content["words"]["invitation"], fields=content["invitation_fields"])
