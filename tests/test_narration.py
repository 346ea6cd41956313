"""The article read aloud: as players read its files, as meters measure them, and as a listener hears them."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from mutagen.id3 import ID3
from mutagen.mp3 import MP3
from PIL import Image

from pipeline.audio.mastered import MasterSettings
from pipeline.audio.pcm import Wave, samples_in
from pipeline.build import Book, read
from pipeline.files import Store
from pipeline.model import (
    Chapter,
    ChartFigure,
    DefinitionList,
    Heading,
    ImageFigure,
    ItemList,
    Manuscript,
    Paragraph,
    Prose,
    Quote,
    Table,
    plain,
)
from pipeline.sound import AudioSettings
from pipeline.speech.casting import cast_for
from pipeline.speech.engine import EngineOptions, open_engine
from pipeline.speech.perform import Performance, Production
from pipeline.speech.prompter import requests
from pipeline.speech.script import SectionScript, Utterance, write_script
from pipeline.timeline import Span, Timeline
from pipeline.traversal import walk
from tests.audio.ffprobe import Probe, probe
from tests.audio.meter import Heard, decibels, listen, loudness
from tests.conftest import LISTENING, ROOT, ReadAloud
from tests.speech.performed import perform

RATE_HZ = 22_050
SILENT_DB = -50.0
EDGE = samples_in(30, RATE_HZ)
"""What rings on after a clip, or is heard before it, in an MP3; and the silence that an engine leaves at its ends."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter as a player reads it, in milliseconds."""

    title: str
    start_ms: int
    end_ms: int


@pytest.fixture(scope="module")
def book() -> Book:
    return read(ROOT / "manuscript")


@pytest.fixture(scope="module")
def manuscript(book: Book) -> Manuscript:
    return book.edition.manuscript


@pytest.fixture(scope="module")
def scripts(manuscript: Manuscript) -> tuple[SectionScript, ...]:
    return write_script(manuscript)


@pytest.fixture(scope="module")
def production(book: Book, article_audio: ReadAloud, tmp_path_factory: pytest.TempPathFactory) -> Production:
    """How the article was performed, with the cache that is full of it."""
    assert book.settings.audio == AudioSettings()
    scratch, store = tmp_path_factory.mktemp("scratch"), Store(article_audio.cache)
    cast = cast_for(book.settings.voices, "espeak")
    return Production("espeak", EngineOptions(), cast, book.lexicon, MasterSettings(), scratch, store)


@pytest.fixture(scope="module")
def performances(scripts: tuple[SectionScript, ...], production: Production) -> tuple[Performance, ...]:
    """The article as it was performed, from what is kept of it."""
    return perform(scripts, production)


@pytest.fixture(scope="module")
def timeline(performances: tuple[Performance, ...]) -> Timeline:
    return Timeline(RATE_HZ, tuple(each.track for each in performances))


@pytest.fixture(scope="module")
def heard(article_audio: ReadAloud) -> Mapping[Path, Heard]:
    """Each section as played, and what was measured of the whole."""
    with ThreadPoolExecutor(2) as executor:
        paths = (article_audio.whole, *article_audio.sections)
        return dict(zip(paths, executor.map(listen, paths), strict=True))


@pytest.fixture(scope="module")
def probed(article_audio: ReadAloud) -> Mapping[Path, Probe]:
    """All files as FFmpeg's ffprobe reads them."""
    with ThreadPoolExecutor(2) as executor:
        paths = (article_audio.whole, *article_audio.sections)
        return dict(zip(paths, executor.map(probe, paths), strict=True))


# ------------------------------------------------------------------ chapters


def by_ffprobe(found: Probe) -> list[Mark]:
    return [Mark(each.title, milliseconds(each.start), milliseconds(each.end)) for each in found.chapters]


def by_mutagen(path: Path) -> list[Mark]:
    """In the order of the table of contents."""
    tags = ID3(path)
    frames = [tags[f"CHAP:{name}"] for name in tags["CTOC:toc"].child_element_ids]
    return [Mark(str(each.sub_frames["TIT2"]), each.start_time, each.end_time) for each in frames]


def by_pyav(path: Path) -> list[Mark]:
    with av.open(str(path), "r") as container:
        found = [(each, each["time_base"] or Fraction(1)) for each in container.chapters()]
    return [
        Mark(each["metadata"]["title"], milliseconds(each["start"] * unit), milliseconds(each["end"] * unit))
        for each, unit in found
    ]


