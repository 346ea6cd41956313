"""The words that a manuscript is read aloud with: `python -m tests.bench.words MANUSCRIPT` tells them, as JSON.

A program of its own: what the system counts as a child's memory begins with its parent's, so the bench stays small.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pipeline.build import Book, read
from pipeline.speech.normalize import normalize_phrases
from pipeline.speech.scribe import AFTER_SENTENCE
from pipeline.speech.script import SectionScript, Utterance, write_script


def peer_texts(book: Book) -> tuple[str, ...]:
    """A plain text for each section: the words that our own voice is given, numbers written out.

    A line an utterance; an empty line, which makes a pause, where ours is longer than between two sentences.
    """
    return tuple(_text(script, book) for script in write_script(book.edition.manuscript))


def _text(script: SectionScript, book: Book) -> str:
    return "".join(_line(utterance, book) for utterance in script.utterances)


def _line(utterance: Utterance, book: Book) -> str:
    words = "".join(spoken.text for spoken in normalize_phrases(utterance.phrases, book.lexicon))
    return " ".join(words.split()) + ("\n\n" if utterance.pause_ms > AFTER_SENTENCE else "\n")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(peer_texts(read(Path(sys.argv[1])))))
