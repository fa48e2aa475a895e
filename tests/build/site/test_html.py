"""The built pages, as html-validate reads them; .htmlvalidate.mjs says what is asked."""

from __future__ import annotations

import subprocess


def test_every_page_is_valid_html(site, root):
    options = ["--config", ".htmlvalidate.mjs", "--max-warnings=0"]
    command = ["node_modules/.bin/html-validate", *options, f"{site}/**/*.html"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