def milliseconds(seconds: Fraction) -> int:
    assert seconds * 1000 == int(seconds * 1000)
    return int(seconds * 1000)


def chapter_ids(path: Path) -> list[str]:
    tags = ID3(path)
    return list(tags["CTOC:toc"].child_element_ids)


def test_chapters_are_the_same_for_all_readers(probed: Mapping[Path, Probe]) -> None:
    for path, found in probed.items():
        assert by_ffprobe(found) == by_mutagen(path) == by_pyav(path), path.name


def test_chapters_follow_each_other_from_the_first_to_the_last_moment(
    probed: Mapping[Path, Probe], heard: Mapping[Path, Heard]
) -> None:
    for path, found in probed.items():
        marks = by_ffprobe(found)
        assert marks[0].start_ms == 0
        assert marks[-1].end_ms == round(len(heard[path].wave) * 1000 / RATE_HZ)
        assert all(mark.start_ms < mark.end_ms for mark in marks)
        assert all(one.end_ms == other.start_ms for one, other in pairwise(marks))


def to_skip(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Everything in a section that a listener goes to or skips: its id, and words that its title holds."""
    within_lists = {
        block.id
        for outer in walk(chapter.blocks)
        if isinstance(outer, ItemList)
        for item in outer.items
        for block in walk(item.blocks)
    }
    yield f"{chapter.id}-title", plain(chapter.title)
    for block in walk(chapter.blocks):
        match block:
            case Heading():
                yield block.id, plain(block.content)
            case Table() | ChartFigure() | ImageFigure():
                yield block.id, f"{block.number}: {plain(block.caption)}"
            case ItemList() if block.id not in within_lists:
                yield block.id, str(len(block.items))
            case DefinitionList():
                yield from ((entry.id, plain(entry.terms[0])) for entry in block.entries)
            case _:
                pass
    if chapter.notes:
        yield f"{chapter.id}-notes", "Anmerkung"


def test_each_thing_to_go_to_or_to_skip_is_a_chapter(article_audio: ReadAloud, manuscript: Manuscript) -> None:
    kinds = set()
    for chapter, path in zip(manuscript.chapters, article_audio.sections, strict=True):
        expected = list(to_skip(chapter))
        found = dict(zip(chapter_ids(path), by_mutagen(path), strict=True))
        # What follows an object is a chapter of its own, so that the object alone can be skipped.
        own = {name: mark for name, mark in found.items() if not name.endswith("-after")}
        assert list(own) == [name for name, _ in expected]
        assert {name.removesuffix("-after") for name in found.keys() - own.keys()} <= own.keys()
        assert all(words in mark.title for mark, (_, words) in zip(own.values(), expected, strict=True))
        kinds |= {type(block).__name__ for block in walk(chapter.blocks)}
    assert {"Heading", "Table", "ChartFigure", "ImageFigure", "ItemList", "DefinitionList"} <= kinds


def test_the_whole_has_the_chapters_of_all_sections(article_audio: ReadAloud) -> None:
    of_sections = [mark for path in article_audio.sections for mark in by_mutagen(path)]
    whole = by_mutagen(article_audio.whole)
    assert [mark.title for mark in whole] == [mark.title for mark in of_sections]
    ids = chapter_ids(article_audio.whole)
    assert len(ids) == len(set(ids))


def test_a_chapter_begins_with_its_words_after_a_silence(article_audio: ReadAloud, heard: Mapping[Path, Heard]) -> None:
    for path in (*article_audio.sections, article_audio.whole):
        wave = heard[path].wave
        for mark in by_mutagen(path):
            start = samples_in(mark.start_ms, RATE_HZ)
            before, after = wave[max(0, start - 8 * EDGE) : max(0, start - EDGE)], wave[start:][: 2 * EDGE]
            assert level_db(before) < SILENT_DB, (path.name, mark)
            assert level_db(after) > SILENT_DB, (path.name, mark)


def test_a_chapter_begins_with_the_line_that_it_is_named_after(article_audio: ReadAloud) -> None:
    for path in (*article_audio.sections, article_audio.whole):
        lines = {start_ms: line for line, start_ms in ID3(path)["SYLT::deu"].text}
        before = dict(zip(list(lines)[1:], lines.values(), strict=False))
        for name, mark in zip(chapter_ids(path), by_mutagen(path), strict=True):
            asks = re.fullmatch(r".+-d\d+-e(\d+)", name)
            if mark.title.endswith("(Fortsetzung)"):
                assert before[mark.start_ms].startswith("Ende de"), (path.name, mark)
            else:
                words = f"Frage {asks[1]} von" if asks else mark.title[:11]
                assert lines[mark.start_ms].startswith(words), (path.name, mark)


# ------------------------------------------------------------------ lengths


def test_a_file_is_as_long_as_its_track_to_the_sample(
    article_audio: ReadAloud, timeline: Timeline, heard: Mapping[Path, Heard], probed: Mapping[Path, Probe]
) -> None:
    for path, track in zip(article_audio.sections, timeline.tracks, strict=True):
        assert len(heard[path].wave) == track.length
        assert track.spans[-1].end == track.length
    for path, found in probed.items():
        assert found.samples == len(heard[path].wave)


def test_players_tell_the_length_without_playing(article_audio: ReadAloud, heard: Mapping[Path, Heard]) -> None:
    for path in (*article_audio.sections, article_audio.whole):
        seconds = len(heard[path].wave) / RATE_HZ
        assert vars(MP3(path))["info"].length == pytest.approx(seconds, abs=1 / RATE_HZ)
        with av.open(str(path), "r") as container:
            assert container.duration is not None
            assert container.duration / av.time_base == pytest.approx(seconds, abs=1 / RATE_HZ)


def test_the_whole_is_its_sections(article_audio: ReadAloud, heard: Mapping[Path, Heard]) -> None:
    whole, starts = heard[article_audio.whole].wave, section_starts(article_audio)
    for path, start in zip(article_audio.sections, starts, strict=True):
        wave = heard[path].wave
        assert np.abs(whole[start : start + len(wave)] - wave).max() < 1e-3
    assert all(
        next_start - start - len(heard[path].wave) < samples_in(80, RATE_HZ)
        for path, (start, next_start) in zip(article_audio.sections, pairwise([*starts, len(whole)]), strict=True)
    )


def section_starts(article_audio: ReadAloud) -> list[int]:
    """Where the sections begin in the whole, in samples: whole frames of 576."""
    titles = {chapter_ids(path)[0] for path in article_audio.sections}
    marks = zip(chapter_ids(article_audio.whole), by_mutagen(article_audio.whole), strict=True)
    return [round(mark.start_ms * RATE_HZ / 1000 / 576) * 576 for name, mark in marks if name in titles]


# ------------------------------------------------------------------ loudness


def test_each_file_has_the_loudness_of_a_podcast(heard: Mapping[Path, Heard]) -> None:
    for path, sound in heard.items():
        assert sound.lufs == pytest.approx(-19, abs=0.5), path.name
        assert sound.true_peak_dbtp <= -1.0, path.name


def test_sections_are_equally_loud(article_audio: ReadAloud, heard: Mapping[Path, Heard]) -> None:
    found = [heard[path].lufs for path in article_audio.sections]
    assert max(found) - min(found) < 0.5


def test_no_silence_is_taken_for_the_end(heard: Mapping[Path, Heard]) -> None:
    for path, sound in heard.items():
        assert longest_silence(sound.wave) / RATE_HZ < 2.5, path.name


def longest_silence(wave: Wave) -> int:
    """The longest run of samples that are silent."""
    loud = np.flatnonzero(np.abs(wave) > 10 ** (SILENT_DB / 20))
    return int(np.diff(loud, prepend=-1, append=len(wave)).max()) - 1


# ------------------------------------------------------------------ what is beside the sound


def test_ffmpeg_has_nothing_to_complain_of(probed: Mapping[Path, Probe]) -> None:
    assert {path.name: found.warnings for path, found in probed.items() if found.warnings} == {}


def test_tags_tell_what_is_played(article_audio: ReadAloud, manuscript: Manuscript) -> None:
    metadata = manuscript.metadata
    for number, (path, chapter) in enumerate(zip(article_audio.sections, manuscript.chapters, strict=True), 1):
        tags = tags_of(path)
        assert tags["TIT2"] == plain(chapter.title)
        assert tags["TRCK"] == f"{number}/{len(manuscript.chapters)}"
        assert path.name == f"{number:02}-{chapter.id}.mp3"
    whole = tags_of(article_audio.whole)
    assert whole["TIT2"] == metadata.title
    assert "TRCK" not in whole
    for path in (*article_audio.sections, article_audio.whole):
        tags = tags_of(path)
        assert (tags["TALB"], tags["TLAN"], tags["TPUB"], tags["TDRC"]) == (
            metadata.title, "deu", metadata.publisher, metadata.date.isoformat(),
        )  # fmt: skip
        assert tags["TPE1"] == "/".join(metadata.creator)


def tags_of(path: Path) -> dict[str, str]:
    tags = ID3(path)
    return {name: str(tags[name]) for name in tags if len(name) == 4}


def test_each_file_shows_the_cover(article_audio: ReadAloud) -> None:
    for path in (*article_audio.sections, article_audio.whole):
        tags = ID3(path)
        with Image.open(io.BytesIO(tags["APIC:"].data)) as cover:
            cover.load()
            assert cover.width == cover.height >= 600
            assert tags["APIC:"].mime == Image.MIME[str(cover.format)]


def test_lyrics_are_the_words_in_the_order_and_at_the_time_of_speaking(
    article_audio: ReadAloud, scripts: tuple[SectionScript, ...], timeline: Timeline
) -> None:
    for path, script, track in zip(article_audio.sections, scripts, timeline.tracks, strict=True):
        tags = ID3(path)
        lines = ["".join(phrase.text for phrase in each.phrases) for each in script.utterances]
        assert tags["USLT::deu"].text == "\n".join(lines)
        assert tags["SYLT::deu"].text == [
            (line, timeline.milliseconds(span.start)) for line, span in zip(lines, track.spans, strict=True)
        ]


# ------------------------------------------------------------------ the same again


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.mp3")}


def test_it_is_the_same_bytes_elsewhere_without_a_cache_and_by_one_worker(
    article_audio: ReadAloud, tmp_path: Path
) -> None:
    elsewhere = Path(shutil.copytree(ROOT / "manuscript", tmp_path / "an other/folder"))
    for path in elsewhere.rglob("*"):
        os.utime(path, (1, 1))
    surroundings = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    program = (sys.executable, "-c", "from pipeline.cli import main; main()", "build", elsewhere, "--only", "audio")
    subprocess.run(
        [*program, "-o", "made", "--no-cache", "--workers", "1"],
        cwd=tmp_path, env=os.environ | surroundings, check=True,
    )  # fmt: skip
    assert digests(tmp_path / "made/audio") == digests(article_audio.whole.parent)


def test_what_is_unchanged_is_neither_spoken_nor_encoded(performances: tuple[Performance, ...]) -> None:
    assert [(each.kept, each.clips_spoken) for each in performances] == [(True, 0)] * len(performances)


# ------------------------------------------------------------------ how it sounds

OF_EACH = 10


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """An utterance as played, and the silence after it; `letters` as spoken."""

    id: str
    wave: Wave
    pause: Wave
    letters: int

    @property
    def duration_s(self) -> float:
        return len(self.wave) / RATE_HZ

    @property
    def letters_a_second(self) -> float:
        return self.letters / self.duration_s


def kinds_of(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """The kind of what is said for each id of an utterance, told from the manuscript; what is in none is a cue."""
    for prose, name in ((chapter.title, "title"), (chapter.voice, "voice")):
        yield from sentences(f"{chapter.id}-{name}", prose, "title" if name == "title" else "cue")
    yield from within(chapter.blocks, "paragraph")
    for note in chapter.notes:
        yield from within(note.blocks, "note")


def within(blocks: tuple[object, ...], kind: str) -> Iterator[tuple[str, str]]:
    """The same for blocks: a paragraph is what it stands in."""
    for block in blocks:
        match block:
            case Heading():
                yield from sentences(block.id, block.content, "heading")
            case Paragraph(role=None):
                yield from sentences(block.id, block.content, kind)
            case Quote():
                yield from within(block.blocks, "quote")
            case ItemList():
                for item in block.items:
                    yield from within(item.blocks, "list item")
            case DefinitionList():
                for entry in block.entries:
                    for number, term in enumerate(entry.terms, 1):
                        yield from sentences(f"{entry.id}-t{number}", term, "question")
                    for detail in entry.details:
                        yield from within(detail.blocks, "answer")
            case Table():
                yield from ((cell.id, "table cell") for row in block.rows for cell in row.cells)
            case ChartFigure():
                yield from ((f"{block.id}-v{number}", "chart") for number in range(1, 9))
            case _:
                pass


def sentences(name: str, prose: Prose, kind: str) -> Iterator[tuple[str, str]]:
    yield from ((f"{name}-s{number}", kind) for number in range(1, len(prose) + 1))


KINDS = (
    "title",
    "heading",
    "paragraph",
    "quote",
    "list item",
    "table cell",
    "chart",
    "question",
    "answer",
    "note",
    "cue",
)


@pytest.fixture(scope="module")
def clips(
    article_audio: ReadAloud,
    manuscript: Manuscript,
    scripts: tuple[SectionScript, ...],
    production: Production,
    timeline: Timeline,
    heard: Mapping[Path, Heard],
) -> Mapping[str, list[Clip]]:
    """All clips of the article by their kind."""
    found: dict[str, list[Clip]] = {kind: [] for kind in KINDS}
    kinds = dict(pair for chapter in manuscript.chapters for pair in kinds_of(chapter))
    engine = open_engine("espeak", EngineOptions())
    for path, script, track in zip(article_audio.sections, scripts, timeline.tracks, strict=True):
        asked = requests(script, production.voices, production.lexicon, engine)
        for utterance, request, span in zip(script.utterances, asked, track.spans, strict=True):
            letters = sum(character.isalnum() for character in request.text)
            clip = cut(heard[path].wave, utterance, span, letters)
            found[kinds.get(utterance.id, "cue")].append(clip)
    engine.close()
    return found


def cut(wave: Wave, utterance: Utterance, span: Span, letters: int) -> Clip:
    end = span.end - samples_in(utterance.pause_ms, RATE_HZ)
    return Clip(utterance.id, wave[span.start : end], wave[end : span.end], letters)


def some(clips: list[Clip]) -> list[Clip]:
    """Ten of them, from the first to the last."""
    chosen = np.linspace(0, len(clips) - 1, min(OF_EACH, len(clips))).round().astype(int)
    return [clips[index] for index in chosen]


def span_of(clips: list[Clip], measure: Callable[[Clip], float], digits: int) -> str:
    """The least and the most that is measured."""
    found = [measure(clip) for clip in clips]
    return f"{min(found):.{digits}f} to {max(found):.{digits}f}"


def level_db(wave: Wave) -> float:
    """The highest sample in dB of full scale."""
    return decibels(float(np.abs(wave).max(initial=0)))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_said_sounds_like_speech(kind: str, clips: Mapping[str, list[Clip]]) -> None:
    assert clips[kind]
    for clip in clips[kind]:
        assert -25 < level_db(clip.wave) < -0.5, clip.id
        assert clip.duration_s > 0.2, clip.id
        assert longest_silence(clip.wave) / RATE_HZ < 0.6, clip.id
        assert -26 < loudness(clip.wave, RATE_HZ) < -14, clip.id
        if clip.duration_s > 1:
            assert 5 < clip.letters_a_second < 25, clip.id


@pytest.mark.parametrize("kind", KINDS)
def test_after_what_is_said_it_is_silent_for_as_long_as_is_written(kind: str, clips: Mapping[str, list[Clip]]) -> None:
    for clip in clips[kind]:
        assert level_db(clip.pause[EDGE:-EDGE]) < SILENT_DB, clip.id
        assert level_db(clip.wave[-3 * EDGE :]) > SILENT_DB - 10, clip.id


def test_listening_is_reported(clips: Mapping[str, list[Clip]], record_property: Callable[[str, object], None]) -> None:
    lines = [f"{'':10}  clips  seconds       letters/s    LUFS            silence within, ms"]
    for kind in KINDS:
        chosen = some(clips[kind])
        measure = partial(span_of, chosen)
        seconds = measure(lambda clip: clip.duration_s, 1)
        speed = measure(lambda clip: clip.letters_a_second, 0)
        lufs = measure(lambda clip: loudness(clip.wave, RATE_HZ), 1)
        silence = measure(lambda clip: 1000 * longest_silence(clip.wave) / RATE_HZ, 0)
        lines.append(f"{kind:10}  {len(chosen):5}  {seconds:12}  {speed:11}  {lufs:14}  {silence}")
    record_property(LISTENING, "\n".join(lines))
    assert len(lines) == len(KINDS) + 1
