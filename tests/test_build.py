"""A build gives the same bytes everywhere, and one that fails leaves what was there."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import subprocess
import sys
import zipfile
from itertools import groupby
from pathlib import Path

import pytest

from pipeline.build import WRITERS, build
from pipeline.edition import Artifact
from pipeline.errors import ManuscriptError, OutputError
from pipeline.speech.engine import ENGINES, Clip, Request, SpeechError
from pipeline.speech.tone import Tone
from pipeline.studio import Studio

ROOT = Path(__file__).parent.parent


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def built(folder: Path, output: Path, **environment: str) -> Path:
    """Build in a process of its own, from a working folder of its own."""
    output.mkdir(parents=True)
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "build", str(folder)]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    command += ["--only", "epub", "-o", "made"]
    subprocess.run(command, cwd=output, env=surroundings, check=True, capture_output=True)
    (path,) = (output / "made/epub").iterdir()
    return path


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    """A copy of the article."""
    return Path(shutil.copytree(ROOT / "manuscript", tmp_path / "manuscript"))


def test_the_same_manuscript_gives_the_same_bytes_everywhere(manuscript: Path, tmp_path: Path) -> None:
    elsewhere = Path(shutil.copytree(manuscript, tmp_path / "an other/folder"))
    for path in elsewhere.rglob("*"):
        os.utime(path, (1, 1))
    first = built(manuscript, tmp_path / "a", TZ="Pacific/Kiritimati", PYTHONHASHSEED="1", LC_ALL="C")
    second = built(elsewhere, tmp_path / "b", TZ="Pacific/Pago_Pago", PYTHONHASHSEED="2", LC_ALL="C.UTF-8")
    assert digest(first) == digest(second)


def test_another_word_gives_other_bytes(manuscript: Path, tmp_path: Path) -> None:
    (before,) = build(manuscript, tmp_path / "a", ["epub"])
    path = manuscript / "01-bedeutung.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Rotstift", "Blaustift"), encoding="utf-8")
    (after,) = build(manuscript, tmp_path / "b", ["epub"])
    assert digest(before) != digest(after)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A book of two sections."""
    book = tmp_path / "book"
    book.mkdir()
    book.joinpath("book.yaml").write_text("title: B\nlanguage: de\ncreator: R\ndate: 2026-01-01\n", encoding="utf-8")
    for name in ("1", "2"):
        book.joinpath(f"{name}.md").write_text(f"---\ntitle: Teil {name}\n---\n\nEin Satz.\n", encoding="utf-8")
    return book


def test_all_files_of_a_section_are_written_before_those_of_the_next(small: Path, tmp_path: Path) -> None:
    paths = build(small, tmp_path / "out", ["audio"], studio=Studio("tone"))
    groups = [name for name, _ in groupby(path.stem for path in paths)]
    assert len(groups) == 3
    assert [name[:2] for name in groups[:2]] == ["01", "02"]


def test_nothing_is_published_that_is_unspoken_though_no_writer_looked(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Silent(Tone):
        def speak(self, request: Request) -> Clip:
            raise SpeechError(f"no voice for {request.text}")

    monkeypatch.setitem(ENGINES, "tone", lambda options: Silent(options.speed))
    monkeypatch.setitem(WRITERS, "audio", lambda edition: [Artifact("audio/a", b"a")])
    with pytest.raises(SpeechError, match="no voice for"):
        build(small, tmp_path / "out", ["audio"], studio=Studio("tone"))
    assert not (tmp_path / "out").exists()


def test_the_book_keeps_no_time_of_its_making(manuscript: Path, tmp_path: Path) -> None:
    (epub,) = build(manuscript, tmp_path, ["epub"])
    with zipfile.ZipFile(epub) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b">2026-11-22T00:00:00Z</meta>" in archive.read("EPUB/content.opf")


def test_source_date_epoch_is_the_time_of_modification(manuscript: Path, tmp_path: Path) -> None:
    (epub,) = build(manuscript, tmp_path, ["epub"], epoch="86401")
    with zipfile.ZipFile(epub) as archive:
        assert b">1970-01-02T00:00:01Z</meta>" in archive.read("EPUB/content.opf")


@pytest.mark.parametrize("epoch", ["tomorrow", "1e9", "9" * 30, "-" + "9" * 30])
def test_a_source_date_epoch_that_is_none_is_refused(epoch: str, manuscript: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="SOURCE_DATE_EPOCH"):
        build(manuscript, tmp_path / "out", ["epub"], epoch=epoch)
    assert not (tmp_path / "out").exists()


# ------------------------------------------------------------------ failures


def everything_in(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): digest(path) for path in folder.rglob("*") if path.is_file()}


