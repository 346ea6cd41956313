"""Sections that are kept: found again, and made anew where they are not what was written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import fields, replace

from pipeline.audio.master import Pause, Spoken, master_section
from pipeline.audio.mastered import MasteredSection, MasterSettings
from pipeline.audio.sections import SectionCache, section_key
from pipeline.files import DamagedFileError, Store
from pipeline.timeline import WordStart
from tests.audio.sound import RATE_HZ, sine, whole

KEY = "c0ffee" + "0" * 58
SAID = [["espeak", "1", RATE_HZ], ["de", [["Guten Tag", "de"]], 260]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MasteredSection:
    items = (Spoken(sine(440, -20, 1.0), RATE_HZ, "a"), Pause(RATE_HZ // 4))
    return master_section(items, MasterSettings(), tmp_path_factory.mktemp("made") / "frames")


@pytest.fixture
def cache(tmp_path: Path) -> SectionCache:
    return SectionCache(Store(tmp_path / "store"))


def facts(cache: SectionCache) -> Path:
    return cache.store.path(f"{KEY}.json")


def frames(cache: SectionCache) -> Path:
    return cache.store.path(f"{KEY}.frames")


def elsewhere(section: MasteredSection, path: Path) -> MasteredSection:
    return replace(section, encoded=replace(section.encoded, path=path))


def test_what_is_kept_is_found_as_it_was(cache: SectionCache, made: MasteredSection) -> None:
    kept = cache.keep(KEY, made)
    assert cache.read(KEY) == kept == elsewhere(made, frames(cache))
    assert whole(kept.encoded) == whole(made.encoded)


def test_words_are_found_as_they_were(cache: SectionCache, made: MasteredSection) -> None:
    words = ((WordStart(0, 5), WordStart(3, 900)), ())
    kept = cache.keep(KEY, replace(made, words=words))
    assert kept.words == words
    assert cache.read(KEY) == kept


def test_a_section_that_is_silent_is_found_as_it_was(cache: SectionCache, tmp_path: Path) -> None:
    items = (Spoken(np.zeros(0, np.int16), RATE_HZ, "a"), Pause(RATE_HZ))
    silent = cache.keep(KEY, master_section(items, MasterSettings(), tmp_path / "frames"))
    assert silent.lufs is None
    assert cache.read(KEY) == silent


def test_a_key_that_nothing_was_kept_under_finds_nothing(cache: SectionCache) -> None:
    assert cache.read(KEY) is None


@pytest.mark.parametrize("pruned", [facts, frames])
def test_half_of_a_section_is_none_and_no_damage(
    cache: SectionCache, made: MasteredSection, pruned: Callable[[SectionCache], Path]
) -> None:
    cache.keep(KEY, made)
    pruned(cache).unlink()
    assert cache.read(KEY) is None


def flip(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


@pytest.mark.parametrize("file", [facts, frames])
@pytest.mark.parametrize(
    "damage",
    [lambda data: flip(data, len(data) // 2), lambda data: data[:-1], lambda data: data + b"x", lambda _: b""],
    ids=["flipped", "cut", "longer", "empty"],
)
def test_damage_is_noticed_and_mended_by_keeping_it_again(
    cache: SectionCache, made: MasteredSection, file: Callable[[SectionCache], Path], damage: Callable[[bytes], bytes]
) -> None:
    kept = cache.keep(KEY, made)
    path = file(cache)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(DamagedFileError, match=KEY):
        cache.read(KEY)
    cache.keep(KEY, made)
    assert cache.read(KEY) == kept


def test_each_byte_of_what_is_known_counts(cache: SectionCache, made: MasteredSection) -> None:
    kept = cache.keep(KEY, made)
    data = facts(cache).read_bytes()
    for place in range(len(data)):
        facts(cache).write_bytes(flip(data, place))
        try:
            assert cache.read(KEY) == kept  # a blank that became another
        except DamagedFileError:
            continue


def test_what_a_section_is_named_by_is_all_that_it_depends_on() -> None:
    settings = MasterSettings()
    others = [
        section_key(SAID[:1], settings),
        section_key([*SAID, SAID[1]], settings),
        section_key([SAID[0], ["de+f2", *SAID[1][1:]]], settings),
        *(section_key(SAID, replace(settings, **{field.name: 8})) for field in fields(settings)),
    ]
    assert len({section_key(SAID, settings), *others}) == 1 + len(others)
    assert section_key(iter(SAID), settings) == section_key(SAID, settings)


def test_what_is_used_is_what_stays_when_room_is_made(cache: SectionCache, made: MasteredSection) -> None:
    other = KEY[::-1]
    kept = cache.keep(KEY, made)
    cache.keep(other, made)
    assert cache.read(KEY) == kept
    cache.store.prune(cache.store.stats().size_bytes // 2)
    assert cache.read(KEY) == kept
    assert cache.read(other) is None


def test_what_cannot_be_kept_is_an_error_and_leaves_nothing(tmp_path: Path, made: MasteredSection) -> None:
    (tmp_path / "store").write_text("no folder")
    with pytest.raises(OSError, match="directory"):
        SectionCache(Store(tmp_path / "store")).keep(KEY, made)
    with pytest.raises(OSError, match="directory"):
        SectionCache(Store(tmp_path / "store")).read(KEY)
    assert [path.name for path in tmp_path.iterdir()] == ["store"]
