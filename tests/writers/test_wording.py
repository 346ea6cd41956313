"""Words that light up one by one: what they are, when they begin, and how they are written."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import accumulate, pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipeline.edition import Audio, Edition
from pipeline.model import Code, Emphasis, Inline, LineBreak, Link, Manuscript, NoteReference, Picture, Sentence, Text
from pipeline.speech.script import SectionScript, write_script
from pipeline.timeline import Line, Mark, Timeline, Track, WordStart, schedule
from pipeline.writers.epub import xhtml_documents
from pipeline.writers.epub.overlays import clips_of
from pipeline.writers.epub.structure import containers_of
from pipeline.writers.wording import pieces, shown_times, starts_of, with_marks, word_times
from tests.reader.authors import Section, sections
from tests.speech.test_script_complete import loaded
from tests.writers.test_readalong import unread

RATE_HZ = 1000
A_WORD = 100  # samples


# ------------------------------------------------------------------ what words are


@given(st.text() | st.text("ab ,„%5\u00a0–"))
def test_pieces_are_all_of_a_text_and_words_hold_letters(text: str) -> None:
    found = list(pieces(text))
    assert "".join(piece for piece, _ in found) == text
    assert all(any(sign.isalnum() or sign == "_" for sign in piece) for piece, is_word in found if is_word)
    assert not any(sign.isalnum() for piece, is_word in found if not is_word for sign in piece)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kurz und gut.", ["Kurz", "und", "gut."]),
        ("Er – der „Große“ – kam", ["Er", "der", "„Große“", "kam"]),
        ("5 % von 3\u00a0€", ["5 %", "von", "3\u00a0€"]),
        ("%5 a+b", ["%5", "a+b"]),
        ("– … ", []),
    ],
)
def test_words_are_what_blanks_part_and_signs_go_with_figures(text: str, words: list[str]) -> None:
    assert [piece for piece, is_word in pieces(text) if is_word] == words


def test_marks_go_with_the_word_that_they_stand_at() -> None:
    one, two, three = (NoteReference(f"r{n}", f"n{n}", n) for n in (1, 2, 3))
    inlines: list[Inline] = [Text("so"), one, two, Text(" – "), three, Emphasis((Text("da"),)), Code("x"), one]
    assert list(with_marks(inlines)) == [
        (Text("so"), (one, two)),
        (Text(" – "), ()),
        (three, ()),
        (Emphasis((Text("da"),)), ()),
        (Code("x"), (one,)),
    ]


# ------------------------------------------------------------------ when they begin

MARK = NoteReference("r1", "n1", 1)


@pytest.mark.parametrize(
    ("inlines", "told", "starts"),
    [
        ((Text("Kurz und gut."),), [(0, 0), (4, 300), (7, 500), (11, 900)], [0, 300, 500]),
        # What is run together shares its time by its letters.
        ((Text("in der Stadt"),), [(0, 0), (5, 500), (10, 900)], [0, 200, 500]),
        ((Text("Fuß"), Emphasis((Text("ball"),)), Text("-Tor")), [(0, 0), (11, 1100)], [0, 300, 700]),
        # Quotation marks are before the word that the engine tells of.
        ((Text("„Ja“, „nein“"),), [(1, 10), (6, 400), (11, 900)], [10, 400]),
        # A line's end is a comma that is said; a picture is what it says.
        ((Text("a"), LineBreak(), Text("b")), [(0, 0), (2, 200), (3, 900)], [0, 200]),
        ((Text("a "), Picture("x", "ein Punkt"), Code(" b")), [(0, 0), (1, 100), (9, 500), (10, 900)], [0, 100, 500]),
        # A mark by itself has the end of what stands before it.
        ((Link((Text("Wort"),), "x"), MARK, Text(" da")), [(0, 0), (4, 500), (6, 900)], [0, 400, 500]),
        ((Link((Text("Wort"),), "x"), MARK), [(0, 0), (4, 500)], [0, 400]),
        ((MARK, Text("Wort")), [(0, 500), (4, 900)], [0, 500]),
        ((Text("Wort"), MARK), [(0, 0), (4, 500)], [0]),
        # What isn't what is said has no words.
        ((Text("Kurz und gut."),), [(0, 0), (12, 900)], []),
    ],
)
def test_words_begin_when_they_are_heard(
    inlines: tuple[Inline, ...], told: list[tuple[int, int]], starts: list[int]
) -> None:
    assert starts_of(Sentence("s", inlines), tuple(WordStart(*word) for word in told)) == starts


def test_words_share_all_the_time_of_their_sentence() -> None:
    assert list(shown_times(50, 900, "s", {"s": (120, 300)})) == [("s-w1", 50, 300), ("s-w2", 300, 900)]
    assert list(shown_times(50, 900, "t", {"s": (120, 300)})) == [("t", 50, 900)]


def test_words_too_short_to_tell_apart_light_up_together() -> None:
    manuscript = loaded((Section("01-eins.md", "---\ntitle: Eins\n---\n\nEin Wort.\n", [], []),))
    assert manuscript is not None
    for times, found in (((0, 100, 200), 1), ((0, 0, 200), 0), ((0, 200, 200), 0)):
        words = tuple(map(WordStart, (0, 3, 8), times))
        line = Line("eins-p1-s1", "eins-p1-s1", "narrator", (("Ein Wort.", "de"),), words)
        track = schedule("eins", "eins", "de", [line], [200], [Mark("eins", "eins", "section", 0)])
        assert len(word_times(manuscript, Timeline(RATE_HZ, (track,)))) == found


# ------------------------------------------------------------------ whatever an author writes


def heard(script: SectionScript) -> Track:
    """A script as a voice reads it that tells of every blank."""
    lines, lengths = [], []
    for each in script.utterances:
        text = "".join(phrase.text for phrase in each.phrases)
        places = list(accumulate((len(word) for word in text.split()), initial=0))
        words = tuple(WordStart(place, A_WORD * number) for number, place in enumerate(places))
        pieces_ = tuple((phrase.text, phrase.language) for phrase in each.phrases)
        lines.append(Line(each.id, each.shown, each.speaker, pieces_, words))
        lengths.append(A_WORD * len(places))
    return schedule(script.id, script.title, script.language, lines, lengths, script.marks)


def wrong_in(manuscript: Manuscript) -> list[str]:
    """What of the sections and notes isn't reached once by words that follow each other without a gap."""
    timeline = Timeline(RATE_HZ, tuple(map(heard, write_script(manuscript))))
    edition = Edition(manuscript, datetime(2026, 1, 1, tzinfo=UTC), Audio(timeline, ()))
    pages = {page.name: page.data for page in xhtml_documents(edition, narration=True)}
    times = word_times(manuscript, timeline)
    wrong, noted = [], ["notes-title"]
    for chapter, track in zip(manuscript.chapters, timeline.tracks, strict=True):
        clips = list(clips_of(timeline, track, "x.mp3", containers_of(chapter), times))
        wrong += [f"{one} {other}" for one, other in pairwise(clips) if one.end_ms != other.begin_ms]
        wrong += [str(clip) for clip in clips if clip.begin_ms >= clip.end_ms]
        notes = [c.shown for c in clips if c.within and c.within[0].kind == "footnote"]
        noted += notes
        name = f"section-{chapter.id}.xhtml"
        wrong += unread(name, pages[name], [c.shown for c in clips if c.shown not in notes])
        prose = [span.line for span in track.spans if re.search(r"-s\d+$", span.id) and span.id == span.line.shown]
        wrong += [f"{line} has no words" for line in prose if re.search(r"\w", line.text) and line.id not in times]
    return wrong + (unread("notes.xhtml", pages["notes.xhtml"], noted) if "notes.xhtml" in pages else [])


def test_signs_alone_make_no_sound_and_need_not_be_reached() -> None:
    text = "---\ntitle: Eins\n---\n\nEin Wort.\n\n\\- \\_\n\n…[^a]\n\n[^a]: Eine Notiz.\n"
    manuscript = loaded((Section("01-eins.md", text, [], []),))
    assert manuscript is not None
    assert wrong_in(manuscript) == []


def test_words_of_whatever_authors_may_write_are_reached_once() -> None:
    phases = (Phase.explicit, Phase.reuse, Phase.generate)

    @settings(max_examples=100, suppress_health_check=list(HealthCheck), phases=phases)
    @given(sections())
    def holds(book: tuple[Section, ...]) -> None:
        manuscript = loaded(book)
        if manuscript is not None:
            assert wrong_in(manuscript) == []

    holds()
