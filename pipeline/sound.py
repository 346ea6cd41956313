"""The keys `audio` and `voices` of book.yaml: how the book sounds, and who speaks. Pure.

What isn't said comes from the profile. Whether somebody in the book is called like a speaker, and whether an
engine has a voice, is only known with the manuscript and the engine: speech/casting.py looks at that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import floor
from typing import Annotated, Literal, get_args

from msgspec import Struct

from pipeline.errors import Finding
from pipeline.model import Place
from pipeline.mpeg import BITRATES_KBPS, encoding_headroom_db
from pipeline.plain import Loc
from pipeline.schema import After, Record, Words, WrongValueError, is_visible, keys_of, many_of

EngineName = Literal["espeak", "gtts", "piper", "tone"]
FormatName = Literal["m4b", "opus"]
Highlight = Literal["sentence", "word"]
Voices = Mapping[str, Mapping[str, str]]
"""For each speaker, the voice that each engine lends; an engine that isn't named chooses by itself."""


class AudioSettings(Struct, frozen=True):
    """How the read-aloud editions sound; as it stands, the profile for podcasts.

    `formats` are those besides MP3. `piper_voice` is the path of an .onnx file from the manuscript's folder, None
    when none is named. `highlight` is what lights up while it is read.
    """

    engine: str = "espeak"
    speed: float = 1.0
    loudness_lufs: float = -19.0
    true_peak_dbtp: float = -1.0
    bitrate_kbps: int = 64
    rate_hz: int = 22050
    quality: int = 5
    formats: tuple[FormatName, ...] = ()
    piper_voice: str | None = None
    highlight: Highlight = "sentence"


PROFILES: Mapping[str, AudioSettings] = {
    "podcast": AudioSettings(),
    "acx": AudioSettings(loudness_lufs=-20.0, true_peak_dbtp=-3.2, bitrate_kbps=192, rate_hz=44100),
}
"""Where loudness, peaks and rates come from when book.yaml doesn't tell: "acx" is what audiobook shops ask for."""

_SOFTEST_LUFS = "-31"
_LEAST_KBPS = 16
"""With fewer, MP3 makes speech softer by more than 1 dB."""
_CREST_DB = 15
"""So far under its peaks is the loudness of any speech when a limiter has taken what it can, as measured."""
_SPARE_DB = 1
"""So much of what encoding raises is in that already."""


def loudest_lufs(audio: AudioSettings) -> float:
    """How loud any speech can be made under the peaks that are allowed, to 0.1."""
    headroom_db = max(0, encoding_headroom_db(audio.rate_hz, audio.bitrate_kbps) - _SPARE_DB)
    return floor(10 * (audio.true_peak_dbtp - _CREST_DB - headroom_db)) / 10


# ------------------------------------------------------------------ the keys


def _between(least: str, most: str) -> After:
    """A number from `least` to `most`, both as an author would write them."""

    def check(value: Decimal) -> Decimal:
        if not Decimal(least) <= value <= Decimal(most):
            raise WrongValueError("outside-range", least=least, most=most)
        return value

    return After(check)


def _one_of(known: tuple[int, ...]) -> After:
    def check(value: Decimal) -> Decimal:
        if value not in known:
            raise WrongValueError("unknown-value", near="", known=", ".join(map(str, known)))
        return value

    return After(check)


class AudioFile(Record, frozen=True):
    """`audio:` in book.yaml."""

    engine: EngineName = "espeak"
    speed: Annotated[Decimal, _between("0.5", "2.5")] = Decimal(1)
    profile: Literal["podcast", "acx"] = "podcast"
    loudness: Annotated[Decimal, _between(_SOFTEST_LUFS, "-15.5")] | None = None
    true_peak: Annotated[Decimal, _between("-6", "-0.5")] | None = None
    bitrate: Annotated[Decimal, _between(str(_LEAST_KBPS), "320")] | None = None
    rate: Annotated[Decimal, _one_of(tuple(BITRATES_KBPS))] | None = None
    quality: Annotated[Decimal, _one_of(tuple(range(10)))] = Decimal(5)
    formats: Annotated[tuple[FormatName, ...], many_of] = ()
    piper_voice: Words | None = None
    highlight: Highlight = "sentence"


