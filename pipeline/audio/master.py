"""One section: its clips and pauses become MP3 of one loudness, whose peaks a player can hold. Touches the disk.

    clips, pauses --spool, measure--> gain of each voice --limit--> levelled samples --encode--> frames --play--> peaks

Voices are levelled each by itself, or the reader of the quotes would be half as loud as the one of the text. What is
promised holds for the MP3 as it is played: lossy encoding raises peaks, so they are looked at after it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import partial
from math import log10
from pathlib import Path

import numpy as np
from msgspec import Struct

from pipeline.audio.encode import encode, encoder_gain
from pipeline.audio.encoded import Encoded
from pipeline.audio.errors import AudioError
from pipeline.audio.loudest import highest_peak
from pipeline.audio.loudness import Meter, integrated
from pipeline.audio.mastered import MasteredSection, MasterSettings
from pipeline.audio.pcm import Samples, Wave, amplify, decibels, ratio, resample, to_samples
from pipeline.audio.peaks import METERS_DIFFER_DB, limit
from pipeline.audio.spool import Spool
from pipeline.mpeg import encoding_headroom_db

_MOST_GAIN_DB = 24.0
"""What needs more to be as loud as speech is no speech."""
_MOST_BOOST_DB = 6.0
"""What may be added to make up for what the limiter takes."""
_CLOSE_DB = 0.2
"""How near to the target is near enough: nobody hears less, and what is promised is 0.5."""
_ATTEMPTS = 4
_MORE_HEADROOM_DB = 0.3


class Spoken(Struct, frozen=True):
    """A clip and the voice that speaks it."""

    samples: Samples
    rate_hz: int
    voice: str


class Pause(Struct, frozen=True):
    """Silence of so many samples at the edition's rate."""

    length: int


def master_section(
    items: Iterable[Spoken | Pause], settings: MasterSettings, frames: Path, *, keep: Spool | None = None
) -> MasteredSection:
    """Make one section, and write its MP3 frames to `frames`. Only a chunk of it is in memory at a time.

    The rest is where the system has its temporary files. `keep`, where given, gets the section's samples at the level
    of its MP3, for other containers. The same items and settings give the same bytes. Raises AudioError.
    """
    with Spool() as spool, Spool() as levelled:
        voiced, lengths = _take(items, settings, spool)
        lufs, encoded, peak_dbtp = _encode(voiced, settings, levelled, frames)
        if keep is not None:
            for chunk in levelled.chunks():
                keep.append(amplify(chunk, _encoder_db(settings)))
        return MasteredSection(encoded, lengths, None if lufs is None else lufs + _encoder_db(settings), peak_dbtp)


def _encode(
    voiced: _Voiced, settings: MasterSettings, levelled: Spool, frames: Path
) -> tuple[float | None, Encoded, float]:
    """Level, encode and play; again with more headroom where a peak of what is played is too high, which is seldom."""
    headroom_db, peak_dbtp = encoding_headroom_db(settings.rate_hz, settings.bitrate_kbps), 0.0
    for _ in range(_ATTEMPTS):
        lufs, most = _level(voiced, settings, headroom_db, levelled)
        encoded = encode(levelled.chunks(), frames, settings.rate_hz, settings.bitrate_kbps, settings.quality)
        peak_dbtp = decibels(highest_peak(encoded, most))
        if peak_dbtp <= settings.true_peak_dbtp - METERS_DIFFER_DB:
            return lufs, encoded, peak_dbtp
        headroom_db += peak_dbtp - settings.true_peak_dbtp + _MORE_HEADROOM_DB
    raise AudioError(
        f"encoding raises peaks to {peak_dbtp:.1f} dBTP, over the {settings.true_peak_dbtp:.1f} that are allowed: "
        "choose a higher bit rate or a softer target"
    )


class _Voiced(Struct, frozen=True):
    """Samples as they came, and the runs of one voice: where each ends and what its samples are multiplied with.

    `lufs` is their loudness when so multiplied, None where it has yet to be measured.
    """

    spool: Spool
    ends: tuple[int, ...]
    gains: tuple[float, ...]
    lufs: float | None

    def read(self, start: int, stop: int, gain: float) -> Wave:
        """The wave from start to stop, each voice at the target times `gain`."""
        wave = self.spool.read(start, stop).astype(np.float32)
        run = bisect_right(self.ends, start)
        place = start
        while place < stop and run < len(self.ends):
            end = min(self.ends[run], stop)
            wave[place - start : end - start] *= np.float32(self.gains[run] * gain)
            place, run = end, run + 1
        return wave


