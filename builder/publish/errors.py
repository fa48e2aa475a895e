"""The error that stops a build on its way to the published folder. Knows nothing of what went wrong."""

from __future__ import annotations


class FinishError(Exception):
    """The built site cannot be published as it is; the message names each file and its remedy."""
