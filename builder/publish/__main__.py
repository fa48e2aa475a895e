"""`python -m builder.publish`: finish, serve or withdraw a built site, check records, and more.

Knows the words of the command line. Does not know how any of it is done.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from builder.publish.errors import FinishError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; what went wrong is told on standard error, with status 1."""
    parser = argparse.ArgumentParser(
        prog="python -m builder.publish",
        description="Finish a built site, serve or withdraw a finished one, check the records, or measure how hard a "
        "page is to read.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    finish_command = commands.add_parser("finish", help="add what a built site needs to be published")
    preview_command = commands.add_parser("preview", help="serve a finished site on this machine")
    for command in (finish_command, preview_command):
        command.add_argument("site", type=Path, help="the built folder, for example site")
        site_path = urlsplit(os.environ.get("SITE_URL", "")).path
        command.add_argument(
            "--under", default=site_path, help="its path on the host, such as /sip/; default: that of SITE_URL"
        )
    preview_command.add_argument("--port", type=int, default=8000, help="default: 8000")
    withdraw_command = commands.add_parser(
        "withdraw", help="end the copies in people's browsers of a site that is taken down"
    )
    withdraw_command.add_argument("site", type=Path, help="the folder that the host publishes where the site was")
    lix_command = commands.add_parser("lix", help="print the LIX of pages in docs/")
    lix_command.add_argument("pages", type=Path, nargs="+", help="Markdown files")
    commands.add_parser("records", help="hold all records in content/ against what must hold")
    commands.add_parser("schema", help="write the JSON Schemas of content/ anew, for editors")
    chosen = parser.parse_args(arguments)

    if chosen.command == "records":
        return _check_records()
    if chosen.command == "schema":
        from builder.publish.records.editor_schemas import write_schemas

        write_schemas()
        return 0
    if chosen.command == "lix":
        from builder.publish.pages.readability import lix, page_text, rendered

        for page in chosen.pages:
            print(f"{lix(page_text(rendered(page))):5.1f}  {page}")
        return 0
    under = f"/{vars(chosen).get('under', '').strip('/')}/".replace("//", "/")
    run: Callable[[], None]
    failure: type[Exception] = FinishError
    if chosen.command == "withdraw":
        from builder.publish.site.withdraw import withdraw

        run = partial(withdraw, chosen.site)
    elif chosen.command == "finish":
        from builder.publish.site.finish import finish

        run = partial(finish, chosen.site, under=under)
    else:
        from builder.publish.site.preview import PreviewError, preview

        run, failure = partial(preview, chosen.site, chosen.port, under), PreviewError
    try:
        run()
    except failure as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _check_records() -> int:
    """Read and check all records; print the first fault, with file, record and remedy."""
    from builder.publish.records.load import load_catalog
    from builder.publish.records.read import ContentError

    try:
        load_catalog()
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
