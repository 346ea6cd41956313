"""Long German manuscripts for the bench: `python -m tests.bench.book WORDS SECTIONS FOLDER [--seed N] [--plain]`.

The same arguments give the same files. Each section has sub-headings, sentences with abbreviations, emphasis,
links, English words and notes, lists, and now and then a table with its caption and a chart. A plain one has
paragraphs alone, without any markup.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from pathlib import Path

_nouns = (
    "Behörde Verwaltung Strategie Gemeinde Abteilung Redaktion Öffentlichkeit Beteiligung Umfrage Plattform "
    "Zielgruppe Bürgerversammlung Arbeitgeberin Digitalisierung Veranstaltung Antwort Frage Entscheidung Meldung "
    "Leitung Schulung Sprechstunde Kampagne Auswertung Kennzahl Rückmeldung Aufgabe Zusammenarbeit Verantwortung "
    "Sichtbarkeit Gelegenheit Krisenkommunikation Bewerbung Stellenanzeige Geschichte Stadt"
)
_verbs = (
    "plant prüft veröffentlicht beantwortet begleitet erklärt verbessert bespricht ordnet sammelt vergleicht "
    "zeigt verändert unterstützt beschreibt erweitert nutzt fördert"
)
_adjectives = (
    "neue offene klare verständliche langfristige gemeinsame örtliche schnelle sorgfältige freundliche "
    "öffentliche barrierefreie transparente regelmäßige kleine große"
)
_NOUNS, _VERBS, _ADJECTIVES = (words.split(" ") for words in (_nouns, _verbs, _adjectives))
_ADVERBS = [
    "heute", "oft", "deshalb", "gemeinsam", "in der Regel", "ohne Umwege", "im Alltag", "am 3. Mai", "seit 1999",
    "jede Woche", "von Anfang an", "auf Nachfrage", "nach kurzer Zeit",
]  # fmt: skip
_PLACES = ["in Köln", "z. B. in Dresden", "im Rathaus", "laut Nr. 4", "vor Ort", "im 19. Jahrhundert", "auf S. 15"]
_ENGLISH = ["Social Media", "Community Management", "Employer Branding", "Newsroom", "Feedback", "Storytelling"]
_ENDS = [".", ".", ".", ".", ".", ".", "!", "?"]


def write_book(words: int, sections: int, folder: Path, seed: int = 1, *, plain: bool = False) -> int:
    """Write a manuscript of about `words` words into `folder`; returns the words it has."""
    source = random.Random(seed)  # noqa: S311  (a book, not a secret)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "book.yaml").write_text(
        f'title: "Ein langes Buch: {words} Wörter in {sections} Abschnitten"\nlanguage: de\n'
        "creator:\n  - Redaktion\nidentifier: urn:uuid:00000000-0000-4000-8000-000000000001\n"
        "date: 2026-01-02\n",
        encoding="utf-8",
    )
    written = 0
    for number in range(1, sections + 1):
        text = _section(source, number, words * number // sections - written, plain)
        written += len(text.split())
        (folder / f"{number:03}-abschnitt-{number}.md").write_text(text, encoding="utf-8")
    return written


def _section(source: random.Random, number: int, words: int, plain: bool) -> str:
    """One file: front matter, then parts, or plain paragraphs, until the words are reached."""
    parts = [f'---\ntitle: "Abschnitt {number}: {source.choice(_NOUNS)} und {source.choice(_NOUNS)}"\n---']
    count = part = 0
    while count < words:
        part += 1
        new = [_unmarked(_paragraph(source))] if plain else _part(source, part)
        parts += new
        count += sum(len(text.split()) for text in new)
    return "\n\n".join(parts) + "\n"


def _part(source: random.Random, part: int) -> list[str]:
    """A sub-heading and what stands below it, the last paragraph with a note."""
    new = [f"## {source.choice(_ADJECTIVES).capitalize()} {source.choice(_NOUNS)} {part}"]
    new += [_paragraph(source) for _ in range(4)]
    new.append(_paragraph(source) + f"[^{part}]")
    new.append(_extra(source, part))
    new.append(f"[^{part}]: {_sentence(source)} {_sentence(source)}")
    return new


def _extra(source: random.Random, part: int) -> str:
    """What follows the paragraphs of a part: mostly a list, now and then a table or a chart."""
    match part % 6:
        case 2:
            return _table(source)
        case 5:
            return _chart(source)
        case 0 | 3:
            return "\n".join(f"{index}. {_sentence(source)}" for index in range(1, 5))
        case _:
            return "\n".join(f"- {_sentence(source)}" for _ in range(4))


def _paragraph(source: random.Random) -> str:
    return " ".join(_sentence(source) for _ in range(source.randint(3, 6)))


def _unmarked(text: str) -> str:
    """A paragraph's words without emphasis, links and languages."""
    return re.sub(r"\[([^]]*)\](?:\([^)]*\)|\{[^}]*\})", r"\1", text).replace("*", "")


def _sentence(source: random.Random) -> str:
    """Eight to some twenty words, one in six clauses marked up."""
    clauses = [_clause(source) for _ in range(source.choice([1, 1, 2]))]
    text = ", denn ".join(clauses)
    return f"Die {text}{source.choice(_ENDS)}"


def _clause(source: random.Random) -> str:
    words = (
        f"{source.choice(_ADJECTIVES)} {_noun(source)} {source.choice(_VERBS)} {source.choice(_ADVERBS)} "
        f"die {source.choice(_ADJECTIVES)} {source.choice(_NOUNS)} {source.choice(_PLACES)}"
    )
    return words + (f" usw. mit {source.randint(2, 99)} % Anteil" if source.random() < 0.05 else "")


def _noun(source: random.Random) -> str:
    noun = source.choice(_NOUNS)
    match source.randrange(24):
        case 0:
            return f"*{noun}*"
        case 1:
            return f"**{noun}**"
        case 2:
            return f"[{noun}](https://example.org/{noun.lower()})"
        case 3:
            return f"{noun} für [{source.choice(_ENGLISH)}]{{lang=en}}"
        case _:
            return noun


def _table(source: random.Random) -> str:
    rows = [
        f"| {source.choice(_NOUNS)} {row} | {source.randint(1, 99)} % | {source.choice(_NOUNS)} |"
        for row in range(1, 6)
    ]
    head = "| Aspekt | Anteil | Folge |\n|---|---|---|\n"
    return f"Tabelle: {source.choice(_NOUNS)} und ihre Folgen\n\n{head}" + "\n".join(rows)


def _chart(source: random.Random) -> str:
    share = source.randint(5, 95)
    return (
        f'```chart\ntype: pie\ntitle: So viele kennen die {source.choice(_NOUNS)}\nunit: "%"\n'
        f"source: Beispielwerk, S. {share}\ndata: {{ja: {share}, nein: {100 - share}}}\n```"
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Write a long German manuscript.")
    parser.add_argument("words", type=int)
    parser.add_argument("sections", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true")
    given = parser.parse_args()
    written = write_book(given.words, given.sections, given.folder, given.seed, plain=given.plain)
    sys.stdout.write(f"{written} words in {given.sections} sections in {given.folder}\n")


if __name__ == "__main__":
    main()
