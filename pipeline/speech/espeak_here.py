"""eSpeak NG in this very process, which is given up for it: no sound goes through a pipe. Loads the library."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pipeline.speech import espeak_worker as worker
from pipeline.speech.espeak_asking import Said, Speaker, Watch, said_in, too_long


class SpokenHere:
    """A Speaker for the main thread of a process that somebody starts again: a crash of the library ends it.

    `give_up` ends it too, and tells why: it is called, from another thread, when a request takes over `timeout_s`.
    Where the system doesn't unload the library (see espeak_worker) all but the first request go `elsewhere`.
    """

    def __init__(
        self, library: str, data: str, timeout_s: float, give_up: Callable[[str], object], elsewhere: Speaker
    ) -> None:
        self._paths = library, os.fsencode(data)
        self._timeout_s = timeout_s
        self._elsewhere = elsewhere
        self._leaving = False
        self._sentence = ""
        self._watch = Watch(lambda: give_up(str(too_long(self._sentence, timeout_s))), timeout_s)

    def ask(self, words_a_minute: int, voice: str, text: str, is_markup: bool, sentence: str) -> Said:
        """Speak. Raises SpeechError, with the sentence, when the library refuses."""
        if self._leaving:
            return self._elsewhere.ask(words_a_minute, voice, text, is_markup, sentence)
        self._sentence = sentence
        with self._watch, _ending_when_told():
            reply = worker.answer(*self._paths, words_a_minute, is_markup, voice.encode(), text.encode())
        self._leaving = bool(reply.status & worker.LEAVING)
        return said_in(reply, sentence)

    def stop(self) -> str:
        """Watch no more."""
        self._watch.end()
        return self._elsewhere.stop()


@contextmanager
def _ending_when_told() -> Iterator[None]:
    """To be told to end, ends this process at once: what a handler raises in the library's callback would be lost."""
    handler = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, handler)
