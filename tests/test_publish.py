"""Files are published all or none, and those that an edition no longer has are removed: never anything else."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from pipeline.edition import Artifact
from pipeline.errors import OutputError
from pipeline.files import write_aside
from pipeline.publish import publish
from pipeline.published import LIST_FILE

HOUR = 3600
WEEK = 7 * 24 * HOUR


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out"


def put(output: Path, book: str = "book", **editions: Mapping[str, str]) -> tuple[str, ...]:
    """Publish texts by path, and tell what was published."""
    made = {
        name: [Artifact(path, text.encode()) for path, text in artifacts.items()]
        for name, artifacts in editions.items()
    }
    places = publish(made, output, output.parent / book)
    return tuple(str(place.relative_to(output)) for place in places)


def texts(output: Path) -> dict[str, str]:
    """All that a reader sees, and what was left behind."""
    files = (path for path in output.rglob("*") if path.is_file() and path.name != LIST_FILE)
    return {str(path.relative_to(output)): path.read_text() for path in files}


# ------------------------------------------------------------------ all or none


def test_what_is_published_is_there_and_told_in_order(output: Path) -> None:
    assert put(output, epub={"epub/b": "1"}, audio={"audio/2": "2", "audio/1": "3"}) == ("epub/b", "audio/2", "audio/1")
    assert texts(output) == {"epub/b": "1", "audio/2": "2", "audio/1": "3"}


def test_a_file_that_is_the_same_keeps_its_date(output: Path) -> None:
    put(output, x={"same": "one", "other": "one"})
    for name in ("same", "other"):
        os.utime(output / name, (HOUR, HOUR))
    assert put(output, x={"same": "one", "other": "two"}) == ("same", "other")
    assert (output / "same").stat().st_mtime == HOUR < (output / "other").stat().st_mtime


@pytest.mark.parametrize("there", ["", "o", "ono", "one and more"])
def test_a_file_that_only_begins_the_same_is_made_anew(output: Path, there: str) -> None:
    put(output, x={"one": "one"})
    (output / "one").write_text(there)
    put(output, x={"one": "one"})
    assert texts(output) == {"one": "one"}


def test_a_link_to_a_file_that_is_the_same_becomes_a_file(output: Path) -> None:
    put(output, x={"one": "one"})
    (output / "one").rename(output.parent / "elsewhere")
    (output / "one").symlink_to(output.parent / "elsewhere")
    put(output, x={"one": "one"})
    assert not (output / "one").is_symlink()
    assert texts(output) == {"one": "one"}


def test_an_artifact_that_cannot_be_written_leaves_all_others_as_they_were(output: Path) -> None:
    put(output, x={"a/one": "old"})
    (output / "b").write_text("a file where a folder is needed")
    before = texts(output)
    with pytest.raises(OutputError, match="b/two"):
        put(output, x={"a/one": "new", "b/two": "new"})
    assert texts(output) == before


def test_a_writer_that_fails_midway_leaves_all_as_it_was(output: Path) -> None:
    put(output, x={"one": "old"})

    def failing() -> Iterator[Artifact]:
        yield Artifact("one", b"new")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        publish({"x": failing()}, output, output.parent / "book")
    assert texts(output) == {"one": "old"}


@pytest.mark.parametrize("second", ["audio/01-a.mp3", "audio/01-A.mp3"])
def test_two_files_of_one_name_are_refused(output: Path, second: str) -> None:
    put(output, audio={"audio/01-a.mp3": "old"})
    with pytest.raises(OutputError, match=rf"{second} would be two files"):
        put(output, audio={"audio/01-a.mp3": "section"}, other={second: "whole"})
    assert texts(output) == {"audio/01-a.mp3": "old"}


@pytest.mark.parametrize("place", ["audio/2", LIST_FILE])
def test_a_folder_in_the_way_leaves_all_others_as_they_were(output: Path, place: str) -> None:
    put(output, audio={"audio/1": "old"})
    (output / place).unlink(missing_ok=True)
    (output / place).mkdir()
    with pytest.raises(OutputError, match=rf"{place} can't be written \(Is a directory\)"):
        put(output, audio={"audio/1": "new", "audio/2": "new"})
    assert texts(output) == {"audio/1": "old"}


def fail_to_move(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk fail when a file of that name is moved into place."""
    replace = Path.replace

    def replace_most(path: Path, target: Path) -> Path:
        if target.name == name and not path.name.endswith("~"):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", replace_most)


