"""The worker of eSpeak NG from the other side: started, asked, watched and ended. Runs a process."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import IO, NamedTuple

from pipeline.processes import Child, start
from pipeline.speech import espeak_worker as worker
from pipeline.speech.engine import EngineMissingError, SpeechError
from pipeline.speech.espeak_asking import Said, Watch, said_in, too_long

_GRACE_S = 2.0


class _DiedError(Exception):
    """The worker ended in the middle of a request."""


class _Running(NamedTuple):
    child: Child
    watch: Watch


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
                reply = _exchange(child, request)
        except _DiedError as error:
            ending = self.stop()
            if watch.passed:
                raise too_long(sentence, self._timeout_s) from error
            raise _DiedError(ending) from error
        except BaseException:  # half a reply would be taken for the next one
            child.kill()
            self.stop()
            raise
        if reply.status & worker.LEAVING or watch.passed:  # the reply came when it was being killed
            self.stop()
        return said_in(reply, sentence)

    def _start(self) -> _Running:
        if self._running is None:
            try:
                child = start(self._command)
            except OSError as error:
                raise EngineMissingError(f"eSpeak NG can't be started: {error}") from error
            self._running = _Running(child, Watch(child.kill, self._timeout_s))
        return self._running


def _exchange(child: Child, request: bytes) -> worker.Reply:
    """Request and reply. Raises _DiedError."""
    try:
        child.requests.write(request)
        child.requests.flush()
    except BrokenPipeError as error:
        raise _DiedError from error
    status, seam_count, word_count, length = worker.REPLY.unpack(_read(child.replies, worker.REPLY.size))
    seams = worker.SEAM.iter_unpack(_read(child.replies, worker.SEAM.size * seam_count))
    words = worker.WORD.iter_unpack(_read(child.replies, worker.WORD.size * word_count))
    sound = _read(child.replies, length)
    return worker.Reply(status, [(start, end) for start, end in seams], [(n, sample) for n, sample in words], sound)


def _read(source: IO[bytes], size: int) -> bytes:
    data = source.read(size)
    if len(data) < size:
        raise _DiedError
    return data
