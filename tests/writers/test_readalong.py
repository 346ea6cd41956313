"""The EPUB with narration, walked document by document: every word is reached once, and every clip is heard."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av
import pytest
from lxml import etree
from PIL import Image

from pipeline.build import build, read
from pipeline.narration import page_scripts
from pipeline.studio import Studio
from pipeline.writers.epub import xhtml_documents

ROOT = Path(__file__).parent.parent.parent
XHTML, SMIL, OPF, OPS = (
    "{http://www.w3.org/1999/xhtml}",
    "{http://www.w3.org/ns/SMIL}",
    "{http://www.idpf.org/2007/opf}",
    "{http://www.idpf.org/2007/ops}",
)
BOOK = "title: Buch\nlanguage: de\ncreator: Redaktion\ndate: 2026-01-01\npublisher: Verlag\nlicence: frei\n"
SECTION = """---
title: Alles
voice: Wer liest
source: Ein Werk
---

Ein Satz mit [words]{lang=en}.[^n] Noch einer.

> Ein Zitat.

- eins
    - drin
- zwei

Tabelle: Werte

| Ort | Zahl |
|---|---|
| Köln | 5 |
| Bonn |  |

```chart
type: pie
title: Anteile
unit: "%"
source: Umfrage
data: {ja: 60, nein: 40}
```

Frage?
:   Antwort.

```
code = 1
```

Ende.

[^n]: Die Anmerkung.
"""

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Pair:
    """A `par`: the id that it reaches, its file, and when, in milliseconds."""

    shown: str
    audio: str
    begin_ms: int
    end_ms: int


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A small book with every kind of block, in tones."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    (folder / "01-alles.md").write_text(SECTION, encoding="utf-8")
    return unpacked(folder, tmp_path_factory.mktemp("out"), "tone")


HARD = """---
title: Wort für Wort
---

