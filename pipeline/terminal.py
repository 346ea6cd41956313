"""How a build goes, shown on a terminal: lines when asked for, a bar where somebody watches, else warnings alone."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING

import click

from pipeline.progress import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Display


@contextmanager
def showing(verbose: bool) -> Iterator[Shown]:
    """What tells the user, on the error stream, how a build goes."""
    if verbose:
        lines = Lines()
        yield lines
        lines.step("")
    elif sys.stderr.isatty():
        with _bar() as bar:
            yield bar
    else:
        yield Warnings()


class Shown(Progress):
    """What tells a user, and knows whether there was a warning."""

    def __init__(self) -> None:
        self.warned = False

    def warn(self, sentence: str) -> None:  # noqa: ARG002  # those who show it do
        """Remember that there was one."""
        self.warned = True


class Warnings(Shown):
    """Warnings alone."""

    def warn(self, sentence: str) -> None:
        """A line."""
        super().warn(sentence)
        click.echo(f"vorlesen: warning: {sentence}", err=True)


class Tally:
    """How much is spoken: sections, letters, and sound in milliseconds. For several threads."""

    def __init__(self) -> None:
        self.sections = self.sections_done = self.letters = self.letters_done = 0
        self.sound_ms = 0.0
        self._started = perf_counter()
        self._lock = threading.Lock()

    def begin(self, sections: int, letters: int) -> None:
        """So much is to be spoken, from now on."""
        self.sections, self.letters, self._started = sections, letters, perf_counter()

    def add(self, letters: int, sound_ms: float) -> None:
        """So much more is spoken."""
        with self._lock:
            self.letters_done += letters
            self.sound_ms += sound_ms

    def add_section(self) -> None:
        """One section more is done."""
        with self._lock:
            self.sections_done += 1

    def __str__(self) -> str:
        seconds = round(self.sound_ms / 1000)
        times = self.sound_ms / 1000 / max(perf_counter() - self._started, 0.001)
        return f"{self.sections_done}/{self.sections} sections, {seconds // 60}:{seconds % 60:02} min, {times:.0f}x"


class Lines(Warnings):
    """A line for each step, with how long it took; and one for what was spoken."""

    def __init__(self) -> None:
        super().__init__()
        self._step = ""
        self._since = perf_counter()
        self._tally: Tally | None = None

    def step(self, name: str) -> None:
        """Tell how long the step before took."""
        now = perf_counter()
        if self._step:
            told = f" ({self._tally})" if self._tally else ""
            click.echo(f"{self._step}: {now - self._since:.2f} s{told}", err=True)
        self._step, self._since, self._tally = name, now, None

    def begin_speech(self, sections: int, letters: int) -> None:
        """Begin to count."""
        self._tally = Tally()
        self._tally.begin(sections, letters)

    def spoken(self, letters: int, duration_ms: float) -> None:
        """Count."""
        if self._tally:
            self._tally.add(letters, duration_ms)

    def section_done(self) -> None:
        """Count."""
        if self._tally:
            self._tally.add_section()


class Bar(Shown):
    """What is told, put into the one task of a display."""

    def __init__(self, display: Display) -> None:
        super().__init__()
        self._display = display
        self._task = display.add_task("", total=None, told="")
        self._tally = Tally()

    def step(self, name: str) -> None:
        """Name the step; how long it takes isn't known."""
        # A task that has a total keeps it; only a new one has none.
        self._display.remove_task(self._task)
        self._task = self._display.add_task(name, total=None, told="")

    def begin_speech(self, sections: int, letters: int) -> None:
        """Begin to count."""
        self._tally.begin(sections, letters)
        self._display.reset(self._task, total=letters)

    def spoken(self, letters: int, duration_ms: float) -> None:
        """Count, and show how much is done."""
        self._tally.add(letters, duration_ms)
        self._display.update(self._task, completed=self._tally.letters_done, told=str(self._tally))

    def section_done(self) -> None:
        """Count."""
        self._tally.add_section()

    def warn(self, sentence: str) -> None:
        """A line above the bar."""
        super().warn(sentence)
        self._display.console.print(f"vorlesen: warning: {sentence}", markup=False, highlight=False, soft_wrap=True)


@contextmanager
def _bar() -> Iterator[Bar]:
    """A bar that is gone once the build is done."""
    from rich.console import Console  # noqa: PLC0415  # loads slowly, and only a terminal needs it
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415  # as above
    from rich.progress import Progress as Display  # noqa: PLC0415  # as above

    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(16), TextColumn("{task.fields[told]}"),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Display(*columns, console=Console(stderr=True), transient=True) as display:
        yield Bar(display)
