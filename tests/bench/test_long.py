"""What the bench tells of long books: their length, and what they take on the disk."""

from __future__ import annotations

from pathlib import Path

from tests.bench.long import LongRun, long_table, size_mb
from tests.bench.measure import Run
from tests.bench.watch import Peaks


def test_size_is_that_of_all_files_below_a_folder(tmp_path: Path) -> None:
    for name, length in (("one", 1 << 20), ("deep/er/two", 1 << 19)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(bytes(length))
    assert size_mb(tmp_path) == 1.5
    assert size_mb(tmp_path / "none") == 0


def test_table_tells_memory_and_disk_apart() -> None:
    row = LongRun(Run(10, 15, 70, Peaks(120, 90, 30)), 3600, 58, 100, 64)
    last = long_table("Title", [("1 h", row)]).splitlines()[-1].split()
    assert last == ["1", "h", "10.0", "3600", "360", "90", "120", "58", "100", "64"]
