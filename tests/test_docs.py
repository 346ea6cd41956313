"""The documentation says what is there: commands, keys, targets, modules, links; and its examples build."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

import click
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PIL import Image

from docs.images.make import chart_examples
from pipeline import build as building
from pipeline import cli, telling
from pipeline.charts.describe import alternative, appearance, overview
from pipeline.charts.draw import draw
from pipeline.checks import check
from pipeline.locales.messages import CODES
from pipeline.model import Block, ChartKind, Inline, Manuscript
from pipeline.podcast import FeedFile, OwnerFile
from pipeline.reader.chartfence import _ChartFence, read_chart
from pipeline.reader.fences import lift_fences
from pipeline.reader.frontmatter import FrontMatter
from pipeline.reader.load import load
from pipeline.schema import Record, keys_of
from pipeline.settings import BookFile, _AccessibilityFile, read_settings
from pipeline.sound import PROFILES, AudioFile
from pipeline.traversal import inlines, passages, walk
from pipeline.website import WebFile
from pipeline.writers.accessibility import Inventory
from pipeline.writers.epub import xhtml_documents
from pipeline.writers.epub.metadata import accessibility

ROOT = Path(__file__).parent.parent
PAGES = (*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md")))
FENCE = re.compile(r"^(`{3,})([^\n`]*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


@cache
def page(name: str) -> str:
    """The text of a page, by its path from the root."""
    return (ROOT / name).read_text(encoding="utf-8")


def part(text: str, title: str) -> str:
    """What stands below a heading, down to the next one of its level or above."""
    found = re.search(rf"^(#+) {re.escape(title)}$", text, re.MULTILINE)
    assert found, f"no heading {title!r}"
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def rows(text: str) -> dict[str, str]:
    """Each name in backticks in the first column of the tables in a text, with its row."""
    lines = re.findall(r"^\| *(`.*?) *\| (.*)$", text, re.MULTILINE)
    return {name: rest for first, rest in lines for name in re.findall(r"`([^`]+)`", first)}


def fences(text: str, info: str) -> list[str]:
    """The contents of the fences whose info string begins with a word."""
    return [content for _, words, content in FENCE.findall(text) if words.split()[:1] == [info]]


def prose(text: str) -> str:
    """A text without what is code."""
    return re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", FENCE.sub("", text), flags=re.DOTALL)


# ------------------------------------------------------------------ the command


def names(command: click.Command) -> set[str]:
    """All that may be written after a command: its options in each form, and its arguments as help calls them."""
    context = click.Context(command, info_name="vorlesen", **command.context_settings)
    found: set[str] = set()
    for parameter in command.get_params(context):
        if isinstance(parameter, click.Argument):
            found.add(str(parameter.name).upper())
        elif command is cli.cli or "--help" not in parameter.opts:
            found.update(parameter.opts)
    return found


COMMANDS = {"vorlesen": cli.cli, **{f"vorlesen {name}": command for name, command in cli.cli.commands.items()}}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_described_and_no_other(name: str) -> None:
    assert rows(part(page("docs/cli.md"), name)).keys() == names(COMMANDS[name])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_choice_of_an_option_is_in_its_row(name: str) -> None:
    table = rows(part(page("docs/cli.md"), name))
    for parameter in COMMANDS[name].params:
        if isinstance(parameter.type, click.Choice):
            key = parameter.opts[0] if isinstance(parameter, click.Option) else str(parameter.name).upper()
            assert set(re.findall(r"`([^`]+)`", table[key])) >= set(parameter.type.choices)


def test_every_command_has_its_part() -> None:
    titles = re.findall(r"^## (vorlesen .*)$", page("docs/cli.md"), re.MULTILINE)
    assert set(titles) == COMMANDS.keys() - {"vorlesen"}


def test_every_exit_code_is_described() -> None:
    codes = rows(part(page("docs/cli.md"), "Exit codes")).keys()
    assert codes == {"0", str(telling.FAILED), "2", str(cli.INTERRUPTED)}


def test_every_variable_that_is_read_is_described() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "pipeline").rglob("*.py"))
    read = set(re.findall(r"""environ(?:\.get\(|\[)["'](\w+)""", sources))
    assert read
    assert rows(part(page("docs/cli.md"), "Environment")).keys() == read


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_only_commands_that_exist_are_named(path: Path) -> None:
    used = re.findall(r"(?:^|[`/])vorlesen ([a-z]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(used) <= cli.cli.commands.keys()


# ------------------------------------------------------------------ keys


@pytest.mark.parametrize(
    ("name", "title", "record"),
    [
        ("docs/book-yaml.md", "The book", BookFile),
        ("docs/book-yaml.md", "accessibility", _AccessibilityFile),
        ("docs/book-yaml.md", "audio", AudioFile),
        ("docs/book-yaml.md", "feed", FeedFile),
        ("docs/book-yaml.md", "web", WebFile),
        ("docs/manuscript.md", "Front matter", FrontMatter),
        ("docs/manuscript.md", "Charts", _ChartFence),
        ("docs/charts.md", "Keys", _ChartFence),
    ],
)
def test_every_key_is_described_and_no_other(name: str, title: str, record: type[Record]) -> None:
    assert rows(part(page(name), title)).keys() == keys_of(record).keys()


def test_the_full_book_yaml_is_read_and_holds_every_key() -> None:
    (example,) = fences(part(page("docs/book-yaml.md"), "A full example"), "yaml")
    settings, findings = read_settings(example, "book.yaml")
    assert settings is not None
    assert findings == ()
    keys = set(re.findall(r"^ *(\w+):", example, re.MULTILINE))
    records = (BookFile, _AccessibilityFile, AudioFile, FeedFile, OwnerFile, WebFile)
    assert keys == {key for record in records for key in keys_of(record)} | settings.voices.keys()


@pytest.mark.parametrize("profile", PROFILES)
def test_the_defaults_of_sound_are_those_that_are_described(profile: str) -> None:
    lines = [f"  profile: {profile}"]
    for key, row in rows(part(page("docs/book-yaml.md"), "audio")).items():
        cell = row.partition("|")[0]
        defaults = re.findall(rf"{profile} `([^`]+)`", cell) or re.findall(r"^`([^`]+)`", cell)
        lines += [f"  {key}: {default}" for default in defaults if key != "profile"]
    assert len(lines) == len(keys_of(AudioFile)) - 2  # no formats and no Piper voice
    settings, findings = read_settings(BOOK + "audio:\n" + "\n".join(lines), "book.yaml")
    assert settings is not None
    assert findings == ()
    assert settings.audio == PROFILES[profile]


def test_every_kind_of_chart_has_its_part() -> None:
    titles = re.findall(r"^### (\w+)$", part(page("docs/charts.md"), "Kinds"), re.MULTILINE)
    assert set(titles) == set(get_args(ChartKind))


# ------------------------------------------------------------------ examples

BOOK = "title: Examples\nlanguage: en\ncreator: Editorial office\ndate: 2026-01-31\n"
NUMBERS = "---\ntitle: Numbers\n---\n\n## Results\n\nThere are some.\n"
IMAGES = ("lighthouse.png", "play.png", "ornament.svg")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"/>'


@dataclass(frozen=True, slots=True)
class Example:
    """A section as a page shows it. `code` is that of the finding it leads to, None when it builds."""

    source: str
    code: str | None


def examples() -> list[Example]:
    """The examples of docs/manuscript.md."""
    found = FENCE.findall(page("docs/manuscript.md"))
    pairs = [(words.split(), content) for _, words, content in found]
    return [
        Example(source, words[2] if words[1:2] == ["finding:"] else None)
        for words, source in pairs
        if words[:1] == ["markdown"]
    ]


def read(folder: Path, source: str, book: str = BOOK) -> tuple[Manuscript, list[str]]:
    """A small book with one section as given: what was read, and the codes of all findings."""
    folder.mkdir(exist_ok=True)
    (folder / "images").mkdir()
    for name in IMAGES:
        if name.endswith(".svg"):
            (folder / "images" / name).write_text(SVG, encoding="utf-8")
        else:
            Image.new("RGB", (3, 3)).save(folder / "images" / name)
    (folder / "book.yaml").write_text(book, encoding="utf-8")
    section = source if source.startswith("---\n") else f"---\ntitle: Example\n---\n\n{source}"
    (folder / "01-example.md").write_text(section, encoding="utf-8")
    (folder / "02-numbers.md").write_text(NUMBERS, encoding="utf-8")
    reading = load(folder)
    findings = {*reading.findings, *check(reading.manuscript)}
    return reading.manuscript, [finding.code for finding in sorted(findings)]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.source.split("\n")[0][:40])
def test_an_example_has_no_finding_or_the_one_it_names(tmp_path: Path, example: Example) -> None:
    _, codes = read(tmp_path, example.source)
    assert set(codes) == ({example.code} if example.code else set())


def test_the_examples_show_every_block_and_every_inline(tmp_path: Path) -> None:
    shown: set[type] = set()
    for number, example in enumerate(examples()):
        if example.code is None:
            manuscript, _ = read(tmp_path / str(number), example.source)
            shown.update(type(block) for chapter in manuscript.chapters for block in walk(chapter.blocks))
            shown.update(type(inline) for passage in passages(manuscript) for inline, _ in inlines(passage))
    assert set(get_args(Block)) | set(get_args(Inline)) <= shown


def test_every_code_that_manuscript_md_names_exists() -> None:
    table = part(page("docs/manuscript.md"), "What isn't passed through")
    named = re.findall(r"`([a-z]+(?:-[a-z]+)+)`", table)
    assert len(named) > 4
    assert set(named) <= CODES.keys()


def test_the_manuscript_of_the_readme_has_no_finding(tmp_path: Path) -> None:
    sample = part(page("README.md"), "What a manuscript looks like")
    (book,) = fences(sample, "yaml")
    (section,) = fences(sample, "markdown")
    _, codes = read(tmp_path, section, book)
    assert codes == []


# ------------------------------------------------------------------ pictures


@pytest.mark.parametrize("name", chart_examples())
def test_a_picture_of_a_chart_is_what_its_example_draws(name: str) -> None:
    chart = chart_examples()[name]
    assert page(f"docs/images/{name}") == draw(chart), "python -m docs.images.make writes it anew"


@pytest.mark.parametrize("name", chart_examples())
def test_the_alternative_of_a_picture_is_the_computed_one(name: str) -> None:
    chart = chart_examples()[name]
    written = {text for path in PAGES for text, target in links(path) if target.endswith(f"/{name}")}
    assert written == {alternative(chart)}


def test_the_readme_shows_the_chart_that_its_manuscript_holds() -> None:
    source = FENCE.findall(part(page("README.md"), "What a manuscript looks like"))[1][2]
    (fence,) = lift_fences(source.split("\n"))[1]
    chart = chart_examples()["chart-pie.svg"]
    assert read_chart(fence, "README.md", "en")[0] == chart


def test_there_is_a_picture_of_every_kind_of_chart() -> None:
    assert {chart.kind for chart in chart_examples().values()} == set(get_args(ChartKind))


def test_the_description_in_charts_md_is_the_computed_one() -> None:
    chart = chart_examples()["chart-pie.svg"]
    quoted = " ".join(re.findall(r"^> ?(.*)$", part(page("docs/charts.md"), "What is computed"), re.MULTILINE))
    assert quoted.split() == " ".join((*overview(chart), *appearance(chart))).split()


def test_every_picture_is_shown_somewhere() -> None:
    shown = {(path.parent / target).resolve() for path in PAGES for _, target in links(path)}
    pictures = {path.resolve() for path in (ROOT / "docs" / "images").iterdir() if path.suffix in (".png", ".svg")}
    assert len(pictures) > 5
    assert pictures <= shown


# ------------------------------------------------------------------ the e-book


def test_every_document_of_the_e_book_is_described_in_its_order() -> None:
    pages = xhtml_documents(building.read(ROOT / "manuscript").edition)
    kinds = [re.sub(r"^(section|description)-.*\.", r"\1-….", document.name) for document in pages]
    assert list(rows(part(page("docs/epub.md"), "Its documents"))) == list(dict.fromkeys(kinds))


def test_every_property_that_makes_a_book_easy_to_find_is_described() -> None:
    manuscript = building.read(ROOT / "manuscript").edition.manuscript
    has = Inventory(charts=1, image_figures=1, images=1, tables=1, notes=1, foreign=True, animated=False)
    metas = [meta for meta in accessibility(manuscript, has) if meta.name.startswith("schema:")]
    described = rows(part(page("docs/epub.md"), "Metadata"))
    assert described.keys() == {meta.name for meta in metas}
    coded = [meta for meta in metas if not meta.name.endswith("Summary")]
    values = {name: set(re.findall(r"`(\w+)`", row)) for name, row in described.items() if not name.endswith("Summary")}
    assert values == {meta.name: {other.value for other in coded if other.name == meta.name} for meta in coded}


# ------------------------------------------------------------------ make


def test_every_target_of_make_is_described() -> None:
    targets = re.findall(r"^([a-z-]+):.*## ", page("Makefile"), re.MULTILINE)
    assert len(targets) > 5
    described = set(re.findall(r"`make ([a-z-]+)`", page("CONTRIBUTING.md")))
    assert described == set(targets)


# ------------------------------------------------------------------ links


def slugs(text: str) -> set[str]:
    """The fragments that lead to the headings of a page, as code hosts make them."""
    found: list[str] = []
    for title in re.findall(r"^#+ (.*?)\s*$", FENCE.sub("", text), re.MULTILINE):
        slug = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        again = sum(1 for other in found if re.fullmatch(rf"{re.escape(slug)}(-\d+)?", other))
        found.append(f"{slug}-{again}" if again else slug)
    return set(found)


def links(path: Path) -> list[tuple[str, str]]:
    """The (text, target) of each link and image of a page."""
    text = prose(path.read_text(encoding="utf-8"))
    return re.findall(r"\[([^\[\]]*)\]\(([^()\s]+)(?: \"[^\"]*\")?\)", text)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_inside_the_repository_leads_somewhere(path: Path) -> None:
    dead = []
    for _, target in links(path):
        name, _, fragment = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        there = (path.parent / name) if name else path
        if not there.exists() or (fragment and fragment not in slugs(there.read_text(encoding="utf-8"))):
            dead.append(target)
    assert dead == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_and_image_has_words(path: Path) -> None:
    assert [target for text, target in links(path) if not re.search(r"\w", text)] == []


def test_every_page_is_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = {ROOT / "README.md"}
    while waiting:
        path = waiting.pop()
        reached.add(path)
        near = {(path.parent / target.partition("#")[0]).resolve() for _, target in links(path)}
        waiting |= {other for other in near if other.suffix == ".md" and other.is_file()} - reached
    assert set(PAGES) <= reached


# ------------------------------------------------------------------ the house


def test_every_room_is_named_in_architecture_md() -> None:
    rooms = {path.parent.relative_to(ROOT / "pipeline").as_posix() for path in ROOT.glob("pipeline/*/**/__init__.py")}
    assert len(rooms) > 5
    named = {name for name in rows(part(page("docs/architecture.md"), "Rooms")) if name.endswith("/")}
    assert {f"{room}/" for room in rooms} <= named
    assert [name for name in named if not (ROOT / "pipeline" / name).is_dir()] == []


def files(text: str) -> set[str]:
    """The files of code that a text names in backticks."""
    return set(re.findall(r"`((?:[\w-]+/)*[\w-]+\.(?:py|css|toml))`", text))


def test_every_file_that_architecture_md_names_exists() -> None:
    text = page("docs/architecture.md")
    rooms = part(text, "Rooms")
    named = {f"{room}{name}" for room, row in rows(rooms).items() if room.endswith("/") for name in files(row)}
    named |= files(re.sub(r"^\|.*$", "", text, flags=re.MULTILINE)) - {"pyproject.toml"}
    assert len(named) > 40
    assert [name for name in sorted(named) if not (ROOT / "pipeline" / name).is_file()] == []


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(page("pyproject.toml"))["project"]
    asked_for = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    reasons = {canonicalize_name(name) for name in rows(part(page("docs/architecture.md"), "Parts, and why each"))}
    assert reasons == asked_for


def test_nothing_speaks_of_folders_outside() -> None:
    outside = re.compile(r"(?<![\w.])/(?:work|tmp|home|root)/")
    assert [path.name for path in PAGES if outside.search(path.read_text(encoding="utf-8"))] == []
