"""Two hundred listeners who seek at random get every byte right, and leave nothing behind."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench.watch import resident_mb
from tests.serve.load import listen, own_server
from tests.serve.sites import noise

LISTENERS = 200
SIZE = 2_000_000


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    """Some episodes by their paths, written to a folder."""
    made = {f"/{name}.mp3": noise(name, SIZE) for name in ("one", "two", "three")}
    for path, data in made.items():
        (tmp_path / path[1:]).write_bytes(data)
    return made


def open_episodes(pid: int) -> int:
    """How many episodes a process has open."""
    return sum(descriptor.resolve().suffix == ".mp3" for descriptor in Path(f"/proc/{pid}/fd").iterdir())


@pytest.mark.alone
def test_every_byte_of_every_seek_is_right(files: dict[str, bytes], tmp_path: Path) -> None:
    with own_server(tmp_path) as (_, address):
        heard = listen(address, files, LISTENERS, lambda seeks: seeks < 5)
    assert heard.errors == ()
    assert heard.whole + heard.broken_off == 5 * LISTENERS
    assert heard.broken_off > LISTENERS / 2


def test_a_wrong_byte_is_heard(files: dict[str, bytes], tmp_path: Path) -> None:
    spoilt = bytearray(files["/two.mp3"])
    spoilt[:] = spoilt[1:] + b"\0"
    with own_server(tmp_path) as (_, address):
        heard = listen(address, {**files, "/two.mp3": bytes(spoilt)}, 10, lambda seeks: seeks < 8)
    assert len(heard.errors) > 5
    assert "other than" in heard.errors[0]


@pytest.mark.alone
@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no /proc")
def test_who_breaks_off_leaves_no_file_open_and_no_memory_taken(files: dict[str, bytes], tmp_path: Path) -> None:
    with own_server(tmp_path) as (pid, address):
        listen(address, files, LISTENERS, lambda seeks: seeks < 3)
        middle = resident_mb(pid)
        assert listen(address, files, LISTENERS, lambda seeks: seeks < 6).errors == ()
        assert resident_mb(pid) - middle < 30
        # What was broken off is let go of soon after; somebody who seeks meanwhile has the last file open.
        assert listen(address, files, 1, lambda seeks: seeks < 1000 and open_episodes(pid) > 0).errors == ()
        assert open_episodes(pid) <= 1
