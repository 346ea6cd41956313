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
        self._tally: Tally | None = None
        self._next = ""
        self._lock = threading.Lock()

    def step(self, name: str) -> None:
        """Begin a step; what is written while the book is read aloud is told from its end on."""
        with self._lock:
            if self._tally and self._tally.is_going_on():
                self._next = name
            else:
                self._turn(name)

    def begin(self, name: str) -> None:
        """Show that a step begins."""

    def begin_speech(self, sections: int, letters: int) -> None:
        """Begin to count."""
        self._tally = Tally(sections, letters)

    def spoken(self, letters: int, duration_ms: float) -> None:
        """Count."""
        if self._tally:
            self._tally.add(letters, duration_ms)

    def section_done(self) -> None:
        """Count; with the last of them begins what waited for it."""
        with self._lock:
            if self._tally and self._tally.add_section() and self._next:
                self._turn(self._next)

    def _turn(self, name: str) -> None:
        self.begin(name)
        self._tally, self._next = None, ""

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

    def __init__(self, sections: int, letters: int) -> None:
        self.sections, self.letters = sections, letters
        self.sections_done = self.letters_done = 0
        self.sound_ms = 0.0
        self._started = perf_counter()
        self._lock = threading.Lock()

    def add(self, letters: int, sound_ms: float) -> None:
        """So much more is spoken."""
        with self._lock:
            self.letters_done += letters
            self.sound_ms += sound_ms

    def add_section(self) -> bool:
        """One section more is done; tells whether it was the last."""
        with self._lock:
            self.sections_done += 1
            return not self.is_going_on()

    def is_going_on(self) -> bool:
        """Whether there is something left to speak."""
        return self.sections_done < self.sections

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

    def begin(self, name: str) -> None:
        """Tell how long the step before took."""
        now = perf_counter()
        if self._step:
            told = f" ({self._tally})" if self._tally else ""
            click.echo(f"{self._step}: {now - self._since:.2f} s{told}", err=True)
        self._step, self._since = name, now


class Bar(Shown):
    """What is told, put into the one task of a display."""

    def __init__(self, display: Display) -> None:
        super().__init__()
        self._display = display
        self._task = display.add_task("", total=None, told="")

    def begin(self, name: str) -> None:
        """Name the step; how long it takes isn't known."""
        # A task that has a total keeps it; only a new one has none.
        self._display.remove_task(self._task)
        self._task = self._display.add_task(name, total=None, told="")

    def begin_speech(self, sections: int, letters: int) -> None:
        """Begin to count."""
        super().begin_speech(sections, letters)
        self._display.reset(self._task, total=letters)

    def spoken(self, letters: int, duration_ms: float) -> None:
        """Count, and show how much is done."""
        super().spoken(letters, duration_ms)
        if self._tally:
            self._display.update(self._task, completed=self._tally.letters_done, told=str(self._tally))

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
