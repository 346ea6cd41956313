"""A script performed: by tones, and by engines of the tests' own in the place of theirs."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from errno import ENOSPC
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.audio.mastered import MasterSettings
from pipeline.audio.pcm import samples_in
from pipeline.crew import Crew
from pipeline.files import Store
from pipeline.progress import Progress
from pipeline.speech.engine import (
    ENGINES,
    Clip,
    Engine,
    EngineOptions,
    NothingSpokenError,
    Phrase,
    Request,
    SpeechError,
    UnspokenError,
)
from pipeline.speech.lexicon import Lexicon, make_lexicon
from pipeline.speech.perform import Performance, Production, _in_turn, letters, performing
from pipeline.speech.prompter import requests
from pipeline.speech.script import NARRATOR, SectionScript, Utterance
from pipeline.speech.tone import Tone
from pipeline.timeline import Mark, WordStart
from tests.speech.performed import perform

MS_A_LETTER = 60


def script(name: str, *texts: str, speaker: str = NARRATOR, pause_ms: int = 260) -> SectionScript:
    """A section of sentences."""
    utterances = [
        Utterance(f"{name}-s{number}", (Phrase(text, "de"),), speaker, pause_ms) for number, text in enumerate(texts, 1)
    ]
    return SectionScript(name, name, "de", tuple(utterances), (Mark(f"{name}-title", name, "section", 0),))


BOOK = (
    script("eins", "Der erste Satz.", "Noch einer.", "Und der letzte hier."),
    script("zwei", "Ein anderer Anfang.", "…", "Mit einem Ende."),
    script("drei", "Kurz."),
)
SENTENCES = 6  # with words


@pytest.fixture
def production(tmp_path: Path) -> Production:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    store = Store(tmp_path / "store")
    return Production("tone", EngineOptions(), {}, make_lexicon({}, {}), MasterSettings(), scratch, store)


class Watched(Tone):
    """Tones whose calls are counted. Not for one thread alone: all of a test's share one list."""

    def __init__(self, asked: list[str], closed: list[bool], speed: float) -> None:
        super().__init__(speed)
        self._asked, self._closed = asked, closed

    def speak(self, request: Request) -> Clip:
        self._asked.append(request.text)
        return super().speak(request)

    def close(self) -> None:
        self._closed.append(True)


class Studio:
    """Where the tone engine of a test is opened: what it was asked, and how many were opened and closed.

    `wrong` is called with each request before it is answered, and may raise; `answer` gives another answer.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.closed: list[bool] = []
        self.opened: list[EngineOptions] = []
        self.wrong: Callable[[Request, EngineOptions], None] = lambda request, options: None
        self.answer: Callable[[Request, EngineOptions], Clip] | None = None

    def open(self, options: EngineOptions) -> Watched:
        self.opened.append(options)
        studio = self

        class Ill(Watched):
            def speak(self, request: Request) -> Clip:
                clip = super().speak(request)
                studio.wrong(request, options)
                return studio.answer(request, options) if studio.answer else clip

        return Ill(self.asked, self.closed, options.speed)


@pytest.fixture
def studio(monkeypatch: pytest.MonkeyPatch) -> Studio:
    found = Studio()
    monkeypatch.setitem(ENGINES, "tone", found.open)
    return found


class Told(Progress):
    """What was told."""

    def __init__(self) -> None:
        self.begun: list[tuple[int, int]] = []
        self.letters: list[int] = []
        self.duration_ms = 0.0
        self.sections: list[bool] = []
        self.warnings: list[str] = []

    def begin_speech(self, sections: int, letters: int) -> None:
        self.begun.append((sections, letters))

    def spoken(self, letters: int, duration_ms: float) -> None:
        self.letters.append(letters)
        self.duration_ms += duration_ms

    def section_done(self) -> None:
        self.sections.append(True)

    def warn(self, sentence: str) -> None:
        self.warnings.append(sentence)


def sound_of(performances: Sequence[Performance]) -> list[tuple[str, object, object]]:
    """All that is heard, and when."""
    return [
        (sha256(b"".join(each.sound.encoded.chunks())).hexdigest(), each.track, each.sound.lengths)
        for each in performances
    ]


def entries(production: Production, ending: str) -> list[Path]:
    assert production.store
    return sorted(production.store.folder.rglob(f"*.{ending}"))


# ------------------------------------------------------------------ what is performed


def test_a_span_is_its_clip_and_the_silence_after_it(production: Production) -> None:
    (performance,) = perform(BOOK[:1], production)
    lengths = [
        samples_in(sum(character.isalnum() for character in text) * MS_A_LETTER, 22_050) + samples_in(260, 22_050)
        for text in ("Der erste Satz.", "Noch einer.", "Und der letzte hier.")
    ]
    track = performance.track
    assert [span.end - span.start for span in track.spans] == lengths
    assert (track.spans[0].id, track.spans[0].line.text) == ("eins-s1", "Der erste Satz.")
    assert track.length == sum(lengths) == performance.sound.encoded.samples
    assert [(chapter.id, chapter.start, chapter.end) for chapter in track.chapters] == [("eins-title", 0, track.length)]


def test_sections_come_back_in_their_order(production: Production) -> None:
    for scripts in (BOOK, BOOK[::-1]):
        for workers in (1, 3):
            found = [each.track.id for each in perform(scripts, production, workers)]
            assert found == [each.id for each in scripts]


def wordy(request: Request, options: EngineOptions) -> Clip:
    """A tone that tells of a word every 1,000 samples, one for each of the request's."""
    clip, place, words = Tone(options.speed).speak(request), 0, []
    for number, word in enumerate(request.text.split()):
        words.append(WordStart(place, 1000 * number))
        place += len(word)
    return replace(clip, words=tuple(words))


