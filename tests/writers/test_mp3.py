"""A small manuscript read aloud in tones: what is said, when, and what a player finds in the files."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import av
import pytest
from mutagen.id3 import ID3
from mutagen.mp3 import MP3

from pipeline.audio.master import MasterSettings
from pipeline.edition import Audio, Edition
from pipeline.reader.load import load
from pipeline.speech.engine import EngineOptions
from pipeline.speech.lexicon import make_lexicon
from pipeline.speech.perform import Job, Performance, perform
from pipeline.speech.script import write_script
from pipeline.timeline import Timeline
from pipeline.writers.mp3 import write_mp3

RATE_HZ = 22050
BOOK = "title: Buch\nlanguage: de\ncreator: Redaktion\ndate: 2026-01-01\n"
SECTIONS = {
    "01-a.md": "---\ntitle: Erstens\n---\n\nEin Satz. Noch einer.[^n]\n\n## Mitte\n\nText.\n\n[^n]: Die Anmerkung.\n",
    "02-b.md": "---\ntitle: Zweitens\n---\n\nTabelle: Werte\n\n| A | B |\n|---|---|\n| x |  |\n",
}


def performed(edition: Edition, workers: int = 1, cache: Path | None = None) -> list[Performance]:
    scripts = write_script(edition.manuscript)
    jobs = [Job(s, "tone", EngineOptions(), {}, make_lexicon({}, {}), MasterSettings(), cache) for s in scripts]
    with ThreadPoolExecutor(workers) as executor:
        return list(perform(jobs, executor))


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder = tmp_path_factory.mktemp("book")
    (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    for name, text in SECTIONS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Edition(load(folder).manuscript, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture(scope="module")
def performances(edition: Edition) -> list[Performance]:
    return performed(edition)


@pytest.fixture(scope="module")
def files(edition: Edition, performances: list[Performance]) -> dict[str, bytes]:
    timeline = Timeline(RATE_HZ, tuple(one.track for one in performances))
    audio = Audio(timeline, tuple(one.sound.encoded for one in performances))
    sounding = Edition(edition.manuscript, edition.modified, audio)
    return {artifact.path: artifact.data for artifact in write_mp3(sounding)}


def played(data: bytes) -> int:
    with av.open(io.BytesIO(data), "r") as container:
        return sum(frame.samples for frame in container.decode(container.streams.audio[0]))


def duration_ms(data: bytes) -> float:
    info = MP3(io.BytesIO(data)).info
    return float(getattr(info, "length", 0)) * 1000


def test_spans_tile_the_track_and_keep_every_id(edition: Edition, performances: list[Performance]) -> None:
    for script, one in zip(write_script(edition.manuscript), performances, strict=True):
        assert [span.id for span in one.track.spans] == [utterance.id for utterance in script.utterances]
        starts = [span.start for span in one.track.spans]
        assert [0, *(span.end for span in one.track.spans)] == [*starts, one.track.length]
        assert one.track.length == one.sound.encoded.samples


def test_there_is_a_file_for_each_section_and_one_for_the_book(files: dict[str, bytes]) -> None:
    assert list(files) == ["audio/01-a.mp3", "audio/02-b.mp3", "audio/buch.mp3"]


def test_a_section_plays_to_its_last_sample(files: dict[str, bytes], performances: list[Performance]) -> None:
    assert [played(files[name]) for name in list(files)[:2]] == [one.track.length for one in performances]


def test_chapters_are_in_order_and_tile_the_file(files: dict[str, bytes]) -> None:
    titles = {
        "audio/01-a.mp3": ["Erstens", "Mitte", "Anmerkungen zu diesem Abschnitt"],
        "audio/02-b.mp3": ["Zweitens", "Tabelle 1: Werte"],
    }
    titles["audio/buch.mp3"] = [title for names in titles.values() for title in names]
    for name, data in files.items():
        chapters = ID3(io.BytesIO(data)).getall("CHAP")
        chapters.sort(key=lambda chapter: chapter.start_time)
        assert [str(chapter.sub_frames["TIT2"]) for chapter in chapters] == titles[name]
        starts = [chapter.start_time for chapter in chapters]
        ends = [chapter.end_time for chapter in chapters]
        assert [0, *ends[:-1]] == starts
        assert abs(ends[-1] - duration_ms(data)) < 2


def test_the_same_bytes_with_two_workers_and_from_a_cache(
    edition: Edition, performances: list[Performance], tmp_path: Path
) -> None:
    first = [one.sound.encoded.path.read_bytes() for one in performances]
    fresh, again = performed(edition, 2, tmp_path), performed(edition, 2, tmp_path)
    assert (
        [one.sound.encoded.path.read_bytes() for one in fresh]
        == first
        == [one.sound.encoded.path.read_bytes() for one in again]
    )
    assert sum(one.report.spoken for one in fresh) > 0
    assert sum(one.report.spoken for one in again) == 0


def test_an_edition_without_sound_has_no_mp3(edition: Edition) -> None:
    with pytest.raises(ValueError, match="without sound"):
        next(iter(write_mp3(edition)))
