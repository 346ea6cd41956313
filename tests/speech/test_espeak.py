"""eSpeak NG, the real library in real processes."""

from __future__ import annotations

import ctypes
import io
import os
import random
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import espeakng_loader  # type: ignore[import-untyped]  # it has no types
import numpy as np
import pytest

from pipeline.speech import espeak_worker
from pipeline.speech.engine import (
    EngineMissingError,
    NothingSpokenError,
    Phrase,
    Request,
    SpeechError,
    UnknownLanguageError,
    UnknownVoiceError,
)
from pipeline.speech.espeak import Espeak, worker_command
from pipeline.speech.espeak_here import SpokenHere
from pipeline.speech.espeak_process import WorkerProcess
from pipeline.speech.silence import SILENT

ILL = Path(__file__).parent / "fixtures" / "ill_worker.py"
SENTENCES = (
    "Wer sucht, der findet?",
    "Siebzig Prozent der Deutschen suchen online nach Informationen.",
    "Ja.",
    "Ein Satz, in dem ein Komma steht, und noch eines.",
)
BEGINNINGS = ("Alle.", "Mehr als das.", "Nein", "Ohne Titel", "Und so weiter", "Im Netz", "Löwe", "Rund die Hälfte!")


@pytest.fixture
def espeak() -> Iterator[Espeak]:
    engine = Espeak()
    yield engine
    engine.close()


def ask(text: str, voice: str = "de", language: str = "de") -> Request:
    return Request((Phrase(text, language),), voice)


def mixed(*phrases: tuple[str, str], voice: str = "de") -> Request:
    return Request(tuple(Phrase(text, language) for text, language in phrases), voice)


def bytes_of(engine: Espeak, request: Request) -> bytes:
    return engine.speak(request).samples.tobytes()


def seconds(engine: Espeak, request: Request) -> float:
    clip = engine.speak(request)
    return len(clip.samples) / clip.rate_hz


def ill(folder: Path, illness: str, times: int, timeout_s: float = 30.0) -> Espeak:
    """eSpeak with a worker that is ill the first `times` times."""
    return Espeak(
        timeout_s=timeout_s, command=(sys.executable, str(ILL), str(folder), illness, str(times), *worker_command())
    )


# ------------------------------------------------------------------ what is spoken


def test_clip_is_16_bit_mono_at_the_native_rate(espeak: Espeak) -> None:
    clip = espeak.speak(ask("Guten Tag."))
    assert (clip.rate_hz, str(clip.samples.dtype), clip.samples.ndim) == (22_050, "int16", 1)
    assert np.abs(clip.samples.astype(int)).max() > 5_000


def test_longer_texts_take_longer(espeak: Espeak) -> None:
    short, long = seconds(espeak, ask("Ja.")), seconds(espeak, ask(SENTENCES[1]))
    assert 0.3 < short < 0.5
    assert 3 < long < 6


@pytest.mark.parametrize("voice", ["de", "de+f2", "de+f5", "de+m3", "de+croak", "de+whisper", "de+klatt2", "de+Reed"])
def test_every_clip_begins_and_ends_with_twenty_milliseconds_of_silence(espeak: Espeak, voice: str) -> None:
    for text in (*SENTENCES, *BEGINNINGS):
        samples = np.abs(espeak.speak(ask(text, voice)).samples.astype(int))
        loud = np.flatnonzero(samples > SILENT)
        for silent in (loud[0], len(samples) - 1 - loud[-1]):
            assert 441 <= silent < 441 + 66, text  # and what a fade made silent


@pytest.mark.parametrize("text", ["Nein", "Mehr als das.", "Und so weiter"])  # before these the library leaves nothing
def test_sound_that_begins_at_once_rises(espeak: Espeak, text: str) -> None:
    start = np.abs(espeak.speak(ask(text)).samples.astype(int))[441:]
    assert start[0] <= SILENT < start[:66].max()


