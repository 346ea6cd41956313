"""What is read of running processes is what they take."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.bench.watch import Watch, kilobytes, tree, unnamed_bytes

ROLLUP = "55d0-7ffe ---p 00000000 00:00 0    [rollup]\nRss:    9036 kB\nPss:    3127 kB\nPss_Dirty:    980 kB\n"
HELD_MB = 40
HOLD = f"import subprocess, sys\nheld = bytearray(b'1') * ({HELD_MB} << 20)\nprint(flush=True)\n"
BLOCK = b"\1" * 300_000

needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no /proc")


def test_figures_of_a_rollup_are_found_by_their_whole_name() -> None:
    assert (kilobytes(ROLLUP, "Rss"), kilobytes(ROLLUP, "Pss"), kilobytes(ROLLUP, "Dirty")) == (9036, 3127, 0)
    assert kilobytes("", "Pss") == 0


@needs_proc
def test_tree_holds_children_of_children() -> None:
    command = ["sh", "-c", "sh -c 'cat; exit'; exit"]  # a shell that ends with a program becomes that program
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        while len(found := tree(process.pid)) < 3:
            pass
        assert process.stdin
        process.stdin.close()
    assert found[0] == process.pid
    assert len(set(found)) == 3


@needs_proc
def test_unnamed_file_counts_once_and_one_with_a_name_not(tmp_path: Path) -> None:
    before = unnamed_bytes([os.getpid()])
    with tempfile.TemporaryFile(dir=tmp_path) as file, (tmp_path / "named").open("wb") as named:
        for each in (file, named):
            each.write(BLOCK)
            each.flush()
            os.fsync(each.fileno())
        twice = os.dup(file.fileno())
        more = unnamed_bytes([os.getpid()]) - before
        os.close(twice)
    assert len(BLOCK) <= more < 2 * len(BLOCK)


@needs_proc
@pytest.mark.parametrize("thorough", [False, True])
def test_watch_sees_what_two_processes_take_at_once(thorough: bool) -> None:
    command = [sys.executable, "-c", f"{HOLD}\nsubprocess.run([sys.executable, '-c', {HOLD!r} + 'input()'])"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        process.stdout.readline()
        process.stdout.readline()
        with Watch(process.pid, thorough=thorough) as watch:
            while not watch.peaks.rss_mb:
                pass
        process.stdin.close()
    assert watch.peaks.rss_mb > 2 * HELD_MB
    assert (watch.peaks.pss_mb > 2 * HELD_MB) == thorough
