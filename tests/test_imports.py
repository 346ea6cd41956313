"""Imports point one way, as the contracts in pyproject.toml say, and the contracts see it when they don't."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its contracts, to be spoilt."""
    shutil.copytree(ROOT / "pipeline", tmp_path / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on a package that is read, not run."""
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


def test_all_contracts_hold(copy: Path) -> None:
    run = lint_imports(copy)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("model", "import pipeline.errors", "imports point one way"),
        ("charts/__init__", "import pipeline.writers", "imports point one way"),
        ("writers/__init__", "import pipeline.reader", "writers know the edition, not where it came from"),
        ("reader/__init__", "import pipeline.charts", "imports point one way"),
        ("writers/site/__init__", "import pipeline.writers.feed", "no writer imports another"),
        ("subscriber/__init__", "import pipeline.writers", "subscribers know what is published, not how it was made"),
        ("writers/__init__", "import ebooklib", "ebooklib stays in the module that wraps it"),
        ("writers/epub/__init__", "import markdown.util", "Python-Markdown stays in the reader"),
        ("errors", "import yaml", "PyYAML stays where settings are read"),
        ("reader/__init__", "import PIL.Image", "Pillow stays in the modules that read and draw images"),
        ("model", "import click", "only the command line speaks to a terminal"),
        ("cli", "import starlette.responses", "Starlette and uvicorn stay where a site is served"),
        ("serve/watch", "import uvicorn", "Starlette and uvicorn stay where a site is served"),
        ("serve/__init__", "import pipeline.build", "imports point one way"),
        ("subscriber/__init__", "import pipeline.serve", "imports point one way"),
    ],
)
def test_a_wrong_import_breaks_its_contract(copy: Path, module: str, line: str, contract: str) -> None:
    with (copy / "pipeline" / f"{module}.py").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    run = lint_imports(copy)
    assert run.returncode != 0
    assert f"{contract} BROKEN" in run.stdout
