"""A build with nothing to do ends at once; whatever could make another file makes it build."""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import build as building
from pipeline.cli import cli
from pipeline.published import LIST_FILE
from pipeline.unchanged import RECORD_FILE, fingerprint, forget, made_before, row_of, with_build

BOOK = (
    "title: Buch\nlanguage: de\ncreator: Redaktion\ndate: 2026-01-02\n"
    "identifier: urn:uuid:00000000-0000-4000-8000-000000000001\n"
)
SECTION = "---\ntitle: Anfang\n---\n\nEin Satz.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A manuscript, beside which its output goes."""
    manuscript = tmp_path / "book"
    manuscript.mkdir()
    (manuscript / "book.yaml").write_text(BOOK, encoding="utf-8")
    (manuscript / "1.md").write_text(SECTION, encoding="utf-8")
    return manuscript


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The manuscripts that builds were really begun of."""
    real, manuscripts = building.build, list[Path]()

    def build(manuscript: Path, *arguments: object, **options: object) -> tuple[Path, ...]:
        manuscripts.append(manuscript)
        return real(manuscript, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "build", build)
    return manuscripts


def build(folder: Path, *more: str, only: str = "epub", **environment: str) -> list[str]:
    """Build through the command; gives back the paths that it tells."""
    arguments = ["build", str(folder), "--only", only, "-o", str(output_of(folder)), "-v", *more]
    cache = ["--cache", str(folder.parent / "cache")] if "--cache" not in more else []
    ended = CliRunner().invoke(cli, [*arguments, *cache], env={**environment})
    assert ended.exit_code == 0, ended.output
    return [line for line in ended.output.splitlines() if line.startswith(str(folder.parent))]


def output_of(folder: Path) -> Path:
    return folder.parent / "output"


def made(folder: Path) -> dict[str, tuple[int, bytes]]:
    files = (path for path in output_of(folder).rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def test_what_is_there_is_not_made_again_and_told_alike(folder: Path, begun: list[Path]) -> None:
    told, files = build(folder), made(folder)
    assert told
    assert build(folder) == told
    assert made(folder) == files
    assert begun == [folder]


def test_editions_that_are_built_in_turn_are_each_remembered(folder: Path, begun: list[Path]) -> None:
    for _ in range(2):
        build(folder, only="epub")
        build(folder, "--engine", "tone", only="audio")
    assert len(begun) == 2


def _touched(path: Path) -> None:
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a word": lambda folder: (folder / "1.md").write_text(SECTION.replace("Satz", "Wort"), encoding="utf-8"),
    "a section": lambda folder: (folder / "2.md").write_text(SECTION, encoding="utf-8"),
    "another name": lambda folder: (folder / "1.md").rename(folder / "0.md"),
    "the book": lambda folder: (folder / "book.yaml").write_text(BOOK + "subtitle: Neu\n", encoding="utf-8"),
    "a lexicon": lambda folder: (folder / "lexicon.yaml").write_text("de:\n  Satz: Saatz\n", encoding="utf-8"),
    "a file in a folder": lambda folder: _drawn(folder / "images"),
    "output removed": lambda folder: shutil.rmtree(output_of(folder)),
    "a file removed": lambda folder: next(output_of(folder).glob("epub/*.epub")).unlink(),
    "a file overwritten": lambda folder: next(output_of(folder).glob("epub/*.epub")).write_bytes(b"?"),
    "a file touched": lambda folder: _touched(next(output_of(folder).glob("epub/*.epub"))),
    "a file linked": lambda folder: _linked(next(output_of(folder).glob("epub/*.epub"))),
    "no record": lambda folder: (output_of(folder) / RECORD_FILE).unlink(),
    "half a record": lambda folder: (output_of(folder) / RECORD_FILE).write_text('{"a": [', encoding="utf-8"),
    "another record": lambda folder: (output_of(folder) / RECORD_FILE).write_text('{"a": [1], "b": 2}'),
    "a list": lambda folder: (output_of(folder) / RECORD_FILE).write_text("[]"),
}


def _drawn(folder: Path) -> None:
    folder.mkdir()
    (folder / "1.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")


def _linked(path: Path) -> None:
    other = path.rename(path.with_suffix(".other"))
    path.symlink_to(other)


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_builds(folder: Path, begun: list[Path], change: str) -> None:
    build(folder)
    CHANGES[change](folder)
    build(folder)
    assert len(begun) == 2
    build(folder)
    assert len(begun) == 2


@pytest.mark.parametrize(
    ("first", "then"),
    [({"only": "epub"}, {"only": "audio"}), ({"only": "epub"}, {"only": "epub", "SOURCE_DATE_EPOCH": "1000000000"})],
)
def test_to_ask_for_something_else_builds(
    folder: Path, begun: list[Path], first: dict[str, str], then: dict[str, str]
) -> None:
    build(folder, "--engine", "tone", **first)
    build(folder, "--engine", "tone", **then)
    assert len(begun) == 2


def test_another_engine_builds(folder: Path, begun: list[Path]) -> None:
    build(folder, "--engine", "tone", only="audio")
    build(folder, "--engine", "espeak", only="audio")
    assert len(begun) == 2


def test_nothing_kept_is_nothing_remembered(folder: Path, begun: list[Path]) -> None:
    build(folder, "--no-cache")
    assert not (output_of(folder) / RECORD_FILE).exists()
    build(folder)
    build(folder, "--no-cache")
    assert len(begun) == 3


def test_a_warning_is_given_every_time(folder: Path, begun: list[Path]) -> None:
    file = folder.parent / "file"
    file.write_text("no folder", encoding="utf-8")
    for count in (1, 2):
        ended = CliRunner().invoke(
            cli,
            ["build", str(folder), "--only", "audio", "--engine", "tone", "-o", str(output_of(folder)),
             "--cache", str(file)],
        )  # fmt: skip
        assert ended.exit_code == 0
        assert "the cache can't be used" in ended.output
        assert len(begun) == count


def test_what_is_changed_while_it_is_read_is_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, begun = building.read, list[Path]()

    def read(manuscript: Path, **options: object) -> building.Book:
        begun.append(manuscript)
        if len(begun) == 1:
            (folder / "1.md").write_text(SECTION.replace("Satz", "Wort"), encoding="utf-8")
        return real(manuscript, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "read", read)
    build(folder)
    (folder / "1.md").write_text(SECTION, encoding="utf-8")
    build(folder)
    assert len(begun) == 2
    build(folder)
    assert len(begun) == 2


def test_a_build_that_failed_leaves_the_next_one_to_fail(folder: Path) -> None:
    build(folder)
    good = (folder / "1.md").read_text(encoding="utf-8")
    (folder / "1.md").write_text(good + "\n<b>bold</b>\n", encoding="utf-8")
    arguments = ["build", str(folder), "--only", "epub", "-o", str(output_of(folder))]
    assert [CliRunner().invoke(cli, arguments).exit_code for _ in range(2)] == [1, 1]


@pytest.mark.parametrize("where", ["book", "book/output"])
def test_output_within_the_manuscript_may_be_part_of_it(folder: Path, where: str) -> None:
    assert fingerprint(folder, folder.parent / where, ()) is None


def test_the_program_and_its_libraries_count(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, libraries = folder.parent / "program", folder.parent / "site-packages"
    program.mkdir()
    libraries.mkdir()
    (program / "module.py").write_text("a = 1", encoding="utf-8")
    monkeypatch.setattr("pipeline.unchanged._PROGRAM", program)
    monkeypatch.setattr(sys, "path", [*sys.path, str(libraries)])

    def taken() -> str | None:
        return fingerprint(folder, output_of(folder), ())

    found = [taken()]
    assert taken() == found[0]
    (program / "module.py").write_text("a = 12", encoding="utf-8")
    found.append(taken())
    (program / "__pycache__").mkdir()
    assert taken() == found[-1]
    (libraries / "other-2.0.dist-info").mkdir()
    _touched(libraries)
    found.append(taken())
    assert None not in found
    assert len(set(found)) == 3


def _too_deep(folder: Path) -> Iterator[Path]:
    yield from _too_deep(folder)


@pytest.mark.parametrize("fault", ["piper", "escaped", "link", "pipe", "missing", "many", "much", "deep"])
def test_what_cannot_be_told_has_no_fingerprint(folder: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    output = output_of(folder)
    assert fingerprint(folder, output, ()) is not None
    match fault:
        case "piper":
            (folder / "book.yaml").write_text(BOOK + "audio:\n  engine: piper\n", encoding="utf-8")
        case "escaped":
            (folder / "book.yaml").write_text(BOOK + 'audio:\n  engine: "pi\\x70er"\n', encoding="utf-8")
        case "deep":
            monkeypatch.setattr("pipeline.unchanged._walk", _too_deep)
        case "link":
            (folder / "round").symlink_to(folder)
        case "pipe":
            os.mkfifo(folder / "pipe.md")
        case "missing":
            shutil.rmtree(folder)
        case "many":
            monkeypatch.setattr("pipeline.unchanged._MOST_FILES", 1)
        case "much":
            monkeypatch.setattr("pipeline.unchanged._MOST_BYTES", 10)
    assert fingerprint(folder, output, ()) is None


def test_without_a_fingerprint_nothing_is_known(folder: Path) -> None:
    build(folder)
    assert made_before(folder, output_of(folder), None) is None
    assert made_before(folder, output_of(folder), "other") is None


@pytest.mark.parametrize(
    "rows",
    [[["/etc/hosts", 1, 1]], [["\0", 1, 1]], [["x", float("inf"), 1]], [[1, 1, 1]], [[]], [1], {"a": 1}, "rows", 7],
)
def test_of_a_record_that_is_not_ours_nothing_is_believed(folder: Path, begun: list[Path], rows: object) -> None:
    build(folder)
    record = output_of(folder) / RECORD_FILE
    (made_of,) = json.loads(record.read_bytes())
    record.write_text(json.dumps({made_of: rows}), encoding="utf-8")
    build(folder)
    build(folder)
    assert len(begun) == 2


@pytest.mark.parametrize("text", ["[" * 100_000, "\xff", "7", "null", '{"a": 1e999}'])
def test_whatever_the_record_is_the_book_is_built(folder: Path, begun: list[Path], text: str) -> None:
    output_of(folder).mkdir()
    (output_of(folder) / RECORD_FILE).write_bytes(text.encode("latin-1"))
    build(folder)
    build(folder)
    assert len(begun) == 1


def test_a_record_that_is_a_pipe_is_not_waited_for(folder: Path, begun: list[Path]) -> None:
    output_of(folder).mkdir()
    os.mkfifo(output_of(folder) / RECORD_FILE)
    build(folder)
    build(folder)
    assert len(begun) == 1


def test_a_file_that_another_build_left_is_removed(folder: Path) -> None:
    """What a build would remove is something to do, though all that it would make is there."""
    build(folder, "--engine", "tone", only="audio")
    (folder / "book.yaml").write_text(BOOK + "audio:\n  formats: [opus]\n", encoding="utf-8")
    build(folder, "--engine", "tone", only="audio")
    assert list(output_of(folder).glob("audio/*.opus"))
    (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    build(folder, "--engine", "tone", only="audio")
    assert not list(output_of(folder).glob("audio/*.opus"))


def test_a_list_that_is_gone_is_written_again(folder: Path, begun: list[Path]) -> None:
    build(folder)
    listed = (output_of(folder) / LIST_FILE).read_bytes()
    (output_of(folder) / LIST_FILE).unlink()
    build(folder)
    assert (output_of(folder) / LIST_FILE).read_bytes() == listed
    assert len(begun) == 2


def test_what_another_book_has_claimed_is_claimed_again(folder: Path, begun: list[Path]) -> None:
    build(folder)
    twin = folder.with_name("twin")
    shutil.copytree(folder, twin)
    build(twin)
    build(folder)
    assert begun == [folder, twin, folder]


def test_another_build_while_this_one_ends_is_seen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record of a build holds its own files, not those that another one has put in their place meanwhile."""
    real = building._prune

    def prune(*_: object) -> None:
        monkeypatch.setattr(building, "_prune", real)
        (folder / "1.md").write_text(SECTION.replace("Satz", "Wort"), encoding="utf-8")
        build(folder)
        (folder / "1.md").write_text(SECTION, encoding="utf-8")

    build(folder)
    first = made(folder)
    shutil.rmtree(output_of(folder))
    monkeypatch.setattr(building, "_prune", prune)
    build(folder)
    build(folder)
    assert {name: data for name, (_, data) in made(folder).items()} == {name: data for name, (_, data) in first.items()}


