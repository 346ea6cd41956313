"""Each program is found, also where the PATH has none; one that is missing is a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a program by the command line of the module."""
    command = [sys.executable, "-m", "tests.tools.programs", *arguments]
    environment = os.environ | variables
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.validators
@pytest.mark.parametrize("name", ["java", "node", "npm"])
def test_a_program_runs_where_the_path_has_none(tmp_path: Path, name: str) -> None:
    answer = run(name, "--version", PATH=str(tmp_path))
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout[:1].isalnum()


@pytest.mark.validators
@pytest.mark.parametrize(("name", "version"), [("java", 'openjdk version "1.8.0_412"'), ("node", "v18.20.4")])
def test_an_old_program_on_the_path_is_passed_over(tmp_path: Path, name: str, version: str) -> None:
    old = tmp_path / name
    old.write_text(f"#!/bin/sh\necho '{version}'\n", encoding="utf-8")
    old.chmod(0o755)
    assert version not in run(name, "--version", PATH=str(tmp_path)).stdout


def test_a_missing_browser_is_a_sentence_that_says_what_to_install(tmp_path: Path) -> None:
    answer = run("chromium", "--version", CHROMIUM=str(tmp_path / "none"))
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert answer.stderr.startswith("no Chromium: install your system's package")
    assert len(answer.stderr.splitlines()) == 1
