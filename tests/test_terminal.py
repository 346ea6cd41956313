"""How a build is shown: a bar where somebody watches, lines where they are asked for, warnings everywhere."""

from __future__ import annotations

import io
import os
import pty
import re
import select
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console
from rich.progress import Progress as Display
from rich.progress import TextColumn

from pipeline.templates import new_manuscript
from pipeline.terminal import Bar, Lines, Tally, Warnings
from tests.test_cli import PROGRAM, ROOT, on_a_terminal, run

HIDE, SHOW, ERASE = "\x1b[?25l", "\x1b[?25h", "\x1b[2K"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A small manuscript."""
    for name, text in new_manuscript("de", "urn:uuid:00000000-0000-4000-8000-000000000000", date(2026, 1, 2)).items():
        place = tmp_path / "book" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return tmp_path / "book"


def reading_aloud(book: Path, *arguments: str | Path) -> tuple[str | Path, ...]:
    return ("build", book, "--only", "audio", "--engine", "tone", "-o", book / "out", *arguments)


def files_of(book: Path) -> list[str]:
    """What was made."""
    return sorted(str(path) for path in (book / "out/audio").iterdir())


# A voice that waits before it says anything.
SLOW = """
from pipeline.speech import engine
from pipeline.speech.tone import Tone
class Slow(Tone):
    def __init__(self, options):
        super().__init__()
        self.sleep = options.sleep
    def speak(self, request):
        self.sleep(600)
