"""How eSpeak NG is asked, in whichever process: what comes back, what goes wrong, and a watch. Starts a thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Protocol

from msgspec import Struct

from pipeline.speech import espeak_worker as worker
from pipeline.speech.engine import SpeechError

_LOOKS = 20
"""So many times is looked whether a request is done in the time that it may take."""


class Said(Struct, frozen=True):
    """What came back: 16-bit samples as bytes, and (start, end) in samples of each change of language.

    `words` are (characters of the text before it, first sample) of each word.
    """

    sound: bytes | bytearray
    seams: Sequence[tuple[int, int]]
    words: Sequence[tuple[int, int]]


class Speaker(Protocol):
    """Whoever has the library."""

    def ask(self, words_a_minute: int, voice: str, text: str, is_markup: bool, sentence: str) -> Said:
        """Speak. Raises SpeechError, with the sentence, when it refuses, takes too long, or crashes time and again."""

    def stop(self) -> str:
        """End what it has running, and tell how that ended; "" when there was nothing."""


def said_in(reply: worker.Reply, sentence: str) -> Said:
    """What a reply says. Raises SpeechError for a refusal."""
    if reply.status & worker.REFUSED:
        raise SpeechError(f"eSpeak NG can't speak {sentence!r}: {bytes(reply.body).decode()}")
    return Said(reply.body, reply.seams, reply.words)


def too_long(sentence: str, seconds: float) -> SpeechError:
    """The error of a sentence that takes more than so many seconds."""
    return SpeechError(f"eSpeak NG took over {seconds:g} s for {sentence!r}: shorten the sentence, or allow more time")


class Watch:
    """Calls `give_up` when what it is entered for isn't done in time. This works everywhere; to wait on pipes doesn't.

    One thread looks now and then, for as long as the process runs: to start one for each request takes as long as a
    short sentence.
    """

    def __init__(self, give_up: Callable[[], object], seconds: float) -> None:
        self.passed = False
        self._give_up = give_up
        self._seconds = seconds
        self._due: float | None = None
        self._lock = threading.Lock()
        self._ended = threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def __enter__(self) -> None:
        self._due = monotonic() + self._seconds

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._due = None

    def end(self) -> None:
        """Look no more."""
        self._ended.set()

    def _look(self) -> None:
        while not self._ended.wait(self._seconds / _LOOKS):
            with self._lock:
                if self._due is not None and monotonic() >= self._due:
                    self.passed = True
                    self._give_up()
                    return
