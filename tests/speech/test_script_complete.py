"""What holds for every script: all of the author's words are said, once, in order and in their language.

And what is said is well made: ids are unique, marks begin with an utterance, pauses are short, objects start and end.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from msgspec.structs import replace
from PIL import Image

from pipeline.model import (
    Block,
    Chapter,
    ChartFigure,
    ChartKind,
    CodeBlock,
    DefinitionList,
    ImageFigure,
    ItemList,
    Manuscript,
    Metadata,
    Place,
    Quote,
    Sentence,
    Table,
    Text,
)
from pipeline.reader.load import load
from pipeline.speech.script import SILENT, SectionScript, Utterance, write_script
from pipeline.traversal import blocks
from tests.charts.oracle import random_chart
from tests.reader.authors import IMAGE, Section, sections
from tests.speech.authors_words import nodes, sounds, unsaid
from tests.thorough import so_many

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def article() -> Manuscript:
    """The manuscript of this repository."""
    return load(ROOT / "manuscript").manuscript


def wrong_in(manuscript: Manuscript) -> list[str]:
    """What is wrong with the script of a manuscript: words unsaid, ids twice, marks, pauses, starts and ends."""
    scripts = write_script(manuscript)
    wrong = [f"id twice: {name}" for name, times in ids_of(scripts).items() if times > 1]
    for chapter, script in zip(manuscript.chapters, scripts, strict=True):
        wrong += unsaid(chapter, script)
        wrong += wrong_marks(script)
        wrong += wrong_utterances(script)
        wrong += wrong_ends(chapter, script)
    return wrong


def ids_of(scripts: tuple[SectionScript, ...]) -> Counter[str]:
    """How often each id of an utterance, and each of a mark, is in a book."""
    utterances = Counter(utterance.id for script in scripts for utterance in script.utterances)
    return utterances + Counter(f"mark {mark.id}" for script in scripts for mark in script.marks)


def wrong_marks(script: SectionScript) -> list[str]:
    """Whether marks begin with the section's, go on in order of time, and each begin with an utterance."""
    begins = [mark.first for mark in script.marks]
    rising = all(before < after for before, after in pairwise(begins))
    kinds = [mark.kind for mark in script.marks]
    fine = begins[0] == 0 and rising and begins[-1] < len(script.utterances) and kinds.index("section") == 0
    places = {utterance.id: place for place, utterance in enumerate(script.utterances)}
    objects = [mark.id for mark in script.marks if mark.kind in ("table", "chart", "image", "list")]
    skipped = [name for name in objects if places[f"{name}-end"] + 1 not in (*begins, len(script.utterances))]
    if skipped:
        return [f"who skips {skipped} skips what follows"]
    return [] if fine and kinds.count("section") == 1 else [f"marks: {script.marks}"]


def wrong_utterances(script: SectionScript) -> list[str]:
    """Utterances without a sound, with a phrase without a word, or with a pause out of bounds."""
    return [
        f"utterance: {utterance}"
        for utterance in script.utterances
        if not (0 < utterance.pause_ms <= 2000)
        or not all(phrase.text.strip() for phrase in utterance.phrases)
        or not sounds("".join(phrase.text for phrase in utterance.phrases))
    ]


def wrong_ends(chapter: Chapter, script: SectionScript) -> list[str]:
    """Objects whose start and end aren't both said, in this order."""
    at = {utterance.id: number for number, utterance in enumerate(script.utterances)}
    return [
        f"start and end: {block.id}"
        for block in blocks(chapter)
        if (start := start_of(block)) and not at.get(f"{block.id}-{start}", len(at)) < at.get(f"{block.id}-end", -1)
    ]


def start_of(block: Block) -> str:
    """What the id of an object's first utterance ends in; "" for what isn't announced."""
    match block:
        case Quote() | ItemList() | DefinitionList() | CodeBlock():
            return "start"
        case Table() | ChartFigure():
            return "cap"
        case ImageFigure():
            return "cap" if block.caption else "img" if block.picture.alt else ""
        case _:
            return ""


def test_all_of_the_article_is_said(article: Manuscript) -> None:
    assert wrong_in(article) == []


def test_all_that_authors_may_write_is_said() -> None:
    told: Counter[bool] = Counter()
    reasons: Counter[str] = Counter()
    phases = (Phase.explicit, Phase.reuse, Phase.generate)  # as with the words of books, nothing is shrunk

    @settings(max_examples=so_many(200, thorough=2000), suppress_health_check=list(HealthCheck), phases=phases)
    @given(sections())
    def holds(book: tuple[Section, ...]) -> None:
        manuscript = loaded(book)
        told[manuscript is None] += 1
        if manuscript is not None:
            assert wrong_in(manuscript) == []
            reasons.update(node.silent for node in nodes(manuscript, "de"))

    holds()
    assert told[True] < 0.05 * told.total()
    assert set(reasons) - {"", "alternative texts of charts"} >= set(SILENT) - {"alternative texts of charts"}


