"""The locks and the Makefile keep what they promise to somebody with a fresh clone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PYTHON_LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-bench.lock")
LOCKS = (*PYTHON_LOCKS, "tests/tools/package-lock.json")


def pins(lock: str) -> dict[str, tuple[str, frozenset[str]]]:
    """The version and the hashes of each package that a lock names."""
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", ""))
    names = (re.match(r"([\w.-]+)==(\S+)", entry) for entry in entries)
    hashes = (frozenset(re.findall(r"--hash=(\S+)", entry)) for entry in entries)
    return {name[1]: (name[2], found) for name, found in zip(names, hashes, strict=True) if name}


def wanted(*groups: str) -> list[Requirement]:
    """What pyproject.toml asks for at run time and in some dependency groups."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = project["project"]["dependencies"] + [
        line for group in groups for line in project["dependency-groups"][group]
    ]
    return [Requirement(line) for line in lines]


# ------------------------------------------------------------------ locks


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_path(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r".*(?:://|file:|--\w*index|--find-links|resolved|@ ?git).*", text) == []


@pytest.mark.parametrize(
    ("lock", "groups"),
    [
        ("requirements.lock", ("build",)),
        ("requirements-test.lock", ("build", "test")),
        ("requirements-bench.lock", ("build", "test", "bench")),
    ],
)
def test_a_lock_holds_what_is_asked_for_with_hashes(lock: str, groups: tuple[str, ...]) -> None:
    locked = pins(lock)
    for requirement in wanted(*groups):
        version, hashes = locked[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), requirement
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", found) for found in hashes)


def test_the_locks_agree() -> None:
    smaller, larger, largest = (pins(lock).items() for lock in PYTHON_LOCKS)
    assert smaller <= larger <= largest


def test_the_runtime_lock_holds_no_test_tool() -> None:
    asked_for_by_tests = {canonicalize_name(line.name) for line in wanted("test")} - {
        canonicalize_name(line.name) for line in wanted()
    }
    assert asked_for_by_tests.isdisjoint(pins("requirements.lock"))


# ------------------------------------------------------------------ make


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the Makefile and what its first rules read. Nothing is installed."""
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    for name in ("manuscript/01.md", "manuscript/images/ein Bild.svg", "pipeline/__init__.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


def script(path: Path, *lines: str) -> Path:
    """A program made of some lines of shell."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(("#!/bin/sh", *lines, "")), encoding="utf-8")
    path.chmod(0o755)
    return path


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make as on a machine of its own: no variable of a make that runs this test reaches it."""
    variables = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    command = ["make", *arguments]
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False, timeout=60)


def test_make_alone_lists_every_target() -> None:
    listed = set(re.findall(r"^  make (\S+) +\S", make(ROOT).stdout, re.MULTILINE))
    assert listed >= {"help", "epub", "check", "test", "test-full"}
    assert listed >= {"lint", "format", "bench", "lock", "clean"}


@pytest.mark.parametrize("answer", ["exit 1", "exit 127"], ids=["too old", "a shim that runs nothing"])
def test_an_unfit_python_is_one_sentence_and_no_stamp(checkout: Path, answer: str) -> None:
    python = script(checkout / "bin" / "python", answer)
    run = make(checkout, "epub", f"PYTHON={python}")
    assert run.returncode != 0
    assert "Python 3.11 or newer is needed" in run.stderr.splitlines()[0]
    assert not (checkout / ".venv").exists()


def test_a_python_without_venv_names_the_package_to_install(checkout: Path) -> None:
    python = script(checkout / "bin" / "python", 'case "$2" in *ensurepip*) exit 1;; esac')
    run = make(checkout, "epub", f"PYTHON={python}")
    assert run.returncode != 0
    assert "python3-venv" in run.stderr.splitlines()[0]
    assert not (checkout / ".venv").exists()


def test_an_interrupted_install_is_not_taken_for_a_whole_one(checkout: Path) -> None:
    script(checkout / ".venv" / "bin" / "python", 'case "$*" in *install*) exit 9;; esac')
    assert make(checkout, "epub").returncode != 0
    assert not (checkout / ".venv" / ".runtime").exists()


# ------------------------------------------------------------------ make epub


@pytest.fixture
def installed(checkout: Path) -> Path:
    """The same, with a command that copies the first chapter into a book and counts its runs."""
    script(
        checkout / ".venv" / "bin" / "vorlesen",
        "echo run >> runs",
        "grep -q broken manuscript/01.md && exit 1",
        "mkdir -p output/epub && cp manuscript/01.md output/epub/book.epub",
    )
    (checkout / ".venv" / ".runtime").touch()
    return checkout


def runs(folder: Path) -> int:
    """How often the book was built."""
    return len((folder / "runs").read_text(encoding="utf-8").splitlines())


def test_an_unchanged_book_is_not_built_again(installed: Path) -> None:
    first, second = make(installed, "epub"), make(installed, "epub")
    assert (first.returncode, second.returncode, runs(installed)) == (0, 0, 1)
    assert second.stdout == "output/epub is up to date\n"


@pytest.mark.parametrize(
    "changed", ["manuscript/01.md", "manuscript/images/ein Bild.svg", "pipeline/__init__.py", "manuscript/02.md"]
)
def test_a_change_of_what_goes_in_builds_again(installed: Path, changed: str) -> None:
    make(installed, "epub")
    (installed / changed).write_text("anders", encoding="utf-8")
    assert make(installed, "epub").returncode == 0
    assert runs(installed) == 2


@pytest.mark.parametrize("deleted", ["output/epub/book.epub", "manuscript/images/ein Bild.svg"])
def test_a_deleted_file_builds_again(installed: Path, deleted: str) -> None:
    make(installed, "epub")
    (installed / deleted).unlink()
    make(installed, "epub")
    assert runs(installed) == 2


def test_a_compiled_module_is_no_change(installed: Path) -> None:
    make(installed, "epub")
    script(installed / "pipeline" / "__pycache__" / "model.pyc")
    make(installed, "epub")
    assert runs(installed) == 1


def test_a_failed_build_fails_and_is_tried_again(installed: Path) -> None:
    make(installed, "epub")
    (installed / "manuscript" / "01.md").write_text("broken", encoding="utf-8")
    assert make(installed, "epub").returncode != 0
    assert make(installed, "epub").returncode != 0
    assert runs(installed) == 3
