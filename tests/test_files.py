"""Files that are whole or not there: a folder of them, shared by processes, with obstacles in the way."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.files import Store, StoreStats, meant_for, write_aside, write_whole

KEY = f"ab{'0' * 62}.clip"
OTHER = f"ab{'0' * 61}1.clip"
DATA = bytes(500)


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def used(folder: Path, times: dict[str, int]) -> None:
    """Set when files were last used, in seconds since 1970."""
    for name, seconds in times.items():
        os.utime(folder / name[:2] / name, (seconds, seconds))


def test_what_is_written_aside_has_another_name_and_all_bytes(tmp_path: Path) -> None:
    place = tmp_path / "new" / "file.txt"
    aside = write_aside([b"one ", b"two"], place)
    assert (aside.parent, aside.read_bytes()) == (place.parent, b"one two")
    assert not place.exists()
    assert aside.stat().st_mode & 0o777 == 0o644


def test_nothing_is_left_of_what_fails_midway(tmp_path: Path) -> None:
    def failing() -> Iterator[bytes]:
        yield b"one"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_aside(failing(), tmp_path / "file.txt")
    assert not entries(tmp_path)


def test_failed_write_leaves_what_was_there(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write(KEY, DATA)
    obstacle = tmp_path / "ab" / OTHER / "folder"
    obstacle.mkdir(parents=True)
    before = {path: path.read_bytes() for path in entries(tmp_path)}
    with pytest.raises(OSError, match="directory"):
        store.write(OTHER, DATA)
    assert {path: path.read_bytes() for path in entries(tmp_path)} == before


def test_empty_store_holds_nothing(tmp_path: Path) -> None:
    assert Store(tmp_path / "none").stats() == StoreStats(0, 0)
    assert Store(tmp_path / "none").prune() == StoreStats(0, 0)
    assert not (tmp_path / "none").exists()


def test_stats_tell_entries_and_bytes(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for letter in "ab":
        store.write(f"{letter * 64}.clip", DATA)
    assert store.stats() == StoreStats(2, sum(path.stat().st_size for path in entries(tmp_path)))


def test_pruning_removes_what_was_not_used_for_longest(tmp_path: Path) -> None:
    store = Store(tmp_path)
    keys = [f"{letter * 64}.clip" for letter in "abcd"]
    for key in keys:
        store.write(key, DATA)
    size = store.stats().size_bytes // 4
    used(tmp_path, {keys[0]: 400, keys[1]: 100, keys[2]: 300, keys[3]: 200})
    assert Store(tmp_path, limit_bytes=3 * size - 1).prune() == StoreStats(2, 2 * size)
    assert [store.read(key) is not None for key in keys] == [True, False, True, False]


def test_reading_counts_as_use(tmp_path: Path) -> None:
    store = Store(tmp_path)
    keys = [f"{letter * 64}.clip" for letter in "ab"]
    for key in keys:
        store.write(key, DATA)
    used(tmp_path, {keys[0]: 100, keys[1]: 200})
    store.read(keys[0])
    Store(tmp_path, limit_bytes=store.stats().size_bytes // 2).prune()
    assert [store.read(key) is not None for key in keys] == [True, False]


def test_pruning_within_the_limit_removes_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write(KEY, DATA)
    assert Store(tmp_path, limit_bytes=store.stats().size_bytes).prune() == StoreStats(0, 0)


def test_clearing_takes_the_entries_and_nothing_else(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write(KEY, DATA)
    left = write_aside([b"killed"], store.path(KEY))
    os.utime(left, (4e9, 4e9))
    (tmp_path / "notes.txt").write_text("keep me")
    assert store.clear().files == 2
    assert entries(tmp_path) == [tmp_path / "notes.txt"]
    assert store.stats() == StoreStats(0, 0)


@pytest.mark.parametrize(
    "name",
    [
        f"ab/{'0' * 62}",
        f"ab/{KEY}x",
        f"ab/x{KEY}",
        f"ab/{KEY.replace('.clip', '.txt')}",
        f"ab/.{KEY}",
        f"ab/.notes.{KEY}",
        f"cd/{KEY}",
        f"xy/{KEY}",
        f"ab/cd/{KEY}",
        KEY,
        "ab",
    ],
)
def test_files_of_other_names_are_neither_counted_nor_removed(tmp_path: Path, name: str) -> None:
    others = tmp_path / name
    others.parent.mkdir(parents=True, exist_ok=True)
    others.write_bytes(DATA)
    store = Store(tmp_path, limit_bytes=0)
    assert store.stats() == StoreStats(0, 0)
    assert store.prune() == store.clear() == StoreStats(0, 0)
    assert entries(tmp_path) == [others]


@pytest.mark.parametrize("ending", ["clip", "frames", "json"])
def test_every_kind_of_entry_is_removed(tmp_path: Path, ending: str) -> None:
    Store(tmp_path).write(f"{'c' * 64}.{ending}", DATA)
    assert Store(tmp_path).clear() == StoreStats(1, len(DATA))
    assert not entries(tmp_path)


def test_what_is_written_aside_tells_by_its_name_what_for(tmp_path: Path) -> None:
    assert meant_for(write_aside([b""], tmp_path / "a.txt").name) == "a.txt"
    for name in ("a.txt", ".a.txt", ".abcdefg.a.txt", "x.abcdefgh.a.txt", ".abcdefgh."):
        assert meant_for(name) is None


def test_entry_that_another_process_removes_while_they_are_counted_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / KEY).symlink_to(tmp_path / "gone")
    assert Store(tmp_path).stats() == StoreStats(0, 0)


def test_processes_may_clear_a_folder_together(tmp_path: Path) -> None:
    for number in range(400):
        Store(tmp_path).write(f"{number:064x}"[::-1] + ".clip", DATA)
    program = (
        "import sys; from pathlib import Path; from pipeline.files import *; sys.stdin.readline();"
        "Store(Path(sys.argv[1])).clear()"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    others = [subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    for other in others:
        assert other.stdin
        other.stdin.write(b"now\n")
        other.stdin.flush()
    assert {other.communicate()[1] for other in others} == {b""}
    assert not entries(tmp_path)


def test_what_cannot_be_moved_into_place_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "place" / "in the way").mkdir(parents=True)
    with pytest.raises(OSError, match="place"):
        write_whole([b"data"], tmp_path / "place")
    assert [path.name for path in tmp_path.iterdir()] == ["place"]
