"""gTTS, the real library against a service of the tests' own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pipeline.speech.engine import (
    NothingSpokenError,
    Phrase,
    Request,
    SpeechError,
    UnknownLanguageError,
    UnknownVoiceError,
)
from pipeline.speech.gtts import LIMIT, Gtts
from tests.speech.service import MS_A_LETTER, Service, make_certificate, serve

LONG = (
    "Siebzig Prozent der Menschen suchen online nach Informationen, z. B. über Behörden, Ärzte und Wahlen; "
    "davon findet nur ein Teil, was er sucht."
)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    make_certificate(path)
    return path


@pytest.fixture
def service(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with serve(certificate) as running:
        for name in ("HTTPS_PROXY", "https_proxy"):
            monkeypatch.setenv(name, running.url)
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        yield running


@pytest.fixture
def waits() -> list[float]:
    """How long the engine wanted to sleep."""
    return []


@pytest.fixture
def gtts(waits: list[float]) -> Gtts:
    return Gtts(timeout_s=5.0, sleep=waits.append)


def ask(text: str, language: str = "de") -> Request:
    return Request((Phrase(text, language),), "de")


# ------------------------------------------------------------------ what is spoken


def test_sentence_becomes_a_clip(service: Service, gtts: Gtts) -> None:
    clip = gtts.speak(ask("Guten Tag, Welt."))
    assert (clip.rate_hz, str(clip.samples.dtype)) == (24_000, "int16")
    assert service.texts == [("Guten Tag, Welt.", "de")]


def test_silence_at_the_edges_is_cut(service: Service, gtts: Gtts) -> None:
    text = "Guten Tag, Welt."
    milliseconds = len(gtts.speak(ask(text)).samples) / 24
    assert 0 <= milliseconds - MS_A_LETTER * len(text) < 80
    assert service.texts


def test_clips_have_one_level_and_begin_and_end_softly(service: Service, gtts: Gtts) -> None:
    samples = gtts.speak(ask("Guten Tag, Welt.")).samples.astype(float)
    level_db = 20 * np.log10(np.sqrt(np.mean(samples**2)) / 32_768)
    assert abs(level_db + 20) < 0.5
    assert max(abs(samples[:20])) < 20 < max(abs(samples[150:300]))
    assert max(abs(samples[-20:])) < 20 < max(abs(samples[-300:-150]))
    assert service.texts


def test_long_sentence_is_asked_for_in_few_pieces_one_after_the_other(service: Service, gtts: Gtts) -> None:
    clip = gtts.speak(ask(LONG))
    pieces = [words for words, _ in service.texts]
    assert len(pieces) == 2
    assert " ".join(pieces) == LONG
    assert max(map(len, pieces)) <= LIMIT
    assert service.most_at_once == 1
    assert len(clip.samples) / 24 > MS_A_LETTER * (len(LONG) - 1)


def test_pause_between_two_pieces_is_a_breath(service: Service, gtts: Gtts) -> None:
    samples = np.abs(gtts.speak(ask(LONG)).samples.astype(int))
    gaps = np.diff(np.flatnonzero(samples > 300))
    assert 120 <= gaps.max() / 24 <= 200
    assert service.texts


def test_text_is_sent_as_it_is(service: Service, gtts: Gtts) -> None:
    text = 'Prof. Dr. Esq. z. B. Q&A, „100 %“ – 5 € \\ "x" u. v. m.'
    gtts.speak(ask(text))
    assert service.texts == [(text, "de")]


def test_phrase_in_another_language_is_spoken_by_its_voice(service: Service, gtts: Gtts) -> None:
    gtts.speak(Request((Phrase("Wir nutzen", "de"), Phrase("Social Media", "en-GB"), Phrase("oft.", "de-AT")), "de"))
    assert service.texts == [("Wir nutzen", "de"), ("Social Media", "en"), ("oft.", "de")]


def test_voice_of_a_region_speaks_its_whole_language(service: Service, gtts: Gtts) -> None:
    gtts.speak(Request((Phrase("您好", "zh"), Phrase("您好", "zh-CN")), "zh-TW"))
    assert service.texts == [("您好", "zh-TW")] * 2


def test_phrases_without_a_sound_are_not_sent(service: Service, gtts: Gtts) -> None:
    gtts.speak(Request((Phrase("Ja", "de"), Phrase("…", "de"), Phrase("5 €", "de")), "de"))
    assert [words for words, _ in service.texts] == ["Ja", "5 €"]


@pytest.mark.parametrize("text", ["", " ", "…", "(–)", "•"])
def test_marks_alone_say_nothing_and_ask_nobody(service: Service, gtts: Gtts, text: str) -> None:
    with pytest.raises(NothingSpokenError):
        gtts.speak(ask(text))
    assert not service.texts


# ------------------------------------------------------------------ voices


@pytest.mark.parametrize(("language", "voice"), [("de", "de"), ("de-CH", "de"), ("EN-us", "en"), ("zh-cn", "zh-CN")])
def test_language_finds_its_voice(gtts: Gtts, language: str, voice: str) -> None:
    assert gtts.default_voice(language) == voice


def test_voices_are_named_after_their_languages(gtts: Gtts) -> None:
    assert ("de", "German") in [(voice.name, voice.description) for voice in gtts.voices()]
    assert list(gtts.voices()) == sorted(gtts.voices(), key=lambda voice: voice.name)


def test_unknown_voice_asks_nobody(service: Service, gtts: Gtts) -> None:
    with pytest.raises(UnknownVoiceError, match="did you mean de"):
        gtts.speak(Request((Phrase("Tag", "de"),), "de+f2"))
    assert not service.texts


def test_unknown_language_asks_nobody(service: Service, gtts: Gtts) -> None:
    with pytest.raises(UnknownLanguageError, match="'tlh'"):
        gtts.speak(Request((Phrase("Tag", "de"), Phrase("Qapla", "tlh")), "de"))
    assert not service.texts


def test_other_speeds_are_refused() -> None:
    with pytest.raises(SpeechError, match=r"at speed 1\.2: leave out"):
        Gtts(speed=1.2, sleep=lambda _: None)


# ------------------------------------------------------------------ when things go wrong


@pytest.mark.parametrize(
    "fault", ["500", "503", "408", "reset", "silent", "empty", "short", "garbage", "broken", "half"]
)
def test_failure_is_asked_for_again(service: Service, gtts: Gtts, waits: list[float], fault: str) -> None:
    service.faults = [fault]
    assert len(gtts.speak(ask("Guten Tag, Welt.")).samples) / 24 > MS_A_LETTER * 16 - 1
    assert len(service.texts) == 2
    assert waits == [2.0]


def test_only_the_piece_that_failed_is_asked_for_again(service: Service, gtts: Gtts) -> None:
    service.faults = ["", "500"]
    gtts.speak(ask(LONG))
    first, second = dict.fromkeys(words for words, _ in service.texts)
    assert [words for words, _ in service.texts] == [first, second, second]


def test_waits_grow_and_the_error_names_words_and_advice(service: Service, gtts: Gtts, waits: list[float]) -> None:
    service.faults = ["500"] * 9
    with pytest.raises(SpeechError, match=r"'Guten Tag\.' after 5 attempts: the service answers 500 Failed; .*again"):
        gtts.speak(ask("Guten Tag."))
    assert waits == [2.0, 4.0, 8.0, 16.0]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("silent", "holds no sound"), ("empty", "holds no sound"), ("garbage", "holds no sound"),
        ("short", r"cut short: \d+ ms of at least 420"), ("broken", "can't be read"), ("reset", "can't be reached"),
        ("half", "can't be reached"),
    ],
)  # fmt: skip
def test_lasting_failure_tells_its_reason(service: Service, gtts: Gtts, fault: str, reason: str) -> None:
    service.faults = [fault] * 5
    with pytest.raises(SpeechError, match=reason):
        gtts.speak(ask("Guten Tag, Welt."))
    assert len(service.texts) == 5


def test_service_that_asks_to_wait_is_obeyed(service: Service, gtts: Gtts, waits: list[float]) -> None:
    service.faults = ["429 7", "429 1", "429"]
    gtts.speak(ask("Guten Tag."))
    assert waits == [7.0, 4.0, 8.0]


def test_service_that_asks_to_wait_for_long_is_left_alone(service: Service, gtts: Gtts, waits: list[float]) -> None:
    service.faults = ["429 3600"]
    with pytest.raises(
        SpeechError, match=r"after 1 attempt: .* 429 Failed; it asks to wait for 3600 s: build again then"
    ):
        gtts.speak(ask("Guten Tag."))
    assert (len(service.texts), waits) == (1, [])


@pytest.mark.parametrize("status", ["400", "403", "404"])
def test_refusal_is_not_asked_for_again(service: Service, gtts: Gtts, waits: list[float], status: str) -> None:
    service.faults = [status]
    with pytest.raises(SpeechError, match=f"answers {status} Failed; look for a newer gTTS"):
        gtts.speak(ask("Guten Tag."))
    assert (len(service.texts), waits) == (1, [])


def test_service_that_hangs_is_left_after_the_timeout(service: Service, waits: list[float]) -> None:
    service.faults = ["hang"]
    assert Gtts(timeout_s=0.2, sleep=waits.append).speak(ask("Guten Tag.")).samples.size
    assert (len(service.texts), waits) == (2, [2.0])


def test_no_network_is_an_error_that_says_so(monkeypatch: pytest.MonkeyPatch, gtts: Gtts) -> None:
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with pytest.raises(SpeechError, match="can't be reached or did not answer in time"):
        gtts.speak(ask("Guten Tag."))


def test_engine_may_be_closed_twice(gtts: Gtts) -> None:
    gtts.close()
    gtts.close()
