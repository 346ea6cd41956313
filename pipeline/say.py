"""One line read aloud, so that an author can hear how a word is said. Runs an engine."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from contextlib import closing

from pipeline.errors import ManuscriptError
from pipeline.reader.saying import read_line
from pipeline.speech.engine import Clip, EngineOptions, Phrase, Request, open_engine
from pipeline.speech.lexicon import Lexicon
from pipeline.speech.normalize import normalize_phrases
from pipeline.speech.phrases import is_speakable, joined, phrases_of


def spoken_words(text: str, language: str, lexicon: Lexicon) -> tuple[tuple[Phrase, ...], ...]:
    """What is said for a line of Markdown: its sentences, each in phrases of one language, but for signs alone.

    Raises ManuscriptError for a line that no paragraph could hold.
    """
    prose, findings = read_line(text, language)
    if findings:
        raise ManuscriptError(findings, language)
    said = (tuple(_normal(joined(phrases_of(each.inlines, language)), lexicon)) for each in prose)
    return tuple(phrases for phrases in said if is_speakable("".join(phrase.text for phrase in phrases)))


def written(phrases: tuple[Phrase, ...], language: str) -> str:
    """Phrases as a line, those in another language as an author writes them."""
    parts = (
        each.text if each.language == language else f"[{each.text.strip()}]{{lang={each.language}}}" for each in phrases
    )
    return " ".join(" ".join(parts).split())


def _normal(phrases: tuple[Phrase, ...], lexicon: Lexicon) -> Iterator[Phrase]:
    for said, phrase in zip(normalize_phrases(phrases, lexicon), phrases, strict=True):
        yield Phrase(said.text, phrase.language)


def say(
    sentences: tuple[tuple[Phrase, ...], ...], language: str, engine: str, options: EngineOptions, voice: str | None
) -> bytes:
    """A WAV file of sentences, 300 ms of silence after each. `voice` is None for the engine's own for the language.

    Raises SpeechError.
    """
    with closing(open_engine(engine, options)) as opened:
        speaker = voice or opened.default_voice(language)
        opened.check_voice(speaker)
        clips = [opened.speak(Request(phrases, speaker)) for phrases in sentences]
    return _wav(clips)


def _wav(clips: list[Clip]) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(clips[0].rate_hz)
        for clip in clips:
            written.writeframes(clip.samples.astype("<i2").tobytes())
            written.writeframes(bytes(2 * (clip.rate_hz * 3 // 10)))
    return file.getvalue()