Am 3. April kamen *sehr* viele: **5 %** mehr, z. B. [in der Stadt](https://example.org/)[^n] und „Fuß*ball*“.

Of the people.[^m] Ein H<sub>2</sub>O und ![ein Punkt](images/punkt.png) am Ende[^n] – der `x = 1` Zeile.
{: lang=en }

- Erster Punkt mit [Social Media]{lang=en}
- Zweiter Punkt

[^n]: Die Anmerkung hat Worte.

[^m]: Noch eine.
"""


@pytest.fixture(scope="module")
def worded(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A small book spoken by eSpeak NG, in which words light up one by one."""
    return hard(tmp_path_factory, "espeak", "word")


def hard(tmp_path_factory: pytest.TempPathFactory, engine: str, highlight: str) -> Files:
    """A small book whose words are not easily told apart."""
    folder = tmp_path_factory.mktemp("hard")
    (folder / "images").mkdir()
    Image.new("L", (2, 2)).save(folder / "images/punkt.png")
    (folder / "book.yaml").write_text(f"{BOOK}audio: {{highlight: {highlight}}}\n", encoding="utf-8")
    (folder / "01-alles.md").write_text(SECTION, encoding="utf-8")
    (folder / "02-hart.md").write_text(HARD, encoding="utf-8")
    return unpacked(folder, tmp_path_factory.mktemp("out"), engine)


@pytest.fixture(scope="module")
def article(article_readalong: Path) -> Files:
    """The manuscript of this repository, in tones."""
    return files_in(article_readalong)


def unpacked(manuscript: Path, output: Path, engine: str) -> Files:
    (path,) = build(manuscript, output, ["readalong"], studio=Studio(engine=engine, workers=2))
    return files_in(path)


def files_in(path: Path) -> Files:
    with zipfile.ZipFile(path) as archive:
        return {name.removeprefix("EPUB/"): archive.read(name) for name in archive.namelist()}


# ------------------------------------------------------------------ what is wrong with a book


def faults(files: Files) -> list[str]:
    """What a listener would miss: words unread or read twice, clips out of order, apart, or past the end."""
    wrong: list[str] = []
    package = etree.fromstring(files["content.opf"])
    items = {item.get("id", ""): item for item in package.iter(f"{OPF}item")}
    clips: list[Pair] = []
    total_ms = 0
    for reference in package.iter(f"{OPF}itemref"):
        item = items[reference.get("idref", "")]
        name = item.get("href", "")
        if item.get("media-overlay") is None:
            wrong.append(f"{name} has no overlay")
            continue
        smil = items[item.get("media-overlay", "")]
        pairs = list(pairs_of(files[smil.get("href", "")], name))
        wrong += unread(name, files[name], [pair.shown for pair in pairs])
        own_ms = sum(pair.end_ms - pair.begin_ms for pair in pairs)
        if duration_of(package, smil.get("id", "")) != own_ms:
            wrong.append(f"{name} takes {own_ms} ms")
        total_ms += own_ms
        clips += pairs
    if duration_of(package, None) != total_ms:
        wrong.append(f"the book takes {total_ms} ms")
    for audio in sorted({clip.audio for clip in clips}):
        wrong += untiled(audio, [clip for clip in clips if clip.audio == audio], files[audio])
    return wrong


def pairs_of(data: bytes, document: str) -> Iterator[Pair]:
    for par in etree.fromstring(data).iter(f"{SMIL}par"):
        text, audio = par.find(f"{SMIL}text"), par.find(f"{SMIL}audio")
        assert text is not None
        assert audio is not None
        name, _, shown = text.get("src", "").partition("#")
        assert name == document
        begin_ms, end_ms = (milliseconds(audio.get(key, "")) for key in ("clipBegin", "clipEnd"))
        yield Pair(shown, audio.get("src", ""), begin_ms, end_ms)


def milliseconds(clock: str) -> int:
    match = re.fullmatch(r"(\d+):([0-5]\d):([0-5]\d)\.(\d{3})", clock)
    assert match, clock
    hours, minutes, seconds, rest = map(int, match.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def duration_of(package: etree._Element, item: str | None) -> int:
    (found,) = [
        meta.text or ""
        for meta in package.iter(f"{OPF}meta")
        if meta.get("property") == "media:duration" and meta.get("refines") == (f"#{item}" if item else None)
    ]
    return milliseconds(found)


def unread(name: str, data: bytes, shown: list[str]) -> list[str]:
    """Words and alternatives of images that no clip reaches, or more than one; ids not there or not in order."""
    root = etree.fromstring(data)
    order = {element.get("id", ""): place for place, element in enumerate(root.iter()) if element.get("id")}
    wrong = [f"{name} has no {each}" for each in shown if each not in order]
    places = [order[each] for each in shown if each in order]
    if any(one >= other for one, other in pairwise(places)):
        wrong.append(f"{name} is read out of order")
    for element in root.iter(f"{XHTML}body"):
        for words, reached in visible(element, frozenset(shown), 0):
            if reached != 1 and re.search(r"[^\W_]", words):  # a low line alone makes no sound
                wrong.append(f"{name}: {words!r} is reached {reached} times")
    return wrong


def visible(element: etree._Element, shown: frozenset[str], reached: int) -> Iterator[tuple[str, int]]:
    """Words and alternatives below an element, each with how many clips reach it."""
    if element.get("hidden") is not None or _is_mark_of_silence(element):
        return
    reached += element.get("id") in shown
    if element.tag == f"{XHTML}img" and element.get("alt"):
        yield element.get("alt", ""), reached
    if element.text and element.text.strip():
        yield element.text.strip(), reached
    for child in element:
        yield from visible(child, shown, reached)
        if child.tail and child.tail.strip():
            yield child.tail.strip(), reached


def _is_mark_of_silence(element: etree._Element) -> bool:
    """Whether it is a note's mark, and all that stands with it are signs that make no sound."""
    if element.get("role") != "doc-noteref":
        return False
    sentence = next(element.iterancestors(f"{XHTML}span", f"{XHTML}p", f"{XHTML}body"))
    marks = sum(each.get("role") == "doc-noteref" for each in sentence.iter())
    return len(re.findall(r"[^\W_]+", "".join(map(str, sentence.itertext())))) == marks


def untiled(audio: str, clips: list[Pair], data: bytes) -> list[str]:
    """Whether the clips of a file follow each other from its start to its end."""
    with av.open(io.BytesIO(data), "r") as container:
        stream = container.streams.audio[0]
        samples = sum(frame.samples for frame in container.decode(stream))
        length_ms = samples * 1000 / stream.rate
    ends = [0, *(clip.end_ms for clip in clips)]
    wrong = [
        f"{audio}: a gap before {clip.shown}" for end, clip in zip(ends, clips, strict=False) if clip.begin_ms != end
    ]
    wrong += [f"{audio}: {clip.shown} is empty" for clip in clips if clip.end_ms <= clip.begin_ms]
    if not length_ms - 1 < ends[-1] <= length_ms + 0.5:
        wrong.append(f"{audio} ends at {length_ms}, its clips at {ends[-1]}")
    return wrong


# ------------------------------------------------------------------ the books


def test_every_word_of_a_book_is_read_once(small: Files) -> None:
    assert faults(small) == []


def test_every_word_of_the_article_is_read_once(article: Files) -> None:
    assert faults(article) == []


def test_every_word_of_a_book_that_lights_up_by_words_is_read_once(worded: Files) -> None:
    assert faults(worded) == []


PROSE = (
    ("section-hart", "hart-title-s1", "Wort für Wort"),
    ("section-hart", "hart-p1-s1", "Am 3. April kamen sehr viele: 5 % mehr, z. B. in der Stadt 2 und „Fuß ball"),
    ("section-hart", "hart-p2-s1", "Of the people.3"),
    ("section-hart", "hart-p3-s1", "Erster Punkt mit Social Media"),
    ("notes", "hart-p5-s1", "Die Anmerkung hat Worte."),
)


def test_each_word_of_prose_lights_up_by_itself(worded: Files) -> None:
    for name, sentence, words in PROSE:
        elements = {element.get("id"): element for element in etree.fromstring(worded[f"{name}.xhtml"]).iter()}
        found = pairs_of(worded[f"{name}.smil"], f"{name}.xhtml")
        pairs = [pair for pair in found if pair.shown.startswith(f"{sentence}-w")]
        assert [pair.shown for pair in pairs] == [f"{sentence}-w{n}" for n in range(1, len(pairs) + 1)]
        assert " ".join("".join(map(str, elements[pair.shown].itertext())) for pair in pairs) == words
        assert min(pair.end_ms - pair.begin_ms for pair in pairs) >= 20


def test_words_stand_in_their_sentence_and_what_holds_it(worded: Files) -> None:
    (par,) = (
        text.getparent()
        for text in etree.fromstring(worded["section-hart.smil"]).iter(f"{SMIL}text")
        if text.get("src") == "section-hart.xhtml#hart-p4-s1-w1"
    )
    assert par is not None
    around = [(outer.get(f"{OPS}type"), outer.get(f"{OPS}textref")) for outer in par.iterancestors(f"{SMIL}seq")]
    assert around == [
        (None, "section-hart.xhtml#hart-p4-s1"),
        ("list-item", "section-hart.xhtml#hart-l1-i2"),
        ("list", "section-hart.xhtml#hart-l1"),
    ]


def test_a_voice_that_tells_no_words_lights_up_sentences(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert hard(tmp_path_factory, "tone", "word") == hard(tmp_path_factory, "tone", "sentence")


def test_structure_is_kept_and_nothing_that_can_be_left_is_in_another(small: Files) -> None:
    kinds = set()
    for name, data in small.items():
        if not name.endswith(".smil"):
            continue
        for sequence in etree.fromstring(data).iter(f"{SMIL}seq"):
            kind = sequence.get(f"{OPS}type")
            kinds.add(kind)
            around = {outer.get(f"{OPS}type") for outer in sequence.iterancestors(f"{SMIL}seq")}
            escapable = {"table", "list", "figure", "footnote"}
            assert not (kind in escapable and around & escapable), (name, kind, around)
            document, _, target = sequence.get(f"{OPS}textref", "").partition("#")
            assert any(element.get("id") == target for element in etree.fromstring(small[document]).iter())
    assert {"table", "table-row", "table-cell", "list", "list-item", "figure", "footnote"} <= kinds


def test_the_package_tells_who_reads_and_how_it_lights_up(small: Files) -> None:
    package = etree.fromstring(small["content.opf"])
    metas = {(meta.get("property"), meta.text) for meta in package.iter(f"{OPF}meta")}
    assert ("media:active-class", "-epub-media-overlay-active") in metas
    assert ("media:narrator", "Synthetische Stimme") in metas
    assert ("schema:accessMode", "auditory") in metas
    assert ("schema:accessModeSufficient", "auditory") in metas
    assert ("schema:accessibilityFeature", "synchronizedAudioText") in metas
    assert b"-epub-media-overlay-active" in small["style.css"]


def test_what_lights_up_can_be_read_in_light_and_dark(small: Files) -> None:
    rules = re.findall(rb"-active \{ background-color: (#\w{6}); color: (#\w{6}); \}", small["style.css"])
    assert len(rules) == 2
    for ground, letters in rules:
        assert contrast(ground.decode(), letters.decode()) >= 4.5


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance and contrast ratio."""

    def luminance(colour: str) -> float:
        channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


# ------------------------------------------------------------------ proof that a fault is seen


def change(name: str, old: str, new: str) -> Callable[[Files], Files]:
    def changed(files: Files) -> Files:
        text = files[name].decode()
        mutated, times = re.subn(old, new, text, count=1, flags=re.DOTALL)
        assert times == 1
        return {**files, name: mutated.encode()}

    return changed


@pytest.mark.parametrize("book", ["small", "worded"])
@pytest.mark.parametrize(
    "mutation",
    [
        change("section-alles.smil", r"<par>(?:(?!</par>).)*</par>\n", ""),
        change("section-alles.smil", r'clipEnd="0:00:0(\d)\.\d(\d\d)"', r'clipEnd="0:00:0\1.9\2"'),
        change("section-alles.smil", r"(<text[^>]*)#alles-p1-s1", r"\1#alles-p1-s9"),
        change("section-alles.xhtml", r' id="alles-p1-s2(-w1)?"(?!><span id)', ""),
        change("section-alles.xhtml", r"</section>", "<p>Mehr.</p></section>"),
        change("section-alles.xhtml", r'<img id="', '<img id="x-'),
        change("nav.smil", r"(<par>(?:(?!</par>).)*</par>\n)(.*?)(<par>(?:(?!</par>).)*</par>\n)", r"\3\2\1"),
        change("content.opf", r' media-overlay="[^"]*"', ""),
        change("content.opf", r'(property="media:duration">)\d', r"\g<1>7"),
    ],
    ids=[
        "skipped",
        "shifted",
        "unknown id",
        "lost id",
        "new words",
        "lost picture",
        "swapped",
        "no overlay",
        "duration",
    ],
)
def test_a_fault_is_seen(mutation: Callable[[Files], Files], book: str, request: pytest.FixtureRequest) -> None:
    assert faults(mutation(request.getfixturevalue(book)))


# ------------------------------------------------------------------ what a voice can't say


@pytest.mark.parametrize(
    ("identifier", "said"),
    [
        ("urn:uuid:2f0c6d4e-7a1b-4c53-9b0e-5d3f1a2b4c6d", "Kennung: eine Zeichenfolge für Kataloge und Programme."),
        ("urn:isbn:9783161484100", "Kennung: urn:isbn:9783161484100."),
    ],
)
def test_a_uuid_is_shown_and_not_spelt_out(identifier: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "book.yaml").write_text(f"{BOOK}identifier: {identifier}\n", encoding="utf-8")
    (tmp_path / "01-alles.md").write_text(SECTION, encoding="utf-8")
    edition = read(tmp_path).edition
    (imprint,) = (page for page in xhtml_documents(edition, narration=True) if page.name == "imprint.xhtml")
    (script,) = page_scripts([imprint])
    lines = ["".join(phrase.text for phrase in utterance.phrases) for utterance in script.utterances]
    assert said in lines
    assert f"</span> {identifier}</p>" in imprint.data.decode()
