"""What can go wrong, in one tree. Pure.

    PipelineError               the command ends with exit code 1 and this sentence
    ├── ManuscriptError         the manuscript has findings; holds all of them
    ├── OutputError             the output can't be written: disk full, no permission
    └── ToolError               something that the build leans on failed

A Finding is not an exception: findings are collected, sorted and shown together. Neither is a Complaint, which is
about a feed that is out already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline.model import Place  # most errors are raised where there is no model


class Finding(NamedTuple):
    """One thing the author should mend. Its sentence is made from `code` and `details` by locales.messages.

    `details` are (name, value) pairs that the sentence shows.
    """

    path: str
    line: int
    column: int
    code: str
    details: tuple[tuple[str, str], ...] = ()

    @classmethod
    def at(cls, place: Place, code: str, **details: object) -> Finding:
        """A finding at a place."""
        pairs = tuple((name, str(value)) for name, value in details.items())
        return cls(place.path, place.line, place.column, code, pairs)


class Complaint(NamedTuple):
    """One thing about a published feed that subscribers suffer from. Its sentence is made by locales.complaints.

    `where` is "channel", or the title of the episode, or its guid where it has no title; or the address of what was
    asked for. `details` as a Finding's.
    """

    where: str
    code: str
    details: tuple[tuple[str, str], ...] = ()


def complaint(where: str, code: str, **details: object) -> Complaint:
    """A complaint with its details as text."""
    return Complaint(where, code, tuple((name, str(value)) for name, value in details.items()))


class PipelineError(Exception):
    """The root of all that this package raises on purpose."""


class ManuscriptError(PipelineError):
    """The manuscript can't be built; `findings` says why, and is never empty.

    `language` is the manuscript's, None when its book.yaml doesn't tell.
    """

    def __init__(self, findings: tuple[Finding, ...], language: str | None = None) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings
        self.language = language


class OutputError(PipelineError):
    """The output can't be written. What was there before is untouched."""


class ToolError(PipelineError):
    """A part that the build leans on failed."""
