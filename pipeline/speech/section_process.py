"""The process that makes sections from the other side: started, asked and ended. Runs a process."""

from __future__ import annotations

import pickle
import threading
from typing import IO

from pipeline.audio.errors import AudioError
from pipeline.crew import Crew
from pipeline.processes import Child
from pipeline.speech.engine import EngineOptions, SpeechError, UnspokenError, open_engine
from pipeline.speech.making import Failed, Heard, Listener, Made, Order, StoppedError

_GRACE_S = 5.0


class _DiedError(Exception):
    """The process ended in the middle of a section; says how."""


class SectionProcess:
    """A Maker in a process of a crew's, which is hired for the first order, and another one when it dies."""

    def __init__(self, engine: str, options: EngineOptions, crew: Crew) -> None:
        self.engine = open_engine(engine, options)
        self._opening = engine, options
        self._crew = crew
        self._child: Child | None = None
        self._lock = threading.Lock()
        self._interrupted = False

    def make(self, order: Order, listener: Listener) -> Made:
        """Make a section. Raises UnspokenError, another SpeechError or AudioError; StoppedError when interrupted."""
        once, before = _Once(listener), None
        while True:
            try:
                return self._ask(order, once)
            except _DiedError as error:
                if once.count == before:  # twice at the same part
                    raise _crashed(order, once.count, str(error)) from error
                before = once.count

    def interrupt(self) -> None:
        """End what is being made; nothing is made from now on. From any thread."""
        with self._lock:
            self._interrupted = True
            if self._child:
                self._child.terminate()

    def close(self) -> None:
        """Let the process end."""
        child = self._take()
        if child:
            self._crew.let_go(child)
        self.engine.close()

    def _ask(self, order: Order, listener: Listener) -> Made:
        try:
            reply = _exchange(self._started(), order, listener)
        except _DiedError as error:
            ending = self._end()
            if self._interrupted:
                raise StoppedError from error
            raise _DiedError(ending) from error
        except BaseException:  # the rest of this reply would be taken for the next one
            self.interrupt()
            raise
        if isinstance(reply, Made):
            return reply
        raise _error(reply)

    def _started(self) -> Child:
        with self._lock:
            if self._interrupted:
                raise StoppedError
            if self._child is None:
                try:
                    self._child = self._crew.hire()
                except OSError as error:
                    raise SpeechError(f"a process to make sound in can't be started: {error}") from error
                pickle.dump(self._opening, self._child.requests)
            return self._child

    def _end(self) -> str:
        child = self._take()
        return child.end(_GRACE_S) if child else ""

    def _take(self) -> Child | None:
        with self._lock:
            child, self._child = self._child, None
        return child


def _exchange(child: Child, order: Order, listener: Listener) -> Made | Failed:
    """Order, pass on what is told meanwhile, and give back what comes of it. Raises _DiedError."""
    try:
        pickle.dump(order, child.requests)
        child.requests.flush()
    except BrokenPipeError as error:
        raise _DiedError from error
    while True:
        match _read(child.replies):
            case Heard() as heard:
                listener.hear(heard)
            case str() as warning:
                listener.warn(warning)
            case Made() | Failed() as reply:
                return reply


def _read(replies: IO[bytes]) -> object:
    """The next reply. Raises _DiedError. What a listener raises is another thing, though it be of the same kind."""
    try:
        return pickle.load(replies)  # noqa: S301  # it comes from a process of ours
    except (EOFError, pickle.UnpicklingError) as error:
        raise _DiedError from error


class _Once:
    """A Listener that hears each part once, and each warning, though a section be made twice."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._warnings: set[str] = set()
        self.count = 0

    def hear(self, heard: Heard) -> None:
        """Pass on what is new."""
        if heard.part == self.count:
            self.count += 1
            self._listener.hear(heard)

    def warn(self, sentence: str) -> None:
        """Pass on what is new."""
        if sentence not in self._warnings:
            self._warnings.add(sentence)
            self._listener.warn(sentence)


def _error(failed: Failed) -> SpeechError | AudioError:
    if failed.utterance is not None:
        return UnspokenError(failed.utterance, failed.reason)
    return SpeechError(failed.reason) if failed.in_speech else AudioError(failed.reason)


def _crashed(order: Order, heard: int, ending: str) -> SpeechError:
    """The error of a process that died twice, after it spoke so many parts."""
    crashed, smaller = "the process that makes the sound crashed twice", "make do with less memory: --workers 1"
    if heard < len(order.parts):
        part = order.parts[heard]
        return UnspokenError(
            part.id, f"{crashed} at {part.request.text!r} ({ending}): reword the sentence, or {smaller}"
        )
    return SpeechError(f"{crashed} when it encoded the section {order.section!r} ({ending}): {smaller}, or report this")
