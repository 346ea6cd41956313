"""Both voices of the bench are given the same words, and its figures are those of what was made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.build import Book, read
from pipeline.speech.engine import EngineOptions, open_engine
from pipeline.speech.prompter import requests
from pipeline.speech.script import write_script
from tests.bench.book import write_book
from tests.bench.measure import Run, Turns
from tests.bench.sound import (
    Rebuild,
    check_lengths,
    edit_sentence,
    peer_version,
    rebuild_table,
    throughput_table,
    written,
)
from tests.bench.watch import Peaks
from tests.bench.words import peer_texts


@pytest.fixture(params=[True, False], ids=["plain", "with everything"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Book:
    write_book(1500, 3, tmp_path, plain=request.param)
    return read(tmp_path)


def asked(book: Book) -> Iterator[str]:
    """The words that an engine is asked for, a text each section."""
    with closing(open_engine("tone", EngineOptions())) as engine:
        for script in write_script(book.edition.manuscript):
            found = requests(script, {}, book.lexicon, engine)
            yield " ".join(phrase.text for asked in found for phrase in asked.phrases)


def words(text: str) -> list[str]:
    """Its words without signs."""
    return re.findall(r"\w+", text)


def test_peer_is_given_the_words_that_our_engine_is_asked_for(book: Book) -> None:
    found = [words(text) for text in peer_texts(book)]
    assert found == [words(text) for text in asked(book)]
    assert sum(map(len, found)) > 1500


def test_peer_is_given_the_words_of_the_manuscript(tmp_path: Path) -> None:
    (tmp_path / "book.yaml").write_text(
        "title: Buch\nlanguage: de\ncreator: Redaktion\ndate: 2026-01-02\n"
        "identifier: urn:uuid:00000000-0000-4000-8000-000000000001\n",
        encoding="utf-8",
    )
    text = "---\ntitle: Ein Anfang\n---\n\nDas ist *ein* Satz. Und z. B. noch einer!\n\nEin neuer Absatz.\n"
    (tmp_path / "1-eins.md").write_text(text, encoding="utf-8")
    (found,) = peer_texts(read(tmp_path))
    assert found == "Ein Anfang\n\nDas ist ein Satz.\nUnd zum Beispiel noch einer!\n\nEin neuer Absatz.\n\n"


def test_version_is_found_in_what_a_program_tells() -> None:
    assert peer_version("eSpeak NG text-to-speech: 1.51  Data at: /usr/lib/espeak-ng-data\n") == "eSpeak NG 1.51"
    assert peer_version("LAME 64bits version 3.100 (http://lame.sf.net)\n\nCopyright 1999\n") == "LAME 3.100"
    assert peer_version("another program\nof two lines\n") == "another program"


def test_speeds_are_sound_by_wall_time_and_stand_beside_both_peers() -> None:
    found = [Turns(Run(9, 9, 0, Peaks(40)), [Run(wall_s, 3, 0, Peaks())]) for wall_s in (2, 4, 5)]
    lines = throughput_table("Title", ["ours", "one", "two"], [1000, 1000, 1000], found).splitlines()
    assert [line.split() for line in lines[-3:]] == [
        ["ours", "2.00", "3.00", "1000", "500", "2.00x", "2.50x", "40"],
        ["one", "4.00", "3.00", "1000", "250", "1.00x", "1.25x", "40"],
        ["two", "5.00", "3.00", "1000", "200", "0.80x", "1.00x", "40"],
    ]


def test_lengths_that_are_far_apart_are_no_comparison() -> None:
    check_lengths([100, 90, 85])
    with pytest.raises(RuntimeError, match="100 s, 70 s"):
        check_lengths([100, 70])


def test_rebuilds_show_the_median_of_times_and_the_most_that_was_made() -> None:
    found = [Rebuild(Run(wall_s, 1, 0, Peaks()), clips, 1) for wall_s, clips in ((3, 1), (1, 2), (2, 1))]
    assert rebuild_table("Title", [("edited", found)]).split("\n")[-2].split() == ["edited", "2.00", "1.00", "2", "1"]


def test_edit_changes_one_sentence_of_a_paragraph() -> None:
    text = "---\ntitle: Dr. Anfang.\n---\n\n## Titel\n\nEin Satz. Der zweite.\n\nNoch ein Absatz.\n"
    section = text.partition("---\n\n")[2]
    assert edit_sentence(section, "Nummer 2") == section.replace("Der zweite.", "Der zweite, Nummer 2.")
    with pytest.raises(ValueError, match="no paragraph"):
        edit_sentence("## Titel\n", "Nummer 2")


def test_file_written_anew_is_another_and_one_that_is_read_is_not(tmp_path: Path) -> None:
    place = tmp_path / "ab" / "ab12.clip"
    place.parent.mkdir()
    place.write_bytes(b"old")
    before = written(tmp_path)
    place.touch()
    assert written(tmp_path) == before
    (tmp_path / "aside").write_bytes(b"new")
    (tmp_path / "aside").replace(place)
    assert {path for path, _ in written(tmp_path) - before} == {place}