@pytest.mark.parametrize("has_links", [True, False])
def test_a_disk_that_fails_while_files_are_moved_leaves_all_as_it_was(
    output: Path, monkeypatch: pytest.MonkeyPatch, *, has_links: bool
) -> None:
    put(output, x={"a": "old", "c": "old", "gone": "old"})
    listed = (output / LIST_FILE).read_bytes()
    fail_to_move("c", monkeypatch)
    if not has_links:

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

        monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(OutputError, match=r"c can't be written \(Input/output error\)"):
        put(output, x={"a": "new", "b": "new", "c": "new"})
    assert texts(output) == {"a": "old", "c": "old", "gone": "old"}
    assert (output / LIST_FILE).read_bytes() == listed


# ------------------------------------------------------------------ what earlier builds left


def test_what_an_edition_no_longer_has_is_removed(output: Path) -> None:
    put(output, audio={"audio/01-a": "1", "audio/02-b": "2"}, epub={"epub/book": "3"})
    put(output, audio={"audio/01-a": "4", "audio/02-c": "5"})
    assert texts(output) == {"audio/01-a": "4", "audio/02-c": "5", "epub/book": "3"}
    put(output, epub={"epub/title": "6"})
    assert texts(output) == {"audio/01-a": "4", "audio/02-c": "5", "epub/title": "6"}


def test_other_files_in_the_output_stay(output: Path) -> None:
    put(output, x={"a": "1"})
    (output / "mine").write_text("2")
    put(output, x={"b": "3"})
    assert texts(output) == {"mine": "2", "b": "3"}


def test_two_books_in_one_folder_leave_each_other_alone(output: Path) -> None:
    put(output, "one", x={"one": "1", "both": "1"})
    put(output, "two", x={"two": "2", "both": "2"})
    assert texts(output) == {"one": "1", "two": "2", "both": "2"}
    put(output, "one", x={"only": "3"})
    assert texts(output) == {"only": "3", "two": "2", "both": "2"}


def test_a_file_belongs_to_the_book_that_wrote_it_last(output: Path) -> None:
    put(output, "one", x={"one": "1", "both": "1"})
    put(output, "two", x={"two": "2", "both": "2"})
    put(output, "two", x={"two": "3"})
    assert texts(output) == {"one": "1", "two": "3"}


def test_a_project_that_moves_still_knows_its_files(output: Path) -> None:
    put(output, x={"a": "1"})
    moved = output.parent.rename(output.parent.with_name("moved")) / "out"
    put(moved, x={"b": "2"})
    assert texts(moved) == {"b": "2"}


def test_what_another_edition_publishes_now_is_not_removed(output: Path) -> None:
    put(output, x={"a": "1", "b": "1"})
    put(output, x={"b": "2"}, y={"a": "2"})
    assert texts(output) == {"a": "2", "b": "2"}


def note(output: Path, *paths: str) -> None:
    """Write into the list that an earlier build published these as the edition x."""
    put(output, x={"here": "1"})
    rows = json.loads((output / LIST_FILE).read_bytes())
    (output / LIST_FILE).write_text(json.dumps([[*rows[0][:2], path] for path in paths]))


def test_nothing_outside_the_output_is_removed(output: Path) -> None:
    outside = output.parent / "outside"
    outside.mkdir()
    (outside / "mine").write_text("1")
    output.mkdir()
    (output / "linked").symlink_to(outside)
    (output / "link").symlink_to(outside / "mine")
    (output / "folder").mkdir()
    note(output, "../outside/mine", "linked/mine", "link", str(outside / "mine"), "folder", "", ".")
    put(output, x={"now": "2"})
    assert (outside / "mine").read_text() == "1"
    assert (output / "link").is_symlink()
    assert (output / "folder").is_dir()


@pytest.mark.parametrize(
    "text", ["", "{", "7", '{"a": 1}', '["here", 1]', '[["a", "b"]]', '[["a", "x", 1], ["a", "x", "y"]]', "[[[]]]"]
)
def test_a_list_that_is_none_removes_nothing(output: Path, text: str) -> None:
    put(output, x={"a": "1"})
    (output / LIST_FILE).write_text(text)
    put(output, x={"b": "2"})
    assert texts(output) == {"a": "1", "b": "2"}
    put(output, x={"c": "3"})
    assert texts(output) == {"a": "1", "c": "3"}


