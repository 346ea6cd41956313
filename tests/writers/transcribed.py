"""A small book with its transcripts: German with an English section, words that look like markup, speakers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from msgspec.structs import replace

from pipeline.audio.encoded import join
from pipeline.edition import Audio, Edition
from pipeline.reader.load import load
from pipeline.timeline import Span, Timeline
from pipeline.writers.transcripts import write_transcripts
from tests.writers.test_mp3 import performed

RATE_HZ = 22050
BOOK = "title: Lesen & Hören\nlanguage: de\ncreator: Redaktion\ndate: 2026-01-01\nslug: lesen\n"
A = """---
title: Wer liest? Alle.
voice: Eine `<Stimme>` & mehr
---

Ein Satz mit `a --> b`, `<b>` & [reading aloud]{lang=en}.[^n] Und [سلام]{lang=ar} 🙂 dazu, in einem Satz, der mit allem,
was noch zu sagen ist, länger wird als eine Zeile, die ein Programm zeigt, und auch länger als zwei, weil er dauert.
Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft!

## Mitte

- Eins.
- Zwei.

```
erste Zeile

00:00:01.000 --> 00:00:02.000
NOTE <v x>
```

Tabelle: Werte

| A | B |
|---|---|
| x |  |

Warum?
: Darum. Und nur darum.

{: .faq }

[^n]: Die Anmerkung.
"""
B = "---\ntitle: Second\nlang: en\nvoice: narrator\n---\n\nOne sentence. [Ein Satz]{lang=de}.\n"
FILES = ("01-a", "02-b", "lesen")


def read_aloud(folder: Path) -> Edition:
    """The small book read aloud in tones; `folder` is empty before."""
    for name, text in {"book.yaml": BOOK, "01-a.md": A, "02-b.md": B}.items():
        (folder / name).write_text(text, encoding="utf-8")
    reading = load(folder)
    assert reading.findings == ()
    silent = Edition(reading.manuscript, datetime(2026, 1, 1, tzinfo=UTC))
    made = performed(silent, folder / "scratch")
    timeline = Timeline(RATE_HZ, tuple(one.track for one in made))
    return replace(silent, audio=Audio(timeline, tuple(one.sound.encoded for one in made)))


def written(edition: Edition) -> dict[str, str]:
    """Every transcript by its file's name."""
    return {artifact.path.removeprefix("audio/"): artifact.data.decode() for artifact in write_transcripts(edition)}


def spans_of(edition: Edition, name: str) -> tuple[Span, ...]:
    """What is heard in a file, from when to when in the file, in samples."""
    assert edition.audio is not None
    tracks = edition.audio.timeline.tracks
    starts = (0,) * len(tracks)
    if name == FILES[-1]:
        starts = join(edition.audio.sections).starts
    else:
        tracks = tuple(track for track in tracks if name.endswith(f"-{track.id}"))
    return tuple(
        Span(span.line, start + span.start, start + span.end)
        for track, start in zip(tracks, starts, strict=False)
        for span in track.spans
    )


def ms(samples: int) -> int:
    """A position in milliseconds."""
    return round(samples * 1000 / RATE_HZ)


def words_of(spans: tuple[Span, ...]) -> list[list[str]]:
    """The words of each line."""
    return [span.line.text.split() for span in spans]


def root_of(text: str) -> ElementTree.Element:
    """A page as XML, names without their namespace."""
    root = ElementTree.fromstring(text.replace(' xmlns="http://www.w3.org/1999/xhtml"', "", 1))
    assert root.tag == "html"
    return root


def said(text: str) -> list[ElementTree.Element]:
    """What holds the words of a line each, in order."""
    return [span for span in root_of(text).iter("span") if span.get("data-start")]
