"""The worker of eSpeak NG from the other side: started, asked, watched and ended. Runs a process."""

from __future__ import annotations

import subprocess
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import IO, NamedTuple

from pipeline.speech import espeak_worker as worker
from pipeline.speech.engine import EngineMissingError, SpeechError

_GRACE_S = 2.0
_LOOKS = 20
"""So many times is looked whether a request is done in the time that it may take."""
_LAST_WORDS = 300


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
    process: subprocess.Popen[bytes]
    watch: _Watch
    complaints: IO[bytes]


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
        (process, watch, complaints), self._running = self._running, None
        watch.end()
        with process, complaints:
            assert process.stdin
            with suppress(BrokenPipeError):
                process.stdin.close()  # asks it to end
            with suppress(subprocess.TimeoutExpired):
                process.wait(_GRACE_S)
            process.kill()
            complaints.seek(0)
            last_words = complaints.read()[-_LAST_WORDS:].decode(errors="replace").strip()
        return f"exit code {process.returncode}" + (f", {last_words}" if last_words else "")

    def _ask_once(self, request: bytes, sentence: str) -> Said:
        process, watch, _ = self._start()
        try:
            with watch:
                status, said = _exchange(process, request)
        except _DiedError as error:
            ending = self.stop()
            if watch.passed:
                advice = "shorten the sentence, or allow more time"
                raise SpeechError(f"eSpeak NG took over {self._timeout_s:g} s for {sentence!r}: {advice}") from error
            raise _DiedError(ending) from error
        except BaseException:  # half a reply would be taken for the next one
            process.kill()
            self.stop()
            raise
        if status & worker.LEAVING or watch.passed:  # the reply came when it was being killed
            self.stop()
        if status & worker.REFUSED:
            raise SpeechError(f"eSpeak NG can't speak {sentence!r}: {said.sound.decode()}")
        return said

    def _start(self) -> _Running:
        if self._running is None:
            complaints = tempfile.TemporaryFile()  # noqa: SIM115  # stop() closes it; a pipe would have to be read
            try:
                process = subprocess.Popen(  # noqa: S603  # the command is ours, and no shell sees it
                    self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints
                )
            except OSError as error:
                complaints.close()
                raise EngineMissingError(f"eSpeak NG can't be started: {error}") from error
            self._running = _Running(process, _Watch(process, self._timeout_s), complaints)
        return self._running


class _Watch:
    """Kills a process that isn't done with a request in time. On pipes, this works everywhere; waiting on them doesn't.

    One thread looks now and then, for as long as the process runs: to start one for each request takes as long as a
    short sentence.
    """

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.passed = False
        self._process = process
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
                    self._process.kill()
                    return


def _exchange(process: subprocess.Popen[bytes], request: bytes) -> tuple[int, Said]:
    """The reply's status and content. Raises _DiedError."""
    assert process.stdin
    assert process.stdout
    try:
        process.stdin.write(request)
        process.stdin.flush()
    except BrokenPipeError as error:
        raise _DiedError from error
    status, seam_count, word_count, length = worker.REPLY.unpack(_read(process.stdout, worker.REPLY.size))
    seams = worker.SEAM.iter_unpack(_read(process.stdout, worker.SEAM.size * seam_count))
    words = worker.WORD.iter_unpack(_read(process.stdout, worker.WORD.size * word_count))
    sound = _read(process.stdout, length)
    return status, Said(sound, tuple((start, end) for start, end in seams), tuple((n, sample) for n, sample in words))


def _read(source: IO[bytes], size: int) -> bytes:
    data = source.read(size)
    if len(data) < size:
        raise _DiedError
    return data
