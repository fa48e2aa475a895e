"""Writes the results: the table, the machine, and how it was measured.

Knows Markdown. Does not know how anything was measured beyond what METHOD says.
"""

from __future__ import annotations

from bench.figures import Row

HEADINGS = ("", "what", "must reach", "measured: median (least–most)", "floor", "stock", "met?")

METHOD = """\
- **Cold**: each visit has a browser of its own with an empty profile. Visits take turns within a round; those of row 1, where little matters, are made {paint} times in each. Times count from the start of the navigation, on the page's own clock.
- **Link**: our server sends the precompressed brotli files and the site's own headers. All connections share the rate; each new connection and each request pays a round trip. HTTP/1.1. Not modelled: TLS, slow start, loss. They would make ours and stock slower alike.
- **4 × slower CPU**: the browser's renderer processes, workers included, are stopped three quarters of the time. The same work in page and worker was {slowdown} slower. The browser process itself is not slowed.
- **The coach's pause**: the page waits 1 s after the last key before it asks. That is part of using it, not of the engine, so it is taken out in a copy of the site where nothing else differs; "as a person sees it" is the untouched page. A goal is put into its field as soon as the page's scripts have started, and the answer is there when the coach's question stands in the page.
- **Pyodide on the page** starts when Brython has answered. The page's guess about the link's speed is switched off, since Chromium has not had time to make one.
- **Floor**: a page with one rule in ten lines of JavaScript. **Stock**: the engine's own files as its package ships them, in a worker, answering `6*7`; their pages hold nothing else, ours holds the whole form. Their archives were brotli-compressed too, though most hosts would not.
- **Bytes** are those of whole responses, heads included, counted by the server.
- **A full plan**: every field of the form as it stands, 500 characters each. p95 of {times} answers after {warm} warm ones, in each of the fresh profiles; the median of the profiles is judged.
- **Growth**: judged with pages in sections, as a site of that size would have them. In a flat menu every page lists every other, so the output itself grows with the square; bare Material's does so in both cases.
- **Second visit, server stopped**: the copy is made in a first visit to the start page; then the server is closed, and the form is opened in a new tab of the same browser. The pause is taken out, and Pyodide starts at once on a page with nothing else to start.
- Not measured: Lighthouse (176 MB of packages for one row).
"""


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    cells = [HEADINGS, ("---:",) + ("---",) * (len(HEADINGS) - 1)]
    cells += [(str(row.number), row.what, row.must, row.measured, row.floor, row.stock, row.met) for row in rows]
    return "".join("| " + " | ".join(text.replace("|", "\\|") for text in line) + " |\n" for line in cells)


def document(
    rows: list[Row], date: str, machine: list[str], runs: int, loads: tuple[float, float], facts: dict[str, str]
) -> str:
    """The whole of RESULTS.md.

    loads: the machine's load average before the run and over it; facts fill in METHOD.
    """
    missed = [row for row in rows if "missed" in row.met]
    judged = [row for row in rows if row.met != "–"]
    lines = [
        "# Benchmark\n",
        f"Written by `make bench` on {date}: rounds: {runs}; {len(judged) - len(missed)} of {len(judged)} budgets met.\n",
        *(f"Missed, row {row.number}: {row.what}: {row.met.strip('*')}.\n" for row in missed),
        table(rows),
        "## The machine\n",
        "".join(f"- {line}\n" for line in machine)
        + f"- Load average {loads[0]:.1f} before, {loads[1]:.1f} over the last quarter of an hour, the benchmark's own work included; other work makes every time longer and the spread wider.\n",
        "## How it was measured\n",
        METHOD.format(**facts),
    ]
    return "\n".join(lines)
