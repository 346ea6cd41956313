"""docs/findings.md names every code once, and its examples are bad and mended as it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.locales.messages import CODES
from tests.bad_manuscripts import GIF, PNG, Bad, findings_in, write

PAGE = (Path(__file__).parent.parent / "docs" / "findings.md").read_text(encoding="utf-8")
_BOOK = {"title": "X", "language": "en", "creator": "Redaktion", "date": "2026-01-31"}


@dataclass(frozen=True, slots=True)
class Row:
    """One code under its heading; `bad` and `mended` are None where the page has no examples."""

    part: str
    code: str
    bad: str | None = None
    mended: str | None = None


def _rows() -> list[Row]:
    rows = []
    for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        title = part.partition("\n")[0]
        for line in re.findall(r"^\| `.*", part, re.MULTILINE):
            cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            examples = [cell.strip("`").replace("⏎", "\n") for cell in cells[2:4] if cell.startswith("`")]
            rows.append(Row(title, cells[0].strip("`"), *examples))
    return rows


ROWS = _rows()
EXAMPLES = [row for row in ROWS if row.bad is not None]


def _manuscript(row: Row, example: str) -> Bad:
    book = dict(_BOOK, language="de") if row.code == "thousands-point" else _BOOK
    matter, body, lines = "title: X", "Text.", ""
    match row.part:
        case "In book.yaml":
            lines = example
        case "YAML" | "In the front matter of a section":
            matter = example
        case "Charts":
            given = "".join(f"{key}: {word}\n" for key, word in (("type", "bar"), ("title", "X")) if key not in example)
            body = f"```chart\n{given}{example}\n```"
        case _:
            body = example
    kept = "".join(f"{key}: {value}\n" for key, value in book.items() if not re.search(f"^{key}:", lines, re.MULTILINE))
    files: dict[str, str | bytes] = {
        "book.yaml": kept + lines + "\n",
        "a.md": f"---\n{matter}\n---\n\n{body}\n",
        "x.png": PNG,
        "moving.gif": GIF,
    }
    return Bad(row.code, files, ())


def _codes(bad: Bad, folder: Path) -> set[str]:
    write(bad, folder)
    return {finding.code for finding in findings_in(folder)}


def test_every_code_has_one_row() -> None:
    assert sorted(row.code for row in ROWS) == sorted(CODES)


def test_most_rows_have_examples() -> None:
    assert len(EXAMPLES) > 65


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row.code)
def test_an_example_has_the_finding_that_it_is_for(row: Row, tmp_path: Path) -> None:
    assert row.bad is not None
    assert row.code in _codes(_manuscript(row, row.bad), tmp_path)


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row.code)
def test_a_mended_example_has_no_finding(row: Row, tmp_path: Path) -> None:
    assert row.mended is not None
    assert _codes(_manuscript(row, row.mended), tmp_path) == set()
