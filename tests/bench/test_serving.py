"""What the bench tells of serving."""

from __future__ import annotations

from tests.bench.serving import serving_table
from tests.serve.load import Heard


def test_table_tells_each_half_and_the_memory_around_it() -> None:
    halves = [Heard(80, 20, 30 << 20), Heard(150, 50, 60 << 20, ("wrong",))]
    rows = [line.split()[2:] for line in serving_table(halves, [40, 50.5, 51], 20).splitlines()[-2:]]
    assert rows == [["10", "20", "3", "0", "40.0", "50.5"], ["20", "50", "6", "1", "50.5", "51.0"]]
