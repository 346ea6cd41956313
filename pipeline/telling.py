"""What users are told when something is wrong: on the error stream, in their language, with exit code 1.

Imports are made in the functions, so that --help answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from pipeline.errors import Finding, PipelineError

FAILED = 1


@contextmanager
def failures(language: str | None) -> Iterator[None]:
    """Turn what this package raises on purpose into lines on the error stream and exit code 1."""
    from pipeline.errors import PipelineError

    try:
        yield
    except PipelineError as error:
        tell(error, language)
        sys.exit(FAILED)


def tell(error: PipelineError, language: str | None) -> None:
    """Say what an error says: findings in `language`, or else in that of their manuscript."""
    from pipeline.errors import ManuscriptError

    if isinstance(error, ManuscriptError):
        _show(error.findings, speaking(language or error.language))
    else:
        click.echo(f"vorlesen: {error}", err=True)


def fail(sentence: str) -> NoReturn:
    """Say a sentence and end with exit code 1."""
    click.echo(f"vorlesen: {sentence}", err=True)
    sys.exit(FAILED)


def speaking(tag: str | None) -> str:
    """German or English: the manuscript's language, else the terminal's."""
    from pipeline.languages import primary

    said = tag or os.environ.get("LC_ALL") or os.environ.get("LANG") or "en"
    return "de" if primary(said.replace("_", "-")) == "de" else "en"


def _show(findings: tuple[Finding, ...], language: str) -> None:
    from pipeline.locales.messages import render

    for finding in findings:
        place, _, rest = render(finding, language).partition(": ")
        click.echo(f"{click.style(place, bold=True)}: {rest}", err=True, color=_colour())


def _colour() -> bool | None:
    """None lets click ask the terminal; NO_COLOR says no."""
    return False if os.environ.get("NO_COLOR") else None
