"""WebVTT and SubRip read back strictly, without the code that wrote them: all that isn't as it must be is an error."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_VTT_TIME = r"(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})"
_SRT_TIME = _VTT_TIME.replace(r"\.", ",")
_ARROW = "-->"
_TOKEN = re.compile(r"<lang ([A-Za-z0-9-]+)>|(</lang>)|((?:[^<>&]|&(?:amp|lt|gt);)+)")


@dataclass(frozen=True, slots=True)
class Subtitle:
    """What is shown from `start_ms` to `end_ms`: its lines, and for WebVTT its words by language, None for the file's.

    `id` is "" where the format has none, and `speaker` where it is a part of the words.
    """

    id: str
    speaker: str
    lines: tuple[str, ...]
    pieces: tuple[tuple[str, str | None], ...]
    start_ms: int
    end_ms: int

    @property
    def words(self) -> list[str]:
        """Its words, whatever the lines."""
        return " ".join(self.lines).split()


def read_webvtt(text: str) -> list[Subtitle]:
    """The cues of a file, each with an id and a voice."""
    header, *blocks = _blocks(text)
    assert header == ["WEBVTT"]
    return [_webvtt(*block) for block in blocks]


def read_subrip(text: str) -> list[Subtitle]:
    """The subtitles of a file, numbered from 1."""
    found = []
    for count, (number, times, *lines) in enumerate(_blocks(text), 1):
        assert number == str(count)
        assert lines
        assert all(line.strip() and _ARROW not in line for line in lines), lines
        found.append(Subtitle("", "", tuple(lines), (), *_span(times, _SRT_TIME)))
    return found


def _blocks(text: str) -> list[list[str]]:
    assert text.endswith("\n")
    assert not set(text) & set("\r\0\x0b\x0c\x85\u2028\u2029"), "programs differ on where lines end"
    return [block.split("\n") for block in text.removesuffix("\n").split("\n\n")]


def _webvtt(name: str, times: str, *lines: str) -> Subtitle:
    assert name
    assert _ARROW not in name
    assert lines
    assert all(line.strip() and _ARROW not in line for line in lines), lines
    voice = re.fullmatch(r"<v ([^<>\n]+?) ?>(.+)", "\n".join(lines), re.DOTALL)
    assert voice, lines
    assert re.fullmatch(r"(?:[^&]|&(?:amp|lt|gt);)+", voice[1])
    pieces = _pieces(voice[2])
    shown = "".join(words for words, _ in pieces).split("\n")
    return Subtitle(name, html.unescape(voice[1]), tuple(shown), pieces, *_span(times, _VTT_TIME))


def _pieces(text: str) -> tuple[tuple[str, str | None], ...]:
    found: list[tuple[str, str | None]] = []
    language: str | None = None
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        assert token, text[position:]
        if token[3]:
            found.append((html.unescape(token[3]), language))
        else:
            assert (language is None) == bool(token[1]), "languages end before others begin"
            assert token[1] or (found[-1:] and found[-1][1] == language), "a language has words"
            language = token[1]
        position = token.end()
    assert language is None
    return tuple(found)


def _span(line: str, time: str) -> tuple[int, int]:
    match = re.fullmatch(f"{time} --> {time}", line)
    assert match, line
    hours, minutes, seconds, rest = (map(int, match.groups()[n::4]) for n in range(4))
    start, end = (
        ((h * 60 + m) * 60 + s) * 1000 + ms for h, m, s, ms in zip(hours, minutes, seconds, rest, strict=True)
    )
    assert start < end
    return start, end
