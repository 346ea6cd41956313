"""Commands are run as the bench says, and its tables show what came out."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.bench.measure import ROOT, Entry, Run, measure, median, run, runs_table, table
from tests.bench.watch import Peaks

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


def test_median_of_times_and_highest_of_peaks() -> None:
    runs = [Run(wall_s, 10 - wall_s, 5, Peaks(100 * wall_s, 2, 3)) for wall_s in (3, 1, 2)]
    assert median(runs) == Run(2, 8, 5, Peaks(300, 2, 3))


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
