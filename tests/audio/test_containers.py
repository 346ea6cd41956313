"""M4B and Opus, as FFmpeg, mutagen and PyAV read them."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus

from pipeline.audio.containers import ContainerName, write_container
from pipeline.audio.errors import AudioError
from pipeline.audio.master import Spoken, master_section
from pipeline.audio.mastered import MasterSettings
from pipeline.audio.pcm import amplify
from pipeline.audio.playback import play_file
from pipeline.audio.spool import Spool
from tests.audio.ffprobe import probe
from tests.audio.meter import listen
from tests.audio.sound import RATE_HZ, played, sine, speech
from tests.audio.test_tags import CHAPTERS, full_tags, picture

NAMES: tuple[ContainerName, ...] = ("m4b", "opus")


def written(folder: Path, name: ContainerName, cuts: int = 1) -> Path:
    path = folder / f"book-{cuts}.{name}"
    pieces = np.array_split(sine(440, -20, 3.0), cuts)
    length = write_container(path, name, lambda: pieces, RATE_HZ, full_tags())
    assert length == 3 * RATE_HZ
    return path


@pytest.mark.parametrize("name", NAMES)
def test_chapters_are_the_same_for_all_readers(tmp_path: Path, name: ContainerName) -> None:
    path = written(tmp_path, name)
    expected = [(chapter.title, chapter.start_ms) for chapter in CHAPTERS]
    found = probe(path).chapters
    assert [(chapter.title, int(chapter.start * 1000)) for chapter in found] == expected
    assert float(found[-1].end) == pytest.approx(3.0, abs=0.01)  # Ogg tells no ends
    with av.open(str(path), "r") as container:
        read = container.chapters()
    assert [
        (chapter["metadata"]["title"], round(chapter["start"] * (chapter["time_base"] or 1) * 1000)) for chapter in read
    ] == expected


def test_m4b_tells_where_chapters_end(tmp_path: Path) -> None:
    ends = [chapter.end * 1000 for chapter in probe(written(tmp_path, "m4b")).chapters]
    assert ends == [chapter.end_ms for chapter in CHAPTERS]


@pytest.mark.parametrize("name", NAMES)
def test_it_plays_as_long_as_its_samples(tmp_path: Path, name: ContainerName) -> None:
    path = written(tmp_path, name)
    seconds = len(played(path.read_bytes())) / (48000 if name == "opus" else RATE_HZ)
    assert seconds == pytest.approx(3.0, abs=0.05)
    assert float(probe(path).duration) == pytest.approx(3.0, abs=0.05)


@pytest.mark.parametrize("name", NAMES)
def test_same_samples_are_the_same_bytes_however_cut(tmp_path: Path, name: ContainerName) -> None:
    data = written(tmp_path, name, 1).read_bytes()
    assert data == written(tmp_path, name, 7).read_bytes()
    assert b"Lavf" not in data  # nor does a new FFmpeg show


def test_m4b_has_tags_cover_and_the_brand_of_audiobooks(tmp_path: Path) -> None:
    path = written(tmp_path, "m4b")
    tags = MP4(path)
    assert path.read_bytes()[8:12] == b"M4B "
    assert (tags["\xa9nam"], tags["\xa9alb"], tags["trkn"], tags["stik"]) == (
        ["Bücher lesen"],
        ["Vorlesen"],
        [(3, 12)],
        [2],
    )
    assert bytes(tags["covr"][0]) == picture().data
    assert probe(path).tags["language"] == "deu"


def test_m4b_can_start_before_all_of_it_is_there(tmp_path: Path) -> None:
    data = written(tmp_path, "m4b").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_opus_has_tags_and_cover(tmp_path: Path) -> None:
    tags = OggOpus(written(tmp_path, "opus"))
    assert (tags["title"], tags["album"], tags["language"]) == (["Bücher lesen"], ["Vorlesen"], ["deu"])
    assert "metadata_block_picture" in tags


@pytest.mark.parametrize("name", NAMES)
def test_speech_comes_back_where_it_was(tmp_path: Path, name: ContainerName) -> None:
    path = tmp_path / f"speech.{name}"
    samples = np.concatenate(speech())
    write_container(path, name, lambda: [samples], RATE_HZ, full_tags())
    wave = played(path.read_bytes())
    rate_hz = 48000 if name == "opus" else RATE_HZ
    loud = [
        np.abs(sound).reshape(-1)[: 5 * rate // 100 * 100].reshape(100, -1).max(axis=1)
        for sound, rate in ((wave, rate_hz), (samples.astype(np.float32), RATE_HZ))
    ]
    assert np.corrcoef(*loud)[0, 1] > 0.97


def mastered(folder: Path, settings: MasterSettings) -> Spool:
    """Speech at the level of its MP3, as it is kept for other files."""
    kept = Spool()
    items = [Spoken(clip, RATE_HZ, "de+m3") for clip in speech("de+m3", 2)]
    master_section(items, settings, folder / "frames", keep=kept)
    return kept


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "settings", [MasterSettings(), MasterSettings(rate_hz=8000), MasterSettings(rate_hz=44100), MasterSettings(-16)]
)
def test_speech_is_as_loud_as_its_mp3_and_its_peaks_are_as_low(
    tmp_path: Path, name: ContainerName, settings: MasterSettings
) -> None:
    path = tmp_path / f"speech.{name}"
    with mastered(tmp_path, settings) as samples:
        write_container(path, name, samples.chunks, settings.rate_hz, full_tags(), settings.true_peak_dbtp)
    heard = listen(path)
    assert heard.true_peak_dbtp <= -1
    assert heard.lufs == pytest.approx(settings.target_lufs, abs=0.5)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("true_peak_dbtp", [-1.0, -6.0])
def test_what_would_have_higher_peaks_is_made_softer(
    tmp_path: Path, name: ContainerName, true_peak_dbtp: float
) -> None:
    path = tmp_path / f"loud.{name}"
    loud = [amplify(clip, 6) for clip in speech("de", 2)]
    length = write_container(path, name, lambda: loud, RATE_HZ, full_tags(), true_peak_dbtp)
    assert length == sum(map(len, loud))
    assert true_peak_dbtp - 1.5 < listen(path).true_peak_dbtp <= true_peak_dbtp


@pytest.mark.parametrize("name", NAMES)
def test_file_is_played_to_its_end_as_it_is(tmp_path: Path, name: ContainerName) -> None:
    path = written(tmp_path, name)
    assert np.concatenate(list(play_file(path))) == pytest.approx(played(path.read_bytes()))


def test_file_that_cannot_be_played_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "book.m4b"
    path.write_bytes(b"no sound")
    with pytest.raises(AudioError, match=r"book\.m4b"):
        list(play_file(path))


@pytest.mark.parametrize("name", NAMES)
def test_file_that_cannot_be_written_is_an_error_that_names_it(tmp_path: Path, name: ContainerName) -> None:
    path = tmp_path / "missing" / f"book.{name}"
    with pytest.raises(AudioError, match=path.name):
        write_container(path, name, lambda: [sine(440, -20, 1)], RATE_HZ, full_tags())


def test_nothing_to_encode_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="no samples"):
        write_container(tmp_path / "empty.m4b", "m4b", list, RATE_HZ, full_tags())
