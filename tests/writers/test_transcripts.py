"""Transcripts read back: the words of the timeline, when they are heard, by whom, in which language."""

from __future__ import annotations

import io
import json
import re
import textwrap
from itertools import pairwise
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from mutagen.id3 import ID3
from playwright.sync_api import Browser, Route

from pipeline.audio.encoded import Encoded, join
from pipeline.edition import Audio, Edition
from pipeline.plain import CONTROL
from pipeline.speech.scribe import ANSWER, NARRATOR
from pipeline.timeline import Line, Mark, Timeline, Track, schedule
from pipeline.writers.mp3 import write_mp3
from pipeline.writers.transcripts import write_transcripts
from pipeline.writers.transcripts.cues import folded, tidy
from tests.writers.subtitles import read_subrip, read_webvtt
from tests.writers.transcribed import FILES, RATE_HZ, ms, read_aloud, root_of, said, spans_of, words_of, written

WIDTH = 84


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return read_aloud(tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="module")
def files(edition: Edition) -> dict[str, str]:
    return written(edition)


# ------------------------------------------------------------------ what must hold


def test_there_is_each_format_beside_each_mp3(edition: Edition, files: dict[str, str]) -> None:
    sounds = [artifact.path for artifact in write_mp3(edition)]
    assert [path.removeprefix("audio/").removesuffix(".mp3") for path in sounds] == list(FILES)
    assert list(files) == [f"{name}.{ending}" for name in FILES for ending in ("vtt", "srt", "html", "json")]


@pytest.mark.parametrize("name", FILES)
def test_every_line_is_a_cue_with_its_words_and_id(edition: Edition, files: dict[str, str], name: str) -> None:
    spans = spans_of(edition, name)
    cues = read_webvtt(files[f"{name}.vtt"])
    assert [cue.id for cue in cues] == [span.id for span in spans]
    assert [cue.words for cue in cues] == words_of(spans)
    assert len({cue.id for cue in cues}) == len(cues) > 3


@pytest.mark.parametrize("name", FILES)
def test_every_format_tells_the_same_times(edition: Edition, files: dict[str, str], name: str) -> None:
    times = [(ms(span.start), ms(span.end)) for span in spans_of(edition, name)]
    for cues in (read_webvtt(files[f"{name}.vtt"]), read_subrip(files[f"{name}.srt"])):
        assert [(cue.start_ms, cue.end_ms) for cue in cues] == times
    segments = json.loads(files[f"{name}.json"])["segments"]
    assert [(each["startTime"], each["endTime"]) for each in segments] == [(s / 1000, e / 1000) for s, e in times]
    shown = [(span.get("data-start"), span.get("data-end")) for span in said(files[f"{name}.html"])]
    assert shown == [(f"{s / 1000:.3f}", f"{e / 1000:.3f}") for s, e in times]


@pytest.mark.parametrize("name", FILES)
def test_cues_tile_the_sound_to_its_last_millisecond(edition: Edition, files: dict[str, str], name: str) -> None:
    cues = read_webvtt(files[f"{name}.vtt"])
    (sound,) = (artifact.data for artifact in write_mp3(edition) if artifact.path == f"audio/{name}.mp3")
    with av.open(io.BytesIO(sound), "r") as container:
        length = sum(frame.samples for frame in container.decode(container.streams.audio[0]))
    assert cues[0].start_ms == 0
    assert cues[-1].end_ms == ms(length)
    gaps = [after.start_ms - before.end_ms for before, after in pairwise(cues)]
    # Between two sections an MP3 of the whole has some silence of the encoder's.
    between = [gap for gap in gaps if gap]
    assert len(between) == (name == "lesen")
    assert all(0 < gap <= 80 for gap in between)


def test_cues_begin_when_players_are_told_that_words_do(edition: Edition, files: dict[str, str]) -> None:
    for artifact in write_mp3(edition):
        (timed,) = ID3(io.BytesIO(artifact.data)).getall("SYLT")
        cues = read_webvtt(files[artifact.path.removeprefix("audio/").replace(".mp3", ".vtt")])
        assert [(cue.words, cue.start_ms) for cue in cues] == [(text.split(), at) for text, at in timed.text]


