"""The figures of the e-book with narration are those of what was made."""

from __future__ import annotations

import zipfile
from pathlib import Path

from pipeline.build import build
from pipeline.studio import Studio
from tests.bench.measure import Run
from tests.bench.narrated import part_sizes, ratio_table, size_table
from tests.bench.watch import Peaks


def test_times_stand_beside_those_of_the_audio() -> None:
    runs = [Run(wall_s, cpu_s, 0, Peaks()) for wall_s, cpu_s in ((4, 5), (5, 8), (6, 10))]
    lines = [line.split() for line in ratio_table("Title", runs).splitlines()]
    assert ["audio", "alone", "4.00", "5.00", "1.00x", "1.00x"] in lines
    assert ["with", "narration", "5.00", "8.00", "1.25x", "1.60x"] in lines
    assert ["word", "by", "word", "6.00", "10.00", "1.50x", "2.00x"] in lines


def test_parts_are_all_that_an_e_book_holds(tmp_path: Path) -> None:
    (tmp_path / "book.yaml").write_text(
        "title: Buch\nlanguage: de\ncreator: Redaktion\ndate: 2026-01-02\n", encoding="utf-8"
    )
    (tmp_path / "01-eins.md").write_text("---\ntitle: Eins\n---\n\nEin Satz.\n", encoding="utf-8")
    (path,) = build(tmp_path, tmp_path / "out", ["readalong"], studio=Studio("tone"))
    sizes = part_sizes(tmp_path / "out")
    with zipfile.ZipFile(path) as archive:
        assert sum(list(sizes.values())[1:]) == sum(member.compress_size for member in archive.infolist())
        sounds = [member.compress_size for member in archive.infolist() if member.filename.endswith(".mp3")]
    assert len(sounds) > 3
    assert (sizes["e-book"], sizes["sound"]) == (path.stat().st_size, sum(sounds))
    assert min(sizes.values()) > 0


def test_sizes_stand_beside_their_sum() -> None:
    sizes = {"e-book": 10_200, "sound": 8000, "overlays": 1000, "text and images": 1000}
    lines = [line.split() for line in size_table("Title", [sizes, sizes]).splitlines()]
    assert ["with", "narration", "10", "8", "1", "1", "2.00", "%"] in lines
