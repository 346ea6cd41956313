"""Piper, its real code on a tiny model that hums each phoneme."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from pipeline.speech.engine import (
    EngineOptions,
    NothingSpokenError,
    Phrase,
    Request,
    SpeechError,
    UnknownLanguageError,
    UnknownVoiceError,
    open_engine,
)
from pipeline.speech.piper import Piper

SAMPLES_A_PHONEME = 500


def describe(**changes: object) -> dict[str, object]:
    """What stands beside a model. A change of None leaves the entry out."""
    phonemes = {chr(code): [code % 250 + 1] for code in range(0x20, 0x400)} | {"_": [0], "^": [1], "$": [2]}
    whole: dict[str, object] = {
        "audio": {"sample_rate": 16_000},
        "espeak": {"voice": "de"},
        "language": {"code": "de_DE"},
        "inference": {"noise_scale": 0.5, "length_scale": 1.0, "noise_w": 0.8},
        "num_symbols": 256,
        "num_speakers": 1,
        "phoneme_id_map": phonemes,
    }
    return {name: value for name, value in (whole | changes).items() if value is not None}


def build_model(
    inputs: tuple[str, ...] = ("input", "input_lengths", "scales"), phonemes: int | None = None
) -> onnx.ModelProto:
    """A model whose sound lasts as long as its phonemes are many, shaped and shaken as Piper's are.

    `phonemes` is how many it takes, None for any.
    """
    sizes: dict[str, list[int | None]] = {"input": [1, phonemes], "scales": [3]}
    nodes = [
        helper.make_node("Cast", ["input"], ["ids"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["ids", "loudness"], ["soft"]),
        helper.make_node("Gather", ["scales" if "scales" in inputs else "ones", "one"], ["length"]),
        helper.make_node("Mul", ["length", "count"], ["long"]),
        helper.make_node("Cast", ["long"], ["times"], to=TensorProto.INT64),
        helper.make_node("Concat", ["one", "times"], ["repeats"], axis=0),
        helper.make_node("Tile", ["soft", "repeats"], ["tiled"]),
        helper.make_node("RandomNormalLike", ["tiled"], ["noise"], scale=0.01),
        helper.make_node("Add", ["tiled", "noise"], ["shaken"]),
        helper.make_node("Reshape", ["shaken", "shape"], ["plain" if "sid" in inputs else "output"]),
    ]
    if "sid" in inputs:
        nodes += [
            helper.make_node("Cast", ["sid"], ["speaker"], to=TensorProto.FLOAT),
            helper.make_node("Mul", ["speaker", "tenth"], ["shift"]),
            helper.make_node("Add", ["plain", "shift"], ["output"]),
        ]
    constants = [
        helper.make_tensor("loudness", TensorProto.FLOAT, [1], [0.001]),
        helper.make_tensor("one", TensorProto.INT64, [1], [1]),
        helper.make_tensor("ones", TensorProto.FLOAT, [3], [1.0, 1.0, 1.0]),
        helper.make_tensor("tenth", TensorProto.FLOAT, [1], [0.1]),
        helper.make_tensor("count", TensorProto.FLOAT, [1], [SAMPLES_A_PHONEME]),
        helper.make_tensor("shape", TensorProto.INT64, [4], [1, 1, 1, -1]),
    ]
    used = {name for node in nodes for name in node.input}
    graph = helper.make_graph(
        nodes,
        "hum",
        [
            helper.make_tensor_value_info(
                name, TensorProto.FLOAT if name == "scales" else TensorProto.INT64, sizes.get(name, [1])
            )
            for name in inputs
        ],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, None])],
        [constant for constant in constants if constant.name in used],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


Maker = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Maker:
    """Writes a voice and gives its path."""

    def write(model: onnx.ModelProto | bytes | None = None, text: str | None = None, **changes: object) -> Path:
        path = tmp_path / "de_DE-hum-low.onnx"
        data = build_model() if model is None else model
        path.write_bytes(data if isinstance(data, bytes) else data.SerializeToString())
        path.with_name(f"{path.name}.json").write_text(json.dumps(describe(**changes)) if text is None else text)
        return path

    return write


def ask(text: str, voice: str = "de_DE-hum-low", language: str = "de") -> Request:
    return Request((Phrase(text, language),), voice)


# ------------------------------------------------------------------ what is spoken


def test_clip_has_the_rate_of_the_voice(make: Maker) -> None:
    engine = open_engine("piper", EngineOptions(piper_voice=make()))
    clip = engine.speak(ask("Guten Tag."))
    assert (clip.rate_hz, engine.rate_hz, str(clip.samples.dtype)) == (16_000, 16_000, "int16")
    assert len(clip.samples) > 10 * SAMPLES_A_PHONEME
    assert np.abs(clip.samples.astype(int)).max() > 1_000


def test_all_phrases_and_all_sentences_are_spoken(make: Maker) -> None:
    engine = Piper(make())
    short = len(engine.speak(ask("Guten Tag.")).samples)
    both = Request((Phrase("Guten Tag.", "de"), Phrase("Guten Tag.", "en")), "de_DE-hum-low")
    assert abs(len(engine.speak(both).samples) - 2 * short) < 3 * SAMPLES_A_PHONEME


def test_speed_shortens(make: Maker) -> None:
    path = make()
    slow, fast = (len(Piper(path, speed).speak(ask("Guten Tag.")).samples) for speed in (1.0, 2.0))
    assert 1.9 < slow / fast < 2.1


def test_length_of_the_description_is_kept(make: Maker) -> None:
    usual = len(Piper(make()).speak(ask("Guten Tag.")).samples)
    long = len(Piper(make(inference={"length_scale": 1.5})).speak(ask("Guten Tag.")).samples)
    assert 1.4 < long / usual < 1.6


def test_first_clip_is_the_same_on_every_run(make: Maker) -> None:
    program = (
        "import sys; from hashlib import sha256; from pathlib import Path; from pipeline.speech.piper import Piper;"
        "from pipeline.speech.engine import *; request = Request((Phrase('Tag', 'de'),), 'de_DE-hum-low');"
        "print(sha256(Piper(Path(sys.argv[1])).speak(request).samples.tobytes()).hexdigest())"
    )
    command = [sys.executable, "-c", program, str(make())]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    assert runs[0] == runs[1]


def test_brackets_begin_no_phonemes(make: Maker) -> None:
    engine = Piper(make())
    raw, apart = (engine.speak(ask(text)).samples for text in ("Ja [[aaaa aaaa aaaa]]", "Ja [ [aaaa aaaa aaaa]]"))
    assert len(raw) == len(apart)


@pytest.mark.parametrize("text", ["", "…", "(–)"])
def test_text_without_a_sound_is_an_error_of_its_own(make: Maker, text: str) -> None:
    with pytest.raises(NothingSpokenError):
        Piper(make()).speak(ask(text))


def test_engine_speaks_on_after_it_was_closed(make: Maker) -> None:
    engine = Piper(make())
    first = engine.speak(ask("Guten Tag.")).samples.tobytes()
    engine.close()
    engine.close()
    assert engine.speak(ask("Guten Tag.")).samples.tobytes() == first


# ------------------------------------------------------------------ voices


def test_voice_is_named_after_the_file_and_speaks_its_language(make: Maker) -> None:
    engine = Piper(make())
    (voice,) = engine.voices()
    assert (voice.name, voice.language) == ("de_DE-hum-low", "de-DE")
    assert engine.default_voice("de-AT") == "de_DE-hum-low"
    with pytest.raises(UnknownLanguageError, match=r"de_DE-hum-low\.onnx can't speak 'fr'"):
        engine.default_voice("fr")
    with pytest.raises(UnknownVoiceError, match="did you mean de_DE-hum-low"):
        engine.speak(ask("Tag", "de_DE-hum"))


def test_speakers_are_voices(make: Maker) -> None:
    path = make(
        build_model(("input", "input_lengths", "scales", "sid")), num_speakers=2, speaker_id_map={"ann": 0, "ben": 3}
    )
    engine = Piper(path)
    assert [voice.name for voice in engine.voices()] == ["de_DE-hum-low", "de_DE-hum-low+ann", "de_DE-hum-low+ben"]
    usual, ann, ben = (engine.speak(ask("Tag", voice.name)).samples.astype(int).mean() for voice in engine.voices())
    assert abs(usual - ann) < 100
    assert ben - ann > 5_000


def test_version_tells_voice_and_speed(make: Maker) -> None:
    versions = {Piper(make()).version, Piper(make(), 1.5).version, Piper(make(num_symbols=99)).version}
    assert len(versions) == 3
    assert Piper(make()).version in versions


# ------------------------------------------------------------------ when things go wrong


def test_voice_must_be_named() -> None:
    with pytest.raises(SpeechError, match=r"name the \.onnx file of one"):
        open_engine("piper", EngineOptions())


def test_speed_must_be_one(make: Maker) -> None:
    with pytest.raises(SpeechError, match="at speed 0"):
        Piper(make(), 0)


@pytest.mark.parametrize("ending", [".onnx", ".onnx.json"])
def test_missing_file_is_named(make: Maker, ending: str) -> None:
    path = make()
    path.with_suffix(ending).unlink()
    with pytest.raises(SpeechError, match=f"there is no file .*hum-low{ending}: "):
        Piper(path)


@pytest.mark.parametrize("text", ["", "{", "\x00"])
def test_description_that_is_not_json_is_named(make: Maker, text: str) -> None:
    with pytest.raises(SpeechError, match=r"hum-low\.onnx\.json is not JSON"):
        Piper(make(text=text))


@pytest.mark.parametrize(
    ("changes", "lack"),
    [
        ({"audio": None}, r"audio\.sample_rate, which is to be of type int"),
        ({"audio": {"sample_rate": "16000"}}, r"audio\.sample_rate"),
        ({"espeak": {}}, r"espeak\.voice"),
        ({"phoneme_id_map": []}, "phoneme_id_map"),
        ({"num_speakers": None}, "num_speakers"),
    ],
)
def test_description_that_lacks_something_says_what(make: Maker, changes: dict[str, object], lack: str) -> None:
    with pytest.raises(SpeechError, match=f"it lacks {lack}"):
        Piper(make(**changes))


def test_description_that_is_a_list_is_no_voice(make: Maker) -> None:
    with pytest.raises(SpeechError, match="describes no Piper voice"):
        Piper(make(text="[]"))


def test_voice_that_would_fetch_models_is_refused(make: Maker) -> None:
    with pytest.raises(SpeechError, match="'pinyin': choose a voice with espeak or text"):
        Piper(make(phoneme_type="pinyin"))


@pytest.mark.parametrize("data", [b"", b"no model", build_model().SerializeToString()[:200]])
def test_model_that_cannot_be_loaded_is_named(make: Maker, data: bytes) -> None:
    with pytest.raises(SpeechError, match=r"hum-low\.onnx is no model that can be loaded"):
        Piper(make(data)).speak(ask("Tag"))


@pytest.mark.parametrize("inputs", [("input",), ("input", "input_lengths", "scales", "sid")])
def test_model_that_does_not_fit_its_description_is_named(make: Maker, inputs: tuple[str, ...]) -> None:
    message = f"is not the Piper voice of its description: it takes {', '.join(sorted(inputs))} instead of"
    with pytest.raises(SpeechError, match=message):
        Piper(make(build_model(inputs))).speak(ask("Tag"))


def test_model_that_fails_names_the_sentence(make: Maker) -> None:
    with pytest.raises(SpeechError, match=r"can't speak 'Guten Tag': .*another voice file"):
        Piper(make(build_model(phonemes=3))).speak(ask("Guten Tag"))


def test_other_engines_do_not_import_piper() -> None:
    program = (
        "import sys; from pipeline.speech.engine import *;"
        "[open_engine(name, EngineOptions()) for name in ('espeak', 'tone')];"
        "print({'piper', 'onnxruntime', 'gtts', 'pydub'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"
