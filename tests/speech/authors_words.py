"""The words of a manuscript, found by the fields of its model alone, and what a script leaves of them unsaid.

FIELDS names every field of every class of the model, in the order in which it is read aloud: as words, as something
that holds words, as silent for one of the reasons in SILENT, or as no words at all. A class or a field that it doesn't
name is an error, so nothing new can be silent by oversight.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from unicodedata import normalize

from msgspec import Struct
from msgspec.structs import asdict

from pipeline import model as m
from pipeline.charts.numbers import words_for
from pipeline.locales import said
from pipeline.speech.engine import Phrase
from pipeline.speech.script import SectionScript, Utterance
from tests.charts.oracle import is_german, numbers_in


class Kind(Enum):
    """What a field holds that isn't silent."""

    WORDS = "words"
    INSIDE = "something that holds words"
    DATA = "a chart's data, which is reworded: see unsaid_data"
    NONE = "no words"


WORDS, INSIDE, DATA, NONE = Kind
Fields = Mapping[str, Kind | str]
_NAME: Fields = {"id": NONE}
_PLACE: Fields = {"place": NONE}
_LANGUAGE: Fields = {"language": NONE}
_SPAN: Fields = {"children": INSIDE}
_AROUND, _ADDRESS = "pages around the sections", "addresses of links"


def _all(*parts: Fields) -> Fields:
    """The fields of some parts, in order."""
    return {name: kind for part in parts for name, kind in part.items()}


FIELDS: dict[type, Fields] = {
    m.Manuscript: _all(
        {"chapters": INSIDE, "assets": NONE},
        dict.fromkeys(("metadata", "title", "subtitle", "imprint", "contact"), _AROUND),
    ),
    m.Chapter: _all(
        {
            "title": INSIDE,
            "voice": INSIDE,
            "blocks": INSIDE,
            "source": INSIDE,
            "notes": INSIDE,
            "role": NONE,
            "published": NONE,
        },
        _NAME,
        _PLACE,
        _LANGUAGE,
    ),
    m.Note: _all({"blocks": INSIDE, "number": "marks of notes", "references": NONE}, _NAME, _PLACE),
    m.Sentence: _all({"inlines": INSIDE}, _NAME),
    m.Text: {"text": WORDS},
    m.Code: {"text": WORDS},
    m.Emphasis: _SPAN,
    m.Strong: _SPAN,
    m.Subscript: _SPAN,
    m.Superscript: _SPAN,
    m.Foreign: _all(_SPAN, _LANGUAGE),
    m.Link: _all(_SPAN, {"url": _ADDRESS, "title": "titles of links"}, _PLACE),
    m.CrossReference: _all(_SPAN, {"target": _ADDRESS}, _PLACE),
    m.Picture: _all({"alt": WORDS, "source": NONE, "decorative": "decorative pictures"}, _PLACE),
    m.NoteReference: _all({"number": "marks of notes", "note": NONE}, _NAME),
    m.LineBreak: {},
    m.Heading: _all({"content": INSIDE, "level": NONE}, _NAME, _PLACE, _LANGUAGE),
    m.Paragraph: _all({"content": INSIDE, "role": NONE}, _NAME, _PLACE, _LANGUAGE),
    m.Quote: _all({"blocks": INSIDE}, _NAME, _PLACE, _LANGUAGE),
    m.ItemList: _all({"items": INSIDE, "item_name": WORDS, "ordered": NONE, "start": NONE}, _NAME, _PLACE, _LANGUAGE),
    m.ListItem: _all({"blocks": INSIDE}, _NAME),
    m.DefinitionList: _all({"entries": INSIDE, "role": NONE}, _NAME, _PLACE, _LANGUAGE),
    m.Definition: _all({"terms": INSIDE, "details": INSIDE}, _NAME),
    m.Table: _all(
        {"caption": INSIDE, "head": INSIDE, "rows": INSIDE, "number": NONE, "align": NONE, "row_heads": NONE},
        _NAME,
        _PLACE,
        _LANGUAGE,
    ),
    m.Row: _all({"cells": INSIDE}, _NAME),
    m.Cell: _all({"content": INSIDE}, _NAME),
    m.ChartFigure: _all({"caption": INSIDE, "chart": INSIDE, "source": INSIDE, "number": NONE}, _NAME, _PLACE),
    m.Chart: _all(
        dict.fromkeys(("title", "categories", "series", "unit", "source", "kind"), DATA),
        {"alt": "alternative texts of charts"},
        _LANGUAGE,
    ),
    m.ImageFigure: _all({"caption": INSIDE, "picture": INSIDE, "number": NONE}, _NAME, _PLACE, _LANGUAGE),
    m.CodeBlock: _all({"text": WORDS, "syntax": "languages of code"}, _NAME, _PLACE),
    m.Ornament: _all({"id": "ornaments"}, _PLACE),
}


