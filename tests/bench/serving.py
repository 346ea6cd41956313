"""Two hundred listeners who seek at random in what is served, for half a minute: how many seeks, and what it takes."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

from tests.bench.measure import show, table
from tests.bench.watch import MEGABYTE, resident_mb
from tests.serve.load import Heard, listen, own_server
from tests.serve.sites import noise

LISTENERS = 200
SECONDS = 30
_EPISODES = 10
_EPISODE_BYTES = 5_000_000


def measure_serving(scratch: Path, seconds: float = SECONDS) -> None:
    """Listen in two halves, with a look at the server's memory before, between and after, and print it."""
    site = scratch / "site"
    site.mkdir()
    files = {f"/{number}.mp3": noise(str(number), _EPISODE_BYTES) for number in range(_EPISODES)}
    for path, data in files.items():
        (site / path[1:]).write_bytes(data)
    with own_server(site) as (pid, address):
        memory = [resident_mb(pid)]
        halves = list[Heard]()
        for _ in range(2):
            end = monotonic() + seconds / 2
            halves.append(listen(address, files, LISTENERS, lambda _: monotonic() < end))  # noqa: B023  # at once
            memory.append(resident_mb(pid))
    show(serving_table(halves, memory, seconds))


def serving_table(halves: list[Heard], memory_mb: list[float], seconds: float) -> str:
    """A row for each half; memory is the server's before and after it."""
    columns = ("seeks/s", "broken off", "MB/s", "errors", "RSS before", "RSS after")
    rows = [
        (
            name,
            (
                f"{(half.whole + half.broken_off) / seconds * 2:.0f}", str(half.broken_off),
                f"{half.size_bytes / MEGABYTE / seconds * 2:.0f}", str(len(half.errors)),
                f"{memory_mb[number]:.1f}", f"{memory_mb[number + 1]:.1f}",
            ),
        )
        for number, (name, half) in enumerate(zip(("first half", "second half"), halves, strict=True))
    ]  # fmt: skip
    return table(f"{LISTENERS} listeners who seek at random for {seconds:g} s, each byte compared", columns, rows)