def test_words_have_their_times_where_they_are_wanted(production: Production, studio: Studio) -> None:
    studio.answer = wordy
    sections = (script("eins", "Am 3. April, ja.", "Kurz und gut."), script("zwei", "…", "Ende."))
    assert {span.line.words for each in perform(sections, production) for span in each.track.spans} == {()}
    wanted = replace(production, with_words=True)
    kept = perform(sections, wanted)
    assert [each.kept for each in kept] == [True, True]
    first, second = ([[tuple(word) for word in span.line.words] for span in each.track.spans] for each in kept)
    clips = [each.sound.lengths[::2] for each in kept]
    assert first == [
        [(0, 0), (2, 1000), (4, 2000), (10, 3000), (13, clips[0][0])],
        [(0, 0), (4, 1000), (7, 2000), (11, clips[0][1])],
    ]
    assert second == [[], [(0, 0), (5, clips[1][1])]]
    assert [each.track for each in perform(sections, replace(wanted, store=None))] == [each.track for each in kept]


def test_words_are_placed_at_the_rate_of_the_edition(production: Production, studio: Studio) -> None:
    studio.answer = wordy
    master = replace(production.master, rate_hz=44_100)
    (found,) = perform((script("eins", "Kurz und gut."),), replace(production, master=master, with_words=True))
    assert [word.sample for word in found.track.spans[0].line.words[:3]] == [0, 2000, 4000]


def test_words_are_normalised_before_they_are_spoken(production: Production, studio: Studio) -> None:
    perform([script("a", "Am 3. April waren es 70 %.")], production)
    assert studio.asked == ["Am dritten April waren es 70 Prozent."]


def test_a_speaker_without_a_voice_has_the_narrators_and_the_narrator_the_engines(production: Production) -> None:
    scripts = (script("a", "Ich.", speaker="Anna  B."), script("b", "Ich.", speaker="Bert"), script("c", "Ich."))

    def voices(**cast: str) -> list[str]:
        named = {name.replace("_", " "): voice for name, voice in cast.items()}
        found = [requests(each, named, production.lexicon, Tone()) for each in scripts]
        return [request.voice for asked in found for request in asked]

    assert voices() == ["low", "low", "low"]
    assert voices(**{"Anna B.": "high"}) == ["high", "low", "low"]
    assert voices(narrator="high") == ["high", "high", "high"]
    assert voices(narrator="high", Bert="low") == ["high", "low", "high"]


def test_progress_is_told_of_every_letter_and_section_new_or_kept(production: Production) -> None:
    total = sum(letters(each) for each in BOOK)
    for _ in range(2):
        told = Told()
        performances = perform(BOOK, production, 2, told)
        assert told.begun == [(3, total)]
        assert sum(told.letters) == total
        assert told.duration_ms == pytest.approx(sum(each.track.length for each in performances) / 22.05, abs=0.1)
        assert told.sections == [True] * 3
        assert told.warnings == []


# ------------------------------------------------------------------ the same again


@pytest.fixture
def from_nothing(production: Production, tmp_path: Path) -> list[tuple[str, object, object]]:
    """What is heard where nothing was kept before."""
    other = tmp_path / "other"
    other.mkdir()
    return sound_of(perform(BOOK, replace(production, scratch=other, store=None)))


