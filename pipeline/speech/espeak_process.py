"""The worker of eSpeak NG from the other side: started, asked, watched and ended. Runs a process."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import IO, NamedTuple

from pipeline.processes import Child
from pipeline.speech import espeak_worker as worker
from pipeline.speech.engine import EngineMissingError, SpeechError

_GRACE_S = 2.0
_LOOKS = 20
"""So many times is looked whether a request is done in the time that it may take."""


@dataclass(frozen=True, slots=True)
class Said:
    """What came back: 16-bit samples as bytes, and (start, end) in samples of each change of language.

    `words` are (characters of the text before it, first sample) of each word.
    """

    sound: bytes
    seams: tuple[tuple[int, int], ...]
    words: tuple[tuple[int, int], ...]


class _DiedError(Exception):
    """The worker ended in the middle of a request."""


class _Running(NamedTuple):
    child: Child
    watch: _Watch


class WorkerProcess:
    """One process and its pipes. Not running until it is asked; runs again when asked after its end.

    `timeout_s` is for one request. Not for several threads at once.
    """

    def __init__(self, command: Sequence[str], timeout_s: float) -> None:
        self._command = tuple(command)
        self._timeout_s = timeout_s
        self._running: _Running | None = None

    def ask(self, words_a_minute: int, voice: str, text: str, is_markup: bool, sentence: str) -> Said:
        """Speak. Raises SpeechError, with the sentence, when it refuses, takes too long, or dies twice in a row."""
        voice_data, text_data = voice.encode(), text.encode()
        head = worker.REQUEST.pack(words_a_minute, is_markup, len(voice_data), len(text_data))
        request = head + voice_data + text_data
        try:
            with suppress(_DiedError):
                return self._ask_once(request, sentence)
            return self._ask_once(request, sentence)
        except _DiedError as error:
            raise SpeechError(f"eSpeak NG crashed twice on {sentence!r} ({error}): reword the sentence") from error

    def stop(self) -> str:
        """End the process, whatever it does, and tell how it ended; "" when none was running."""
        if self._running is None:
            return ""
        (child, watch), self._running = self._running, None
        watch.end()
        return child.end(_GRACE_S)

    def _ask_once(self, request: bytes, sentence: str) -> Said:
        child, watch = self._start()
        try:
            with watch:
                status, said = _exchange(child, request)
        except _DiedError as error:
            ending = self.stop()
            if watch.passed:
                advice = "shorten the sentence, or allow more time"
                raise SpeechError(f"eSpeak NG took over {self._timeout_s:g} s for {sentence!r}: {advice}") from error
            raise _DiedError(ending) from error
        except BaseException:  # half a reply would be taken for the next one
            child.kill()
            self.stop()
            raise
        if status & worker.LEAVING or watch.passed:  # the reply came when it was being killed
            self.stop()
        if status & worker.REFUSED:
            raise SpeechError(f"eSpeak NG can't speak {sentence!r}: {said.sound.decode()}")
        return said

    def _start(self) -> _Running:
        if self._running is None:
            try:
                child = Child(self._command)
            except OSError as error:
                raise EngineMissingError(f"eSpeak NG can't be started: {error}") from error
            self._running = _Running(child, _Watch(child, self._timeout_s))
        return self._running


class _Watch:
    """Kills a process that isn't done with a request in time. On pipes, this works everywhere; waiting on them doesn't.

    One thread looks now and then, for as long as the process runs: to start one for each request takes as long as a
    short sentence.
    """

    def __init__(self, child: Child, seconds: float) -> None:
        self.passed = False
        self._child = child
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
                    self._child.kill()
                    return


def _exchange(child: Child, request: bytes) -> tuple[int, Said]:
    """The reply's status and content. Raises _DiedError."""
    try:
        child.requests.write(request)
        child.requests.flush()
    except BrokenPipeError as error:
        raise _DiedError from error
    status, seam_count, word_count, length = worker.REPLY.unpack(_read(child.replies, worker.REPLY.size))
    seams = worker.SEAM.iter_unpack(_read(child.replies, worker.SEAM.size * seam_count))
    words = worker.WORD.iter_unpack(_read(child.replies, worker.WORD.size * word_count))
    sound = _read(child.replies, length)
    return status, Said(sound, tuple((start, end) for start, end in seams), tuple((n, sample) for n, sample in words))


def _read(source: IO[bytes], size: int) -> bytes:
    data = source.read(size)
    if len(data) < size:
        raise _DiedError
    return data
