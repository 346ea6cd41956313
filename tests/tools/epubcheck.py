"""EPUBCheck: an EPUB file -> what the official validator says of it."""

from __future__ import annotations

import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.tools.programs import epubcheck_jar, java

_TIMEOUT_S = 120


@dataclass(frozen=True, slots=True)
class Message:
    """One remark: its code (`RSC-005`), severity (`ERROR`), sentence and `path:line:column`."""

    code: str
    severity: str
    text: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EpubcheckReport:
    """All remarks, hints on usage included. `exit_code` is 0 when there is no problem."""

    exit_code: int
    messages: tuple[Message, ...]

    def of(self, severity: str) -> tuple[Message, ...]:
        """The remarks of one severity: FATAL, ERROR, WARNING, INFO or USAGE."""
        return tuple(message for message in self.messages if message.severity == severity)

    @property
    def problems(self) -> tuple[Message, ...]:
        """What must not be there: fatal errors, errors and warnings."""
        return self.of("FATAL") + self.of("ERROR") + self.of("WARNING")


def check(epub: Path) -> EpubcheckReport:
    """Run EPUBCheck on a file. Raises MissingProgramError, or RuntimeError when it ends without a report."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        # The first tier of the compiler is enough for a run of seconds, and halves it.
        command = [java(), "-XX:TieredStopAtLevel=1", "-jar", str(epubcheck_jar())]
        command += ["--failonwarnings", "--usage", "--quiet", "--json", str(report), str(epub)]
        run = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT_S, check=False)
        if not report.is_file():
            raise RuntimeError(f"EPUBCheck made no report, exit code {run.returncode}: {run.stderr}")
        found = json.loads(report.read_text(encoding="utf-8"))
    return EpubcheckReport(run.returncode, tuple(_message(entry) for entry in found["messages"]))


def _message(entry: dict[str, object]) -> Message:
    """One entry of the report's `messages`."""
    locations = entry["locations"]
    assert isinstance(locations, list)
    places = tuple(f"{place['path']}:{place['line']}:{place['column']}" for place in locations)
    return Message(str(entry["ID"]), str(entry["severity"]), str(entry["message"]), places)