def test_a_new_file_by_another_name_of_the_old_one_stays(output: Path) -> None:
    """As where capitals don't count: here by a link to the folder."""
    put(output, x={"real/a": "1"})
    (output / "same").symlink_to(output / "real")
    put(output, x={"same/a": "2"})
    assert (output / "real/a").read_text() == "2"


def test_what_can_not_be_removed_is_told(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(output, x={"a": "1"})
    unlink = Path.unlink

    def unlink_others(path: Path, *, missing_ok: bool = False) -> None:
        if path.name == "a":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink_others)
    with pytest.raises(OutputError, match=r"a is of an earlier build and can't be removed \(Permission denied\)"):
        put(output, x={"b": "2"})
    assert texts(output) == {"a": "1", "b": "2"}


@pytest.mark.parametrize("ending", ["", "~"])
def test_what_a_killed_build_wrote_aside_long_ago_is_swept(output: Path, ending: str) -> None:
    put(output, x={"a/book": "1"})
    found = []
    for name, age in (("book", 2 * WEEK), ("book", WEEK // 2), ("other", 2 * WEEK)):
        aside = write_aside([b""], output / "a" / name)
        aside = aside.rename(aside.with_name(aside.name + ending))
        seconds = aside.stat().st_mtime - age
        os.utime(aside, (seconds, seconds))
        found.append(str(aside.relative_to(output)))
    put(output, x={"a/book": "2"})
    assert texts(output) == {"a/book": "2", found[1]: "", found[2]: ""}


# ------------------------------------------------------------------ a book that is made while it is published


def slowly(output: Path, *meanwhile: Callable[[], object], **texts: str) -> tuple[Path, ...]:
    """Publish an edition, and do something once all but the last of its artifacts are looked at."""

    def made() -> Iterator[Artifact]:
        *artifacts, last = (Artifact(path, text.encode()) for path, text in texts.items())
        yield from artifacts
        for happen in meanwhile:
            happen()
        yield last

    return publish({"x": made()}, output, output.parent / "book")


def test_what_another_build_put_in_a_place_meanwhile_is_made_anew(output: Path) -> None:
    put(output, x={"a": "1", "b": "2"})
    slowly(output, lambda: put(output, "other", x={"a": "other"}), a="1", b="2", c="3")
    assert texts(output) == {"a": "1", "b": "2", "c": "3"}


def test_what_was_removed_meanwhile_is_made_anew(output: Path) -> None:
    put(output, x={"a": "1", "old": "0"})
    slowly(output, (output / "a").unlink, a="1", c="3")
    assert texts(output) == {"a": "1", "c": "3"}


def test_an_output_that_is_gone_is_named_and_leaves_nothing(output: Path) -> None:
    put(output, x={"a": "1"})
    with pytest.raises(OutputError, match=r"b can't be written \(No such file or directory\)"):
        slowly(output, lambda: shutil.rmtree(output), b="2", c="3")
    assert texts(output) == {}


def test_what_was_written_long_ago_is_dated_when_it_is_published(output: Path) -> None:
    def age() -> None:
        for aside in output.rglob(".*.a"):
            os.utime(aside, (HOUR, HOUR))

    (place, _) = slowly(output, age, a="1", b="2")
    assert place.stat().st_mtime > HOUR


def test_folders_that_were_made_for_nothing_are_gone(output: Path) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    (output / "a").mkdir(parents=True)
    with pytest.raises(ZeroDivisionError):
        slowly(output, fail, **{"a/b/c/one": "1", "a/b/two": "2", "d": "3"})
    assert [*output.rglob("*")] == [output / "a"]


def test_every_file_is_on_the_disk_before_any_is_in_its_place(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []

    def fsync(descriptor: int) -> None:
        assert not any((output / name).exists() for name in "abc")
        synced.append(os.fstat(descriptor).st_ino)

    monkeypatch.setattr(os, "fsync", fsync)
    places = slowly(output, a="1", b="2", c="3")
    assert {place.stat().st_ino for place in places} <= set(synced)


def test_what_the_disk_refuses_after_all_is_named(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(descriptor: int) -> None:
        if os.fstat(descriptor).st_size == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    put(output, x={"a": "1"})
    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OutputError, match=r"b can't be written \(No space left on device\)"):
        slowly(output, a="2", b="333", c="4")
    assert texts(output) == {"a": "1"}