@pytest.mark.parametrize("text", ["", " ", "…", "(…)", "❶", "?!", "\x00", "\ud800"])
def test_text_without_a_sound_is_an_error_of_its_own(espeak: Espeak, text: str) -> None:
    with pytest.raises(NothingSpokenError):
        espeak.speak(ask(text))


def test_request_without_phrases_says_nothing(espeak: Espeak) -> None:
    with pytest.raises(NothingSpokenError):
        espeak.speak(Request((), "de"))


def test_control_characters_separate_words(espeak: Espeak) -> None:
    assert bytes_of(espeak, ask("Guten\x00Tag.\x1b")) == bytes_of(espeak, ask("Guten Tag."))


@pytest.mark.parametrize("text", ["a <b> c", "<voice xml:lang='en'>Tag</voice>", "Q&amp;A", "[[f]] hallo"])
def test_markup_in_a_text_is_text_with_and_without_a_second_language(espeak: Espeak, text: str) -> None:
    size = len(bytes_of(espeak, ask(text))) * 3 // 4
    plain = bytes_of(espeak, ask(f"{text}, ja."))
    assert bytes_of(espeak, mixed((f"{text},", "de"), ("Media", "en")))[:size] == plain[:size]


def spelt(request: Request, places: list[int]) -> list[str]:
    """What stands at places of a request's words, white space not counted, up to the next of them."""
    letters = "".join("".join(phrase.text for phrase in request.phrases).split())
    return [letters[start:end] for start, end in pairwise((*places, len(letters)))]


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (ask("Der „große“ Ball kostet 70 Euro."), ["Der„", "große“", "Ball", "kostet", "70", "Euro."]),
        (ask("a <b> Fuß & so"), ["a<", "b>", "Fuß", "&", "so"]),
        (
            mixed(("Das ist", "de"), ("A & B", "en"), (", im <Alltag>.", "de")),
            ["Das", "ist", "A&", "B,", "im<", "Alltag>."],
        ),
        (ask("😀 Über 𝔘nd ümlaut"), ["😀", "Über", "𝔘nd", "ümlaut"]),
    ],
    ids=["one language", "signs of markup", "two languages", "beyond two bytes"],
)
def test_words_are_placed_where_they_stand(espeak: Espeak, request_: Request, words: list[str]) -> None:
    found = spelt(request_, [word.place for word in espeak.speak(request_).words])
    assert [word for word in found if word] == words


@pytest.mark.parametrize(
    "request_",
    [
        ask("Ja, gut, doch, Tag, Kopf."),
        mixed(("Wir nutzen", "de"), ("Social Media", "en"), ("im Alltag, ja, doch, Tag, Kopf.", "de"), voice="de+f2"),
    ],
    ids=["one language", "after seams"],
)
def test_words_begin_when_they_are_heard(espeak: Espeak, request_: Request) -> None:
    clip = espeak.speak(request_)
    loud = np.flatnonzero(np.abs(clip.samples.astype(int)) > 8 * SILENT)
    # What is loud after 60 ms of silence begins a word: a comma takes longer, the stop of a consonant doesn't.
    onsets = [int(after) for before, after in pairwise(loud) if after - before > 1323]
    assert len(onsets) == 4
    for onset, word in zip(onsets, clip.words[-4:], strict=True):
        assert -220 < onset - word.sample < 1100  # 10 ms before, 50 ms after: soft consonants are loud late


def test_speed_shortens() -> None:
    slow, fast = Espeak(speed=0.8), Espeak(speed=1.6)
    ratio = seconds(slow, ask(SENTENCES[1])) / seconds(fast, ask(SENTENCES[1]))
    slow.close()
    fast.close()
    assert 1.7 < ratio < 2.3


@pytest.mark.parametrize("speed", [0.4, 3.0, 0.0, -1.0])
def test_speed_that_no_voice_has_is_refused(speed: float) -> None:
    with pytest.raises(SpeechError, match=r"from 0\.46 to 2\.57"):
        Espeak(speed=speed)


