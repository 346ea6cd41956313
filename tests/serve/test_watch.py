"""A change of a manuscript is seen, once it is over."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from pipeline.serve.watch import Look, changed, look_at, wait_for_change


def look(*files: str) -> Look:
    return frozenset((name, 1, 1) for name in files)


def sights(seen: Iterable[Look]) -> Callable[[], Look]:
    """What is seen, one after the other."""
    following = iter(seen)
    return lambda: next(following)


def test_a_change_is_waited_for_until_it_is_over() -> None:
    pauses = list[None]()
    seen = [look("a"), look("a"), look("a", "b"), look("a", "b", "c"), look("a", "b", "c")]
    after = wait_for_change(sights(seen), lambda: pauses.append(None), look("a"))
    assert after == look("a", "b", "c")
    assert len(pauses) == 4


def test_what_changed_is_new_gone_or_other() -> None:
    before = frozenset({("a", 1, 1), ("b", 1, 1), ("c", 1, 1), ("d", 1, 1)})
    after = frozenset({("a", 1, 1), ("b", 2, 1), ("c", 1, 2), ("e", 1, 1)})
    assert changed(before, after) == ("b", "c", "d", "e")


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    """A folder with a file on each of two floors, and an output in it."""
    for name in ("book.yaml", "images/a.png", "output/site/feed.xml", ".git/index"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "nowhere").symlink_to("nothing")
    (tmp_path / "round").symlink_to(".")
    return tmp_path


def paths(manuscript: Path) -> set[str]:
    seen = look_at(manuscript, manuscript / "output")
    return {Path(path).relative_to(manuscript).as_posix() for path, _, _ in seen}


def test_what_is_made_and_what_is_hidden_is_not_looked_at(manuscript: Path) -> None:
    assert paths(manuscript) == {"book.yaml", "images/a.png", "round"}


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "images/a.png").write_text("longer than it was"),
        lambda folder: (folder / "images/b.png").touch(),
        lambda folder: (folder / "book.yaml").unlink(),
        lambda folder: (folder / "book.yaml").rename(folder / "other.yaml"),
        lambda folder: os.utime(folder / "book.yaml", (1, 1)),
    ],
    ids=["longer", "new", "gone", "renamed", "newer"],
)
def test_a_change_is_seen(manuscript: Path, change: Callable[[Path], object]) -> None:
    before = look_at(manuscript, manuscript / "output")
    assert look_at(manuscript, manuscript / "output") == before
    change(manuscript)
    assert look_at(manuscript, manuscript / "output") != before


def test_a_folder_that_is_gone_is_empty(tmp_path: Path) -> None:
    assert look_at(tmp_path / "nothing", tmp_path) == frozenset()