def test_the_whole_is_its_sections_one_after_the_other(edition: Edition, files: dict[str, str]) -> None:
    assert edition.audio is not None
    starts = join(edition.audio.sections).starts
    assert starts[1] > 0
    whole = read_webvtt(files["lesen.vtt"])
    first, second = (read_webvtt(files[f"{name}.vtt"]) for name in FILES[:2])
    assert whole[: len(first)] == first
    assert [(cue.id, cue.lines) for cue in whole[len(first) :]] == [(cue.id, cue.lines) for cue in second]
    shift = whole[len(first)].start_ms
    assert shift == ms(starts[1])
    late = [cue.start_ms - shift for cue in whole[len(first) :]]
    assert all(abs(at - cue.start_ms) <= 1 for at, cue in zip(late, second, strict=True))


def test_lines_are_short_and_end_where_blanks_were(files: dict[str, str]) -> None:
    cues = [*read_webvtt(files["lesen.vtt"]), *read_subrip(files["lesen.srt"])]
    assert max(len(cue.lines) for cue in cues) > 1
    assert max(len(line) for cue in cues for line in cue.lines) <= WIDTH
    # A line holds as many words as go into it.
    for cue in cues:
        for line, after in zip(cue.lines, cue.lines[1:], strict=False):
            assert len(f"{line} {after.split()[0]}") > WIDTH


# ------------------------------------------------------------------ who, and in which language


def test_speakers_are_named_in_the_language_of_the_file(files: dict[str, str]) -> None:
    assert (NARRATOR, ANSWER) == ("narrator", "answer")
    speakers = {cue.id: cue.speaker for cue in read_webvtt(files["01-a.vtt"])}
    assert speakers["a-title-s1"] == "Erzählstimme"
    assert speakers["a-p1-s1"] == "Eine <Stimme> & mehr"
    assert set(speakers.values()) == {"Erzählstimme", "Eine <Stimme> & mehr", "Antwort"}
    assert {cue.speaker for cue in read_webvtt(files["02-b.vtt"])} == {"Narrator"}
    assert {cue.speaker for cue in read_webvtt(files["lesen.vtt"])} == set(speakers.values())


@pytest.mark.parametrize("name", FILES)
def test_every_format_names_the_same_speakers(files: dict[str, str], name: str) -> None:
    cues = read_webvtt(files[f"{name}.vtt"])
    assert [" ".join(cue.words) for cue in read_subrip(files[f"{name}.srt"])] == [
        f"{cue.speaker}: {' '.join(cue.words)}".replace("-->", "--\u2060>") for cue in cues
    ]
    transcript = json.loads(files[f"{name}.json"])
    assert transcript.keys() == {"version", "segments"}
    assert transcript["version"] == "1.0.0"
    told = [(each["speaker"], each["body"].split()) for each in transcript["segments"]]
    assert told == [(cue.speaker, cue.words) for cue in cues]
    assert [each.keys() for each in transcript["segments"]] == [{"speaker", "startTime", "endTime", "body"}] * len(cues)


def test_words_of_another_language_are_marked(files: dict[str, str]) -> None:
    def foreign(name: str) -> list[tuple[str, str | None]]:
        pieces = (piece for cue in read_webvtt(files[name]) for piece in cue.pieces)
        return [(re.sub(r"\s+", " ", text), language) for text, language in pieces if language]

    marked = [("reading aloud", "en"), ("سلام", "ar")]
    assert foreign("01-a.vtt") == marked
    assert foreign("02-b.vtt") == [("Ein Satz", "de")]
    # In the German book all of the English section is foreign, but for its German words.
    english = ["Second", "Voice: narrator.", "One sentence.", "."]
    assert foreign("lesen.vtt") == [*marked, *((text, "en") for text in english)]


def test_a_variant_of_the_language_is_no_other_language(edition: Edition) -> None:
    metadata = replace(edition.manuscript.metadata, language="de-AT")
    made = hostile(edition, [("x", (("Ja ", "de"), ("doch ", "de-CH"), ("d", "d")))], "de-AT", metadata.language)
    (cue,) = read_webvtt(written(made)["01-t.vtt"])
    assert cue.pieces == (("Ja ", None), ("doch ", "de-CH"), ("d", "d"))


# ------------------------------------------------------------------ as programs read them


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(("ending", "form"), [("vtt", "webvtt"), ("srt", "srt")])
def test_ffmpeg_reads_every_cue(files: dict[str, str], name: str, ending: str, form: str) -> None:
    read = read_webvtt if ending == "vtt" else read_subrip
    with av.open(io.BytesIO(files[f"{name}.{ending}"].encode()), "r", form) as container:
        packets = [packet for packet in container.demux(container.streams[0]) if packet.size]
    times = [((packet.pts or 0), (packet.pts or 0) + (packet.duration or 0)) for packet in packets]
    assert times == [(cue.start_ms, cue.end_ms) for cue in read(files[f"{name}.{ending}"])]


