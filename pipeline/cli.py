"""Arguments to one call. The only module that prints, and that knows exit codes, the terminal and the clock.

Exit codes: 0 done; 1 the manuscript has findings, or the output can't be written; 2 wrong use of the
command; 130 interrupted.

Imports are made in the commands, so that --help answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline import __version__

if TYPE_CHECKING:
    from pipeline.edition import Edition
    from pipeline.errors import Finding

FAILED, INTERRUPTED = 1, 130
_MANUSCRIPT = click.argument(
    "manuscript", type=click.Path(path_type=Path), default=Path("manuscript"), metavar="[MANUSCRIPT]"
)
_LANGUAGE = click.option(
    "--language", type=click.Choice(["de", "en"]), help="Language of the messages. Default: the manuscript's."
)
_VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Say each step and how long it took.")


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=(
        "Exit codes: 0 done, 1 the manuscript has findings or the output can't be written, 2 wrong use, 130 stopped."
    ),
)
@click.version_option(__version__, prog_name="vorlesen", message="%(prog)s %(version)s")
def cli() -> None:
    """Make accessible e-books from a folder of Markdown.

    \b
    A manuscript is a folder with book.yaml and one Markdown file for each section:
        vorlesen new mybook          make a small manuscript that builds
        vorlesen check mybook        find what would shut readers out
        vorlesen build mybook        make output/epub/<slug>.epub
    """


@cli.command()
@_MANUSCRIPT
@click.option("--only", multiple=True, type=click.Choice(["epub"]), help="Make only this edition. Default: all.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output"),
    show_default=True,
    help="Folder for what is made.",
)
@_LANGUAGE
@_VERBOSE
def build(manuscript: Path, only: tuple[str, ...], output: Path, language: str | None, verbose: bool) -> None:
    """Build the editions of MANUSCRIPT (default: ./manuscript).

    Nothing is written unless the whole manuscript passes the checks; what was there before stays.
    SOURCE_DATE_EPOCH sets the time of modification, which is else the book's date.
    """
    from pipeline import build as building

    with _failures(language), _steps(verbose) as step:
        paths = building.build(
            manuscript,
            output,
            only or tuple(building.WRITERS),
            epoch=os.environ.get("SOURCE_DATE_EPOCH"),
            progress=step,
        )
    if verbose or sys.stdout.isatty():
        for path in paths:
            click.echo(path)


@cli.command()
@_MANUSCRIPT
@_LANGUAGE
@_VERBOSE
def check(manuscript: Path, language: str | None, verbose: bool) -> None:
    """Look for what would shut readers out of MANUSCRIPT, and write nothing.

    Each finding is a line "path:line:column: sentence (code)" with a hint. docs/findings.md explains every code.
    """
    with _failures(language), _steps(verbose) as step:
        _read(manuscript, step)


@cli.command()
@click.argument("what", type=click.Choice(["manuscript", "xhtml"]))
@_MANUSCRIPT
@click.option("--section", metavar="ID", help="Only this section.")
@_LANGUAGE
def dump(what: str, manuscript: Path, section: str | None, language: str | None) -> None:
    """Show what stands between the Markdown and the book: the typed manuscript, or the pages of the e-book."""
    from pipeline.dump import dump_manuscript, dump_xhtml

    with _failures(language):
        edition = _read(manuscript, lambda stage: None)
        try:
            text = (
                dump_manuscript(edition.manuscript, section) if what == "manuscript" else dump_xhtml(edition, section)
            )
        except KeyError as error:
            known = ", ".join(chapter.id for chapter in edition.manuscript.chapters)
            raise click.BadParameter(f"no section {error}; there are: {known}", param_hint="--section") from error
    click.echo(text, nl=False)


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--language", type=click.Choice(["de", "en"]), default="de", show_default=True, help="Language of the manuscript."
)
def new(folder: Path, language: str) -> None:
    """Make a small manuscript that builds, in a new or empty FOLDER.

    It shows a chart, a table, a list, a note and questions with answers, as a start for your own. Then:

    \b
        vorlesen build FOLDER
    """
    import uuid
    from datetime import datetime

    from pipeline.templates import new_manuscript

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.BadParameter(f"{folder} is there and not empty", param_hint="FOLDER")
    try:
        today = datetime.now().astimezone().date()
        for path, text in new_manuscript(language, f"urn:uuid:{uuid.uuid4()}", today).items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
    except OSError as error:
        _fail(f"{error.filename}: {error.strerror}")
    if sys.stdout.isatty():
        click.echo(f"vorlesen build {folder}")


def main() -> None:
    """The console script."""
    # A reader that stops early, as in `vorlesen dump manuscript | head`, is no failure.
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(INTERRUPTED)
    except OSError as error:
        # Nothing more can be said on the stream that failed: what is left in its buffer goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            _fail(error.strerror or str(error))


# ------------------------------------------------------------------ the terminal


def _read(manuscript: Path, step: Callable[[str], None]) -> Edition:
    from pipeline import build as building

    return building.read(manuscript, epoch=os.environ.get("SOURCE_DATE_EPOCH"), progress=step)


@contextmanager
def _failures(language: str | None) -> Iterator[None]:
    """Turn what this package raises on purpose into lines on the error stream and exit code 1."""
    from pipeline.errors import ManuscriptError, PipelineError

    try:
        yield
    except ManuscriptError as error:
        _show(error.findings, _speak(language or error.language))
        sys.exit(FAILED)
    except PipelineError as error:
        _fail(str(error))


def _show(findings: tuple[Finding, ...], language: str) -> None:
    from pipeline.locales.messages import render

    for finding in findings:
        place, _, rest = render(finding, language).partition(": ")
        click.echo(f"{click.style(place, bold=True)}: {rest}", err=True, color=_colour())


def _fail(sentence: str) -> None:
    click.echo(f"vorlesen: {sentence}", err=True)
    sys.exit(FAILED)


def _colour() -> bool | None:
    """None lets click ask the terminal; NO_COLOR says no."""
    return False if os.environ.get("NO_COLOR") else None


def _speak(tag: str | None) -> str:
    """German or English: the manuscript's language, else the terminal's."""
    from pipeline.languages import primary

    said = tag or os.environ.get("LC_ALL") or os.environ.get("LANG") or "en"
    return "de" if primary(said.replace("_", "-")) == "de" else "en"


@contextmanager
def _steps(verbose: bool) -> Iterator[Callable[[str], None]]:
    """A line for each step when verbose; else a turning mark on a terminal; else nothing."""
    if verbose:
        yield from _timed_lines()
    elif sys.stderr.isatty():
        from rich.console import Console

        with Console(stderr=True).status("…") as status:
            yield status.update
    else:
        yield lambda stage: None


def _timed_lines() -> Iterator[Callable[[str], None]]:
    from time import perf_counter

    stages: list[tuple[str, float]] = []

    def step(stage: str) -> None:
        now = perf_counter()
        if stages:
            name, start = stages[-1]
            click.echo(f"{name}: {now - start:.2f} s", err=True)
        stages.append((stage, now))

    yield step
    step("")
