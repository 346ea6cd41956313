"""ID3 tags, as FFmpeg, mutagen and PyAV read them."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import av
import pytest
from mutagen.id3 import ID3
from mutagen.mp3 import MP3
from PIL import Image

from pipeline.audio.encode import encode
from pipeline.audio.encoded import join
from pipeline.audio.errors import AudioError
from pipeline.audio.tags import ChapterMark, Cover, TimedLine, TrackTags, id3_tag
from tests.audio.ffprobe import probe
from tests.audio.sound import RATE_HZ, sine, whole

# The shortest title is the last: by size they would stand in another order.
CHAPTERS = (
    ChapterMark("s01", "Ein Kapitel mit einem sehr langen Titel über Zahlen", 0, 900, "https://example.org/#s01"),
    ChapterMark("s02", "„Zwölf“ – 十二", 900, 1500),
    ChapterMark("s03", "Mittel", 1500, 2400),
    ChapterMark("s04", "Z", 2400, 3000),
)


def picture() -> Cover:
    file = io.BytesIO()
    Image.new("RGB", (64, 96), (20, 80, 120)).save(file, "PNG")
    return Cover(file.getvalue(), "image/png")


def full_tags() -> TrackTags:
    return TrackTags(
        title="Bücher lesen",
        language="de-AT",
        artists=("Anna Beispiel", "Bert Beispiel"),
        album="Vorlesen",
        number=(3, 12),
        date=date(2025, 3, 9),
        publisher="Verlag",
        rights="CC BY 4.0",
        comment="Ein „Kommentar“",
        duration_ms=3000,
        lyrics="Erste Zeile.\nZweite Zeile.",
        cover=picture(),
        chapters=CHAPTERS,
        timed_lines=(TimedLine("Erste Zeile.", 0), TimedLine("Zweite Zeile.", 1500)),
    )


def tagged(folder: Path, tags: TrackTags) -> bytes:
    stream = join([encode([sine(440, -20, 3)], folder / "frames", RATE_HZ)])
    return id3_tag(tags) + whole(stream)


def test_chapters_are_the_same_for_all_readers(tmp_path: Path) -> None:
    data = tagged(tmp_path, full_tags())
    path = tmp_path / "tagged.mp3"
    path.write_bytes(data)
    expected = [(chapter.title, chapter.start_ms, chapter.end_ms) for chapter in CHAPTERS]
    probed = probe(path)
    assert probed.warnings == ""
    assert [(found.title, int(found.start * 1000), int(found.end * 1000)) for found in probed.chapters] == expected
    frames = ID3(io.BytesIO(data)).getall("CHAP")
    assert [(str(frame.sub_frames["TIT2"]), frame.start_time, frame.end_time) for frame in frames] == expected
    with av.open(io.BytesIO(data), "r") as container:
        read = [(found["metadata"]["title"], found["start"], found["end"]) for found in container.chapters()]
    assert read == expected


def test_chapters_stand_in_the_order_of_time_in_the_bytes() -> None:
    tag = id3_tag(full_tags())
    places = [tag.index(b"CHAP" + size + bytes(2) + b"s0%d\0" % (number + 1)) for number, size in sizes(tag)]
    assert places == sorted(places)
    assert len(places) == 4
    assert tag.index(b"CTOC") < places[0]


def sizes(tag: bytes) -> list[tuple[int, bytes]]:
    """The sizes of the CHAP frames, by the number of the chapter, in the order of the ids."""
    return [(number, tag[tag.index(b"s0%d\0" % (number + 1), tag.index(b"CHAP")) - 6 :][:4]) for number in range(4)]


def test_table_of_contents_is_ordered_and_on_top(tmp_path: Path) -> None:
    tag = ID3(io.BytesIO(tagged(tmp_path, full_tags())))
    (contents,) = tag.getall("CTOC")
    assert contents.flags == 3
    assert contents.child_element_ids == ["s01", "s02", "s03", "s04"]
    assert {(chapter.start_offset, chapter.end_offset) for chapter in tag.getall("CHAP")} == {(0xFFFFFFFF, 0xFFFFFFFF)}
    assert tag.getall("CHAP")[0].sub_frames["WXXX:"].url == "https://example.org/#s01"


@pytest.mark.parametrize(("count", "tables"), [(1, 1), (255, 1), (256, 3), (600, 4)])
def test_any_number_of_chapters_is_reached_from_the_top(count: int, tables: int, tmp_path: Path) -> None:
    chapters = tuple(ChapterMark(f"c{n}", f"Kapitel {n}", 4 * n, 4 * n + 4) for n in range(count))
    data = tagged(tmp_path, TrackTags(title="Viele", language="de", chapters=chapters))
    tag = ID3(io.BytesIO(data))
    contents = {frame.element_id: frame for frame in tag.getall("CTOC")}
    assert len(contents) == tables
    assert [name for name, frame in contents.items() if frame.flags & 2] == ["toc"]

    def below(name: str) -> list[str]:
        return (
            [leaf for child in contents[name].child_element_ids for leaf in below(child)]
            if name in contents
            else [name]
        )

    assert below("toc") == [chapter.id for chapter in chapters]
    (tmp_path / "many.mp3").write_bytes(data)
    assert [found.title for found in probe(tmp_path / "many.mp3").chapters] == [chapter.title for chapter in chapters]


def test_every_tag_is_read_back_as_it_was_given(tmp_path: Path) -> None:
    tag = ID3(io.BytesIO(tagged(tmp_path, full_tags())), translate=False)
    assert tag.version == (2, 3, 0)
    texts = {name: str(tag[name]) for name in tag if name.startswith("T")}
    assert texts == {
        "TIT2": "Bücher lesen",
        "TPE1": "Anna Beispiel/Bert Beispiel",
        "TPE2": "Anna Beispiel/Bert Beispiel",
        "TALB": "Vorlesen",
        "TRCK": "3/12",
        "TCON": "Audiobook",
        "TYER": "2025",
        "TDAT": "0903",
        "TLAN": "deu",
        "TPUB": "Verlag",
        "TCOP": "CC BY 4.0",
        "TLEN": "3000",
    }
    assert str(tag["COMM::deu"]) == "Ein „Kommentar“"
    assert str(tag["USLT::deu"]) == "Erste Zeile.\nZweite Zeile."
    assert tag["SYLT::deu"].text == [("Erste Zeile.", 0), ("Zweite Zeile.", 1500)]
    assert tag["APIC:"].data == picture().data
    assert tag["APIC:"].type == 3


def test_sound_after_the_tag_is_still_exact(tmp_path: Path) -> None:
    info = vars(MP3(io.BytesIO(tagged(tmp_path, full_tags()))))["info"]
    assert info.length == pytest.approx(3.0, abs=1e-9)


def test_ffmpeg_reads_title_and_language(tmp_path: Path) -> None:
    path = tmp_path / "tagged.mp3"
    path.write_bytes(tagged(tmp_path, full_tags()))
    tags = probe(path).tags
    assert (tags["title"], tags["language"], tags["track"], tags["album"]) == (
        "Bücher lesen",
        "deu",
        "3/12",
        "Vorlesen",
    )


def test_tags_not_given_are_not_written() -> None:
    tag = ID3(io.BytesIO(id3_tag(TrackTags("Titel", "de"))))
    assert sorted(tag) == ["TCON", "TIT2", "TLAN"]


def test_same_tags_are_the_same_bytes() -> None:
    assert id3_tag(full_tags()) == id3_tag(full_tags())


def test_chapters_out_of_order_are_refused() -> None:
    for wrong in (CHAPTERS[::-1], (CHAPTERS[0], CHAPTERS[2], CHAPTERS[1])):
        with pytest.raises(AudioError, match="in the order of time"):
            id3_tag(TrackTags("Titel", "de", chapters=wrong))


def test_chapters_with_one_id_are_refused() -> None:
    twice = (ChapterMark("s01", "A", 0, 10), ChapterMark("s01", "B", 10, 20))
    with pytest.raises(AudioError, match="'s01'"):
        id3_tag(TrackTags("Titel", "de", chapters=twice))