@dataclass(frozen=True, slots=True)
class Node:
    """Words of the author's and their language; `silent` is the reason for which they aren't said, "" for none."""

    text: str
    language: str
    silent: str = ""


# ------------------------------------------------------------------ the words


def nodes(value: object, language: str, silent: str = "") -> Iterator[Node]:
    """All words in a piece of the model, in the order in which they are to be heard."""
    if isinstance(value, tuple):
        for part in value:
            yield from nodes(part, language, silent)
        return
    named = FIELDS[type(value)]
    assert isinstance(value, Struct)
    assert set(named) == set(asdict(value)), type(value)
    inner = value.chart.language if isinstance(value, m.ChartFigure) else getattr(value, "language", None) or language
    silent = silent or _silence(value)
    for name, kind in named.items():
        part = getattr(value, name)
        if not part or kind in (NONE, DATA):
            continue
        if isinstance(kind, str):
            yield Node(str(part), inner, kind)
        elif kind is WORDS and name != "item_name":
            yield Node(part, inner, silent)
        elif isinstance(value, m.Table) and name == "rows":
            yield from _rows(value, inner, silent)
        elif isinstance(value, m.ItemList) and name == "items":
            yield from _items(value, inner, language, silent)
        elif kind is INSIDE:
            yield from nodes(part, inner, silent)


def _silence(value: object) -> str:
    if isinstance(value, m.Paragraph) and value.role == "hashtags":
        return "hashtags"
    if isinstance(value, m.Sentence) and not sounds(m.flatten(value.inlines)):
        return "signs alone"
    return "signs alone" if isinstance(value, m.CodeBlock) and not sounds(value.text) else ""


def sounds(text: str) -> bool:
    """Whether a voice has anything to say."""
    return re.search(r"[^\W_]|[%‰§&#©°+=<>±×÷≈≤≥€$£]", text) is not None


def _rows(table: m.Table, language: str, silent: str) -> Iterator[Node]:
    """Each cell after its column's name."""
    for row in table.rows:
        for head, cell in zip(table.head.cells, row.cells, strict=True):
            yield from nodes(head, language, silent)
            yield from nodes(cell, language, silent)


def _items(block: m.ItemList, language: str, outer: str, silent: str) -> Iterator[Node]:
    """Each item after the name that the author gave to all of them."""
    for item in block.items:
        if block.item_name:
            yield Node(block.item_name, "", silent)
        yield from nodes(item, language or outer, silent)


# ------------------------------------------------------------------ what is said of them


def unsaid(chapter: m.Chapter, script: SectionScript) -> list[str]:
    """What is wrong with what is said of a section: words that aren't said, in their order and their language, words
    that nobody wrote, and data of charts that isn't said."""
    text, languages = _heard(chapter, script)
    known = _vocabulary(script.language) | {word for chart in _charts(chapter) for word in _vocabulary(chart.language)}
    wrong: list[str] = []
    position = 0
    for node in nodes(chapter, script.language):
        words = folded(node.text).strip(" :")  # a column is called without its colon
        if node.silent or not words:
            continue
        start = _find(words, text, position)
        if start < 0:
            return [*wrong, f"unsaid: {words}"]
        wrong += [f"nobody's: {word}" for word in re.findall(r"[^\W_]+", text[position:start]) if word not in known]
        position = start + len(words)
        if node.language and set(languages[start:position]) != {node.language}:
            wrong.append(f"not in {node.language}: {words}")
    wrong += [f"nobody's: {word}" for word in re.findall(r"[^\W_]+", text[position:]) if word not in known]
    return wrong + [line for figure in _figures(chapter) for line in unsaid_data(figure, script)]