class EngineVoices(Record, frozen=True):
    """A speaker's voices in book.yaml, one for each engine."""

    espeak: Words | None = None
    gtts: Words | None = None
    piper: Words | None = None
    tone: Words | None = None


VoicesFile = dict[str, Words | EngineVoices]


# ------------------------------------------------------------------ what they say


def audio_settings(file: AudioFile) -> AudioSettings:
    """What the keys say, and the profile where they are silent."""
    profile = PROFILES[file.profile]
    return AudioSettings(
        file.engine,
        float(file.speed),
        profile.loudness_lufs if file.loudness is None else float(file.loudness),
        profile.true_peak_dbtp if file.true_peak is None else float(file.true_peak),
        profile.bitrate_kbps if file.bitrate is None else int(file.bitrate),
        profile.rate_hz if file.rate is None else int(file.rate),
        int(file.quality),
        tuple(dict.fromkeys(file.formats)),
        file.piper_voice,
        file.highlight,
    )


def audio_findings(file: AudioFile, places: Mapping[Loc, Place]) -> Iterator[Finding]:
    """What is only wrong together: a bit rate and a rate, loudness and peaks, an engine and what it needs."""
    audio = audio_settings(file)
    known = BITRATES_KBPS[audio.rate_hz]
    if (file.bitrate or audio.bitrate_kbps) not in known:
        place = places["audio", "rate" if file.bitrate is None else "bitrate"]
        named = ", ".join(str(kbps) for kbps in known if kbps >= _LEAST_KBPS)
        yield Finding.at(
            place, "bitrate-of-rate", text=file.bitrate or audio.bitrate_kbps, rate=audio.rate_hz, known=named
        )
    elif audio.loudness_lufs > loudest_lufs(audio):
        said = next(key for key in ("loudness", "true_peak", "bitrate", "rate") if getattr(file, key) is not None)
        ends = {"least": _SOFTEST_LUFS, "most": f"{loudest_lufs(audio):g}"}
        text = f"{audio.loudness_lufs:g}"
        yield Finding.at(places["audio", said], "outside-range", key="audio.loudness", text=text, **ends)
    if file.engine == "piper" and file.piper_voice is None:
        yield Finding.at(places["audio", "engine"], "piper-without-voice")
    if file.engine == "gtts" and file.speed != 1:
        yield Finding.at(places["audio", "speed"], "speed-of-gtts", text=file.speed)


def voices_of(file: VoicesFile, engine: str) -> Voices:
    """Who speaks with which voice, by engine; a voice that stands alone is one of `engine`."""
    return {
        speaker_name(speaker): {engine: voices}
        if isinstance(voices, str)
        else {name: voice for name in get_args(EngineName) if (voice := getattr(voices, name)) is not None}
        for speaker, voices in file.items()
    }


def voice_places(
    file: VoicesFile, engine: str, places: Mapping[Loc, Place], keys: Mapping[Loc, Place]
) -> dict[Loc, Place]:
    """Where what voices_of() gives stands: a speaker at the speaker's name, a voice at the voice's."""
    found: dict[Loc, Place] = {}
    for speaker, voices in file.items():
        loc = ("voices", speaker_name(speaker))
        found[loc] = keys["voices", speaker]
        if isinstance(voices, str):
            found[*loc, engine] = places["voices", speaker]
        else:
            said = {name: places.get(("voices", speaker, name)) for name in keys_of(EngineVoices)}
            found |= {(*loc, name): place for name, place in said.items() if place}
    return found


def voice_findings(file: VoicesFile, keys: Mapping[Loc, Place]) -> Iterator[Finding]:
    """Speakers whose names show nothing, or are the same but for white space."""
    seen: set[str] = set()
    for speaker in file:
        name = speaker_name(speaker)
        if not is_visible(name):
            yield Finding.at(keys["voices", speaker], "yaml-key")
        elif name in seen:
            yield Finding.at(keys["voices", speaker], "yaml-duplicate-key", key=name)
        seen.add(name)


def speaker_name(text: str) -> str:
    """A speaker's name as it is compared: white space is one blank."""
    return " ".join(text.split())