def _take(items: Iterable[Spoken | Pause], settings: MasterSettings, spool: Spool) -> tuple[_Voiced, tuple[int, ...]]:
    """Spool everything, measuring each voice on the way; a pause belongs to the voice before it."""
    meters: dict[str, Meter] = {}
    runs: list[tuple[str, int]] = []
    lengths = []
    for item in items:
        start = len(spool)
        voice = _take_one(item, runs[-1][0] if runs else "", settings.rate_hz, spool, meters)
        if runs and runs[-1][0] == voice:
            runs.pop()
        runs.append((voice, len(spool)))
        lengths.append(len(spool) - start)
    target_lufs = settings.target_lufs - _encoder_db(settings)
    measured = {voice: meter.finish() for voice, meter in meters.items()}
    gains_db = {
        voice: 0.0 if lufs is None else min(target_lufs - lufs, _MOST_GAIN_DB) for voice, lufs in measured.items()
    }
    known = [lufs + gains_db[voice] for voice, lufs in measured.items() if lufs is not None]
    gains = tuple(ratio(gains_db.get(voice, 0.0)) for voice, _ in runs)
    ends = tuple(end for _, end in runs)
    return _Voiced(spool, ends, gains, known[0] if len(known) == 1 else None), tuple(lengths)


def _take_one(item: Spoken | Pause, voice_before: str, rate_hz: int, spool: Spool, meters: dict[str, Meter]) -> str:
    """Spool and measure a clip or a pause; gives back whose it is."""
    match item:
        case Spoken(samples, from_hz, voice):
            samples = resample(samples, from_hz, rate_hz)
            spool.append(samples)
            if voice not in meters:
                meters[voice] = Meter(rate_hz)
            meters[voice].add(samples)
            return voice
        case Pause(length):
            spool.append_silence(length)
            if voice_before in meters:
                meters[voice_before].add_silence(length)
            return voice_before


def _level(voiced: _Voiced, settings: MasterSettings, headroom_db: float, levelled: Spool) -> tuple[float | None, Wave]:
    """Write all samples at the target and under the ceiling; gives back their loudness, None for silence.

    With it comes the most of each block of them. Loudness is measured only where it is not known already: one gain
    moves it by just so much, a limiter does not.
    """
    target_lufs = settings.target_lufs - _encoder_db(settings)
    ceiling_db = settings.true_peak_dbtp - _encoder_db(settings) - headroom_db
    boost_db = 0.0
    while True:
        levelled.clear()
        lost_db, most = _limit(voiced, ratio(boost_db), settings.rate_hz, ratio(ceiling_db), levelled)
        if voiced.lufs is not None and not boost_db and lost_db < _CLOSE_DB:
            return voiced.lufs - lost_db, most
        lufs = integrated(levelled.chunks(), settings.rate_hz)
        if lufs is None:
            return None, most
        before_db, boost_db = boost_db, min(boost_db + target_lufs - lufs, _MOST_BOOST_DB)
        if abs(boost_db - before_db) < _CLOSE_DB:
            return lufs, most


def _limit(voiced: _Voiced, gain: float, rate_hz: int, ceiling: float, levelled: Spool) -> tuple[float, Wave]:
    """Write the limited samples; gives back how many dB of their energy that cost, and the most of each block."""
    before = after = 0.0
    blocks = [np.zeros(0, dtype=np.float32)]
    read = partial(voiced.read, gain=gain)
    for wave, limited, most in limit(read, len(voiced.spool), rate_hz, ceiling):
        levelled.append(to_samples(limited))
        blocks.append(most)
        energy = _energy(wave)
        before += energy
        after += energy if limited is wave else _energy(limited)
    return 10 * log10(before / after) if before and after else 0.0, np.concatenate(blocks)


def _energy(wave: Wave) -> float:
    return float(np.einsum("i,i->", wave, wave))


def _encoder_db(settings: MasterSettings) -> float:
    return decibels(encoder_gain(settings.bitrate_kbps))
