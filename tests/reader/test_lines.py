"""Where blocks begin, found in time that grows as the text does."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.reader.lines import Lines
from pipeline.reader.markdown import parse_markdown


class Counted(list[str]):
    """Lines that know how many of them were looked at."""

    looks = 0

    def __getitem__(self, index: object) -> str:  # type: ignore[override]
        self.looks += 1
        return super().__getitem__(index)  # type: ignore[call-overload,no-any-return]

    def __iter__(self) -> Iterator[str]:
        for line in super().__iter__():
            self.looks += 1
            yield line


def looks(notes: int) -> int:
    """How many looks at lines it takes to find as many notes, each as Markdown and as findings ask for it."""
    text = Counted(["Wort.", "", *(f"[^{n}]: Die Anmerkung." for n in range(notes))])
    lines = Lines(text)
    for number in range(notes):
        lines.seek(f"[^{number}]:")
        assert lines.cursor == number + 2
        assert lines.locate(f"[^{number}]:", 1) == (number + 3, 1)
    return text.looks


def test_four_times_the_notes_take_four_times_the_looks() -> None:
    assert looks(3000) < 5 * looks(750)


def test_a_note_is_sought_where_it_begins_a_line_and_located_where_it_is_first_seen() -> None:
    lines = Lines(["Wort `[^a]:` hier.", "    [^a]: Note.", "[^a]: Noch eine."])
    lines.seek("[^a]:")
    assert lines.cursor == 1
    assert lines.locate("[^a]:", 1) == (1, 7)
    assert lines.locate("[^a]:", 2) == (2, 5)


def test_a_note_that_is_nowhere_moves_nothing() -> None:
    parsed = parse_markdown("Wort.\n\nWort.")
    cursor = parsed.lines.cursor
    parsed.lines.seek("[^a]:")
    assert parsed.lines.cursor == cursor
    assert parsed.lines.locate("[^a]:", 1) == (1, 1)
