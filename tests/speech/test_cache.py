"""The cache of clips: files in a folder, shared by processes, damaged on purpose."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.files import DamagedFileError, Store
from pipeline.speech.cache import CachedEngine, CacheReport, ClipCache, cache_key, pack, unpack
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
from pipeline.timeline import WordStart

TAG = Request((Phrase("Guten Tag", "de"),), "low")
WEG = Request((Phrase("Guter langer Weg", "de"),), "low")
KEY = "ab" + "0" * 62


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


# ------------------------------------------------------------------ entries


WORDS = st.lists(st.builds(WordStart, st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1)))


@given(st.lists(st.integers(-32_768, 32_767)), st.sampled_from((8_000, 22_050, 24_000)), WORDS)
def test_entry_gives_back_every_sample_and_word(values: list[int], rate_hz: int, words: list[WordStart]) -> None:
    clip = unpack(KEY, pack(KEY, Clip(np.array(values, np.int16), rate_hz, tuple(words))))
    assert clip.samples.tolist() == values
    assert (str(clip.samples.dtype), clip.rate_hz, clip.words) == ("int16", rate_hz, tuple(words))


@given(st.data())
def test_every_damage_is_noticed(data: st.DataObject) -> None:
    entry = pack(KEY, Clip(np.arange(50, dtype=np.int16), 8_000, (WordStart(0, 3), WordStart(4, 20))))
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


def test_entry_takes_less_than_seven_tenths_of_the_samples() -> None:
    engine = open_engine("espeak", EngineOptions())
    clip = engine.speak(Request((Phrase("Siebzig Prozent suchen online nach Informationen.", "de"),), "de"))
    engine.close()
    assert len(pack(KEY, clip)) < clip.samples.nbytes * 0.7


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
    assert cache_key(Tone(), TAG) == "45fb68aba2de3edfccc80a502a7f8af17b611717007733d4d144a04a0f421f2b"


def test_text_that_is_no_unicode_has_a_key() -> None:
    assert cache_key(Tone(), Request((Phrase("\ud800", "de"),), "low"))


# ------------------------------------------------------------------ a folder


def test_entry_is_found_again(tmp_path: Path) -> None:
    cache = ClipCache(Store(tmp_path / "new" / "folder"))
    assert cache.read(KEY) is None
    cache.write(KEY, Clip(np.arange(5, dtype=np.int16), 8_000))
    clip = ClipCache(Store(tmp_path / "new" / "folder")).read(KEY)
    assert clip
    assert clip.samples.tolist() == [0, 1, 2, 3, 4]


def test_damaged_entry_names_its_file(tmp_path: Path) -> None:
    cache = ClipCache(Store(tmp_path))
    cache.write(KEY, Clip(np.arange(5, dtype=np.int16), 8_000))
    (path,) = entries(tmp_path)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DamagedFileError, match=f"{KEY}.clip: its digest does not fit") as caught:
        cache.read(KEY)
    assert caught.value.path == path


# ------------------------------------------------------------------ an engine


def test_second_request_does_not_reach_the_engine(tmp_path: Path) -> None:
    first, second = (CachedEngine(Tone(), ClipCache(Store(tmp_path))) for _ in range(2))
    spoken, read = first.speak(TAG), second.speak(TAG)
    assert read.samples.tobytes() == spoken.samples.tobytes() == Tone().speak(TAG).samples.tobytes()
    assert read.rate_hz == spoken.rate_hz
    assert first.report() == CacheReport(read=0, spoken=1, warnings=())
    assert second.report() == CacheReport(read=1, spoken=0, warnings=())


def test_silence_is_remembered(tmp_path: Path) -> None:
    silent = Request((Phrase("…", "de"),), "low")
    for report in (CacheReport(0, 1, ()), CacheReport(1, 0, ())):
        engine = CachedEngine(Tone(), ClipCache(Store(tmp_path)))
        with pytest.raises(NothingSpokenError, match="'…'"):
            engine.speak(silent)
        assert engine.report() == report


def test_error_of_the_engine_is_not_remembered(tmp_path: Path) -> None:
    engine = CachedEngine(Tone(), ClipCache(Store(tmp_path)))
    for _ in range(2):
        with pytest.raises(UnknownVoiceError):
            engine.speak(replace(TAG, voice="none"))
    assert engine.report().spoken == 2
    assert not entries(tmp_path)


def test_damaged_clip_is_spoken_anew_with_a_warning(tmp_path: Path) -> None:
    CachedEngine(Tone(), ClipCache(Store(tmp_path))).speak(TAG)
    (path,) = entries(tmp_path)
    path.write_bytes(b"VLCLIP5\n" + bytes(100))
    engine = CachedEngine(Tone(), ClipCache(Store(tmp_path)))
    assert engine.speak(TAG).samples.tobytes() == Tone().speak(TAG).samples.tobytes()
    assert engine.report() == CacheReport(0, 1, (f"a damaged clip was spoken anew: {path}: its digest does not fit",))
    assert CachedEngine(Tone(), ClipCache(Store(tmp_path))).speak(TAG).samples.size
    engine.speak(TAG)
    assert engine.report().read == 1


def test_folder_that_cannot_be_used_is_told_once_and_ends_no_build(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    engine = CachedEngine(Tone(), ClipCache(Store(tmp_path / "file")))
    assert engine.speak(TAG).samples.size
    assert engine.speak(WEG).samples.size
    engine.close()
    (warning,) = engine.report().warnings
    assert warning.startswith("the cache of clips can't be used:")
    assert engine.report().spoken == 2


def test_nothing_is_kept_without_a_cache() -> None:
    class Plain(Tone):
        @property
        def version(self) -> str:
            raise AssertionError("it takes time to find out")

    engine = CachedEngine(Plain(), None)
    for _ in range(2):
        assert engine.speak(TAG).samples.size
    assert engine.report() == CacheReport(read=0, spoken=2, warnings=())


def test_all_else_is_the_engines_own(tmp_path: Path) -> None:
    engine, tone = CachedEngine(Tone(), ClipCache(Store(tmp_path))), Tone()
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
        "engine = CachedEngine(Tone(), ClipCache(Store(Path(sys.argv[1]))));"
        "[engine.speak(Request((Phrase('Wort ' * (n % 40 + 1), 'de'),), 'low')) for n in range(200)];"
        "print(engine.report().warnings)"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]

    def run(_: int) -> str:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(run, range(4))) == {"()\n"}
    cache = ClipCache(Store(tmp_path))
    assert Store(tmp_path).stats().files == 40
    assert all(cache.read(path.stem) for path in entries(tmp_path))
