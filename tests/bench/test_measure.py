"""Commands are run as the bench says, and its tables show what came out."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.bench.measure import ROOT, Entry, Run, Turns, measure, run, runs_table, table, times_as_fast, typical
from tests.bench.watch import Peaks, Watch

PYTHON = sys.executable


def test_command_that_fails_tells_what_it_said() -> None:
    with pytest.raises(RuntimeError, match="no such book"):
        run((PYTHON, "-c", "raise SystemExit('no such book')"))


def test_environment_is_added_to_our_own() -> None:
    code = "import os; assert os.environ['BOOK'] == 'one' and os.environ['PATH']"
    run((PYTHON, "-c", code), environment={"BOOK": "one"})


def test_what_is_done_before_each_run_is_done_for_the_warm_up_too() -> None:
    done: list[str] = []
    entries = [
        Entry(name, (PYTHON, "-c", "pass"), before)
        for name, before in (("a", lambda: done.append("a")), ("b", lambda: done.append("b")))
    ]
    assert len(measure(entries, runs=2, limit_s=60)) == 2
    assert "".join(done) == "ababab"


def test_median_of_times_and_memory_of_the_run_that_is_watched() -> None:
    timed = [Run(wall_s, 10 - wall_s, 5, Peaks()) for wall_s in (3, 1, 2)]
    assert typical(Run(9, 9, 6, Peaks(300, 2, 3)), timed) == Run(2, 8, 6, Peaks(300, 2, 3))


def test_ratio_is_that_of_runs_of_the_same_turn() -> None:
    """Here the machine was half as fast in one turn: of medians it would be 1.6 times."""
    ours, others = (
        Turns(Run(100, 0, 0, Peaks()), [Run(wall_s, 0, 0, Peaks()) for wall_s in walls])
        for walls in ((2, 4, 2.5), (4, 8, 3))
    )
    assert times_as_fast(ours, others) == 2


def test_only_the_run_that_is_not_timed_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    watched: list[int] = []

    class Counted(Watch):
        def __init__(self, pid: int, *, thorough: bool = False) -> None:
            watched.append(pid)
            super().__init__(pid, thorough=thorough)

    monkeypatch.setattr("tests.bench.measure.Watch", Counted)
    measured = measure([Entry("a", (PYTHON, "-c", "pass"))], runs=3, limit_s=60)
    assert len(watched) == len(measured) == 1


def test_table_has_a_line_for_each_row_and_cells_under_their_columns() -> None:
    lines = table("Title", ("wall s", "MB"), [("one", ("1.0", "20")), ("two", ("10.0", "3"))]).split("\n")
    assert lines[:2] == ["", "Title"]
    assert lines[-1] == ""
    assert [line.split() for line in lines[2:-1]] == [["wall", "s", "MB"], ["one", "1.0", "20"], ["two", "10.0", "3"]]
    assert len({len(line) for line in lines[2:-1]}) == 1


def test_ratios_are_to_the_last_line() -> None:
    entries = [Entry("ours", ()), Entry("theirs", ())]
    shown = runs_table("Title", entries, [Run(1, 1, 50, Peaks(60)), Run(2, 2, 100, Peaks(240))])
    ours, theirs = (line.split() for line in shown.splitlines()[-2:])
    assert ours == ["ours", "1.000", "1.000", "50", "60", "0.50x", "0.25x"]
    assert theirs[-2:] == ["1.00x", "1.00x"]


def test_what_runs_the_commands_is_small_because_its_memory_counts_as_theirs() -> None:
    code = (
        "import sys, tests.bench.long, tests.bench.shares, tests.bench.sound\n"
        "found = {'numpy', 'av', 'pydantic', 'lxml'} & set(sys.modules)\n"
        "sys.exit(f'imported: {found}' if found else 0)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
