"""Reading aloud with a stopwatch: `python -m tests.bench.stopwatch MANUSCRIPT OUTPUT` builds and tells, as JSON.

One section at a time, nothing kept, in a process of its own; what stands between two steps is looked at from
outside: functions of the pipeline are wrapped here, and the pipeline knows nothing of it.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar
from unittest.mock import patch

from pipeline.audio import encode, loudest, loudness, master, peaks
from pipeline.audio.master import Pause, Spoken
from pipeline.build import build
from pipeline.speech import section
from pipeline.studio import Studio
from tests.bench.shares import ENCODING, LIMITER, LOUDNESS, MASTERING, PARTS, PEAKS, REST, SYNTHESIS

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")


class Stopwatch:
    """Seconds of a clock by name. Each moment counts once, for the innermost of all that goes on.

    Not for several threads at once. The clock starts at 0; what is in nothing is REST.
    """

    def __init__(self, clock: Callable[[], float] = time.process_time) -> None:
        self._clock = clock
        self._since = 0.0
        self._names = [REST]
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def seconds(self) -> dict[str, float]:
        """What was counted until now."""
        self._count()
        return dict(self._seconds)

    @contextmanager
    def during(self, name: str) -> Iterator[None]:
        """Count the context for a name."""
        self._count()
        self._names.append(name)
        try:
            yield
        finally:
            self._count()
            self._names.pop()

    def timed(self, name: str, function: Callable[_Parameters, _Result]) -> Callable[_Parameters, _Result]:
        """A function that is counted for a name."""

        def call(*args: _Parameters.args, **kwargs: _Parameters.kwargs) -> _Result:
            with self.during(name):
                return function(*args, **kwargs)

        return call

    def each(self, name: str, items: Iterable[_Result]) -> Iterator[_Result]:
        """The items, the making of which is counted for a name."""
        iterator = iter(items)
        while True:
            with self.during(name):
                try:
                    item = next(iterator)
                except StopIteration:
                    return
            yield item

    def _count(self) -> None:
        now = self._clock()
        self._seconds[self._names[-1]] += now - self._since
        self._since = now


def build_watched(manuscript: Path, output: Path, engine: str | None = None) -> dict[str, float]:
    """Build a book read aloud, one section at a time, and give the CPU seconds of each part since the program began."""
    watch = Stopwatch()
    with ExitStack() as stack:
        for owner, name, wrapped in _wrapped(watch):
            stack.enter_context(patch.object(owner, name, wrapped))
        build(manuscript, output, ["audio"], studio=Studio(engine, workers=1))
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {**dict.fromkeys(PARTS, 0.0), **watch.seconds(), SYNTHESIS: children.ru_utime + children.ru_stime}


def _wrapped(watch: Stopwatch) -> Iterator[tuple[object, str, object]]:
    """What is put in the place of what: an object, a name in it, and the same function with a stopwatch around it."""
    meter = loudness.Meter

    def mastered(items: Iterable[Spoken | Pause], *args: object, **kwargs: object) -> object:
        with watch.during(MASTERING):
            return master.master_section(watch.each(REST, items), *args, **kwargs)  # type: ignore[arg-type]  # handed on

    yield section, "master_section", mastered
    yield master, "limit", lambda *args: watch.each(LIMITER, peaks.limit(*args))
    yield master, "highest_peak", watch.timed(PEAKS, loudest.highest_peak)
    yield master, "encode", watch.timed(ENCODING, encode.encode)
    yield meter, "add", watch.timed(LOUDNESS, meter.add)
    yield meter, "finish", watch.timed(LOUDNESS, meter.finish)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Tell the CPU seconds of each part of reading a book aloud.")
    parser.add_argument("manuscript", type=Path)
    parser.add_argument("output", type=Path)
    given = parser.parse_args()
    sys.stdout.write(json.dumps(build_watched(given.manuscript, given.output)))


if __name__ == "__main__":
    main()