@pytest.mark.parametrize("workers", [1, 2, 5])
@pytest.mark.parametrize("crew", [None, Crew()], ids=["threads", "processes"])
def test_workers_and_what_is_kept_change_nothing(
    production: Production, crew: Crew | None, workers: int, from_nothing: list[tuple[str, object, object]]
) -> None:
    for _ in range(2):
        assert sound_of(perform(BOOK, replace(production, crew=crew), workers)) == from_nothing


@pytest.mark.parametrize("odd", [0, 1])
@pytest.mark.parametrize("ending", ["clip", "json", "frames", "*"])
def test_a_cache_that_is_half_there_gives_the_same(
    production: Production, ending: str, odd: int, from_nothing: list[tuple[str, object, object]]
) -> None:
    perform(BOOK, production)
    for path in entries(production, ending)[odd::2]:
        path.unlink()
    told = Told()
    assert sound_of(perform(BOOK, production, 2, told)) == from_nothing
    assert told.warnings == []


def test_what_is_unchanged_asks_no_engine(production: Production, studio: Studio) -> None:
    first = perform(BOOK, production)
    assert sum(each.clips_spoken for each in first) == len(studio.asked) == SENTENCES + 1
    studio.asked.clear()
    again = perform(BOOK, production, 2)
    assert studio.asked == []
    assert [(each.clips_spoken, each.kept) for each in again] == [(0, True)] * 3
    assert sound_of(again) == sound_of(first)


def test_an_edited_sentence_is_spoken_alone_and_its_section_encoded_alone(
    production: Production, studio: Studio
) -> None:
    perform(BOOK, production)
    studio.asked.clear()
    edited = (script("eins", "Der erste Satz.", "Noch ein anderer.", "Und der letzte hier."), *BOOK[1:])
    again = perform(edited, production)
    assert studio.asked == ["Noch ein anderer."]
    assert [(each.clips_spoken, each.kept) for each in again] == [(1, False), (0, True), (0, True)]


def test_a_sentence_that_moves_is_not_spoken_anew(production: Production, studio: Studio) -> None:
    perform(BOOK, production)
    studio.asked.clear()
    moved = (script("eins", "Der erste Satz.", "Und der letzte hier."), script("drei", "Noch einer.", "Kurz."))
    assert [(each.clips_spoken, each.kept) for each in perform(moved, production)] == [(0, False)] * 2
    assert studio.asked == []


def test_the_same_sentence_is_spoken_once(production: Production, studio: Studio) -> None:
    perform([script("a", "Ja.", "Nein.", "Ja."), script("b", "Ja.")], production)
    assert sorted(studio.asked) == ["Ja.", "Nein."]


@pytest.mark.parametrize(
    ("change", "asks"),
    [
        (lambda it: replace(it, master=replace(it.master, target_lufs=-20.0)), 0),
        (lambda it: replace(it, options=replace(it.options, speed=1.5)), SENTENCES + 1),
        (lambda it: replace(it, voices={NARRATOR: "high"}), SENTENCES + 1),
        (lambda it: replace(it, lexicon=make_lexicon({"Satz": "Sahtz"}, {})), 1),
    ],
    ids=["loudness", "speed", "voice", "lexicon"],
)
def test_what_sound_depends_on_is_told_apart(
    production: Production, studio: Studio, change: Callable[[Production], Production], asks: int
) -> None:
    first = perform(BOOK, production)
    studio.asked.clear()
    again = perform(BOOK, change(production))
    assert len(studio.asked) == asks
    assert not again[0].kept
    assert sound_of(again)[0] != sound_of(first)[0]


# ------------------------------------------------------------------ a store that is not what it was


def test_a_damaged_clip_is_spoken_anew_with_a_warning(
    production: Production, studio: Studio, from_nothing: list[tuple[str, object, object]]
) -> None:
    perform(BOOK, production)
    for path in entries(production, "json"):
        path.unlink()
    damaged = entries(production, "clip")[2]
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"?")
    studio.asked.clear()
    told = Told()
    assert sound_of(perform(BOOK, production, 1, told)) == from_nothing
    assert len(studio.asked) == 1
    (warning,) = told.warnings
    assert warning.startswith(f"a damaged clip was spoken anew: {damaged}")
    assert_well(production)