CUES = """() => new Promise(resolve => {
  const track = document.querySelector('track');
  track.track.mode = 'hidden';
  const tell = () => resolve([...track.track.cues].map(cue => {
    const words = cue.getCueAsHTML();
    const [voice, ...others] = words.children;
    const languages = [...voice.querySelectorAll('[lang]')].map(each => [each.textContent, each.lang]);
    return [cue.id, cue.startTime, cue.endTime, voice.title, words.textContent, languages, others.length];
  }));
  track.readyState === 2 ? tell() : track.addEventListener('load', tell);
})"""


@pytest.mark.validators
@pytest.mark.parametrize("name", FILES)
def test_a_browser_reads_every_cue(browser: Browser, files: dict[str, str], name: str) -> None:
    pages = {"/": ("text/html", "<video><track src='/cues.vtt' default></video>")}
    pages["/cues.vtt"] = ("text/vtt", files[f"{name}.vtt"])

    def answer(route: Route) -> None:
        kind, text = pages[route.request.url.removeprefix("http://book.test")]
        route.fulfill(content_type=f"{kind}; charset=utf-8", body=text)

    context = browser.new_context()
    context.route("**/*", answer)
    page = context.new_page()
    page.goto("http://book.test/")
    heard = page.evaluate(CUES)
    context.close()
    assert heard == [
        [
            cue.id,
            cue.start_ms / 1000,
            cue.end_ms / 1000,
            cue.speaker,
            "\n".join(cue.lines),
            [[text, language] for text, language in cue.pieces if language],
            0,
        ]
        for cue in read_webvtt(files[f"{name}.vtt"])
    ]


# ------------------------------------------------------------------ whatever authors write


def hostile(
    edition: Edition, lines: list[tuple[str, tuple[tuple[str, str], ...]]], *languages: str, length: int = 977
) -> Edition:
    """An edition of sections in which speakers say lines, a section for each language but the last, the book's.

    Each line takes `length` samples more than the one before it.
    """
    *of_sections, of_book = languages
    tracks: list[Track] = []
    for number, language in enumerate(of_sections):
        spoken = [Line(f"t{number}-{n}", f"t{number}-{n}", who, pieces) for n, (who, pieces) in enumerate(lines)]
        lengths = [length * (n + 1) for n in range(len(spoken))]
        tracks.append(
            schedule("t", "T <&> T", language, spoken, lengths, [Mark(f"t{number}", "T <&> T", "section", 0)])
        )
    counts = [(track.length + 1200) // 576 + 1 for track in tracks]
    sections = tuple(
        Encoded(Path("none"), 209 * count, count, track.length, RATE_HZ, 64, 0)
        for count, track in zip(counts, tracks, strict=True)
    )
    manuscript = replace(edition.manuscript, metadata=replace(edition.manuscript.metadata, language=of_book))
    return replace(edition, manuscript=manuscript, audio=Audio(Timeline(RATE_HZ, tuple(tracks)), sections))


def test_hours_are_counted_and_each_time_is_rounded_once(edition: Edition) -> None:
    length = 24 * 60 * RATE_HZ + 7
    made = hostile(edition, [("x", (("Ja.", "de"),))] * 3, "de", "de", "de", length=length)
    assert made.audio is not None
    starts = join(made.audio.sections).starts
    ends = (0, length, 3 * length, 6 * length)
    times = [(ms(at + start), ms(at + end)) for at in starts for start, end in pairwise(ends)]
    assert times != [(ms(at) + ms(start), ms(at) + ms(end)) for at in starts for start, end in pairwise(ends)]
    files = written(made)
    for cues in (read_webvtt(files["lesen.vtt"]), read_subrip(files["lesen.srt"])):
        assert [(cue.start_ms, cue.end_ms) for cue in cues] == times
    clocks = [time.text for time in root_of(files["lesen.html"]).iter("time")]
    assert clocks == ["0:00", "2:24:00"]
    assert "(4:48:00)" in files["lesen.html"]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ((("Ja ", "de"), (" yes", "en")), (("Ja ", None), ("yes", "en"))),
        ((("Ja", "de"), (" ", "en")), (("Ja", None),)),
        (((" ", "en"), ("\u00a0Ja\u00a0da \n", "de"), ("\u00a0", "en")), (("Ja\u00a0da", None),)),
    ],
)
def test_blanks_are_single_and_at_no_end(
    edition: Edition, pieces: tuple[tuple[str, str], ...], expected: tuple[tuple[str, str | None], ...]
) -> None:
    files = written(hostile(edition, [("x", pieces)], "de", "de"))
    assert read_webvtt(files["01-t.vtt"])[0].pieces == expected
    assert json.loads(files["01-t.json"])["segments"][0]["body"] == "".join(text for text, _ in expected)


