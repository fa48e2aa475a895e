"""The command line, run without a process of its own: what goes in on standard input, and what comes out.

Knows builder/__main__.py's main(). That `python -m builder` starts it, with nothing but Python, core/test_cli.py tests.
"""

from __future__ import annotations

import contextlib
import io
import sys
from typing import NamedTuple
from unittest import mock

from builder.__main__ import main


class Done(NamedTuple):
    """How a command ended, as subprocess.run() tells it."""

    returncode: int
    stdout: bytes
    stderr: bytes


def run(*words: str, stdin: str = "") -> Done:
    """Run one command."""
    given, out, err = io.TextIOWrapper(io.BytesIO(stdin.encode())), io.BytesIO(), io.BytesIO()
    stdout, stderr = io.TextIOWrapper(out), io.TextIOWrapper(err)
    with (
        mock.patch.object(sys, "stdin", given),
        contextlib.redirect_stdout(stdout),
        contextlib.redirect_stderr(stderr),
    ):
        try:
            status = main(list(words))
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
    for stream in (stdout, stderr):
        stream.flush()
    return Done(status, out.getvalue(), err.getvalue())