@pytest.mark.parametrize("ending", ["json", "frames"])
def test_a_damaged_section_is_made_anew_with_a_warning(
    production: Production, studio: Studio, ending: str, from_nothing: list[tuple[str, object, object]]
) -> None:
    perform(BOOK, production)
    damaged = entries(production, ending)[1]
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"?")
    studio.asked.clear()
    told = Told()
    again = perform(BOOK, production, 1, told)
    assert sound_of(again) == from_nothing
    assert studio.asked == []
    assert sorted(each.kept for each in again) == [False, True, True]
    (warning,) = told.warnings
    assert warning.startswith(f"a damaged section is made anew: {damaged}")
    assert_well(production)


def assert_well(production: Production) -> None:
    """All is kept, and nothing is damaged."""
    told = Told()
    assert all(each.kept for each in perform(BOOK, production, 1, told))
    assert told.warnings == []


@pytest.mark.parametrize("crew", [None, Crew()], ids=["threads", "processes"])
@pytest.mark.parametrize("workers", [1, 3])
def test_a_store_that_cannot_be_used_is_told_once(
    production: Production, workers: int, crew: Crew | None, from_nothing: list[tuple[str, object, object]]
) -> None:
    assert production.store
    production.store.folder.write_text("no folder")
    told = Told()
    assert sound_of(perform(BOOK, replace(production, crew=crew), workers, told)) == from_nothing
    assert len([warning for warning in told.warnings if "nothing more of what is spoken is kept" in warning]) == 1
    # A worker may have begun to ask for clips when another found out.
    assert len(told.warnings) <= workers


class FullDisk(Store):
    """A store on a disk that has no room: it can be read, and nothing can be written."""

    def write(self, name: str, data: bytes) -> None:  # noqa: ARG002  # the store's
        raise OSError(ENOSPC, "No space left on device", name)


def test_a_store_without_room_is_no_failure(
    production: Production, from_nothing: list[tuple[str, object, object]]
) -> None:
    perform(BOOK[:1], production)
    assert production.store
    told = Told()
    again = perform(BOOK, replace(production, store=FullDisk(production.store.folder)), 1, told)
    assert sound_of(again) == from_nothing
    assert [each.kept for each in again] == [True, False, False]
    assert told.warnings
    assert all("No space left on device" in warning for warning in told.warnings)
    assert len(told.warnings) == 2  # for the clips of a section and for the section


# ------------------------------------------------------------------ when things go wrong


def breaks(word: str, error: Exception) -> Callable[[Request, EngineOptions], None]:
    def wrong(request: Request, options: EngineOptions) -> None:  # noqa: ARG001  # the seam's
        if word in request.text:
            raise error

    return wrong


def test_what_cannot_be_spoken_is_named_and_what_was_spoken_is_kept(production: Production, studio: Studio) -> None:
    studio.wrong = breaks("Ende", SpeechError("no voice for 'Mit einem Ende.'"))
    with pytest.raises(UnspokenError, match=r"no voice for 'Mit einem Ende\.'") as caught:
        perform(BOOK, production)
    assert caught.value.utterance == "zwei-s3"
    asked = list(studio.asked)
    studio.wrong = lambda request, options: None
    studio.asked.clear()
    performances = perform(BOOK, production)
    assert "Mit einem Ende." in studio.asked
    assert not set(studio.asked) & set(asked) - {"Mit einem Ende."}
    assert all(each.track.length for each in performances)


def test_a_section_can_be_had_while_others_are_made(production: Production, studio: Studio) -> None:
    had = threading.Event()

    def wrong(request: Request, options: EngineOptions) -> None:  # noqa: ARG001  # the seam's
        if "Ende" in request.text:
            assert had.wait(60)

    studio.wrong = wrong
    with performing(BOOK, production, 2) as performed:
        assert performed[0].track.id == "eins"
        had.set()
        assert [each.track.id for each in performed] == ["eins", "zwei", "drei"]


def test_a_long_section_goes_first_and_of_the_others_the_first(production: Production, studio: Studio) -> None:
    begun: list[str] = []
    both = threading.Barrier(2)

    def wrong(request: Request, options: EngineOptions) -> None:  # noqa: ARG001  # the seam's
        if len(begun) < 2:
            begun.append(request.text[0])
            both.wait(60)

    studio.wrong = wrong
    lengths = {"x": 35, "y": 60, "z": 200, "a": 17, "b": 30, "c": 20, "d": 31}
    perform([script(sign, sign * length) for sign, length in lengths.items()], production, 2)
    assert sorted(begun) == ["x", "z"]


