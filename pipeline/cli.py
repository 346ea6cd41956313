"""Arguments to one call. The only module that knows the clock; beside it, telling.py and terminal.py speak to users.

Exit codes: 0 done; 1 the manuscript has findings, something can't be spoken, or the output can't be written; 2 wrong
use of the command; 130 interrupted.

Imports are made in the commands, so that --help answers at once.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn, TypedDict, Unpack

import click

from pipeline import __version__
from pipeline.telling import FAILED, fail, failures, speaking, tell

if TYPE_CHECKING:
    from pipeline.build import Book
    from pipeline.files import Store
    from pipeline.progress import Progress
    from pipeline.studio import Studio
    from pipeline.terminal import Shown

INTERRUPTED = 130
EDITIONS = ("epub", "audio", "readalong", "web", "site")
ENGINES = ("espeak", "gtts", "piper", "tone")
_MANUSCRIPT = click.argument(
    "manuscript", type=click.Path(path_type=Path), default=Path("manuscript"), metavar="[MANUSCRIPT]"
)
_LANGUAGE = click.option(
    "--language", type=click.Choice(["de", "en"]), help="Language of the messages. Default: the manuscript's."
)
_VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Say each step and how long it took.")
_ENGINE = click.option("--engine", type=click.Choice(ENGINES), help="Who speaks. Default: what book.yaml says.")
_PIPER_VOICE = click.option(
    "--piper-voice", type=click.Path(path_type=Path), metavar="FILE", help="The .onnx file of a voice for Piper."
)
_WORKERS = click.option(
    "--workers", type=click.IntRange(1, 64), help="Sections read aloud at once. Default: one for each processor."
)
_CACHE = click.option(
    "--cache", type=click.Path(path_type=Path), metavar="FOLDER", help="Where what is spoken is kept."
)

_NO_CACHE = click.option(
    "--no-cache", is_flag=True, help="Keep nothing of what is spoken, use nothing that was kept, make all anew."
)


class _StudioArguments(TypedDict):
    engine: str | None
    piper_voice: Path | None
    workers: int | None
    cache: Path | None
    no_cache: bool


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=(
        "Exit codes: 0 done, 1 the manuscript has findings, something can't be spoken or the output can't be written, "
        "2 wrong use, 130 stopped."
    ),
)
@click.version_option(__version__, prog_name="vorlesen", message="%(prog)s %(version)s")
def cli() -> None:
    """Make accessible e-books and read them aloud, from a folder of Markdown.

    \b
    A manuscript is a folder with book.yaml and one Markdown file for each section:
        vorlesen new mybook          make a small manuscript that builds
        vorlesen check mybook        find what would shut readers out
        vorlesen build mybook        make e-books, sound and web pages in output/
        vorlesen serve mybook        see and hear it while you write
        vorlesen say "3. April"      hear or read how something is said
    """


@cli.command()
@_MANUSCRIPT
@click.option("--only", multiple=True, type=click.Choice(EDITIONS), help="Make only this edition. Default: all.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output"),
    show_default=True,
    help="Folder for what is made.",
)
@_ENGINE
@_PIPER_VOICE
@_WORKERS
@_CACHE
@_NO_CACHE
@_LANGUAGE
@_VERBOSE
def build(
    manuscript: Path,
    only: tuple[str, ...],
    output: Path,
    language: str | None,
    verbose: bool,
    **studio: Unpack[_StudioArguments],
) -> None:
    """Build the editions of MANUSCRIPT (default: ./manuscript): the e-book, and the book read aloud.

    Nothing is written unless the whole manuscript passes the checks; what was there before stays. What is spoken is
    kept in a cache, so that a build that was stopped goes on where it was, and only what changed is spoken anew. A
    build with nothing to do ends at once; with --no-cache everything is made anew.
    SOURCE_DATE_EPOCH sets the time of modification, which is else the book's date.
    """
    from pipeline.unmade import make

    place, epoch = _studio(**studio), os.environ.get("SOURCE_DATE_EPOCH")
    with failures(language), _showing(verbose) as progress:
        paths = make(manuscript, output, only, place, epoch, progress)
    if verbose or sys.stdout.isatty():
        for path in paths:
            click.echo(path)


@cli.command()
@_MANUSCRIPT
@click.option("--live", metavar="URL", help="Look at the podcast that is published there instead, as apps do.")
@_LANGUAGE
@_VERBOSE
def check(manuscript: Path, live: str | None, language: str | None, verbose: bool) -> None:
    """Look for what would shut readers out of MANUSCRIPT, and write nothing.

    Each finding is a line "path:line:column: sentence (code)" with a hint. docs/findings.md explains every code.
    With --live it is the address of a published feed.xml that is looked at, and everything that it names.
    """
    if live is not None:
        _check_live(live, language, verbose)
        return
    from pipeline import build as building
    from pipeline.speech.engine import EngineMissingError

    with failures(language), _showing(verbose) as progress:
        book = _read(manuscript, progress)
        try:
            building.check_voices(book, _studio())
        except EngineMissingError as error:
            progress.warn(f"the voices were not checked: {error}")


@cli.command()
@_MANUSCRIPT
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output/preview"),
    show_default=True,
    help="Folder for what is made; not the one that you publish: a preview's addresses are your machine's.",
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="NAME", help="Where to listen; 0.0.0.0 is every network."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 picks one that is free."
)
@click.option("--no-watch", is_flag=True, help="Build once; heed no change, and load no page anew.")
@_ENGINE
@_PIPER_VOICE
@_WORKERS
@_CACHE
@_NO_CACHE
@_LANGUAGE
@_VERBOSE
def serve(
    manuscript: Path,
    output: Path,
    host: str,
    port: int,
    no_watch: bool,
    language: str | None,
    verbose: bool,
    **studio: Unpack[_StudioArguments],
) -> None:
    """Build the site of MANUSCRIPT (default: ./manuscript) and show it in browsers and podcast apps, as it grows.

    The site is served until Ctrl-C. When a file of the manuscript changes, it is built again and open pages load anew;
    while something is wrong, what is wrong is told and the last good site stays.
    """
    import secrets
    from contextlib import closing

    from pipeline import build as building
    from pipeline.errors import PipelineError
    from pipeline.serve.listen import address_of, bind, is_private_to_machine
    from pipeline.serve.preview import Preview, preview
    from pipeline.serve.preview import serve as serve_folder

    def make() -> None:
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        with _showing(verbose) as progress:
            building.build(
                manuscript, output, ("site",), studio=_studio(**studio), epoch=epoch, address=address, progress=progress
            )

    def try_to_make() -> bool:
        try:
            make()
        except PipelineError as error:
            tell(error, language)
            return False
        return True

    def ready() -> None:
        if not is_private_to_machine(listener):
            click.echo("vorlesen: warning: everybody in the network can read what is served", err=True)
        click.echo(f"{address}\n{address}feed.xml")

    def told(sentence: str) -> None:
        click.echo(sentence, err=True)

    with failures(language), closing(bind(host, port)) as listener:
        address = address_of(listener)
        if no_watch:
            make()
            serve_folder(output / "site", listener, ready)
        else:
            book = Preview(manuscript, output, output / "site", try_to_make)
            preview(book, listener, secrets.token_hex(4), ready, told)


@cli.command()
@click.argument("what", type=click.Choice(["manuscript", "xhtml", "script"]))
@_MANUSCRIPT
@click.option("--section", metavar="ID", help="Only this section.")
@_LANGUAGE
def dump(what: str, manuscript: Path, section: str | None, language: str | None) -> None:
    """Show what stands between the Markdown and the book.

    That is the typed manuscript, the pages of the e-book, or the script: what is said, by whom, with which silences.
    """
    from pipeline.dump import dump_manuscript, dump_script, dump_xhtml
    from pipeline.speech.script import write_script

    with failures(language):
        book = _read(manuscript)
        dumps = {
            "manuscript": lambda: dump_manuscript(book.edition.manuscript, section),
            "xhtml": lambda: dump_xhtml(book.edition, section),
            "script": lambda: dump_script(write_script(book.edition.manuscript), book.lexicon, section),
        }
        try:
            text = dumps[what]()
        except KeyError as error:
            known = ", ".join(chapter.id for chapter in book.edition.manuscript.chapters)
            raise click.BadParameter(f"no section {error}; there are: {known}", param_hint="--section") from error
    click.echo(text, nl=False)


@cli.command()
@click.argument("text")
@click.option("--lang", default="de", show_default=True, metavar="TAG", help="The language of the text.")
@click.option(
    "--manuscript",
    type=click.Path(path_type=Path),
    help="A manuscript whose lexicon.yaml is heeded. Default: ./manuscript, if there is one.",
)
@click.option("-o", "--output", type=click.File("wb"), help="Write the sound to this WAV file; - is standard output.")
@_ENGINE
@_PIPER_VOICE
@click.option("--voice", metavar="NAME", help="One of those that `vorlesen voices` lists. Default: the engine's own.")
def say(
    text: str,
    lang: str,
    manuscript: Path | None,
    output: IO[bytes] | None,
    engine: str | None,
    piper_voice: Path | None,
    voice: str | None,
) -> None:
    """Print how TEXT is said, or hear it.

    TEXT is a line as it could stand in a manuscript. Numbers, dates and abbreviations are printed as words. To hear
    it, write a file, or send the sound to a player:

    \b
        vorlesen say "Am 3. April, 14:30 Uhr"
        vorlesen say "[Social Media]{lang=en} für alle" -o try.wav
        vorlesen say "Seite 15 ff." -o - | aplay
    """
    from pipeline import say as saying
    from pipeline.build import lexicon_of
    from pipeline.speech.engine import EngineOptions

    with failures(lang):
        sentences = saying.spoken_words(text, lang, lexicon_of(manuscript or Path("manuscript")))
        if not sentences:
            raise click.BadParameter("there is nothing in it to say", param_hint="TEXT")
        if output is None:
            click.echo("\n".join(saying.written(phrases, lang) for phrases in sentences))
        else:
            options = EngineOptions(piper_voice=piper_voice)
            output.write(saying.say(sentences, lang, engine or ENGINES[0], options, voice))


@cli.command()
@_ENGINE
@_PIPER_VOICE
@click.option("--lang", metavar="TAG", help="Only voices of this language.")
def voices(engine: str | None, piper_voice: Path | None, lang: str | None) -> None:
    """List the voices that an engine has: name, language, what it is."""
    from contextlib import closing

    from pipeline.speech.engine import EngineOptions, open_engine

    with failures(None), closing(open_engine(engine or ENGINES[0], EngineOptions(piper_voice=piper_voice))) as opened:
        found = [voice for voice in opened.voices() if lang is None or _speaks(voice.language, lang)]
        if not found:
            fail(f"{opened.name} has no voice for {lang!r}")
        width = max(len(voice.name) for voice in found)
        for voice in found:
            click.echo(f"{voice.name:{width}}  {voice.language:8}  {voice.description}")
        if opened.variants():
            click.echo(f"\nTo each a variant can be added, as in {found[0].name}+f2:")
            click.echo("  " + ", ".join(opened.variants()))


@cli.command()
@_CACHE
@click.option("--limit", type=click.IntRange(0), metavar="MB", help="Remove what was not used for longest.")
@click.option("--clear", is_flag=True, help="Remove everything.")
def cache(cache: Path | None, limit: int | None, clear: bool) -> None:
    """Show where what is spoken is kept, and how much it is; make it smaller.

    After each build, what was not used for longest goes until no more than 2 GB are left.
    """
    store = _store(cache)
    try:
        if clear or limit is not None:
            removed = store.clear() if clear or limit is None else store.prune(limit * 1_000_000)
            click.echo(f"removed {removed.files} files, {removed.size_bytes / 1e6:.1f} MB")
        kept = store.stats()
    except OSError as error:
        fail(f"{error.filename or store.folder}: {error.strerror or error}")
    else:
        click.echo(f"{store.folder}: {kept.files} files, {kept.size_bytes / 1e6:.1f} MB")


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
        fail(f"{error.filename}: {error.strerror}")
    if sys.stdout.isatty():
        click.echo(f"vorlesen build {folder}")


def main() -> None:
    """The console script."""
    if sys.stdout is None:  # it was closed before we began
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # as long as we run
    # Being told to end is like an interrupt from the keyboard: nothing half-done is left. What is ignored stays so.
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)
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
            fail(error.strerror or str(error))
    finally:
        gc.freeze()  # to look for garbage once more, at the very end, takes a tenth of a second


# ------------------------------------------------------------------ the terminal


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _read(manuscript: Path, progress: Progress | None = None) -> Book:
    from pipeline import build as building
    from pipeline.progress import QUIET

    return building.read(manuscript, epoch=os.environ.get("SOURCE_DATE_EPOCH"), progress=progress or QUIET)


def _studio(
    engine: str | None = None,
    piper_voice: Path | None = None,
    workers: int | None = None,
    cache: Path | None = None,
    no_cache: bool = False,
) -> Studio:
    from pipeline.studio import Studio

    return Studio(engine, piper_voice, workers, _cores(), None if no_cache else _store(cache))


def _cores() -> int:
    """How many processors there are for us: a container or a batch system may lend only some of the machine's."""
    lent = getattr(os, "sched_getaffinity", None)  # not there on macOS and Windows
    return len(lent(0)) if lent else os.cpu_count() or 1


def _store(folder: Path | None) -> Store:
    """What is spoken is kept where the user says, or else where the system keeps such things."""
    from platformdirs import user_cache_path

    from pipeline.files import Store

    named = folder or os.environ.get("VORLESEN_CACHE")
    return Store(Path(named) if named else user_cache_path("vorlesen"))


def _speaks(language: str, wanted: str) -> bool:
    from pipeline.languages import primary

    return primary(language) == primary(wanted)


def _check_live(address: str, language: str | None, verbose: bool) -> None:
    from pipeline.locales.complaints import render_complaint
    from pipeline.subscriber.asking import Asker, is_private_host
    from pipeline.subscriber.live import check_live

    # Who has a feed at home may have its sound there too; one on the internet has no business in here.
    asker = Asker(private=is_private_host(address))
    with _showing(verbose) as progress:
        progress.step("ask for the feed")
        complaints = check_live(
            address, asker, tell=lambda done, total: progress.step(f"ask for what it names: {done} of {total}")
        )
    for each in complaints:
        click.echo(render_complaint(each, speaking(language)), err=True)
    if complaints:
        sys.exit(FAILED)


def _showing(verbose: bool) -> AbstractContextManager[Shown]:
    from pipeline.terminal import showing

    return showing(verbose)