def test_findings_leave_the_last_good_book(manuscript: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    build(manuscript, output, ["epub"])
    before = everything_in(output)
    (manuscript / "01-bedeutung.md").write_text("---\ntitle: X\n---\n\n<b>roh</b>\n", encoding="utf-8")
    with pytest.raises(ManuscriptError):
        build(manuscript, output, ["epub"])
    assert everything_in(output) == before


def test_a_full_disk_leaves_the_last_good_book(manuscript: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    (epub,) = build(manuscript, output, ["epub"])
    before = everything_in(output)
    path = manuscript / "01-bedeutung.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Rotstift", "Blaustift"), encoding="utf-8")
    limit = epub.stat().st_size // 2
    ended = subprocess.run(
        [
            sys.executable,
            "-c",
            "from pipeline.cli import main; main()",
            "build",
            str(manuscript),
            "--only",
            "epub",
            "-o",
            str(output),
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("vorlesen: ")
    assert "Traceback" not in ended.stderr
    assert everything_in(output) == before


def test_an_e_book_needs_nothing_that_sound_is_made_with() -> None:
    code = "import sys, pipeline.build, pipeline.dump; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"numpy", "av", "lameenc", "mutagen", "pydub", "gtts", "espeakng_loader"} & set(ended.stdout.split())


BUILD_TWICE = """
import sys
from contextlib import nullcontext
from pathlib import Path
from pipeline import cli, terminal
from pipeline.terminal import Shown

SOUND = ("numpy", "av", "lameenc")

class Looking(Shown):
    def step(self, name):
        if name == "read":
            print(len(Path("/proc/self/task", Path("/proc/self").resolve().name, "children").read_text().split()))

manuscript, output, cache, workers = sys.argv[1:]
terminal.showing = lambda verbose: nullcontext(Looking())
for name in "ab":
    command = ["build", manuscript, "-o", output + name, "--cache", cache, "--only", "audio", "--workers", workers]
    cli.cli.main(command, standalone_mode=False)
    print(*(name for name in SOUND if name in sys.modules), sep=",")
"""


def long_book(folder: Path) -> Path:
    """Just so many words in three sections that it is long, said as fast as can be."""
    folder.mkdir()
    settings = "title: Lang\nlanguage: de\ncreator: Redaktion\ndate: 2026-01-02\naudio:\n  speed: 2.5\n  quality: 9\n"
    (folder / "book.yaml").write_text(settings)
    for name in "abc":
        sentences = " ".join(f"Satz {number}: Dies hier ist einer von sehr vielen." for number in range(80))
        (folder / f"{name}.md").write_text(f"---\ntitle: Teil {name}\n---\n\n{sentences}\n")
    return folder


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists a process's children")
@pytest.mark.parametrize(("workers", "said"), [("2", ["1", "", "0", ""]), ("1", ["0", "numpy,av,lameenc"] * 2)])
def test_processes_are_begun_while_a_long_book_is_read_that_is_new(
    workers: str, said: list[str], tmp_path: Path
) -> None:
    arguments = [*map(str, (long_book(tmp_path / "book"), tmp_path / "out", tmp_path / "cache")), workers]
    ended = subprocess.run(
        [sys.executable, "-c", BUILD_TWICE, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.split("\n")[:-1] == said


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lends a process some of its processors")
def test_no_more_is_begun_than_there_are_processors_for(tmp_path: Path) -> None:
    book, output = long_book(tmp_path / "book"), tmp_path / "out"
    program = (
        "import os, resource\nfrom pipeline.cli import cli\nos.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\n"
        f"cli.main(['build', {str(book)!r}, '-o', {str(output)!r}, '--no-cache', '--only=audio', '--engine=tone'],"
        " standalone_mode=False)\nprint(resource.getrusage(resource.RUSAGE_CHILDREN).ru_minflt)"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout == "0\n"