engine.ENGINES["tone"] = Slow
"""


# ------------------------------------------------------------------ through the command


def test_in_a_pipe_nothing_is_shown(book: Path) -> None:
    ended = run(*reading_aloud(book))
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_on_a_terminal_a_bar_comes_and_goes(book: Path) -> None:
    code, shown = on_a_terminal(*reading_aloud(book))
    assert code == 0
    assert COLOUR.search(shown)
    steps = [step for step in ("read", "check", "read aloud", "write audio", "publish") if f" {step} " in shown]
    assert len(steps) == 5
    assert "━" in shown
    # What is left when it is over: the cursor, an empty line to write on, and the names of the files.
    assert shown.count(HIDE) == shown.count(SHOW) == 1
    rest = shown.rpartition(ERASE)[2].splitlines()
    assert sorted(rest) == files_of(book)


def test_no_colour_where_none_is_wanted(book: Path) -> None:
    code, shown = on_a_terminal(*reading_aloud(book), NO_COLOR="1")
    assert code == 0
    assert "━" in shown
    assert not COLOUR.search(shown)


def test_a_terminal_that_can_nothing_gets_no_bar(book: Path) -> None:
    code, shown = on_a_terminal(*reading_aloud(book), TERM="dumb")
    assert code == 0
    assert "\x1b" not in shown
    assert sorted(filter(None, shown.splitlines())) == files_of(book)


def test_what_is_found_is_shown_without_the_bar(book: Path) -> None:
    (book / "04-roh.md").write_text("---\ntitle: X\n---\n\n<b>roh</b>\n")
    code, shown = on_a_terminal(*reading_aloud(book))
    assert code == 1
    rest = COLOUR.sub("", shown.rpartition(ERASE)[2])
    assert rest.startswith(f"{book}/04-roh.md:5:1: ")
    assert SHOW in shown


def test_a_warning_is_a_line_that_can_be_copied(book: Path) -> None:
    cache = book / ("a-very-long-name-" * 6)
    cache.write_text("no folder")
    code, shown = on_a_terminal(*reading_aloud(book, "--cache", cache, "--workers", "1"))
    assert code == 0
    lines = [COLOUR.sub("", line.rpartition(ERASE)[2]) for line in shown.splitlines()]
    (warning,) = [line for line in lines if "warning: " in line]
    assert warning.startswith("vorlesen: warning: the cache can't be used")
    assert str(cache) in warning


def test_who_interrupts_gets_the_cursor_back(book: Path) -> None:
    ours, its = pty.openpty()
    command = [*PROGRAM[:-1], f"{SLOW}\n{PROGRAM[-1]}", *map(str, reading_aloud(book, "--no-cache", "--workers", "1"))]
    process = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}, stdin=its, stdout=its, stderr=its,
        start_new_session=True,
        # A shell's background jobs ignore the signal, and their children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  # no threads here
    )  # fmt: skip
    os.close(its)
    shown = ""
    while "read aloud" not in shown:
        assert select.select([ours], [], [], 20)[0], shown
        shown += os.read(ours, 65_536).decode(errors="replace")
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    while process.poll() is None:
        shown += read_some(ours)
    shown += read_some(ours)
    os.close(ours)
    assert process.returncode == 130
    assert "Traceback" not in shown
    assert SHOW in shown
    assert shown.splitlines()[-1].endswith("interrupted")


def read_some(terminal: int) -> str:
    try:
        return os.read(terminal, 65_536).decode(errors="replace")
    except OSError:  # the terminal is gone with the program
        return ""


def test_verbose_tells_each_step_and_how_much_was_spoken_how_fast(book: Path) -> None:
    ended = run(*reading_aloud(book, "-v"))
    lines = ended.stderr.splitlines()
    assert [re.fullmatch(r"(.+?): \d+\.\d\d s(?: \(.+\))?", line)[1] for line in lines] == [  # type: ignore[index]
        "look for changes", "read", "check", "read aloud", "write audio", "publish",
    ]  # fmt: skip
    told = re.search(r"\((\d)/(\d) sections, \d:\d\d min, \d+x\)$", lines[3])
    assert told
    assert told[1] == told[2] == "3"
    assert sorted(ended.stdout.splitlines()) == files_of(book)


# ------------------------------------------------------------------ what is counted


def test_a_tally_counts_for_several_threads() -> None:
    tally = Tally(100, 5_000)
    with ThreadPoolExecutor(8) as executor:
        for _ in range(100):
            executor.submit(tally.add, 50, 1_205.0)
            executor.submit(tally.add_section)
    assert (tally.letters_done, tally.sections_done) == (5_000, 100)
    assert str(tally).startswith("100/100 sections, 2:00 min, ")


def test_lines_count_only_what_belongs_to_their_step(capsys: pytest.CaptureFixture[str]) -> None:
    lines = Lines()
    lines.step("read")
    lines.step("read aloud")
    lines.begin_speech(2, 10)
    lines.spoken(5, 61_000)
    lines.section_done()
    lines.spoken(5, 61_000)
    lines.section_done()
    lines.step("publish")
    lines.step("")
    first, second, third = capsys.readouterr().err.splitlines()
    assert re.fullmatch(r"read: \d\.\d\d s", first)
    assert re.fullmatch(r"read aloud: \d\.\d\d s \(2/2 sections, 2:02 min, \d+x\)", second)
    assert re.fullmatch(r"publish: \d\.\d\d s", third)


def test_what_is_written_while_the_book_is_read_aloud_is_told_from_its_end_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = Lines()
    lines.step("read aloud")
    lines.begin_speech(2, 10)
    lines.section_done()
    lines.step("write epub")
    lines.step("write audio")
    assert capsys.readouterr().err == ""
    lines.section_done()
    first = capsys.readouterr().err
    assert re.fullmatch(r"read aloud: \d\.\d\d s \(2/2 sections, 0:00 min, 0x\)\n", first)
    lines.step("publish")
    assert re.fullmatch(r"write audio: \d\.\d\d s\n", capsys.readouterr().err)


def test_a_warning_is_one_line_on_the_error_stream(capsys: pytest.CaptureFixture[str]) -> None:
    for shown in (Warnings(), Lines()):
        shown.warn("a [damaged] clip")
        assert capsys.readouterr() == ("", "vorlesen: warning: a [damaged] clip\n")


def test_the_bar_is_as_full_as_much_is_spoken() -> None:
    display = Display(TextColumn("{task.fields[told]}"), console=Console(file=io.StringIO()), auto_refresh=False)
    bar = Bar(display)
    bar.step("read")
    (task,) = display.tasks
    assert (task.description, task.total) == ("read", None)
    bar.step("read aloud")
    bar.begin_speech(2, 200)
    (task,) = display.tasks
    bar.spoken(50, 60_000)
    bar.section_done()
    bar.spoken(50, 60_000)
    assert (task.completed, task.total, task.percentage) == (100, 200, 50)
    assert task.fields["told"].startswith("1/2 sections, 2:00 min, ")
    bar.step("publish")
    assert display.tasks == [task]
    bar.section_done()
    (task,) = display.tasks
    assert (task.description, task.total, task.fields["told"]) == ("publish", None, "")
