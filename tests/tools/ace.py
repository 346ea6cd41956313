"""Ace by DAISY: an EPUB file -> the accessibility violations that its HTML and metadata show."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.tools.programs import chromium, node, node_module

_TIMEOUT_S = 300
_TOOL_ERROR = 1


@dataclass(frozen=True, slots=True)
class AceViolation:
    """One broken rule: its name (`image-alt`), how bad it is (`critical`), and the document it is in."""

    rule: str
    impact: str
    document: str


@dataclass(frozen=True, slots=True)
class AceReport:
    """All violations. `exit_code` is 0 when there is none and 2 when there are some."""

    exit_code: int
    violations: tuple[AceViolation, ...]


def check(epub: Path) -> AceReport:
    """Run Ace on a file. Raises MissingProgramError, or RuntimeError when Ace itself fails."""
    with tempfile.TemporaryDirectory() as folder:
        # Ace keeps a settings file and a log in the home folder: it gets one of its own.
        environment = os.environ | {"HOME": folder, "XDG_CONFIG_HOME": folder, "PUPPETEER_EXECUTABLE_PATH": chromium()}
        script = node_module("@daisy", "ace-cli", "bin", "ace.js")
        command = [node(), str(script), "--exiterror2", "--silent", "--force", "--outdir", folder, str(epub)]
        run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=_TIMEOUT_S, check=False)
        report = Path(folder) / "report.json"
        if run.returncode == _TOOL_ERROR or not report.is_file():
            raise RuntimeError(f"Ace failed with exit code {run.returncode}: {run.stdout}{run.stderr}")
        found = json.loads(report.read_text(encoding="utf-8"))
    return AceReport(run.returncode, tuple(_violations(found, "")))


def _violations(node: dict[str, object], document: str) -> Iterator[AceViolation]:
    """The failed assertions under a node of the report, where those of a document are nested."""
    subject = node.get("earl:testSubject")
    if isinstance(subject, dict):
        document = str(subject.get("url", document))
    assertions = node.get("assertions")
    if isinstance(assertions, list):
        for assertion in assertions:
            yield from _violations(assertion, document)
        return
    test, result = node.get("earl:test"), node.get("earl:result")
    if isinstance(test, dict) and isinstance(result, dict) and result["earl:outcome"] == "fail":
        yield AceViolation(str(test["dct:title"]), str(test["earl:impact"]), document)
