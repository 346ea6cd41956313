"""Who speaks with which voice: what book.yaml says, held against the book and the engine. Pure but for the engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from pipeline.errors import Finding
from pipeline.model import Place
from pipeline.plain import Loc
from pipeline.sound import Voices, speaker_name
from pipeline.speech.engine import Engine, UnknownVoiceError
from pipeline.speech.script import ANSWER, SectionScript, speakers


def cast_for(voices: Voices, engine: str) -> dict[str, str]:
    """The voice of each speaker that has one of this engine's."""
    return {speaker: of_each[engine] for speaker, of_each in voices.items() if engine in of_each}


def check_cast(
    voices: Voices, places: Mapping[Loc, Place], scripts: Iterable[SectionScript], engine: Engine
) -> tuple[Finding, ...]:
    """Speakers whom nobody in the book is, and voices that the engine in use doesn't have.

    `voices` and `places` are those of Settings. Voices of other engines aren't looked at.
    """
    known = tuple(dict.fromkeys(map(speaker_name, (*speakers(scripts), ANSWER))))
    return (*_speakers(voices, places, known), *_voices(voices, places, engine))


def _speakers(voices: Voices, places: Mapping[Loc, Place], known: tuple[str, ...]) -> Iterator[Finding]:
    folded = {name.casefold(): name for name in known}
    for speaker in voices:
        if speaker not in known:
            near = get_close_matches(speaker.casefold(), folded, n=1, cutoff=0.6)
            yield Finding.at(
                places["voices", speaker],
                "unknown-speaker",
                text=speaker,
                near=folded[near[0]] if near else "",
                known=", ".join(known),
            )


def _voices(voices: Voices, places: Mapping[Loc, Place], engine: Engine) -> Iterator[Finding]:
    for speaker, voice in cast_for(voices, engine.name).items():
        try:
            engine.check_voice(voice)
        except UnknownVoiceError as error:
            near = error.nearest[0] if error.nearest else ""
            place = places["voices", speaker, engine.name]
            yield Finding.at(place, "unknown-voice", text=voice, near=near, engine=engine.name)
