"""Sound to test with: pure tones, speech, and what a player makes of an MP3."""

from __future__ import annotations

import io
from functools import lru_cache

import av
import numpy as np

from pipeline.audio.encoded import Encoded, Stream
from pipeline.audio.pcm import Samples, Wave
from pipeline.speech.engine import EngineOptions, Phrase, Request, open_engine

RATE_HZ = 22050
_SENTENCES = (
    "Wer heute etwas wissen will, sucht zuerst im Netz.",
    "Siebzig Prozent der Befragten tun das jeden Tag.",
    "Warum ist das so?",
    "Weil es schnell geht, nichts kostet und meistens genügt!",
    "Die Redaktion prüft jede Zahl, bevor sie gedruckt wird.",
    "Das dauert.",
)


def sine(hz: float, dbfs: float, seconds: float, rate_hz: int = RATE_HZ, phase: float = 0.0) -> Samples:
    """A sine whose peaks are at `dbfs`."""
    time = np.arange(round(seconds * rate_hz)) / rate_hz
    wave: Samples = np.rint(np.sin(2 * np.pi * hz * time + phase) * 10 ** (dbfs / 20) * 32767).astype(np.int16)
    return wave


@lru_cache(maxsize=8)
def speech(voice: str = "de", times: int = 1) -> tuple[Samples, ...]:
    """Sentences of German, spoken by eSpeak NG."""
    engine = open_engine("espeak", EngineOptions())
    try:
        return times * tuple(engine.speak(Request((Phrase(text, "de"),), voice)).samples for text in _SENTENCES)
    finally:
        engine.close()


def whole(sound: Encoded | Stream) -> bytes:
    """All bytes of frames or of a stream."""
    return b"".join(sound.chunks())


def played(data: bytes) -> Wave:
    """What FFmpeg plays of a file: full scale is 32768."""
    with av.open(io.BytesIO(data), "r") as container:
        waves = [frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)]
    return np.concatenate(waves).astype(np.float32) * np.float32(32768)


def true_peak_dbtp(wave: Wave | Samples) -> float:
    """The highest point of sound of full scale 32768, between samples too: eightfold by Fourier's transform."""
    length = 1 << (len(wave) + 1024).bit_length()
    spectrum = np.fft.rfft(np.pad(wave.astype(np.float64), (512, length - len(wave) - 512)))
    fine = np.fft.irfft(spectrum, length * 8) * 8
    return 20 * float(np.log10(np.abs(fine).max() / 32768))
