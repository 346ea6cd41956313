"""The cache of clips: files in a folder, shared by processes, damaged on purpose."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.speech.cache import (
    CachedEngine,
    CacheReport,
    CacheStats,
    ClipCache,
    DamagedEntryError,
    cache_key,
    pack,
    unpack,
)
from pipeline.speech.engine import (
    Clip,
    EngineOptions,
    NothingSpokenError,
    Phrase,
    Request,
    UnknownVoiceError,
    open_engine,
)
from pipeline.speech.tone import Tone

TAG = Request((Phrase("Guten Tag", "de"),), "low")
WEG = Request((Phrase("Guter langer Weg", "de"),), "low")
KEY = "ab" + "0" * 62


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def used(folder: Path, times: dict[str, int]) -> None:
    """Set when entries were last used, in seconds since 1970."""
    for key, seconds in times.items():
        os.utime(folder / key[:2] / f"{key}.clip", (seconds, seconds))


# ------------------------------------------------------------------ entries


@given(st.lists(st.integers(-32_768, 32_767)), st.sampled_from((8_000, 22_050, 24_000)))
def test_entry_gives_back_every_sample(values: list[int], rate_hz: int) -> None:
    clip = unpack(KEY, pack(KEY, Clip(np.array(values, np.int16), rate_hz)))
    assert clip.samples.tolist() == values
    assert (str(clip.samples.dtype), clip.rate_hz) == ("int16", rate_hz)


@given(st.data())
def test_every_damage_is_noticed(data: st.DataObject) -> None:
    entry = pack(KEY, Clip(np.arange(50, dtype=np.int16), 8_000))
    cut = data.draw(st.integers(0, len(entry) - 1))
    with pytest.raises(ValueError, match=r"it is no clip|its digest"):
        unpack(KEY, entry[:cut])
    flipped = bytearray(entry)
    flipped[cut] ^= data.draw(st.integers(1, 255))
    with pytest.raises(ValueError, match=r"it is no clip|its digest"):
        unpack(KEY, bytes(flipped))


def test_entry_of_another_key_is_noticed() -> None:
    with pytest.raises(ValueError, match="digest"):
        unpack(KEY[::-1], pack(KEY, Clip(np.arange(50, dtype=np.int16), 8_000)))


def test_entry_takes_less_than_two_thirds_of_the_samples() -> None:
    engine = open_engine("espeak", EngineOptions())
    clip = engine.speak(Request((Phrase("Siebzig Prozent suchen online nach Informationen.", "de"),), "de"))
    engine.close()
    assert len(pack(KEY, clip)) < clip.samples.nbytes * 2 / 3


# ------------------------------------------------------------------ keys


def test_key_depends_on_all_that_the_samples_depend_on() -> None:
    class Other(Tone):
        name = "other"

    class Faster(Tone):
        rate_hz = 44_100

    requests = (
        TAG, WEG, replace(TAG, voice="high"), Request((Phrase("Guten Tag", "en"),), "low"),
        Request((Phrase("Guten", "de"), Phrase("Tag", "de")), "low"), Request((), "low"),
    )  # fmt: skip
    keys = [cache_key(Tone(), request) for request in requests]
    keys += [cache_key(engine, TAG) for engine in (Tone(1.5), Other(), Faster())]
    assert len(set(keys)) == len(keys)
    assert cache_key(Tone(), TAG) == keys[0]


def test_key_is_the_same_in_every_process_and_version_of_python() -> None:
    assert cache_key(Tone(), TAG) == "71e520cd3bfaaf5e4c7515ba1274d60237227a55bbffcd70d4631bd57ce056e3"


def test_text_that_is_no_unicode_has_a_key() -> None:
    assert cache_key(Tone(), Request((Phrase("\ud800", "de"),), "low"))


# ------------------------------------------------------------------ a folder


def test_entry_is_found_again(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path / "new" / "folder")
    assert cache.read(KEY) is None
    cache.write(KEY, Clip(np.arange(5, dtype=np.int16), 8_000))
    clip = ClipCache(tmp_path / "new" / "folder").read(KEY)
    assert clip
    assert clip.samples.tolist() == [0, 1, 2, 3, 4]


def test_damaged_entry_names_its_file(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    cache.write(KEY, Clip(np.arange(5, dtype=np.int16), 8_000))
    (path,) = entries(tmp_path)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DamagedEntryError, match=f"{KEY}.clip: its digest does not fit") as caught:
        cache.read(KEY)
    assert caught.value.path == path


def test_failed_write_leaves_what_was_there(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    cache.write(KEY, Clip(np.arange(5, dtype=np.int16), 8_000))
    obstacle = tmp_path / "ab" / f"{KEY[:-1]}1.clip" / "folder"
    obstacle.mkdir(parents=True)
    before = {path: path.read_bytes() for path in entries(tmp_path)}
    with pytest.raises(OSError, match="directory"):
        cache.write(f"{KEY[:-1]}1", Clip(np.arange(5, dtype=np.int16), 8_000))
    assert {path: path.read_bytes() for path in entries(tmp_path)} == before


def test_empty_cache_holds_nothing(tmp_path: Path) -> None:
    assert ClipCache(tmp_path / "none").stats() == CacheStats(0, 0)
    assert ClipCache(tmp_path / "none").prune() == CacheStats(0, 0)
    assert not (tmp_path / "none").exists()


def test_stats_tell_entries_and_bytes(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    for letter in "ab":
        cache.write(letter * 64, Clip(np.arange(500, dtype=np.int16), 8_000))
    assert cache.stats() == CacheStats(2, sum(path.stat().st_size for path in entries(tmp_path)))


def test_pruning_removes_what_was_not_used_for_longest(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    keys = [letter * 64 for letter in "abcd"]
    for key in keys:
        cache.write(key, Clip(np.arange(500, dtype=np.int16), 8_000))
    size = cache.stats().size_bytes // 4
    used(tmp_path, {keys[0]: 400, keys[1]: 100, keys[2]: 300, keys[3]: 200})
    assert ClipCache(tmp_path, limit_bytes=3 * size - 1).prune() == CacheStats(2, 2 * size)
    assert [cache.read(key) is not None for key in keys] == [True, False, True, False]


def test_reading_counts_as_use(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    keys = [letter * 64 for letter in "ab"]
    for key in keys:
        cache.write(key, Clip(np.arange(500, dtype=np.int16), 8_000))
    used(tmp_path, {keys[0]: 100, keys[1]: 200})
    cache.read(keys[0])
    ClipCache(tmp_path, limit_bytes=cache.stats().size_bytes // 2).prune()
    assert [cache.read(key) is not None for key in keys] == [True, False]


def test_pruning_within_the_limit_removes_nothing(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    cache.write(KEY, Clip(np.arange(500, dtype=np.int16), 8_000))
    assert ClipCache(tmp_path, limit_bytes=cache.stats().size_bytes).prune() == CacheStats(0, 0)


def test_clearing_takes_the_entries_and_nothing_else(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    cache.write(KEY, Clip(np.arange(500, dtype=np.int16), 8_000))
    left = tmp_path / "ab" / ".left-by-a-killed-process.clip"
    left.touch()
    os.utime(left, (4e9, 4e9))
    (tmp_path / "notes.txt").write_text("keep me")
    assert cache.clear().entries == 2
    assert entries(tmp_path) == [tmp_path / "notes.txt"]
    assert cache.stats() == CacheStats(0, 0)


# ------------------------------------------------------------------ an engine


def test_second_request_does_not_reach_the_engine(tmp_path: Path) -> None:
    first, second = (CachedEngine(Tone(), ClipCache(tmp_path)) for _ in range(2))
    spoken, read = first.speak(TAG), second.speak(TAG)
    assert read.samples.tobytes() == spoken.samples.tobytes() == Tone().speak(TAG).samples.tobytes()
    assert read.rate_hz == spoken.rate_hz
    assert first.report() == CacheReport(read=0, spoken=1, warnings=())
    assert second.report() == CacheReport(read=1, spoken=0, warnings=())


def test_silence_is_remembered(tmp_path: Path) -> None:
    silent = Request((Phrase("…", "de"),), "low")
    for report in (CacheReport(0, 1, ()), CacheReport(1, 0, ())):
        engine = CachedEngine(Tone(), ClipCache(tmp_path))
        with pytest.raises(NothingSpokenError, match="'…'"):
            engine.speak(silent)
        assert engine.report() == report


def test_error_of_the_engine_is_not_remembered(tmp_path: Path) -> None:
    engine = CachedEngine(Tone(), ClipCache(tmp_path))
    for _ in range(2):
        with pytest.raises(UnknownVoiceError):
            engine.speak(replace(TAG, voice="none"))
    assert engine.report().spoken == 2
    assert not entries(tmp_path)


def test_damaged_clip_is_spoken_anew_with_a_warning(tmp_path: Path) -> None:
    CachedEngine(Tone(), ClipCache(tmp_path)).speak(TAG)
    (path,) = entries(tmp_path)
    path.write_bytes(b"VLCLIP1\n" + bytes(100))
    engine = CachedEngine(Tone(), ClipCache(tmp_path))
    assert engine.speak(TAG).samples.tobytes() == Tone().speak(TAG).samples.tobytes()
    assert engine.report() == CacheReport(0, 1, (f"a damaged clip was spoken anew: {path}: its digest does not fit",))
    assert CachedEngine(Tone(), ClipCache(tmp_path)).speak(TAG).samples.size
    engine.speak(TAG)
    assert engine.report().read == 1


def test_folder_that_cannot_be_used_is_told_once_and_ends_no_build(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    engine = CachedEngine(Tone(), ClipCache(tmp_path / "file"))
    assert engine.speak(TAG).samples.size
    assert engine.speak(WEG).samples.size
    engine.close()
    (warning,) = engine.report().warnings
    assert warning.startswith("the cache of clips can't be used:")
    assert engine.report().spoken == 2


def test_closing_prunes(tmp_path: Path) -> None:
    engine = CachedEngine(Tone(), ClipCache(tmp_path, limit_bytes=0))
    engine.speak(TAG)
    assert len(entries(tmp_path)) == 1
    engine.close()
    assert not entries(tmp_path)


def test_all_else_is_the_engines_own(tmp_path: Path) -> None:
    engine, tone = CachedEngine(Tone(), ClipCache(tmp_path)), Tone()
    assert (engine.name, engine.version, engine.rate_hz) == (tone.name, tone.version, tone.rate_hz)
    assert engine.voices() == tone.voices()
    assert engine.default_voice("de") == "low"
    engine.check_voice("high")
    with pytest.raises(UnknownVoiceError):
        engine.check_voice("none")


# ------------------------------------------------------------------ several processes


def test_processes_share_a_folder(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from pipeline.speech.cache import *;"
        "from pipeline.speech.tone import Tone; from pipeline.speech.engine import *;"
        "engine = CachedEngine(Tone(), ClipCache(Path(sys.argv[1])));"
        "[engine.speak(Request((Phrase('Wort ' * (n % 40 + 1), 'de'),), 'low')) for n in range(200)];"
        "print(engine.report().warnings)"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]

    def run(_: int) -> str:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(run, range(4))) == {"()\n"}
    cache = ClipCache(tmp_path)
    assert cache.stats().entries == 40
    assert all(cache.read(path.stem) for path in entries(tmp_path))


def test_entry_that_another_process_removes_while_they_are_counted_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / f"{KEY}.clip").symlink_to(tmp_path / "gone")
    assert ClipCache(tmp_path).stats() == CacheStats(0, 0)


def test_processes_may_clear_a_folder_together(tmp_path: Path) -> None:
    for number in range(400):
        ClipCache(tmp_path).write(f"{number:064x}"[::-1], Clip(np.zeros(1, np.int16), 8_000))
    program = (
        "import sys; from pathlib import Path; from pipeline.speech.cache import *; sys.stdin.readline();"
        "ClipCache(Path(sys.argv[1])).clear()"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    others = [subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    for other in others:
        assert other.stdin
        other.stdin.write(b"now\n")
        other.stdin.flush()
    assert {other.communicate()[1] for other in others} == {b""}
    assert not entries(tmp_path)