# ------------------------------------------------------------------ several languages


def test_foreign_words_are_spoken_in_their_language(espeak: Espeak) -> None:
    german = mixed(("Wir nutzen", "de"), ("Social Media", "de"), ("im Alltag.", "de"))
    english = mixed(("Wir nutzen", "de"), ("Social Media", "en"), ("im Alltag.", "de"))
    assert bytes_of(espeak, german) == bytes_of(espeak, ask("Wir nutzen Social Media im Alltag."))
    assert bytes_of(espeak, german) != bytes_of(espeak, english)


@pytest.mark.parametrize("voice", ["de", "de+f2"])
def test_change_of_language_leaves_no_gap(espeak: Espeak, voice: str) -> None:
    clip = espeak.speak(mixed(("Wir nutzen", "de"), ("Social Media", "en"), ("im Alltag.", "de"), voice=voice))
    loud = np.flatnonzero(np.abs(clip.samples.astype(int)) > 200)
    assert np.diff(loud).max() / clip.rate_hz < 0.06


def test_melody_runs_on_over_a_change_of_language(espeak: Espeak) -> None:
    whole = bytes_of(espeak, mixed(("Wir nutzen", "de"), ("Social Media", "en"), ("im Alltag.", "de")))
    alone = bytes_of(espeak, ask("Wir nutzen"))
    goes_on = bytes_of(espeak, ask("Wir nutzen oft"))
    assert whole[:16_000] == goes_on[:16_000] != alone[:16_000]


def test_marks_belong_to_the_words_before_them(espeak: Espeak) -> None:
    apart = mixed(("Wir nutzen", "de"), ("Media", "en"), (", im Alltag", "de"), (".", "de"))
    joined = mixed(("Wir nutzen", "de"), ("Media,", "en"), ("im Alltag.", "de"))
    assert bytes_of(espeak, apart) == bytes_of(espeak, joined)
    without = mixed(("Wir nutzen", "de"), ("Media", "en"), ("im Alltag.", "de"))
    assert seconds(espeak, apart) > seconds(espeak, without) + 0.1


def test_another_language_alone_is_spoken_by_its_own_voice(espeak: Espeak) -> None:
    assert bytes_of(espeak, ask("Social Media", "de+f2", "en")) == bytes_of(espeak, ask("Social Media", "en+f2", "en"))


def test_voice_of_a_region_speaks_its_whole_language(espeak: Espeak) -> None:
    assert bytes_of(espeak, ask("Tomato", "en-US", "en-GB")) == bytes_of(espeak, ask("Tomato", "en-US", "en"))
    assert bytes_of(espeak, ask("Tomato", "en-US", "en")) != bytes_of(espeak, ask("Tomato", "en", "en"))


def test_language_that_it_cannot_speak_is_refused(espeak: Espeak) -> None:
    with pytest.raises(UnknownLanguageError, match="'tlh'"):
        espeak.speak(mixed(("Tag", "de"), ("Qapla", "tlh")))


# ------------------------------------------------------------------ the same on every run


@pytest.mark.parametrize("voice", ["de", "de+f2", "de+Reed", "en+klatt"])
def test_history_leaves_no_trace(espeak: Espeak, voice: str) -> None:
    requests = [ask(text, voice) for text in SENTENCES]
    requests += [mixed((text, "de"), ("Social Media", "en"), voice=voice) for text in SENTENCES[:2]]
    fresh = {request: bytes_of(espeak, request) for request in requests}
    history = requests * 4 + [ask("Bonjour, le monde", "fr+m3", "fr")] * 3
    random.Random(7).shuffle(history)  # noqa: S311  # any order will do
    for request in history:
        assert bytes_of(espeak, request) == fresh.setdefault(request, bytes_of(espeak, request))


