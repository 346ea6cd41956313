"""Samples kept in a file."""

from __future__ import annotations

import tempfile
from errno import EMFILE, ENFILE, ENOSPC
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.audio.errors import AudioError
from pipeline.audio.spool import CHUNK, Spool, disk_error


def test_chunks_give_back_what_was_appended() -> None:
    samples = np.arange(CHUNK * 2 + 7).astype(np.int16)
    with Spool() as spool:
        spool.append(samples[:10])
        spool.append(samples[10:])
        chunks = list(spool.chunks())
    assert [len(chunk) for chunk in chunks] == [CHUNK, CHUNK, 7]
    assert np.concatenate(chunks).tolist() == samples.tolist()


@given(st.integers(-50, 150), st.integers(0, 200))
def test_there_is_silence_outside(start: int, count: int) -> None:
    with Spool() as spool:
        spool.append(np.arange(1, 101, dtype=np.int16))
        expected = [place + 1 if 0 <= place < 100 else 0 for place in range(start, start + count)]
        assert spool.read(start, start + count).tolist() == expected


def test_append_after_reading_goes_to_the_end() -> None:
    with Spool() as spool:
        spool.append(np.array([1, 2], dtype=np.int16))
        spool.read(0, 1)
        spool.append_silence(1)
        spool.append(np.array([3], dtype=np.int16))
        assert spool.read(0, len(spool)).tolist() == [1, 2, 0, 3]


def test_cleared_spool_holds_what_comes_next() -> None:
    with Spool() as spool:
        spool.append(np.array([1, 2, 3], dtype=np.int16))
        spool.clear()
        spool.append(np.array([9], dtype=np.int16))
        assert spool.read(0, 3).tolist() == [9, 0, 0]


def test_nothing_is_left_in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Spool() as spool:
        spool.append_silence(1000)
        assert not list(tmp_path.iterdir())


def test_missing_folder_is_an_error_that_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with pytest.raises(AudioError, match=r"missing .*: make room there, or set TMPDIR to a folder that has some"):
        Spool()


def test_place_that_was_named_is_told_to_choose_another(tmp_path: Path) -> None:
    error = disk_error(OSError(ENOSPC, "No space left on device"), tmp_path)
    assert f"{tmp_path} (No space left on device): make room there, or choose a folder" in str(error)


@pytest.mark.parametrize("code", [EMFILE, ENFILE])
def test_too_many_open_files_are_no_lack_of_room(code: int) -> None:
    error = str(disk_error(OSError(code, "Too many open files"), None))
    assert error.endswith("(Too many open files): allow more open files (ulimit -n)")