def test_only_the_last_few_builds_are_remembered(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("made", encoding="utf-8")
    for number in range(20):
        (tmp_path / RECORD_FILE).write_bytes(with_build(tmp_path, f"{number}", [row_of("file", tmp_path / "file")]))
    assert list(json.loads((tmp_path / RECORD_FILE).read_bytes())) == [f"{number}" for number in range(12, 20)]
    forget(tmp_path, "15")
    forget(tmp_path, "15")
    assert "15" not in json.loads((tmp_path / RECORD_FILE).read_bytes())


@pytest.mark.parametrize("asked", [(None, "None"), ("a b", "a", "b")])
def test_what_is_asked_for_is_not_mistaken(folder: Path, asked: tuple[str | None, ...]) -> None:
    first, *rest = asked
    assert fingerprint(folder, output_of(folder), (first,)) != fingerprint(folder, output_of(folder), rest)


def test_a_voice_of_the_users_own_is_heard_anew(folder: Path, begun: list[Path]) -> None:
    for count in (1, 2):
        arguments = ["--only", "epub", "-o", str(output_of(folder)), "--piper-voice", str(folder / "voice.onnx")]
        assert CliRunner().invoke(cli, ["build", str(folder), *arguments]).exit_code == 0
        assert len(begun) == count


def test_a_name_that_is_no_text_counts_too(folder: Path) -> None:
    before = fingerprint(folder, output_of(folder), ())
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.md")).write_text(SECTION, encoding="utf-8")
    assert fingerprint(folder, output_of(folder), ()) not in (before, None)


def test_the_record_tells_no_path_of_the_machine(folder: Path) -> None:
    build(folder)
    assert str(folder.parent) not in (output_of(folder) / RECORD_FILE).read_text(encoding="utf-8")


def test_to_find_nothing_to_do_imports_nothing_to_do_it_with(folder: Path) -> None:
    build(folder)
    program = (
        "import sys\nfrom pipeline.cli import cli\n"
        "cli.main(sys.argv[1:], standalone_mode=False)\n"
        "print({'pipeline.build', 'pydantic', 'yaml', 'markdown', 'msgspec', 'numpy'} & set(sys.modules))"
    )
    arguments = ["build", str(folder), "--only", "epub", "-o", str(output_of(folder)),
                 "--cache", str(folder.parent / "cache")]  # fmt: skip
    ended = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )  # fmt: skip
    assert ended.stdout.splitlines()[-1] == "set()"


@pytest.mark.parametrize("was_on", [True, False])
def test_a_build_leaves_the_search_for_garbage_as_it_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, was_on: bool
) -> None:
    searching: list[bool] = []
    build = building.build

    def noting(manuscript: Path, output: Path, only: tuple[str, ...], **options: object) -> tuple[Path, ...]:
        searching.append(gc.isenabled())
        return build(manuscript, output, only, **options)  # type: ignore[arg-type]  # handed on as they are

    monkeypatch.setattr(building, "build", noting)
    (gc.enable if was_on else gc.disable)()
    try:
        ended = CliRunner().invoke(cli, ["build", str(folder), "--only", "epub", "-o", str(tmp_path / "out")])
    finally:
        after = gc.isenabled()
        gc.enable()
        gc.unfreeze()
    assert ended.exit_code == 0
    assert searching == [was_on]
    assert after == was_on