def test_every_process_gives_the_same(espeak: Espeak) -> None:
    program = (
        "from hashlib import sha256; from pipeline.speech.espeak import Espeak;"
        "from pipeline.speech.engine import Phrase, Request; e = Espeak();"
        f"c = e.speak(Request((Phrase({SENTENCES[1]!r}, 'de'),), 'de+f2')); e.close();"
        "print(sha256(c.samples.tobytes()).hexdigest())"
    )
    ours = sha256(bytes_of(espeak, ask(SENTENCES[1], "de+f2"))).hexdigest()
    theirs = {
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()
        for _ in range(3)
    }
    assert theirs == {ours}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems may keep a library in memory")
def test_library_leaves_the_memory() -> None:
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    assert "libespeak-ng" in Path("/proc/self/maps").read_text()
    assert espeak_worker.unload(library)
    assert "libespeak-ng" not in Path("/proc/self/maps").read_text()


def test_library_that_stays_in_memory_is_noticed() -> None:
    kept = ctypes.CDLL(espeakng_loader.get_library_path())
    assert not espeak_worker.unload(ctypes.CDLL(espeakng_loader.get_library_path()))
    assert espeak_worker.unload(kept)


def test_worker_ends_after_one_request_where_the_library_stays() -> None:
    request = espeak_worker.REQUEST.pack(175, False, 2, 2) + b"deJa"
    replies = io.BytesIO()
    path, data = espeakng_loader.get_library_path(), espeakng_loader.get_data_path().encode()

    def stays(library: ctypes.CDLL) -> bool:
        assert espeak_worker.unload(library)
        return False

    espeak_worker.serve(io.BytesIO(request * 3), replies, path, data, unload=stays)
    status, _, words, length = espeak_worker.REPLY.unpack(replies.getvalue()[: espeak_worker.REPLY.size])
    assert (status, words) == (espeak_worker.LEAVING, 1)
    assert len(replies.getvalue()) == espeak_worker.REPLY.size + espeak_worker.WORD.size + length


def here(give_up: Callable[[str], object] = print, timeout_s: float = 30.0) -> Espeak:
    """eSpeak in this process."""
    return Espeak(timeout_s=timeout_s, give_up=give_up)