def _find(words: str, text: str, position: int) -> int:
    """Where words begin in a text, which isn't within another word unless right at the position; -1 when nowhere."""
    start = text.find(words, position)
    while start > position and words[0].isalnum() and text[start - 1].isalnum():
        start = text.find(words, start + 1)
    return start


def folded(text: str) -> str:
    """A text with each white space as one blank, raised and lowered figures as plain ones."""
    return re.sub(r"\s+", " ", normalize("NFKC", text)).replace("−", "-")


def _heard(chapter: m.Chapter, script: SectionScript) -> tuple[str, list[str]]:
    """All that is said but for charts' data and what tells notes apart, and the language of each character."""
    apart = {f"{note.id}-label" for note in chapter.notes}
    apart |= {utterance.id for figure in _figures(chapter) for utterance in _data_utterances(figure, script)}
    pieces = [
        (folded(phrase.text), phrase.language)
        for utterance in script.utterances
        if utterance.id not in apart
        for phrase in (*utterance.phrases, Phrase(" ", script.language))
    ]
    return "".join(text for text, _ in pieces), [language for text, language in pieces for _ in text]


@cache
def _vocabulary(language: str) -> frozenset[str]:
    """The words of the pipeline's own in a language, and figures."""
    own, chart = said(language), words_for(language)
    texts = [str(text) for text in asdict(own).values()]
    texts += [chart.opening_numbered, chart.closing, chart.source, *chart.kinds.values(), *chart.counts]
    texts += [*chart.with_values, *chart.with_categories, *chart.and_series, *map(str, range(200))]
    return frozenset(word for text in texts for word in re.findall(r"\w+", re.sub(r"\{\w+\}", " ", text)))


# ------------------------------------------------------------------ the data of charts


def _figures(chapter: m.Chapter) -> list[m.ChartFigure]:
    found: list[m.ChartFigure] = []

    def look(value: object) -> None:
        if isinstance(value, m.ChartFigure):
            found.append(value)
        for part in value if isinstance(value, tuple) else ():
            look(part)
        for name, kind in FIELDS.get(type(value), {}).items():
            if kind is INSIDE:
                look(getattr(value, name))

    look(chapter)
    return found


def _charts(chapter: m.Chapter) -> list[m.Chart]:
    return [figure.chart for figure in _figures(chapter)]


def _data_utterances(figure: m.ChartFigure, script: SectionScript) -> list[Utterance]:
    return [u for u in script.utterances if re.fullmatch(rf"{re.escape(figure.id)}-v\d+", u.id)]


_UNITS = {"%": ("Prozent", "percent"), "€": ("Euro", "euro"), "Tage": ("Tag",), "days": ("day",)}


def unsaid_data(figure: m.ChartFigure, script: SectionScript) -> list[str]:
    """What isn't said of a chart's labels, values and unit, and how many of its unknown values are said as such."""
    chart = figure.chart
    phrases = [phrase for utterance in _data_utterances(figure, script) for phrase in utterance.phrases]
    text = " ".join(phrase.text for phrase in phrases)
    values = [value for series in chart.series for value in series.values]
    labels = (*chart.categories, *(series.label for series in chart.series if series.label))
    wrong = [f"unsaid label: {label}" for label in labels if label.strip().rstrip(":") not in text]
    bare = text
    for label in sorted(labels, key=len, reverse=True):
        bare = bare.replace(label, " ")
    heard = Counter(numbers_in(bare, german=is_german(chart)))
    wrong += [f"unsaid value: {value}" for value in Counter(v for v in values if v is not None) - heard]
    if text.count(words_for(chart.language).missing) < values.count(None):
        wrong.append("unsaid: an unknown value")
    if {phrase.language for phrase in phrases} - {said(chart.language).language}:
        wrong.append(f"data not in {chart.language}")
    known = any(value is not None for value in values)
    if chart.unit and known and not any(unit in text for unit in _UNITS.get(chart.unit, (chart.unit,))):
        wrong.append(f"unsaid unit: {chart.unit}")
    return wrong