def test_no_line_ends_at_a_hyphen(edition: Edition) -> None:
    text = " ".join(["Social-Media-Team"] * 20)
    files = written(hostile(edition, [("x", ((text, "de"),))], "de", "de"))
    assert " ".join(read_webvtt(files["01-t.vtt"])[0].lines) == text


SNIPPETS = (
    *(
        "-->",
        "--",
        ">",
        "&",
        "&amp;",
        "<",
        "</v>",
        "<v x>",
        '"',
        "1",
        "WEBVTT",
        "NOTE",
        "00:00:01.000 --> 00:00:02.000",
    ),
    *(" ", "\n", "\n\n", "\r\n", "\t", "\x85", "\u2028", "\u00a0", "\u202f"),
    "00:00:01.000 --> 00:00:02.000",
    *("سلام", "שלום", "👩\u200d👧", "a" * 99, "ja"),
)
TEXTS = st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=3), max_size=12).map("".join)
TEXTS = TEXTS.filter(lambda text: not CONTROL.search(text))
PIECES = st.lists(st.tuples(TEXTS, st.sampled_from(("de", "en", "ar"))), min_size=1, max_size=4).map(tuple)
LINES = st.lists(st.tuples(TEXTS, PIECES), min_size=1, max_size=4)


@given(lines=LINES, languages=st.lists(st.sampled_from(("de", "ar", "fr")), min_size=2, max_size=3))
def test_whatever_is_said_every_format_can_be_read(
    edition: Edition, lines: list[tuple[str, tuple[tuple[str, str], ...]]], languages: list[str]
) -> None:
    made = hostile(edition, lines, *languages)
    files = written(made)
    spoken = [(who, pieces) for who, pieces in lines if "".join(text for text, _ in pieces).strip()]
    for stem in {name.rpartition(".")[0] for name in files}:
        count = len(languages) - 1 if stem == "lesen" else 1
        texts = ["".join(text for text, _ in pieces) for _, pieces in spoken] * count
        root_of(files[f"{stem}.html"])
        assert ["".join(span.itertext()).split() for span in said(files[f"{stem}.html"])] == list(map(str.split, texts))
        segments = json.loads(files[f"{stem}.json"])["segments"]
        assert [each["body"].split() for each in segments] == list(map(str.split, texts))
        if not spoken:
            continue
        cues = read_webvtt(files[f"{stem}.vtt"])
        assert [cue.words for cue in cues] == list(map(str.split, texts))
        named = [" ".join(who.split()) for who, _ in spoken] * count
        assert all(cue.speaker.split() == who.split() for cue, who in zip(cues, named, strict=True) if who)
        assert all(cue.speaker in ("Erzählstimme", "Narrator") for cue, who in zip(cues, named, strict=True) if not who)
        subtitles = read_subrip(files[f"{stem}.srt"])
        joined = [f"{cue.speaker}: {' '.join(cue.words)}".replace("-->", "--\u2060>").split() for cue in cues]
        assert [each.words for each in subtitles] == joined
        assert all(len(line) <= WIDTH or len(line.split(" ")) == 1 for cue in cues for line in cue.lines)


@given(text=st.text(alphabet="ab-\u00a0\u2007 \t\n\x1c\x85\u2003\u200b"), width=st.integers(1, 20))
def test_lines_end_where_textwrap_would_end_them(text: str, width: int) -> None:
    pieces = tidy(((text, "de"),))
    words = "".join(text for text, _ in pieces)
    assert not re.search(r"[ ]\s|\s[ ]|[^\S \u00a0\u2007]", words)
    expected = "\n".join(textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False))
    assert "".join(text for text, _ in folded(pieces, width)) == expected


def test_an_edition_without_sound_has_no_transcript(edition: Edition) -> None:
    with pytest.raises(ValueError, match="without sound"):
        next(write_transcripts(replace(edition, audio=None)))
