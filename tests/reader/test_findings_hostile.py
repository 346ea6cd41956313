"""Text that was made to be hard: it gets its findings or its blocks in seconds, never a traceback."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.bad_manuscripts import BOOK, Bad, findings_in, in_body, write

# Each takes well under two seconds on a slow machine; what is quadratic here takes minutes.
_SECONDS = 15
_N = 20_000

_HOSTILE = {
    "opening brackets": "[" * _N,
    "opening brackets of images": "![" * _N,
    "nested brackets": "[" * 1000 + "x" + "]" * 1000,
    "nested links": "[" * 1000 + "x" + "](y)" * 1000,
    "spans never closed": "[x]{" * 5000,
    "links of one target": "[ein Wort](#x) " * 3000,
    "stars": "*" * _N,
    "stars and words": "*a " * _N,
    "stars and underscores": "*a_b" * 5000,
    "stars in pairs": "**a *b " * 5000,
    "underscores": "_" * _N,
    "backticks": "` " * _N,
    "backticks of all lengths": " ".join("`" * (n % 50 + 1) for n in range(5000)),
    "angle brackets": "<a " * _N,
    "raised never closed": "<sub>" * _N,
    "raised in raised": "<sub>" * 500 + "x" + "</sub>" * 500,
    "mail addresses": "<a@" * _N,
    "ampersands": "&" * _N,
    "long entities": f"&#{'9' * 5000}; &#x{'f' * 5000};",
    "backslashes": "\\" * _N,
    "braces": "{" * _N,
    "attributes": "x\n{: " + "a " * 10_000 + "}",
    "heading of blanks": "## x" + " " * _N + "y",
    "heading of hashes": "## " + "# " * _N,
    "nested lists by indent": "\n".join("    " * n + "- x" for n in range(1000)),
    "nested definitions": "".join("    " * n + "a\n" + "    " * n + ":   b\n\n" for n in range(200)),
    "nested quotes in a note": "a[^1]\n\n[^1]: " + "> " * 500 + "x",
    "definitions": "a\n:   b\n" * 2000,
    "notes": "".join(f"a[^{n}] " for n in range(1000)) + "\n\n" + "\n".join(f"[^{n}]: x" for n in range(1000)),
    "notes in a circle": "a[^1]\n\n[^1]: b[^1] [^2]\n\n[^2]: c[^1]",
    "comments never closed": "<!--" * _N,
    "comments": "<!-- x --> " * 5000,
    "fences": "```\n" * 9999,
    "tabs": "\t" * _N + "x",
    "wide table": "|a" * 2000 + "|\n" + "|-" * 2000 + "|\n" + "|b" * 2000 + "|",
    "bars": "|" * _N + "\n|-|",
    "a word of a megabyte": "x" * 1_000_000,
    "a line of a megabyte": "wort " * 200_000,
    "sentences on one line": "Ein Satz. " * 50_000,
    "paragraphs": "Ein Satz.\n\n" * 5000,
    "items": "- a\n" * 5000,
}


@pytest.mark.parametrize("title", _HOSTILE, ids=lambda title: title.replace(" ", "-"))
def test_hard_text_is_read_in_seconds(title: str, tmp_path: Path) -> None:
    write(in_body("", _HOSTILE[title] + "\n"), tmp_path)
    start = time.process_time()
    findings_in(tmp_path)
    assert time.process_time() - start < _SECONDS


@pytest.mark.parametrize(
    "tail",
    ["description: " + "x " * 100_000, "\n".join(f"k{n}: 1" for n in range(2000)), "subjects: [" + "x, " * 5000 + "]"],
    ids=["long-value", "many-keys", "long-list"],
)
def test_a_large_book_file_is_read_in_seconds(tail: str, tmp_path: Path) -> None:
    write(Bad("", {"book.yaml": BOOK + tail, "a.md": "Text.\n"}, ()), tmp_path)
    start = time.process_time()
    findings_in(tmp_path)
    assert time.process_time() - start < _SECONDS


def test_a_chart_of_many_values_is_read_in_seconds(tmp_path: Path) -> None:
    data = ", ".join(f"a{n}: {n}" for n in range(2000))
    write(in_body("", f"```chart\ntype: bar\ntitle: X\ndata: {{{data}}}\n```\n"), tmp_path)
    start = time.process_time()
    assert findings_in(tmp_path) == []
    assert time.process_time() - start < _SECONDS
