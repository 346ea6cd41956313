"""The rules over headings, links, sections and tables."""

from __future__ import annotations

import pytest

from pipeline.checks import check
from pipeline.checks.headings import check_headings
from pipeline.checks.links import check_links
from pipeline.checks.sections import check_sections
from pipeline.checks.tables import check_tables
from pipeline.errors import Finding
from pipeline.model import (
    Block,
    Cell,
    CrossReference,
    Emphasis,
    Foreign,
    ItemList,
    Link,
    ListItem,
    Note,
    Ornament,
    Picture,
    Place,
    Quote,
    Table,
    Text,
)
from tests.checks.books import PLACE, book, heading, paragraph, prose, table


def levels(*found: int) -> list[tuple[int, str]]:
    """Where and what is found in headings of these levels, one a line."""
    headings = (heading(level, f"Nummer {line}", line) for line, level in enumerate(found, 1))
    return [(finding.line, finding.code) for finding in check_headings(book(*headings))]


def test_levels_may_go_down_by_one_and_up_by_any() -> None:
    assert levels(2, 3, 4, 5, 6, 2, 3, 2) == []


def test_a_level_left_out_is_found_once() -> None:
    assert levels(2, 4, 4, 5) == [(2, "heading-jump")]


def test_the_first_heading_is_of_level_two() -> None:
    assert levels(3) == [(1, "heading-jump")]


def test_the_first_level_is_the_titles_own() -> None:
    assert levels(1, 2, 3) == [(1, "heading-level-one")]


def test_headings_in_quotes_count() -> None:
    quote = Quote("q", (heading(4, "Vier"),), PLACE)
    assert [finding.code for finding in check_headings(book(heading(2, "Zwei"), quote))] == ["heading-jump"]


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\u00ad\u2060"])
def test_a_heading_shows_something(text: str) -> None:
    assert [finding.code for finding in check_headings(book(heading(2, text), heading(2, text)))] == [
        "heading-empty",
        "heading-empty",
    ]


@pytest.mark.parametrize("text", ["#", "😀", "—", "x"])
def test_a_heading_may_be_a_sign(text: str) -> None:
    assert list(check_headings(book(heading(2, text)))) == []


def test_equal_headings_are_found_below_one_heading_only() -> None:
    blocks = [heading(2, "A", 1), heading(3, "X", 2), heading(2, "B", 3), heading(3, "X", 4), heading(3, "x", 5)]
    assert [(finding.line, finding.code) for finding in check_headings(book(*blocks))] == [(5, "heading-repeated")]


# ------------------------------------------------------------------ links


def vague(*blocks: Block, language: str = "de") -> list[Finding]:
    return list(check_links(book(*blocks, language=language)))


@pytest.mark.parametrize("text", ["hier", "Hier", "klicken Sie hier", "mehr …", "» Weiterlesen", "Link"])
def test_a_link_text_of_no_meaning_is_found(text: str) -> None:
    (finding,) = vague(paragraph(Link((Text(text),), "https://x.de", place=Place("a.md", 9, 4))))
    assert (finding.line, finding.column, finding.code) == (9, 4, "link-text-vague")


@pytest.mark.parametrize("text", ["hier im Haus", "Mehrwert", "der Bericht", "weiter so", "here"])
def test_other_words_are_fine(text: str) -> None:
    assert vague(paragraph(CrossReference((Text(text),), "a"))) == []


def test_the_language_of_the_link_decides() -> None:
    link = Link((Emphasis((Text("here"),)),), "https://x.de")
    assert vague(paragraph(link)) == []
    assert len(vague(paragraph(link), language="fr")) == 1
    assert len(vague(paragraph(link, language="en"))) == 1
    assert len(vague(paragraph(Foreign((link,), "en-GB")))) == 1
    assert vague(paragraph(Foreign((link,), "de")), language="en") == []


@pytest.mark.parametrize(
    "wrap",
    [
        lambda inner: Quote("q", (inner,), PLACE),
        lambda inner: ItemList("l", False, (ListItem("i", (inner,)),), PLACE),
        lambda inner: Quote("q", (Quote("q", (inner,), PLACE),), PLACE),
    ],
)
def test_links_are_found_in_any_block(wrap: type) -> None:
    assert len(vague(wrap(paragraph(Link((Text("hier"),), "https://x.de"))))) == 1


def test_links_are_found_in_cells_and_notes() -> None:
    link = Link((Text("hier"),), "https://x.de")
    made = table(["a"], ["b"])
    in_head = Table("t", 1, made.caption, type(made.head)("r", (Cell("c", prose(link)),)), made.rows, made.align, PLACE)
    assert len(vague(in_head)) == 1
    note = Note("n", 1, (paragraph(link),), ("r",), PLACE)
    assert len(list(check_links(book(paragraph("x"), notes=(note,))))) == 1


@pytest.mark.parametrize(("length", "count"), [(60, 0), (61, 1)])
def test_an_address_of_sixty_characters_may_be_its_own_text(length: int, count: int) -> None:
    address = "https://".ljust(length, "x")
    assert len(vague(paragraph(Link((Text(address),), address)))) == count


# ------------------------------------------------------------------ sections


def test_a_section_of_headings_is_empty() -> None:
    blocks = (heading(2, "Zwei"), Ornament("o", PLACE))
    assert [(finding.line, finding.code) for finding in check_sections(book(*blocks))] == [(1, "empty-section")]
    assert list(check_sections(book(*blocks, paragraph("x")))) == []


# ------------------------------------------------------------------ tables


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (table(["a", "b"], ["c", "d"]), []),
        (table(["", "b"], ["c", "d"]), []),
        (table(["", "b"], ["c", "d"], row_heads=0), ["table-head-empty"]),
        (table(["a", ""], ["c", "d"]), ["table-head-empty"]),
        (table(["", ""], ["c", "d"]), ["table-without-head"]),
        (table(["a", "b"]), ["table-without-rows"]),
        (table(["a", "b"], ["", ""]), []),
        (table(["a", "b"], ["c", "d"], caption=""), ["table-without-caption"]),
        (table(["a", "b"], ["c", "d"], caption="—"), ["table-without-caption"]),
    ],
)
def test_a_table_has_a_caption_heads_and_rows(made: Table, expected: list[str]) -> None:
    assert [finding.code for finding in check_tables(book(made))] == expected


def test_a_picture_names_a_column() -> None:
    made = table(["a"], ["b"])
    head = type(made.head)("r", (made.head.cells[0], Cell("c", prose(Picture("x.png", "Ein Haus")))))
    assert list(check_tables(book(Table("t", 1, made.caption, head, made.rows, (None, None), PLACE)))) == []


# ------------------------------------------------------------------ all of them


def test_findings_come_sorted_and_once() -> None:
    link = Link((Text("hier"),), "https://x.de", place=Place("a.md", 9, 4))
    found = check(book(paragraph(link), paragraph(link), heading(3, "Drei", 8), table(["a", ""])))
    assert [(finding.line, finding.code) for finding in found] == [
        (7, "table-head-empty"),
        (7, "table-without-rows"),
        (8, "heading-jump"),
        (9, "link-text-vague"),
    ]