def children() -> str:
    """The processes that this one has begun, where the system tells."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    return listed.read_text() if listed.exists() else ""


def test_it_says_the_same_in_this_process(espeak: Espeak) -> None:
    espeak.speak(ask("Ja."))
    engine, begun = here(), children()
    requests = [*map(ask, SENTENCES), mixed(("Ja, ", "de"), ("really", "en"), (".", "de")), ask("Ja.", "de+Reed")]
    for request in requests:
        said, expected = engine.speak(request), espeak.speak(request)
        assert (said.samples.tobytes(), said.words) == (expected.samples.tobytes(), expected.words)
    assert children() == begun
    engine.close()


def test_in_this_process_too_a_refusal_names_the_sentence(tmp_path: Path) -> None:
    elsewhere = WorkerProcess(worker_command(), 30.0)
    speaker = SpokenHere(espeakng_loader.get_library_path(), str(tmp_path), 30.0, print, elsewhere)
    with pytest.raises(SpeechError, match=r"eSpeak NG can't speak 'Ja\.': it can't use its data"):
        speaker.ask(175, "gmw/de", "Ja.", False, "Ja.")
    speaker.stop()


def test_where_the_library_stays_in_memory_another_process_speaks_from_then_on(
    monkeypatch: pytest.MonkeyPatch, espeak: Espeak
) -> None:
    answer = espeak_worker.answer

    def staying(*request: Any) -> espeak_worker.Reply:  # noqa: ANN401  # it is passed on
        reply = answer(*request)
        return reply._replace(status=reply.status | espeak_worker.LEAVING)

    monkeypatch.setattr(espeak_worker, "answer", staying)
    expected = [bytes_of(espeak, ask(text)) for text in SENTENCES[:3]]
    engine, begun = here(), children()
    assert bytes_of(engine, ask(SENTENCES[0])) == expected[0]
    assert children() == begun
    assert [bytes_of(engine, ask(text)) for text in SENTENCES[1:3]] == expected[1:]
    assert children() != begun
    engine.close()
    assert children() == begun


def test_a_signal_to_end_has_its_handler_again_afterwards() -> None:
    handler = signal.getsignal(signal.SIGTERM)
    engine = here()
    engine.speak(ask("Ja."))
    engine.close()
    assert signal.getsignal(signal.SIGTERM) is handler


def test_this_process_is_given_up_for_a_sentence_that_takes_too_long() -> None:
    reasons: list[str] = []
    engine = here(reasons.append, timeout_s=0.05)
    engine.speak(ask("und " * 3_000))
    engine.close()
    (reason,) = reasons
    assert re.fullmatch(r"eSpeak NG took over 0\.05 s for 'und .+': shorten the sentence, or allow more time", reason)


def leaving_worker(folder: Path, crashes_at: int = 0) -> tuple[str, ...]:
    """A command for a worker that ends after each request; the start of that number, counted from 1, crashes."""
    script, starts = folder / "leaving.py", folder / "starts"
    path, data = worker_command()[-2:]
    script.write_text(
        f"import os, sys; sys.path.append({str(Path(espeak_worker.__file__).parent)!r}); import espeak_worker as w\n"
        f"open({str(starts)!r}, 'a').write('x'); os.path.getsize({str(starts)!r}) == {crashes_at} and os.abort()\n"
        f"w.serve(sys.stdin.buffer, sys.stdout.buffer, {path!r}, {data!r}.encode(), lambda l: w.unload(l) and False)"
    )
    return (sys.executable, str(script))


def test_worker_that_takes_its_leave_is_followed_by_another(tmp_path: Path, espeak: Espeak) -> None:
    engine = Espeak(command=leaving_worker(tmp_path))
    said = [bytes_of(engine, ask(text)) for text in SENTENCES]
    engine.close()
    assert said == [bytes_of(espeak, ask(text)) for text in SENTENCES]
    assert (tmp_path / "starts").read_text() == "x" * len(SENTENCES)


def test_worker_that_takes_its_leave_has_not_crashed(tmp_path: Path, espeak: Espeak) -> None:
    engine = Espeak(command=leaving_worker(tmp_path, crashes_at=2))
    said = [bytes_of(engine, ask(text)) for text in SENTENCES[:2]]
    engine.close()
    assert said == [bytes_of(espeak, ask(text)) for text in SENTENCES[:2]]


def test_worker_imports_nothing_that_is_slow_to_load() -> None:
    program = f"import sys; sys.argv[1:] = 'x', 'y'; exec(open({espeak_worker.__file__!r}).read()); print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], input="", capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in (run.stdout + run.stderr).split()}
    assert "ctypes" in loaded
    assert not loaded - set(sys.stdlib_module_names) - {"__main__", "_distutils_hack"}


# ------------------------------------------------------------------ voices


def test_every_language_has_a_voice_that_speaks(espeak: Espeak) -> None:
    voices = espeak.voices()
    assert len(voices) > 100
    assert list(voices) == sorted(voices, key=lambda voice: voice.name.casefold())
    for voice in voices:
        assert espeak.speak(ask("mama 3", voice.name, voice.language)).samples.size, voice


def test_every_variant_speaks_its_own_way(espeak: Espeak) -> None:
    said = {
        variant: bytes_of(espeak, ask("Ja.", f"de+{variant}"))
        for variant in ("f1", "f2", "m3", "whisper", "Mr serious")
    }
    assert said.keys() < set(espeak.variants())
    assert len(set(said.values()) | {bytes_of(espeak, ask("Ja."))}) == 6


@pytest.mark.parametrize(
    ("language", "voice"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("en", "en"),
        ("en-US", "en-US"),
        ("EN-us", "en-US"),
        ("pt", "pt"),
        ("zh", "cmn"),
        ("no", "nb"),
        ("chr-US-Qaaa-x-west", "chr"),
    ],
)
def test_language_finds_its_voice(espeak: Espeak, language: str, voice: str) -> None:
    assert espeak.default_voice(language) == voice


@pytest.mark.parametrize(
    ("voice", "nearest"),
    [
        ("de+f22", "de+f2"),
        ("de+F2", "de+f2"),
        ("de+nonexist", "de+"),
        ("dee+f2", "de+f2"),
        ("en-us", "en-US"),
        ("../de", "de"),
    ],
)
def test_unknown_voice_names_the_nearest(espeak: Espeak, voice: str, nearest: str) -> None:
    with pytest.raises(UnknownVoiceError) as caught:
        espeak.check_voice(voice)
    assert caught.value.nearest[0].startswith(nearest)
    with pytest.raises(UnknownVoiceError):
        espeak.speak(ask("Tag", voice))


@pytest.mark.parametrize("voice", ["", "+f2", "de+", "DE", "gmw/de", "fo", "German"])
def test_names_that_the_library_takes_by_chance_are_unknown(espeak: Espeak, voice: str) -> None:
    with pytest.raises(UnknownVoiceError):
        espeak.check_voice(voice)


# ------------------------------------------------------------------ when things go wrong


@pytest.mark.parametrize("illness", ["crash", "quit"])
def test_one_crash_is_not_noticed(tmp_path: Path, espeak: Espeak, illness: str) -> None:
    engine = ill(tmp_path, illness, times=1)
    assert bytes_of(engine, ask("Guten Tag.")) == bytes_of(espeak, ask("Guten Tag."))
    engine.close()
    assert (tmp_path / "starts").read_bytes() == b"xx"


def test_two_crashes_name_the_sentence_and_the_next_request_is_served(tmp_path: Path) -> None:
    engine = ill(tmp_path, "crash", times=2)
    with pytest.raises(SpeechError, match=r"crashed twice on 'Guten Tag\.' \(exit code -9\): reword"):
        engine.speak(ask("Guten Tag."))
    assert engine.speak(ask("Guten Tag.")).samples.size
    engine.close()


def test_last_words_of_the_worker_are_told(tmp_path: Path) -> None:
    engine = ill(tmp_path, "quit", times=9)
    with pytest.raises(SpeechError, match=r"\(exit code 1, no dictionary\)"):
        engine.speak(ask("Guten Tag."))
    engine.close()


def test_worker_that_hangs_is_killed_and_not_asked_again(tmp_path: Path) -> None:
    engine = ill(tmp_path, "hang", times=1, timeout_s=0.3)
    with pytest.raises(SpeechError, match=r"took over 0\.3 s for 'Guten Tag\.'"):
        engine.speak(ask("Guten Tag."))
    assert (tmp_path / "starts").read_bytes() == b"x"
    engine.close()


def test_refusal_of_the_library_names_the_sentence(tmp_path: Path) -> None:
    engine = Espeak(command=(*worker_command()[:-1], str(tmp_path)))
    with pytest.raises(SpeechError, match=r"can't speak 'Guten Tag\.'.*data"):
        engine.speak(ask("Guten Tag."))
    engine.close()


def test_worker_that_cannot_be_started_is_missing(tmp_path: Path) -> None:
    with pytest.raises(EngineMissingError, match="can't be started"):
        Espeak(command=(str(tmp_path / "none"),)).speak(ask("Guten Tag."))


def test_engine_may_be_closed_twice_and_used_again() -> None:
    engine = Espeak()
    engine.close()
    first = bytes_of(engine, ask("Ja."))
    engine.close()
    assert bytes_of(engine, ask("Ja.")) == first
    engine.close()
    engine.close()


def test_version_tells_the_wheel_and_the_speed() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+-\d+@175", Espeak().version)
    assert Espeak(speed=1.2).version != Espeak().version
