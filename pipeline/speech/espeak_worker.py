"""eSpeak NG in a process of its own, so that its crashes are not ours: requests on stdin, sound on stdout.

Run as a program, with the paths of the library and of its data. Imports nothing but the standard library:
it starts in the time that numpy alone would take. A process that is itself one to be given up calls `answer` instead.

What the library gives depends on all it was asked before: by up to 15 samples, whatever is re-initialised. So it
is loaded anew for each request (1 ms). Where the system doesn't unload it (musl, Windows), the worker says so and
ends after one request.

Request     u16 words a minute, u8 whether the text is markup, u16 and u32 lengths, then voice and text in UTF-8.
Reply       u8 status, u16 count of seams, u32 count of words, u32 length; then start and end of each seam, in samples,
            as two u32; then for each word how many characters of the text stand before it and its first sample, as two
            u32; then the sound, 16-bit samples in the machine's order, or in UTF-8 what the library complains of.
A seam is where the language changes within a text: from the end of one word to the beginning of the next.
Words are as the library counts them: of two that it runs together it tells only the first.
"""

from __future__ import annotations

import ctypes
import os
import signal
import struct
import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import BinaryIO, NamedTuple

REQUEST = struct.Struct("<HBHI")
REPLY = struct.Struct("<BHII")
SEAM = struct.Struct("<II")
WORD = struct.Struct("<II")
SPOKEN, REFUSED, LEAVING = 0, 1, 2  # LEAVING is added to one of the others

RATE_HZ = 22_050
_BUFFER_MS = 2000  # a third faster than the library's own choice
_SYNCHRONOUS, _DONT_EXIT = 2, 0x8000
_UTF8, _SSML, _END_PAUSE = 1, 0x10, 0x1000  # the pause holds what rings on after the last word
_WORDS_A_MINUTE = 1
_END, _WORD, _VOICE_CHANGE, _LAST = 5, 1, 8, 0


class _Event(ctypes.Structure):
    """espeak_EVENT of speak_lib.h."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


class _RefusedError(Exception):
    """The library gave a status other than 0."""


class _Listener:
    """What the library hands over while it speaks."""

    def __init__(self) -> None:
        self.sound = bytearray()
        self.seams: list[tuple[int, int]] = []
        self.words: list[tuple[int, int]] = []
        self._ended_at: int | None = None
        self._changed = False

    def hear(self, samples: int | None, count: int, events: ctypes._Pointer[_Event]) -> int:
        """The library's callback; 0 asks it to go on."""
        if samples and count > 0:
            self.sound += ctypes.string_at(samples, count * 2)
        index = 0
        while (event := events[index]).type != _LAST:
            self._note(event.type, event.sample, event.text_position)
            index += 1
        return 0

    def _note(self, kind: int, sample: int, position: int) -> None:
        if kind == _END:
            self._ended_at, self._changed = sample, False
        elif kind == _VOICE_CHANGE:
            self._changed = True
        elif kind == _WORD:
            if self._changed and self._ended_at is not None:
                self.seams.append((self._ended_at, sample))
            self._ended_at, self._changed = None, False
            self.words.append((max(0, position - 1), sample))


def speak(
    library: ctypes.CDLL, data: bytes, words_a_minute: int, is_markup: bool, voice: bytes, text: bytes
) -> _Listener:
    """Speak one text with a library that was loaded for it. Raises _RefusedError."""
    if library.espeak_Initialize(_SYNCHRONOUS, _BUFFER_MS, data, _DONT_EXIT) != RATE_HZ:
        raise _RefusedError(f"it can't use its data in {os.fsdecode(data)}")
    library.espeak_ng_SetRandSeed(ctypes.c_long(1))
    listener = _Listener()
    callback = _Callback(listener.hear)
    library.espeak_SetSynthCallback(callback)
    _demand("the voice", library.espeak_SetVoiceByName(voice))
    _demand("the speed", library.espeak_SetParameter(_WORDS_A_MINUTE, words_a_minute, 0))
    flags = _UTF8 | _END_PAUSE | (_SSML if is_markup else 0)
    size = ctypes.c_size_t(len(text) + 1)
    _demand("the text", library.espeak_Synth(text, size, 0, 1, 0, flags, None, None))
    library.espeak_Terminate()
    return listener


def _demand(what: str, status: int) -> None:
    if status != 0:
        raise _RefusedError(f"it refuses {what} with status {status:#x}")


def _seed() -> None:
    """Seed the C library's own numbers too: some variants (Reed, caleb) breathe with them."""
    if sys.platform != "win32":
        _c_library().srand(1)


@cache
def _c_library() -> ctypes.CDLL:
    return ctypes.CDLL(None)


def unload(library: ctypes.CDLL) -> bool:
    """Unload a library; False where the system keeps it in memory, and with it all that it remembers."""
    if sys.platform == "win32":
        return False
    from _ctypes import dlclose, dlopen  # noqa: PLC0415  # not there on Windows

    dlclose(library._handle)
    try:
        kept = dlopen(library._name, os.RTLD_NOLOAD)
    except OSError:
        return True
    dlclose(kept)  # to look for it held it once more
    return False


class Reply(NamedTuple):
    """What comes of a request, as described above; `body` is the sound or the complaint."""

    status: int
    seams: Sequence[tuple[int, int]]
    words: Sequence[tuple[int, int]]
    body: bytes | bytearray


def answer(
    path: str,
    data: bytes,
    words_a_minute: int,
    is_markup: bool,
    voice: bytes,
    text: bytes,
    unload: Callable[[ctypes.CDLL], bool] = unload,
) -> Reply:
    """Speak one text with the library at `path`, which is loaded for it."""
    _seed()
    library = ctypes.CDLL(path)
    try:
        said = speak(library, data, words_a_minute, is_markup, voice, text)
        reply = Reply(SPOKEN, said.seams, said.words, said.sound)
    except _RefusedError as error:
        reply = Reply(REFUSED, (), (), str(error).encode())
    return reply if unload(library) else reply._replace(status=reply.status | LEAVING)


def serve(
    requests: BinaryIO, replies: BinaryIO, path: str, data: bytes, unload: Callable[[ctypes.CDLL], bool] = unload
) -> None:
    """Answer requests until there are no more, or the library stays in memory."""
    status = SPOKEN
    while not status & LEAVING and (head := requests.read(REQUEST.size)):
        words_a_minute, is_markup, voice_length, text_length = REQUEST.unpack(head)
        voice, text = requests.read(voice_length), requests.read(text_length)
        status, seams, words, body = answer(path, data, words_a_minute, bool(is_markup), voice, text, unload)
        replies.write(REPLY.pack(status, len(seams), len(words), len(body)))
        replies.write(b"".join((*(SEAM.pack(*seam) for seam in seams), *(WORD.pack(*word) for word in words))))
        replies.write(body)
        replies.flush()


def main() -> None:
    """Serve on stdin and stdout. What the library prints goes to stderr.

    An interrupt from the keyboard reaches all processes of a terminal: it is the other side that ends this one.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, replies, sys.argv[1], os.fsencode(sys.argv[2]))


if __name__ == "__main__":
    main()
