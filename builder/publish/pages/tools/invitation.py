"""The invitation's page, rendered at build.

A form for the screen, and the paper, which is a blank form before any script.

js/invitation.js copies what is written in the form to the paper; nothing is sent or kept.
"""

from __future__ import annotations

from builder.publish.pages.common.content import Content
from builder.publish.pages.common.render import render


def render_invitation(content: Content) -> str:
    """Return the form and the paper."""
    return render("tools/invitation.html", words=content["words"]["invitation"], fields=content["invitation_fields"])
