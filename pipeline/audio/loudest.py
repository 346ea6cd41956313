"""The highest peak of an MP3 as it is played, found in its loudest frames. Reads the file that it is told to.

Playing all takes longer than levelling it, and peaks are where the highest samples are, within some dB: so far may a
peak between samples be above them, which a limiter looks at and this doesn't, and so far does encoding raise one more
than another. Where it took from the loudest, others may be higher now, and all is played: a low pass takes most from
clicks and hiss.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.audio.encoded import Encoded
from pipeline.audio.infoframe import DECODER_DELAY, frame_format
from pipeline.audio.pcm import FULL_SCALE, Wave, ratio
from pipeline.audio.peaks import BLOCK, REACH, true_peak
from pipeline.audio.playback import play

_SOFT_DB = -4.5
"""What is so far below the highest sample isn't played. A tone of a quarter of the rate is up to 3 dB above its own."""
_LOST_DB = -1.0


def highest_peak(encoded: Encoded, most: Wave) -> float:
    """The highest true peak of what is played, 1.0 for full scale. Raises AudioError.

    `most` is what no sample that was encoded is above, for each BLOCK of them; full scale is 32768.
    """
    peak = true_peak(play(encoded, loudest_frames(encoded, most)))
    is_lower = peak * FULL_SCALE < most.max(initial=0) * ratio(_LOST_DB)
    return true_peak(play(encoded)) if is_lower else peak


def loudest_frames(encoded: Encoded, most: Wave) -> NDArray[np.bool_]:
    """For each frame whether any of the loudest blocks is in it; in silence all blocks are."""
    length = frame_format(encoded.rate_hz).samples
    loud = np.flatnonzero(most >= most.max(initial=0) * ratio(_SOFT_DB)) * BLOCK + encoded.delay + DECODER_DELAY
    frames = np.zeros(encoded.frame_count, dtype=np.bool_)
    for edge in (loud - REACH, loud + BLOCK + REACH):
        frames[np.minimum(edge // length, encoded.frame_count - 1)] = True
    return frames
