"""Processes that test side by side make a thing once, wait for a turn alone, and show one report."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import LONGEST_FIRST, ROOT
from tests.tools.sharing import held, once, turn


def is_free(lock: Path, how: int = fcntl.LOCK_EX) -> bool:
    """Whether somebody who comes now would get a lock."""
    with lock.open("a") as file:
        try:
            fcntl.flock(file, how | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


# ------------------------------------------------------------------ made once


def test_who_asks_later_finds_what_was_made(tmp_path_factory: pytest.TempPathFactory) -> None:
    made = list[Path]()

    def make(folder: Path) -> Iterator[Path]:
        made.append(folder)
        (folder / "sound").write_text("la")
        yield folder / "sound"

    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(once, tmp_path_factory, "song", make) for _ in range(8)]
    assert {path.read_text() for each in asked for path in each.result()} == {"la"}
    assert len(made) == 1


def test_what_failed_is_tried_by_the_next(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(ZeroDivisionError):
        once(tmp_path_factory, "failing", lambda folder: [folder / str(1 // 0)])
    assert [path.name for path in once(tmp_path_factory, "failing", lambda folder: [folder / "made"])] == ["made"]


# ------------------------------------------------------------------ turns


def test_many_have_a_turn_at_once_and_one_alone(tmp_path: Path) -> None:
    room = tmp_path / "room"
    with turn(tmp_path, alone=False), turn(tmp_path, alone=False):
        assert not is_free(room)
    with turn(tmp_path, alone=True):
        assert not is_free(room, fcntl.LOCK_SH)
    assert is_free(room)


def test_nobody_overtakes_who_waits_for_a_turn_alone(tmp_path: Path) -> None:
    def alone() -> bool:
        with turn(tmp_path, alone=True):
            return is_free(tmp_path / "room", fcntl.LOCK_SH)

    with ThreadPoolExecutor(1) as thread:
        with turn(tmp_path, alone=False):
            waiting = thread.submit(alone)
            while is_free(tmp_path / "door"):
                assert not waiting.done()
        assert not waiting.result()
    assert is_free(tmp_path / "door")


def test_a_lock_ends_though_a_child_that_has_it_lives_on(tmp_path: Path) -> None:
    with held(tmp_path / "lock") as descriptor:
        child = subprocess.Popen(["cat"], stdin=subprocess.PIPE, pass_fds=[descriptor])
    with child:
        assert is_free(tmp_path / "lock")


# ------------------------------------------------------------------ a run


TESTS = """
import fcntl
import pytest

def may_come(request, how):
    with (request.config.cache.mkdir("turns") / "room").open("a") as file:
        fcntl.flock(file, how | fcntl.LOCK_NB)

def test_together(request):
    may_come(request, fcntl.LOCK_SH)
    with pytest.raises(BlockingIOError):
        may_come(request, fcntl.LOCK_EX)

@pytest.mark.alone
def test_alone(request):
    with pytest.raises(BlockingIOError):
        may_come(request, fcntl.LOCK_SH)
"""
LISTENS = "def test_it(record_property): record_property('listening', 'a voice\\nand another')\n"
REPORT = " manuscript/ as it sounds ===========================\na voice\nand another\n"


def run(folder: Path, *options: str) -> str:
    """What pytest says of the tests in a folder, run with our conftest and settings."""
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-c", str(ROOT / "pyproject.toml")]
    command += ["--rootdir", str(folder), "-o", f"cache_dir={folder / 'cache'}", *options, str(folder)]
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    ended = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout
    return ended.stdout


@pytest.mark.slow
def test_a_test_that_is_marked_runs_alone_and_the_report_is_shown(tmp_path: Path) -> None:
    for name, tests in (("test_one.py", TESTS), ("test_other.py", TESTS + LISTENS)):
        (tmp_path / name).write_text(tests)
    said = run(tmp_path, "-n", "2", "--dist", "loadfile")
    assert "5 passed" in said
    assert REPORT in said


@pytest.mark.slow
def test_one_process_shows_the_report_too(tmp_path: Path) -> None:
    (tmp_path / "test_listens.py").write_text(LISTENS)
    assert REPORT in run(tmp_path)


def test_the_longest_files_are_there() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert [name for name in LONGEST_FIRST if name not in names] == []