@pytest.mark.parametrize(("workers", "order"), [(1, "xyzabcd"), (2, "zxydbca"), (3, "zyxdbca"), (4, "zyxdbca")])
def test_the_last_sections_are_made_by_length_so_that_all_end_together(workers: int, order: str) -> None:
    lengths = {"x": 35, "y": 60, "z": 200, "a": 17, "b": 30, "c": 20, "d": 31}
    scripts = [script(sign, sign * length) for sign, length in lengths.items()]
    assert "".join(each.id for each in _in_turn(scripts, workers)) == order


class Voiceless(Watched):
    """No language has a voice but German."""

    def default_voice(self, language: str) -> str:
        if language != "de":
            raise SpeechError(f"no voice for {language}")
        return super().default_voice(language)


def test_the_words_of_the_next_section_are_found_while_one_is_made(
    production: Production, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[str] = []

    def noted(section: SectionScript, voices: Mapping[str, str], lexicon: Lexicon, engine: Engine) -> Iterator[Request]:
        found.append(section.id)
        return requests(section, voices, lexicon, engine)

    class Hearing(Told):
        def spoken(self, letters: int, duration_ms: float) -> None:
            super().spoken(letters, duration_ms)
            found.append(f"{len(self.letters)}")

    monkeypatch.setattr("pipeline.speech.prompter.requests", noted)
    perform(BOOK, production, 1, Hearing())
    assert found == ["eins", "1", "zwei", "2", "3", "4", "drei", "5", "6", "7"]


def test_a_next_section_without_a_voice_is_told_when_its_turn_comes(
    production: Production, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setitem(ENGINES, "tone", lambda options: Voiceless(asked, [], options.speed))
    foreign = replace(script("zwei", "Otra cosa."), language="es")
    with pytest.raises(UnspokenError, match="no voice for es") as caught:
        perform([BOOK[0], foreign, BOOK[2]], production)
    assert caught.value.utterance == "zwei-s1"
    assert asked == ["Der erste Satz.", "Noch einer.", "Und der letzte hier."]


def test_makers_go_when_nothing_is_left_to_begin(production: Production, studio: Studio) -> None:
    with performing(BOOK, production, 2) as performed:
        assert len(tuple(performed)) == len(BOOK)
        assert len(studio.closed) == len(studio.opened)


def test_who_waits_for_a_section_is_told_that_another_failed(production: Production, studio: Studio) -> None:
    failed = threading.Event()

    def wrong(request: Request, options: EngineOptions) -> None:
        if "erste" in request.text:
            options.sleep(600)
        if "Ende" in request.text:
            failed.set()
            raise SpeechError("no")

    studio.wrong = wrong
    with pytest.raises(UnspokenError) as caught, performing(BOOK, production, 2) as performed:  # noqa: PT012
        assert failed.wait(60)
        _ = performed[0]
    assert caught.value.utterance == "zwei-s3"


def test_who_looks_at_no_section_is_told_all_the_same(production: Production, studio: Studio) -> None:
    with performing(BOOK, production, 2):
        pass
    assert len(studio.asked) == sum(len(each.utterances) for each in BOOK)
    studio.wrong = breaks("Ende", SpeechError("no"))
    with pytest.raises(UnspokenError), performing(BOOK, replace(production, store=None), 2):
        pass


def test_who_leaves_has_no_more_made(production: Production, studio: Studio) -> None:
    long = script("lang", *(f"Satz mit der Nummer {number}." for number in range(5_000)))
    with pytest.raises(ZeroDivisionError), performing([long, *BOOK], production, 1):
        raise ZeroDivisionError
    assert len(studio.asked) < 2_000


def test_words_that_the_engine_is_silent_on_are_an_error_new_and_kept(production: Production, studio: Studio) -> None:
    studio.wrong = breaks("Kurz", NothingSpokenError("nothing for 'Kurz.'"))
    for _ in range(2):
        with pytest.raises(UnspokenError, match=r"'Kurz\.'") as caught:
            perform(BOOK, production)
        assert caught.value.utterance == "drei-s1"


@pytest.mark.parametrize("text", ["…", "–", "❶", "(!)", "➤ •", "😀"])
def test_signs_alone_are_a_pause(production: Production, studio: Studio, text: str) -> None:
    studio.wrong = breaks(text, NothingSpokenError("nothing"))
    (performance,) = perform([script("a", "Ja.", text, "Nein.")], production)
    assert [span.end - span.start for span in performance.track.spans][1] == samples_in(260, 22_050)


@pytest.mark.parametrize("text", ["好", "Ⅷ", "7", "ª", "ǅ", "٣"])
def test_letters_and_figures_of_all_scripts_are_words(production: Production, studio: Studio, text: str) -> None:
    studio.wrong = breaks("", NothingSpokenError("nothing"))
    with pytest.raises(UnspokenError):
        perform([script("a", text)], production)


@pytest.mark.parametrize("workers", [1, 2, 4])
@pytest.mark.parametrize("error", [None, SpeechError("no"), ZeroDivisionError()])
def test_every_engine_is_closed_and_no_more_opened_than_workers(
    production: Production, studio: Studio, workers: int, error: Exception | None
) -> None:
    if error:
        studio.wrong = breaks("Ende", error)
        with pytest.raises(type(error)):
            perform(BOOK, production, workers)
    else:
        perform(BOOK, production, workers)
    assert 1 <= len(studio.opened) <= workers
    assert len(studio.closed) == len(studio.opened)


def test_other_sections_end_after_the_utterance_at_hand(production: Production, studio: Studio) -> None:
    long = script("lang", *(f"Satz mit der Nummer {number}." for number in range(5_000)))
    studio.wrong = breaks("Ende", SpeechError("no"))
    with pytest.raises(UnspokenError):
        perform([long, *BOOK], production, 2)
    assert len(studio.asked) < 2_000


def test_one_worker_begins_no_other_section_after_a_failure(production: Production, studio: Studio) -> None:
    studio.wrong = breaks("letzte", SpeechError("no"))
    for _ in range(50):
        with pytest.raises(UnspokenError):
            perform(BOOK, production)
    assert set(studio.asked) == {"Der erste Satz.", "Noch einer.", "Und der letzte hier."}


def test_a_crew_ends_when_a_section_fails(production: Production) -> None:
    long = script("lang", *(f"Satz mit der Nummer {number}." for number in range(3_000)))
    apart = replace(production, engine="espeak", crew=Crew())
    told = Told()
    with pytest.raises(UnspokenError, match="says nothing for '٣'") as caught:
        perform([long, script("kurz", "٣")], apart, 2, told)
    assert caught.value.utterance == "kurz-s1"
    assert len(told.letters) < 2_000
    assert told.sections == []


def test_a_maker_that_comes_when_another_section_failed_makes_nothing(
    production: Production, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    starts, alive, running, opened = tmp_path / "starts", tmp_path / "alive", threading.Event(), count(1)
    os.mkfifo(alive)
    first = f"echo started >> {starts}; test $(wc -l < {starts}) = 1 || exit 1"
    program = f"{first}; exec 3> {alive} 4>&1; exec cat > /dev/null"  # who reads its answers sees no end

    def opening(options: EngineOptions) -> Tone:
        match next(opened):
            case 2:
                with alive.open("rb") as until_it_ends:
                    running.set()
                    assert until_it_ends.read() == b""
            case 3:
                assert running.wait(60)
                raise SpeechError("no")
        return Tone(options.speed)

    monkeypatch.setitem(ENGINES, "tone", opening)
    with pytest.raises(SpeechError, match="no"):
        perform(BOOK, replace(production, crew=Crew(["sh", "-c", program])), 3)
    assert starts.read_text() == "started\n"


def test_an_engine_that_waits_is_woken_when_another_section_fails(production: Production, studio: Studio) -> None:
    waiting = threading.Event()

    def wrong(request: Request, options: EngineOptions) -> None:
        if "erste" in request.text:
            waiting.set()
            options.sleep(600)
        if "Anfang" in request.text:
            assert waiting.wait(60)
            raise SpeechError("no")

    studio.wrong = wrong
    with pytest.raises(UnspokenError) as caught:
        perform(BOOK[:2], production, 2)
    assert caught.value.utterance == "zwei-s1"


def test_an_engine_that_is_not_there_is_an_error(production: Production) -> None:
    with pytest.raises(SpeechError, match="there is no engine 'none'"):
        perform(BOOK, replace(production, engine="none"))


def test_scratch_holds_nothing_that_the_store_has(production: Production) -> None:
    perform(BOOK, production)
    assert list(production.scratch.iterdir()) == []
    perform(BOOK, replace(production, store=None))
    assert sorted(files(production.scratch)) == ["drei.frames", "eins.frames", "zwei.frames"]


def files(folder: Path) -> Iterator[str]:
    return (path.name for path in folder.iterdir())
