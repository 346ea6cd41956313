"""What is asked of a section's sound, and what is known of it once it is made. Pure."""

from __future__ import annotations

from msgspec import Struct

from pipeline.audio.encoded import Encoded
from pipeline.timeline import WordStart


class MasterSettings(Struct, frozen=True):
    """How the sound of an edition is made. One channel of -19 LUFS is as loud as two of -16."""

    target_lufs: float = -19.0
    true_peak_dbtp: float = -1.0
    bitrate_kbps: int = 64
    quality: int = 5
    rate_hz: int = 22050


class MasteredSection(Struct, frozen=True):
    """A section's MP3, and the samples that each of its clips and pauses takes, in order.

    `lufs` is that of the samples just before they are encoded, which takes at most 0.4 of it, None for a section that
    is silent; `true_peak_dbtp` that of the MP3 as played. `words` is where those of each clip begin, where it is known.
    """

    encoded: Encoded
    lengths: tuple[int, ...]
    lufs: float | None
    true_peak_dbtp: float
    words: tuple[tuple[WordStart, ...], ...] = ()
