"""What an author is told of a manuscript with something wrong: each thing once, at its place, all at once."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.errors import Finding
from pipeline.reader.text import read_text
from tests.bad_manuscripts import BAD, BOOK, HEAD, PNG, Bad, findings_in, in_body, short, write


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_each_fault_is_found_at_its_place_and_nothing_else(bad: Bad, tmp_path: Path) -> None:
    write(bad, tmp_path)
    found = short(findings_in(tmp_path))
    assert tuple(one.removeprefix(str(tmp_path)) for one in found) == bad.expected


def test_ten_faults_in_three_files_are_shown_together_in_order(tmp_path: Path) -> None:
    files = {
        "book.yaml": BOOK + "publischer: x\n",
        "a.md": "---\ntitel: X\n---\n\n#### Vier\n\n<b> [hier](b.md#nix)\n\n![](../x.png)\n",
        "b.md": HEAD + "Wort[^a]\n\n```chart\ntype: pie\ntitle: X\nunit: '%'\ndata: {a: 60, b: 30}\n```\n",
    }
    write(Bad("", files, ()), tmp_path)
    assert short(findings_in(tmp_path)) == (
        "a.md:2:1 unknown-key",
        "a.md:5:1 heading-jump",
        "a.md:7:1 raw-html",
        "a.md:7:12 dead-link",
        "a.md:7:12 link-text-vague",
        "a.md:9:5 image-outside",
        "a.md:9:5 image-without-alt",
        "b.md:5:5 note-undefined",
        "b.md:7:1 chart-sum",
        "book.yaml:5:1 unknown-key",
    )


@pytest.mark.parametrize(
    ("bad", "near"),
    [
        (BAD[0], "publisher"),
        (BAD[1], "conforms_to"),
        (BAD[2], "title"),
        (in_body("", "[Wort](#zeil)\n\n## Ziel\n\nText.\n"), "#ziel"),
        (in_body("", "[Wort](b.mb)\n", b_md=HEAD + "Text.\n"), "b.md"),
        (in_body("", "[Wort](b.md#zeil)\n", b_md=HEAD + "## Ziel\n\nText.\n"), "b.md#ziel"),
        (in_body("", "![Ein Haus](Haus.png)\n", haus_png=PNG), "haus.png"),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else "",
)
def test_a_near_neighbour_is_named(bad: Bad, near: str, tmp_path: Path) -> None:
    write(bad, tmp_path)
    (finding,) = findings_in(tmp_path)
    assert dict(finding.details)["near"] == near


@pytest.mark.parametrize(
    "body",
    [
        "Text <!-- ein <b>Kommentar</b> --> Text.\n\n<!--\n\n# mehr\n\n-->\n",
        "Ein `<b>` und 1 < 2 und H<sub>2</sub>O<br>m<sup>2</sup>.\n",
        "[eins](https://x.de/?a=1&amp;b=2) <mailto:a@example.org> <https://example.org>\n",
        "## Zwei\n\n### Beispiel\n\nText.\n\n## Noch zwei\n\n### Beispiel\n\nText.\n",
        "## \\#\n\nText.\n\n## 😀\n\nText.\n\n## —\n\nText.\n",
        "## Zwei\n\n### Drei\n\n## Zurück\n\nText.\n",
        "Tabelle: X\n\n|  | a |\n|---|---|\n| b |  |\n",
        '![](x.png){.decorative}\n\n![Bildschirm mit Grafikkarte](x.png)\n\n![Ein Haus](x.png "Unser Haus")\n',
        "```chart\ntype: pie\ntitle: X\nunit: '%'\ndata: {a: 33.3, b: 33.3, c: 33.3}\n```\n",
        "```chart\ntype: pie\ntitle: X\nunit: '%'\ndata: {a: 33.3, b: 66.7}\n```\n",
        "```chart\ntype: bar\ntitle: X\ndata: {a: -1, b: ~, c: 0}\n```\n",
        "```chart\ntype: donut\ntitle: X\nunit: Euro\ndata: {a: 12, b: 30}\nalt: Ring, a 12 und b 30 Euro\n```\n",
        "Mehr im [Teil hierzu](a.md). *Hier* [mehr dazu, was zählt](a.md).\n",
        "Frage\n:   Antwort.\n\nFrage zwei\n\n:   Antwort.\n\n:   Noch eine.\n",
        "Wort[^a] und Wort[^a].\n\n[^a]: Note mit [Verweis](a.md).\n",
    ],
)
def test_what_a_good_author_may_want_passes(body: str, tmp_path: Path) -> None:
    write(in_body("", body, x_png=PNG), tmp_path)
    assert findings_in(tmp_path) == []


def test_this_repositorys_own_manuscript_has_no_finding() -> None:
    assert findings_in(Path(__file__).parent.parent.parent / "manuscript") == []


# ------------------------------------------------------------------ files that are not what they seem


def _linked_image(folder: Path) -> None:
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "x.png").write_bytes(PNG)
    (folder / "x.png").symlink_to(outside / "x.png")


def _linked_folder(folder: Path) -> None:
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "x.png").write_bytes(PNG)
    (folder / "images").symlink_to(outside)


@pytest.mark.parametrize(
    ("make", "source", "code"),
    [
        (_linked_image, "x.png", "image-outside"),
        (_linked_folder, "images/x.png", "image-outside"),
        (lambda folder: (folder / "x.png").symlink_to(folder / "x.png"), "x.png", "missing-image"),
        (lambda folder: os.mkfifo(folder / "x.png"), "x.png", "missing-image"),
        (lambda folder: (folder / "x.png").mkdir(), "x.png", "missing-image"),
        (lambda folder: None, "x" * 5000, "unreadable-image"),
        (lambda folder: None, ".", "missing-image"),
        (lambda folder: None, "", "missing-image"),
    ],
    ids=["link", "folder-link", "circle", "pipe", "folder", "long-name", "the-folder-itself", "no-name"],
)
def test_an_image_is_a_file_within_the_folder(
    make: Callable[[Path], None], source: str, code: str, tmp_path: Path
) -> None:
    folder = tmp_path / "book"
    write(in_body("", f"![Ein Haus]({source})\n"), folder)
    make(folder)
    (finding,) = findings_in(folder)
    assert short([finding]) == (f"a.md:5:13 {code}",)
    assert dict(finding.details).get("near", "") == ""


def test_an_image_linked_within_the_folder_is_fine(tmp_path: Path) -> None:
    write(in_body("", "![Ein Haus](y.png)\n", x_png=PNG), tmp_path)
    (tmp_path / "y.png").symlink_to("x.png")
    assert findings_in(tmp_path) == []


@pytest.mark.parametrize(
    "make",
    [lambda path: path.mkdir(), os.mkfifo, lambda path: path.symlink_to("nowhere"), lambda path: path.symlink_to(path)],
    ids=["folder", "pipe", "dead-link", "circle"],
)
def test_a_section_that_is_no_file_is_named(make: Callable[[Path], None], tmp_path: Path) -> None:
    write(in_body("", "Text.\n"), tmp_path)
    make(tmp_path / "b.md")
    assert short(findings_in(tmp_path)) == ("b.md:1:1 not-a-file",)


def test_a_book_file_that_is_no_file_is_missing(tmp_path: Path) -> None:
    write(Bad("", {"book.yaml": None, "a.md": HEAD + "Text.\n"}, ()), tmp_path)
    os.mkfifo(tmp_path / "book.yaml")
    assert short(findings_in(tmp_path)) == ("book.yaml:1:1 no-book-file",)


def test_hidden_files_are_no_sections(tmp_path: Path) -> None:
    write(Bad("", {"a.md": HEAD + "Text.\n", "._a.md": b"\x00\x05\x16\x07"}, ()), tmp_path)
    (tmp_path / ".#a.md").symlink_to("somebody@host.1234")
    assert findings_in(tmp_path) == []


@pytest.mark.parametrize("name", ["nowhere", "a.md"])
def test_a_folder_that_is_none_is_said_so(name: str, tmp_path: Path) -> None:
    write(in_body("", "Text.\n"), tmp_path)
    assert short(findings_in(tmp_path / name)) == (f"{tmp_path / name}:1:1 no-folder",)


@pytest.fixture
def nobody() -> Iterator[None]:
    """Root may read everything: for the time of a test it is somebody who may not."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    yield
    os.seteuid(was)


@pytest.mark.usefixtures("nobody")
def test_a_file_without_permission_is_named() -> None:
    with tempfile.NamedTemporaryFile(suffix=".md") as file:
        path = Path(file.name)
        path.chmod(0)
        findings: list[Finding] = []
        assert read_text(path, findings) is None
    assert [(finding.path, finding.code) for finding in findings] == [(str(path), "unreadable")]


def test_odd_names_are_only_names(tmp_path: Path) -> None:
    odd = '01 ä "x" <b>&%20.md'
    write(Bad("", {odd: HEAD + "Text.\n", "02-b{}.md": HEAD + "Text.\n", "03-c#?.md": HEAD + "Text.\n"}, ()), tmp_path)
    assert findings_in(tmp_path) == []
