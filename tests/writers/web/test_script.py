"""The script is plain JavaScript whose types hold."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.tools.programs import node, node_module

pytestmark = pytest.mark.validators

SCRIPT = Path(__file__).parent.parent.parent.parent / "pipeline/writers/web/player.js"


def complaints(path: Path) -> str:
    """What the TypeScript compiler has against a script."""
    compiler = str(node_module("typescript", "bin", "tsc"))
    options = ["--noEmit", "--allowJs", "--checkJs", "--strict", "--noUnusedLocals", "--noImplicitReturns"]
    options += ["--target", "es2023", "--lib", "es2023,dom,dom.iterable", "--types", ""]
    run = subprocess.run([node(), compiler, *options, str(path)], capture_output=True, text=True, check=False)
    assert (run.returncode == 0) == (not run.stdout), run.stderr
    return run.stdout


def test_the_types_of_the_script_hold() -> None:
    assert complaints(SCRIPT) == ""


def test_a_wrong_type_is_seen(tmp_path: Path) -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    spoilt = tmp_path / "player.js"
    spoilt.write_text(text.replace("goTo(cues[index][1])", "goTo(cues[index][0])"), encoding="utf-8")
    assert "is not assignable to parameter of type 'number'" in complaints(spoilt)