def loaded(book: tuple[Section, ...]) -> Manuscript | None:
    """Some sections as a manuscript; None when something is found in them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "images").mkdir()
        Image.new("L", (2, 2)).save(folder / IMAGE)
        (folder / "book.yaml").write_text("title: B\nlanguage: de\ncreator: R\ndate: 2026-01-01\n", encoding="utf-8")
        for section in book:
            (folder / section.name).write_text(section.text, encoding="utf-8")
        reading = load(folder)
    return None if reading.findings else reading.manuscript


@pytest.mark.parametrize("kind", ["pie", "donut", "bar", "stacked", "line"])
def test_all_data_of_charts_is_said(kind: ChartKind) -> None:
    for seed in range(100):
        chart = random_chart(Random(seed), kind)  # noqa: S311
        figure = ChartFigure("f1", 1, chart, prose("t", chart.title), prose("s", chart.source or ""), Place("a"))
        chapter = Chapter("a", prose("a", "Titel"), (figure,), (), Place("a"))
        assert wrong_in(book_of(chapter)) == [], seed


def prose(name: str, text: str) -> tuple[Sentence, ...]:
    """A sentence; nothing for no text."""
    return (Sentence(name, (Text(text),)),) if text else ()


def book_of(chapter: Chapter) -> Manuscript:
    """A book of one section."""
    metadata = Metadata("B", "de", ("R",), "urn:x", date(2026, 1, 1))
    return Manuscript(metadata, prose("b", "B"), (), (), (), (chapter,))


# ------------------------------------------------------------------ what is silent on purpose

ALL_SILENT = """---
title: Titel
---
Ein [Wort](https://silent.example "Silentius") mit Marke[^a] und ![](punkt.png){.decorative} Bild.

😀

* * *

#Silentia

```silentish
x
```

```chart
type: pie
title: Anteil
alt: Silentes Diagramm
data: {ja: 1, nein: 2}
```

[^a]: Note.
"""


def section(text: str, folder: Path) -> Manuscript:
    """A manuscript of one section."""
    Image.new("L", (2, 2)).save(folder / "punkt.png")
    (folder / "book.yaml").write_text("title: B\nlanguage: de\ncreator: R\ndate: 2026-01-01\n", encoding="utf-8")
    (folder / "titel.md").write_text(text, encoding="utf-8")
    return load(folder).manuscript


def test_each_reason_to_be_silent_is_one_and_nothing_of_it_is_said(tmp_path: Path) -> None:
    manuscript = section(ALL_SILENT, tmp_path)
    silent = [node for node in nodes(manuscript, "de") if node.silent]
    assert {node.silent for node in silent} == set(SILENT)
    said = " ".join(phrase.text for u in write_script(manuscript)[0].utterances for phrase in u.phrases)
    assert "silent" not in said.lower()
    assert wrong_in(manuscript) == []


# ------------------------------------------------------------------ proof that a loss is seen


def test_every_lost_utterance_phrase_or_language_of_the_article_is_seen(article: Manuscript) -> None:
    for chapter, script in zip(article.chapters, write_script(article), strict=True):
        for number, utterance in enumerate(script.utterances):
            if re.search(r"-(start|end|answer|label|notes)$|^ueber-p4$", utterance.id) or is_comparison(utterance):
                continue
            losses = [script.utterances[:number] + script.utterances[number + 1 :]]
            for place, phrase in enumerate(utterance.phrases):
                if not re.search(r"\w", phrase.text) or phrase.text in ("Quelle: ", "Es spricht: "):
                    continue
                for others in ((), (replace(phrase, language="pl"),)):
                    phrases = utterance.phrases[:place] + others + utterance.phrases[place + 1 :]
                    other = replace(utterance, phrases=phrases)
                    losses.append((*script.utterances[:number], other, *script.utterances[number + 1 :]))
            for left in losses:
                assert unsaid(chapter, replace(script, utterances=left)), utterance


def is_comparison(utterance: Utterance) -> bool:
    """Whether an utterance tells of a chart what its values tell already."""
    return utterance.phrases[0].text.startswith("Der Wert für")


def test_words_in_another_order_are_seen(article: Manuscript) -> None:
    chapter, script = article.chapters[0], write_script(article)[0]
    first, second = (n for n, u in enumerate(script.utterances) if u.id in ("einleitung-p1-s1", "einleitung-p1-s2"))
    swapped = list(script.utterances)
    swapped[first], swapped[second] = swapped[second], swapped[first]
    assert unsaid(chapter, replace(script, utterances=tuple(swapped)))
