"""Sections made in a process of their own: orders on stdin; what is heard, warned of and made on stdout.

Run as a program by section_process. So sections are made on all processors at once, where the threads of one Python
would wait for each other, and the process that orders them needs nothing that sound is made with.

All is pickled: first comes the engine's name with its options, then an Order at a time. Each is answered with any
number of Heard and of sentences that warn, and then by a Made or a Failed. What else goes wrong ends the process.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from itertools import chain
from types import FrameType
from typing import BinaryIO, NoReturn

from msgspec.structs import replace

from pipeline.audio.errors import AudioError
from pipeline.speech import espeak, silence  # noqa: F401  # silence is what the first request would wait for
from pipeline.speech.engine import Engine, SpeechError, UnspokenError, open_engine
from pipeline.speech.making import Failed, Heard, Made, Order
from pipeline.speech.section import make_section

Reply = Heard | str | Made | Failed
Send = Callable[[Reply], None]


class _Made:
    """The section that is being made, and where replies to its order go."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self._left: deque[str] = deque()

    def answer(self, order: Order, engine: Engine) -> Made | Failed:
        """Make a section."""
        self._left = deque(part.id for part in order.parts)
        try:
            return make_section(order, engine, self)
        except UnspokenError as error:
            return Failed(str(error), in_speech=True, utterance=error.utterance)
        except (SpeechError, AudioError) as error:
            return Failed(str(error), in_speech=isinstance(error, SpeechError))

    def hear(self, heard: Heard) -> None:
        """Pass it on."""
        self._left.popleft()
        self.send(heard)

    def warn(self, sentence: str) -> None:
        """Pass it on."""
        self.send(sentence)

    def give_up(self, reason: str) -> NoReturn:
        """End this process, and tell that the part at hand can't be spoken."""
        try:
            self.send(Failed(reason, in_speech=True, utterance=self._left[0]))
        finally:
            os._exit(1)


def serve(orders: BinaryIO, replies: BinaryIO) -> None:
    """Make what is ordered until there is no more."""

    def send(reply: Reply) -> None:
        pickle.dump(reply, replies)
        replies.flush()

    try:
        name, options = pickle.load(orders)  # noqa: S301  # it comes from the process that started this one
    except EOFError:  # nothing was to be made
        return
    section = _Made(send)
    with closing(open_engine(name, replace(options, give_up=section.give_up))) as engine:
        while True:
            try:
                order = pickle.load(orders)  # noqa: S301  # as above
            except EOFError:
                return
            send(section.answer(order, engine))


def main(twins: Sequence[Sequence[int]] = ()) -> None:
    """Serve on stdin and stdout. What anything prints goes to stderr.

    For each three descriptors in `twins` a twin does so too, which has these as its stdin, stdout and stderr, and
    writes its number first, in a line of its own.
    An interrupt from the keyboard reaches all processes of a terminal: it is the other side that ends this one.
    """
    with suppress(OSError):  # whoever speaks will tell
        espeak.make_ready()  # most books are spoken so, and nothing else is to be done yet
    gc.freeze()  # what is imported stays: to look for garbage in it, time and again, finds none
    gc.enable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    _multiply(twins)
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, replies)


def _multiply(twins: Sequence[Sequence[int]]) -> None:
    """Come back in this process, and in each of its twins."""
    own = next((each for each in twins if _is_twin()), None)
    for number, descriptor in enumerate(own or ()):
        os.dup2(descriptor, number)
    for descriptor in chain.from_iterable(twins):
        os.close(descriptor)
    if own:
        os.write(1, b"%d\n" % os.getpid())


def _is_twin() -> bool:
    """Fork, and tell whether this is the new process. If there is none, it is as if it had ended."""
    try:
        return os.fork() == 0
    except OSError:
        return False


def _leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  # a handler's
    raise SystemExit(128 + number)
