"""A small manuscript read aloud in tones: what is said, when, and what a player finds in the files."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import av
import pytest
from mutagen.id3 import ID3
from mutagen.mp3 import MP3
from PIL import Image

from pipeline.audio.mastered import MasterSettings
from pipeline.edition import Audio, Edition
from pipeline.files import Store
from pipeline.reader.load import load
from pipeline.speech.engine import EngineOptions
from pipeline.speech.lexicon import make_lexicon
from pipeline.speech.perform import Performance, Production
from pipeline.speech.script import write_script
from pipeline.timeline import Timeline
from pipeline.writers.mp3 import write_mp3
from tests.speech.performed import perform

RATE_HZ = 22050
BOOK = "title: Buch\nlanguage: de\ncreator: Redaktion\ndate: 2026-01-01\n"
SECTIONS = {
    "01-a.md": "---\ntitle: Erstens\n---\n\nEin Satz. Noch einer.[^n]\n\n## Mitte\n\nText.\n\n[^n]: Die Anmerkung.\n",
    "02-b.md": "---\ntitle: Zweitens\n---\n\nTabelle: Werte\n\n| A | B |\n|---|---|\n| x |  |\n",
}


def performed(edition: Edition, scratch: Path, workers: int = 1, store: Store | None = None) -> list[Performance]:
    scratch.mkdir(exist_ok=True)
    lexicon, master = make_lexicon({}, {}), MasterSettings()
    production = Production("tone", EngineOptions(), {}, lexicon, master, scratch, store)
    return list(perform(write_script(edition.manuscript), production, workers))


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder = tmp_path_factory.mktemp("book")
    (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    for name, text in SECTIONS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Edition(load(folder).manuscript, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture(scope="module")
def performances(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> list[Performance]:
    return performed(edition, tmp_path_factory.mktemp("scratch"))


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
        "audio/01-a.mp3": ["Erstens", "Mitte", "Eine Anmerkung zu diesem Abschnitt"],
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
    store = Store(tmp_path / "kept")
    fresh, again = (performed(edition, tmp_path / "scratch", 2, store) for _ in range(2))
    frames = [[one.sound.encoded.path.read_bytes() for one in each] for each in (performances, fresh, again)]
    assert frames[0] == frames[1] == frames[2]
    assert [one.track for one in fresh] == [one.track for one in again] == [one.track for one in performances]
    assert all(one.clips_spoken and not one.kept for one in fresh)
    assert all(one.kept and not one.clips_spoken for one in again)


def test_words_stand_where_they_are_heard(files: dict[str, bytes], performances: list[Performance]) -> None:
    names = list(files)
    for name, one in zip(names, performances, strict=False):
        tag = ID3(io.BytesIO(files[name]))
        (timed,) = tag.getall("SYLT")
        lines = [(span.line.text, span.start * 1000 / RATE_HZ) for span in one.track.spans]
        assert [text for text, _ in timed.text] == [text for text, _ in lines]
        assert all(abs(ms - at) <= 0.5 for (_, ms), (_, at) in zip(timed.text, lines, strict=True))
        assert str(tag.getall("USLT")[0]) == "\n".join(text for text, _ in lines)
    book = ID3(io.BytesIO(files[names[-1]]))
    assert len(book.getall("SYLT")[0].text) == sum(len(one.track.spans) for one in performances)


def test_every_file_has_a_square_cover(files: dict[str, bytes]) -> None:
    covers = {ID3(io.BytesIO(data)).getall("APIC")[0].data for data in files.values()}
    (cover,) = covers
    assert Image.open(io.BytesIO(cover)).size == (1400, 1400)


def test_an_edition_without_sound_has_no_mp3(edition: Edition) -> None:
    with pytest.raises(ValueError, match="without sound"):
        next(iter(write_mp3(edition)))
