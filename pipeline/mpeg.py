"""What MP3 can be: its rates, the bit rates at each of them, and what it does to sound. Pure.

ISO/IEC 11172-3 (MPEG-1), ISO/IEC 13818-3 (MPEG-2), and "MPEG-2.5", the lowest rates, which every player knows.
"""

from __future__ import annotations

from collections.abc import Mapping

_MPEG_1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MPEG_2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_MPEG_2_5 = (8, 16, 24, 32, 40, 48, 56, 64)

BITRATES_KBPS: Mapping[int, tuple[int, ...]] = {
    **dict.fromkeys((8000, 11025, 12000), _MPEG_2_5),
    **dict.fromkeys((16000, 22050, 24000), _MPEG_2),
    **dict.fromkeys((32000, 44100, 48000), _MPEG_1),
}
"""For each rate in Hz, lowest first, its bit rates in kbit/s, lowest first."""


def encoding_headroom_db(rate_hz: int, bitrate_kbps: int) -> float:
    """How much MP3 raises the peaks of speech, as measured: the fewer bits for a sample, the more."""
    return 2.6 * rate_hz / (bitrate_kbps * 1000)
