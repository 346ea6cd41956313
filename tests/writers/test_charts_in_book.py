"""The article's ten charts in its e-book: five ways to say the same numbers, and a way there and back."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from lxml import etree

ROOT = Path(__file__).parent.parent.parent
XHTML = "{http://www.w3.org/1999/xhtml}"
Files = dict[str, bytes]


def fences() -> dict[str, dict[str, str]]:
    """Each chart's data as YAML alone reads it, by its title."""
    found = {}
    for path in sorted((ROOT / "manuscript").glob("*.md")):
        for text in re.findall(r"^```chart\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
            fence = yaml.safe_load(text)
            title = re.sub(r"\[([^]]*)\]\{[^}]*\}", r"\1", fence["title"])
            found[title] = {str(label): str(value) for label, value in fence["data"].items()}
    return found


def numbers(text: str) -> set[str]:
    """The numbers in a text, one notation for all."""
    return {number.replace(",", ".") for number in re.findall(r"\d+(?:[.,]\d+)?", text)}


def words_of(element: etree._Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())


def one(element: etree._Element, path: str) -> etree._Element:
    """The first element at a path below another."""
    found = element.find(path)
    assert found is not None, path
    return found


def texts_of(svg: etree._Element) -> list[str]:
    """The texts of a drawing, each by itself."""
    return [words_of(text) for text in svg.iter("{http://www.w3.org/2000/svg}text")]


@pytest.fixture
def files(article_epub: Path) -> Files:
    with zipfile.ZipFile(article_epub) as archive:
        return {name.removeprefix("EPUB/"): archive.read(name) for name in archive.namelist()}


def figures(files: Files) -> list[tuple[str, etree._Element]]:
    """Every chart's figure with the name of its document, in reading order."""
    return [
        (name, figure)
        for name, data in files.items()
        if name.startswith("section-")
        for figure in etree.fromstring(data).iter(f"{XHTML}figure")
        if figure.find(f".//{XHTML}img[@aria-details]") is not None
    ]


def disagreements(files: Files) -> list[str]:
    """Where the book says other numbers of a chart than its fence, or gives a label another one's number."""
    wrong: list[str] = []
    data = fences()
    for name, figure in figures(files):
        image = one(figure, f".//{XHTML}img")
        caption = words_of(one(figure, f".//{XHTML}figcaption"))
        title = caption.partition(": ")[2]
        shares = data[title]
        link = one(figure, f".//{XHTML}a[@id='{image.get('aria-details')}']")
        page = etree.fromstring(files[link.get("href", "").partition("#")[0]])
        svg = etree.fromstring(files[image.get("src", "")])
        drawn = " | ".join(texts_of(svg))
        rows = [[words_of(cell) for cell in row] for row in page.iter(f"{XHTML}tr")][1:]
        overview = words_of(one(page, f".//{XHTML}p"))
        said = {
            "alternative": {
                label: f"{label} {value} Prozent" in image.get("alt", "") for label, value in shares.items()
            },
            "drawing": {label: _labelled(svg, label, value) for label, value in shares.items()},
            "data table": {label: [label, f"{value} %"] in rows for label, value in shares.items()},
            "overview": {label: f"{value} % („{label}“" in overview for label, value in shares.items()},
        }
        wrong += [f"{name}: {place}: {label}" for place, fine in said.items() for label in fine if not fine[label]]
        allowed = set(shares.values())
        source = numbers(words_of(figure)) - numbers(title)
        for place, text in (("alternative", image.get("alt", "")), ("overview", overview), ("data table", str(rows))):
            foreign = numbers(text) - allowed - (source if place == "overview" else set())
            if place == "data table":
                foreign |= numbers(" ".join(re.findall(r"[\d.,]+(?=\s%)", drawn))) - allowed
            wrong += [f"{name}: {place}: foreign {number}" for number in sorted(foreign)]
    return wrong


def _labelled(svg: etree._Element, label: str, value: str) -> bool:
    """Whether a text of the label is followed by one of its value in the drawing's legend."""
    texts = texts_of(svg)
    wanted = f"{value} %"
    starts = [n for n in range(len(texts)) if " ".join(texts[n : n + 3]).startswith(label)]
    return any(wanted in texts[n : n + 4] for n in starts)


def test_ten_of_ten_charts_say_the_numbers_of_their_fence(files: Files) -> None:
    assert len(figures(files)) == len(fences()) == 10
    assert disagreements(files) == []


def _in(pattern: bytes) -> Callable[[Files, str, str], None]:
    def mutate(files: Files, name: str, number: str) -> None:
        before = files[name]
        files[name] = re.sub(pattern.replace(b"NUMBER", number.encode()), rb"\g<1>41\g<2>", before, count=1)
        assert files[name] != before

    return mutate


MUTATIONS: dict[str, tuple[str, Callable[[Files, str, str], None]]] = {
    "alternative": ("section-bedeutung.xhtml", _in(rb'(alt="Kreisdiagramm: [^"]*?)NUMBER( )')),
    "legend": ("charts/bedeutung-f1.svg", _in("(suchen online</text>.*?>)NUMBER(\u00a0%</text>)".encode())),
    "slice": ("charts/bedeutung-f1.svg", _in("(>)NUMBER(\u00a0%</text>)".encode())),
    "data table": ("description-bedeutung-f1.xhtml", _in("(<td [^>]*>)NUMBER(\u00a0%</td>)".encode())),
    "overview": ("description-bedeutung-f1.xhtml", _in("(Wert ist )NUMBER(\u00a0% )".encode())),
    "alternative's other label": ("section-bedeutung.xhtml", _in(rb'(alt="Kreisdiagramm: )suchen online 70( )')),
}


@pytest.mark.parametrize("place", MUTATIONS)
def test_a_mutated_number_is_caught(place: str, files: Files) -> None:
    name, mutate = MUTATIONS[place]
    mutate(files, name, "70")
    assert disagreements(files)


def round_trip(files: Files) -> list[str]:
    """Breaks on the way image, description, backlink, figure."""
    broken: list[str] = []
    for name, figure in figures(files):
        image = one(figure, f".//{XHTML}img")
        links = figure.findall(f".//{XHTML}a[@id='{image.get('aria-details')}']")
        if len(links) != 1:
            broken.append(f"{name}: aria-details leads to {len(links)} links")
            continue
        document, _, fragment = links[0].get("href", "").partition("#")
        page = etree.fromstring(files[document]) if document in files else None
        if page is None or not page.findall(f".//*[@id='{fragment}']"):
            broken.append(f"{name}: no description at {document}#{fragment}")
            continue
        back = [a.get("href") for a in page.iter(f"{XHTML}a") if a.get("role") == "doc-backlink"]
        if back != [f"{name}#{figure.get('id')}"]:
            broken.append(f"{document}: leads back to {back}")
    return broken


def test_each_image_leads_to_its_description_and_back(files: Files) -> None:
    assert round_trip(files) == []


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("section-bedeutung.xhtml", b'aria-details="bedeutung-f1-more"', b'aria-details="bedeutung-f2-more"'),
        ("section-bedeutung.xhtml", b"#bedeutung-f1-description", b"#bedeutung-f1"),
        ("section-bedeutung.xhtml", b"description-bedeutung-f1.xhtml", b"description-gone.xhtml"),
        (
            "description-bedeutung-f1.xhtml",
            b"section-bedeutung.xhtml#bedeutung-f1",
            b"section-bedeutung.xhtml#bedeutung",
        ),
        ("description-bedeutung-f1.xhtml", b'role="doc-backlink"', b'role="link"'),
    ],
)
def test_a_broken_way_is_caught(name: str, before: bytes, after: bytes, files: Files) -> None:
    assert before in files[name]
    files[name] = files[name].replace(before, after)
    assert round_trip(files)
