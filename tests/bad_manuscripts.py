"""Manuscripts with something wrong, and what is said of them: at least one for each code there is.

The body of a section begins on line 5, after its front matter.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from pipeline.checks import check
from pipeline.errors import Finding
from pipeline.reader.load import Reading, load
from pipeline.release import read_release
from pipeline.speech.casting import check_cast
from pipeline.speech.engine import EngineOptions, open_engine
from pipeline.speech.script import write_script

BOOK = "title: Ein Buch\nlanguage: de\ncreator: Redaktion\ndate: 2026-01-02\n"
HEAD = "---\ntitle: Ein Titel\n---\n\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe"
    "0def46b80000000049454e44ae426082"
)
BMP = bytes.fromhex(
    "424d3a0000000000000036000000280000000100000001000000010018000000000004000000130b0000130b0000000000000000"
    "0000ffffff00"
)
GIF_FRAME = bytes.fromhex("21f904000a0000002c000000000100010000020244010 0".replace(" ", ""))
GIF = bytes.fromhex("47494638396101000100800000000000ffffff") + GIF_FRAME * 2 + b";"


@dataclass(frozen=True, slots=True)
class Bad:
    """Files beside a book.yaml, or in place of it, and all findings as `path:line:column code`; `str()` names it."""

    title: str
    files: Mapping[str, str | bytes | None]
    expected: tuple[str, ...]
    body: str = field(default="", compare=False)

    def __str__(self) -> str:
        return self.title.replace(" ", "-")


def in_body(title: str, body: str, *expected: str, **files: str | bytes) -> Bad:
    """A section a.md of this body, `expected` as `line:column code`, and more files with `_` for the dot."""
    more = {name.replace("_", "."): content for name, content in files.items()}
    return Bad(title, {"a.md": HEAD + body, **more}, tuple(f"a.md:{place}" for place in expected))


def in_chart(title: str, rows: str, *expected: str) -> Bad:
    """A chart fence on line 5, so that its rows begin on line 6."""
    return in_body(title, f"```chart\n{rows}\n```\n", *expected)


def in_book(title: str, book: str, *expected: str) -> Bad:
    """A book.yaml of this text, `expected` as `line:column code`."""
    return Bad(title, {"book.yaml": book, "a.md": HEAD + "Text.\n"}, tuple(f"book.yaml:{place}" for place in expected))


def in_matter(title: str, matter: str, *expected: str) -> Bad:
    """A section of this front matter, which begins on line 2."""
    return Bad(title, {"a.md": f"---\n{matter}\n---\n\nText.\n"}, tuple(f"a.md:{place}" for place in expected))


def write(bad: Bad, folder: Path) -> None:
    """Put the manuscript into a folder."""
    for name, content in {"book.yaml": BOOK, **bad.files}.items():
        if content is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)


def findings_in(folder: Path) -> list[Finding]:
    """All that reading and checking a folder shows, with paths relative to it, sorted."""
    reading = load(folder)
    found = sorted(
        {*reading.findings, *check(reading.manuscript), *_cast_findings(reading), *_release_findings(folder, reading)}
    )
    prefix = f"{folder}/"
    return [
        Finding(finding.path.removeprefix(prefix), finding.line, finding.column, finding.code, finding.details)
        for finding in found
    ]


def _cast_findings(reading: Reading) -> tuple[Finding, ...]:
    """What is wrong with the voices of a book that can be read."""
    settings = reading.settings
    if settings is None or not settings.voices or reading.findings:
        return ()
    with closing(open_engine(settings.audio.engine, EngineOptions())) as engine:
        return check_cast(settings.voices, settings.places, write_script(reading.manuscript), engine)


def _release_findings(folder: Path, reading: Reading) -> tuple[Finding, ...]:
    """What is wrong with the podcast of a book that can be read."""
    return read_release(folder, reading.manuscript, reading.settings)[1] if reading.settings else ()


def short(findings: list[Finding]) -> tuple[str, ...]:
    """Findings as a Bad expects them."""
    return tuple(f"{finding.path}:{finding.line}:{finding.column} {finding.code}" for finding in findings)


_BAR = "type: bar\ntitle: X\n"
_PIE = "type: pie\ntitle: X\nunit: '%'\n"
_TABLE = "Tabelle: X\n\n| a | b |\n|---|---|\n| c | d |\n"
_CHART = f"```chart\n{_BAR}data: {{a: 1}}\n```\n"

_GUID = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
_EPISODE = "{id: a, guid: b, published: 2026-01-31, title: A}"


def _image(mode: str, width: int, height: int) -> bytes:
    """An empty image of Pillow's mode."""
    file = io.BytesIO()
    Image.new(mode, (width, height)).save(file, "JPEG" if mode in ("CMYK", "RGB") and height <= 3000 else "PNG")
    return file.getvalue()


BAD: tuple[Bad, ...] = (
    # ------------------------------------------------------------------ keys and values
    in_book("unknown key in book", BOOK + "publischer: x\n", "5:1 unknown-key"),
    in_book("unknown inner key", BOOK + "accessibility:\n  conform_to: x\n", "6:3 unknown-key"),
    in_matter("unknown key in front matter", "titel: X", "2:1 unknown-key"),
    in_chart("unknown key in chart", _BAR + "qelle: y\ndata: {a: 1}", "8:1 unknown-key"),
    in_chart("number that is none", _BAR + "data: {a: NaN}", "8:11 wanted-number"),
    in_chart("unknown kind of chart", "type: brr\ntitle: X\ndata: {a: 1}", "6:7 unknown-value"),
    in_matter("unknown role", "title: X\nrole: prolog", "3:7 unknown-value"),
    in_book("missing keys", "title: X\n", *["1:1 missing-key"] * 3),
    in_book("empty book", "", *["1:1 missing-key"] * 4),
    in_book("empty value", BOOK + 'publisher: ""\n', "5:12 empty-value"),
    in_book("text where a list belongs", BOOK + "imprint:\n  a: b\n", "6:3 wanted-list"),
    in_book("list where text belongs", BOOK + "publisher: [a]\n", "5:12 wanted-text"),
    in_book("text where a mapping belongs", BOOK + "accessibility: ja\n", "5:16 wanted-mapping"),
    in_book("no date", BOOK.replace("2026-01-02", "morgen"), "4:7 wanted-date"),
    in_book("date with a time", BOOK.replace("2026-01-02", "2026-01-02T10:00"), "4:7 wanted-date"),
    in_book("date as a number", BOOK.replace("2026-01-02", "2026"), "4:7 wanted-date"),
    in_book("escape of no character", BOOK + 'subtitle: "\\U00110000"\n', "1:1 yaml-syntax"),
    in_book("escape of a large number", BOOK + 'subtitle: "\\UFFFFFFFF"\n', "1:1 yaml-syntax"),
    in_book("directive of a large number", f"%YAML {'9' * 5000}.1\n---\n" + BOOK, "1:1 yaml-syntax"),
    in_book("bell in book.yaml", BOOK + "subtitle: a\x07b\n", "5:12 control-character"),
    in_chart("number without end", _BAR + "data: {a: 1e999999999}", "8:11 number-out-of-range"),
    in_book("date as seconds since 1970", BOOK.replace("2026-01-02", "0"), "4:7 wanted-date"),
    in_book("date with midnight", BOOK.replace("2026-01-02", '"2026-01-02T00:00:00"'), "4:7 wanted-date"),
    in_book("slug with blanks", BOOK + "slug: Mein Buch\n", "5:7 bad-slug"),
    in_book("slug like a section's file", BOOK + "slug: 01-a\n", "5:7 numbered-slug"),
    in_book("claim without certifier", BOOK + "accessibility:\n  conforms_to: x\n", "6:16 claim-without-certifier"),
    in_book(
        "certifier without claim",
        BOOK + "accessibility:\n  certifier_report: https://a.org/x?y#z\n",
        "6:21 certifier-without-claim",
    ),
    in_book("cover without alt", BOOK + "cover: x.png\n", "5:8 cover-without-alt", "5:8 missing-image"),
    in_book("creator of blanks", BOOK.replace("Redaktion", "[a, ' ']"), "3:10 empty-value"),
    in_book("title of a soft hyphen", BOOK.replace("Ein Buch", '"\\u00ad\\u200b"'), "1:8 empty-value"),
    in_book("title of a line break", BOOK.replace("Ein Buch", "<br>"), "1:8 title-empty"),
    in_book("subtitle of a line break", BOOK + "subtitle: <br>\n", "5:11 title-empty"),
    in_matter("section title of a line break", "title: <br>", "2:8 title-empty"),
    in_matter("section title of a soft hyphen", 'title: "\\u00ad"', "1:1 title-empty"),
    in_chart("chart title of a line break", "type: bar\ntitle: <br>\ndata: {a: 1}", "7:8 title-empty"),
    in_body("caption of a line break", '![Ein Haus](x.png "<br>")\n', "5:20 title-empty", x_png=PNG),
    Bad(
        "title of a decoration",
        {"a.md": "# ![](x.png){.decorative}\n\nText.\n", "x.png": PNG},
        ("a.md:1:1 title-empty",),
    ),
    Bad("raw HTML below a title", {"a.md": "# Titel\n\nText <u>y\n"}, ("a.md:3:6 raw-html",)),
    Bad(
        "note in a section title",
        {"a.md": "---\ntitle: Titel[^1]\nvoice: Wer[^1]\n---\n\nText[^1]\n\n[^1]: Text.\n"},
        ("a.md:2:13 note-in-title", "a.md:3:11 note-in-title"),
    ),
    in_body(
        "note in a chart title",
        "```chart\ntype: bar\ntitle: X[^1]\nsource: Y[^1]\ndata: {a: 1}\n```\n\n[^1]: Text.\n",
        "7:9 note-in-title",
        "8:10 note-in-title",
    ),
    *(
        in_book(f"report at {url}", BOOK + f"accessibility:\n  certifier_report: '{url}'\n", "6:21 bad-address")
        for url in (
            "x",
            "https:a.org",
            "https://a..b",
            "https://exa mple.org",
            "https://a.org/[x]",
            "https://a.org/%zz",
        )
    ),
    in_book("half a UUID", BOOK + "identifier: urn:uuid:1234\n", "5:13 bad-identifier"),
    in_book("date of an early year", BOOK.replace("2026-", "0926-"), "4:7 bad-year"),
    in_chart("control character in a key", _BAR + 'data: {"a\\x01": 1}', "8:8 control-character"),
    # ------------------------------------------------------------------ sound
    in_book("engine that is none", BOOK + "audio: {engine: expeak}\n", "5:17 unknown-value"),
    in_book("profile that is none", BOOK + "audio: {profile: acs}\n", "5:18 unknown-value"),
    in_book(
        "formats that are none",
        BOOK + "audio: {formats: [m4b, ogg, mp3]}\n",
        "5:24 unknown-value",
        "5:29 unknown-value",
    ),
    in_book("rate that MP3 lacks", BOOK + "audio: {rate: 22000}\n", "5:15 unknown-value"),
    in_book("half a quality", BOOK + "audio: {quality: 2.5}\n", "5:18 unknown-value"),
    in_book("engine without value", BOOK + "audio:\n  engine:\n  speed:\n", "6:10 empty-value", "7:9 empty-value"),
    in_book("engine that is true", BOOK + "audio: {engine: true}\n", "5:17 unknown-value"),
    in_book("unknown key of sound", BOOK + "audio: {bit_rate: 64}\n", "5:9 unknown-key"),
    *(
        in_book(f"{key} of {value}", BOOK + f"audio:\n  {key}: {value}\n", f"6:{len(key) + 5} {code}")
        for key, value, code in (
            ("speed", "0.49", "outside-range"),
            ("speed", "2.51", "outside-range"),
            ("speed", "1e999999999", "outside-range"),
            ("speed", "1,5", "wanted-number"),
            ("speed", "true", "wanted-number"),
            ("speed", ".nan", "wanted-number"),
            ("speed", "1:30", "yaml-clock"),
            ("loudness", "-31.1", "outside-range"),
            ("loudness", "-8", "outside-range"),
            ("true_peak", "-9.01", "outside-range"),
            ("true_peak", "-0.4", "outside-range"),
            ("quality", "10", "unknown-value"),
            ("bitrate", "64 kbit/s", "wanted-number"),
            ("bitrate", "192", "bitrate-of-rate"),
            ("bitrate", "64.5", "bitrate-of-rate"),
            ("formats", "{m4b: opus}", "wanted-list"),
            ("formats", "mp3", "unknown-value"),
            ("speed", "nan", "wanted-number"),
            ("speed", "Infinity", "wanted-number"),
        )
    ),
    in_book(
        "rate that lacks the profile's bit rate", BOOK + "audio: {profile: acx, rate: 24000}\n", "5:29 bitrate-of-rate"
    ),
    in_book("Piper without voice", BOOK + "audio: {engine: piper}\n", "5:17 piper-without-voice"),
    in_book("speed of gTTS", BOOK + "audio: {engine: gtts, speed: 1.5}\n", "5:30 speed-of-gtts"),
    # ------------------------------------------------------------------ podcast
    *(
        in_book(f"feed {key} {value}", f"{BOOK}feed: {{{key}: {value}}}\n", f"5:{10 + len(key)} {code}")
        for key, value, code in (
            ("url", "podcast/", "bad-feed-address"),
            ("url", "example.org", "bad-feed-address"),
            ("url", "ftp://example.org/", "bad-feed-address"),
            ("url", "https://bücher.example/", "bad-feed-address"),
            ("url", "https://example.org/bücher/", "bad-feed-address"),
            ("url", "'https://example.org/?a=b'", "bad-feed-address"),
            ("url", '"https://example.org/#a"', "bad-feed-address"),
            ("url", "https://a..example/", "bad-feed-address"),
            ("url", "https://-a.example/", "bad-feed-address"),
            ("url", "https://a.example/%zz", "bad-feed-address"),
            ("url", '""', "empty-value"),
            ("start", "31.1.2026", "bad-moment"),
            ("start", "2026-02-30", "bad-moment"),
            ("start", '"2026-01-31 25:00"', "bad-moment"),
            ("start", "20260131", "bad-moment"),
            ("start", "0001-01-01 00:00+14:00", "bad-moment"),
            ("start", "0999-12-31", "bad-year"),
            ("start", '"1000-01-01 00:00+14:00"', "bad-year"),
            ("every", "weekly", "bad-rhythm"),
            ("every", "0 days", "bad-rhythm"),
            ("every", "-1 day", "bad-rhythm"),
            ("whole", "perhaps", "wanted-boolean"),
            ("whole", '"no"', "wanted-boolean"),
            ("whole", "yes", "yaml-boolean"),
            ("medium", "film", "unknown-value"),
            ("categories", "Goverment", "unknown-category"),
            ("categories", "Government > Careers", "unknown-category"),
            ("artwork", "x.png", "missing-image"),
            ("artwork", "../x.png", "image-outside"),
        )
    ),
    in_book("feed without category", BOOK + "feed: {url: 'https://example.org'}\n", "5:13 no-category"),
    in_book("owner without mail", BOOK + "feed: {owner: {name: X}}\n", "5:15 missing-key"),
    in_book("owner with a wrong mail", BOOK + "feed: {owner: {name: X, email: '@x'}}\n", "5:32 bad-mail"),
    *(
        Bad(title, {"book.yaml": BOOK + f"feed: {{artwork: {name}}}\n", "a.md": HEAD + "Text.\n", name: data}, expected)
        for title, name, data, expected in (
            ("small artwork", "x.png", PNG, ("book.yaml:5:17 artwork-size",)),
            ("artwork that moves", "x.gif", GIF, ("book.yaml:5:17 artwork-type",)),
            ("artwork for print", "x.jpg", _image("CMYK", 1400, 1400), ("book.yaml:5:17 artwork-colours",)),
            ("artwork with a palette", "x.png", _image("P", 3000, 3000), ("book.yaml:5:17 artwork-colours",)),
            ("artwork that is no square", "x.jpg", _image("RGB", 1400, 1401), ("book.yaml:5:17 artwork-size",)),
            ("artwork that is too large", "x.png", _image("RGB", 3001, 3001), ("book.yaml:5:17 artwork-size",)),
        )
    ),
    in_book(
        "long description",
        f"{BOOK}feed: {{url: 'https://example.org', categories: Arts}}\ndescription: {'x' * 3990}\n",
        "6:14 long-description",
    ),
    in_book(
        "long description of umlauts",
        f"{BOOK}feed: {{url: 'https://example.org', categories: Arts}}\ndescription: {'ä' * 1990}\n",
        "6:14 long-description",
    ),
    Bad(
        "a section at the moment of the whole book",
        {
            "book.yaml": BOOK + "feed: {start: 2026-01-31, every: 1 day, whole: true}\n",
            "a.md": HEAD.replace("title", "published: 2026-02-01\ntitle") + "Text.\n",
        },
        ("a.md:1:1 same-moment",),
    ),
    Bad(
        "a rhythm that leaves the years that there are",
        {
            "book.yaml": BOOK + "feed: {start: 9999-12-31, every: 9999 weeks}\n",
            **{f"{name}.md": HEAD + "Text.\n" for name in "abc"},
        },
        ("c.md:1:1 same-moment",),
    ),
    Bad(
        "two sections at one moment",
        {
            "a.md": HEAD.replace("title", "published: 2026-01-31\ntitle") + "Text.\n",
            "b.md": HEAD.replace("title", "published: 2026-01-31 12:00Z\ntitle") + "Text.\n",
        },
        ("b.md:1:1 same-moment",),
    ),
    *(
        Bad(title, {"a.md": HEAD + "Text.\n", "episodes.yaml": text}, (f"episodes.yaml:{place}",))
        for title, text, place in (
            ("ledger without guid", "episodes: []\n", "1:1 missing-key"),
            ("ledger with a wrong guid", "guid: abc\n", "1:7 bad-guid"),
            ("ledger that is no YAML", f"guid: [{_GUID}\n", "2:1 yaml-syntax"),
            ("ledger with an unknown key", f"guid: {_GUID}\nepisode: []\n", "2:1 unknown-key"),
            (
                "ledger with a wrong date",
                f"guid: {_GUID}\nepisodes: [{{id: a, guid: b, published: c}}]\n",
                "2:40 bad-moment",
            ),
            (
                "one id twice",
                f"guid: {_GUID}\nepisodes: [{_EPISODE}, {_EPISODE.replace('guid: b', 'guid: c')}]\n",
                "2:68 duplicate-episode",
            ),
            (
                "one guid twice",
                f"guid: {_GUID}\nepisodes: [{_EPISODE}, {_EPISODE.replace('id: a', 'id: c')}]\n",
                "2:77 duplicate-episode",
            ),
        )
    ),
    in_book("voices of one text", BOOK + "voices: de\n", "5:9 wanted-mapping"),
    in_book("voice without name", BOOK + "voices: {narrator: ''}\n", "5:20 empty-value"),
    in_book("voice that is a list", BOOK + "voices: {narrator: [de]}\n", "5:20 wanted-text"),
    in_book("voice that is false", BOOK + "voices: {narrator: no}\n", "5:20 yaml-boolean"),
    in_book("voice of an unknown engine", BOOK + "voices: {narrator: {espaek: de}}\n", "5:21 unknown-key"),
    in_book("voice of an engine without name", BOOK + "voices: {narrator: {espeak: ' '}}\n", "5:29 empty-value"),
    in_book("speaker twice but for blanks", BOOK + "voices: {a b: de, a  b: de}\n", "5:19 yaml-duplicate-key"),
    in_book("speaker without name", BOOK + "voices: {'\u200b': de}\n", "5:10 yaml-key"),
    in_book("voice of nobody", BOOK + "voices: {Analystin: de}\n", "5:10 unknown-speaker"),
    in_book("voice that is none", BOOK + "voices:\n  answer: de+f33\n", "6:11 unknown-voice"),
    in_book(
        "voice of the engine that is none", BOOK + "voices:\n  answer: {gtts: x, espeak: xx}\n", "6:29 unknown-voice"
    ),
    in_book("html in the title", BOOK.replace("Ein", "<b>Ein"), "1:8 raw-html"),
    in_book("link text in the imprint", BOOK + "imprint: [a, '[x](y.md)']\n", "5:14 dead-link"),
    # ------------------------------------------------------------------ YAML
    in_book("broken YAML in book", BOOK + "subtitle: [a\n", "6:1 yaml-syntax"),
    in_matter("broken YAML in front matter", "title: a: b", "2:9 yaml-syntax"),
    in_chart("broken YAML in chart", "type: bar\ntitle: X\ndata: {a: 1", "8:12 yaml-syntax"),
    in_book("list instead of a mapping", "- a\n", "1:1 yaml-not-a-mapping"),
    in_chart("chart of text", "nichts", "6:1 yaml-not-a-mapping"),
    in_chart("key that is a list", _BAR + "data: {[a]: 1}", "8:8 yaml-key"),
    in_matter("boolean as title", "title: yes", "2:8 yaml-boolean"),
    in_chart("booleans as labels", _BAR + "data: {no: 1, on: 2}", "8:8 yaml-boolean", "8:15 yaml-boolean"),
    in_matter("clock value", "title: X\nvoice: 12:30", "3:8 yaml-clock"),
    in_chart("clock value in data", _BAR + "data: {a: 12:30}", "8:11 yaml-clock"),
    in_matter("key twice", "title: X\ntitle: Y", "3:1 yaml-duplicate-key"),
    in_chart("key twice but for a blank", _BAR + "data: {a: 1, 'a ': 2}", "8:14 yaml-duplicate-key"),
    in_chart("blank before a key", _BAR + "data: {' a': 1.000}", "8:14 thousands-point"),
    in_matter("alias", "title: &a X\nvoice: *a", "3:8 yaml-alias"),
    in_book("billion laughs", "a: &a [x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n" + BOOK, "2:8 yaml-alias"),
    in_book("deep YAML", BOOK + "subjects: " + "[" * 3000 + "]" * 3000 + "\n", "1:1 yaml-nested"),
    in_book("deep YAML never closed", BOOK + "subjects: " + "{a: " * 3000, "1:1 yaml-nested"),
    in_book("control character by escape", BOOK + 'publisher: "a\\0b"\n', "5:12 control-character"),
    # ------------------------------------------------------------------ files and characters
    Bad("no section", {}, (":1:1 empty-manuscript",)),
    Bad("no book", {"book.yaml": None, "a.md": HEAD + "Text.\n"}, ("book.yaml:1:1 no-book-file",)),
    Bad("empty file", {"a.md": ""}, ("a.md:1:1 empty-section",)),
    in_body("title alone", "", "1:1 empty-section"),
    in_body("headings alone", "## Eins\n\n---\n", "1:1 empty-section"),
    Bad("Latin 1", {"a.md": "Ä\nÄÖ".encode() + b"\xfc\n"}, ("a.md:2:3 not-utf-8",)),
    Bad("UTF-16", {"a.md": "Text".encode("utf-16-le")[:-1] + b"\xd8"}, ("a.md:1:8 not-utf-8",)),
    Bad("UTF-16 with its mark", {"a.md": "Text".encode("utf-16")}, ("a.md:1:1 not-utf-8",)),
    in_body("NUL", "A\x00b\n", "5:2 control-character"),
    in_body("U+0001", "Ab\x01\n", "5:3 control-character"),
    in_body("override", "Eins\n\nab\u202edc\n", "7:3 control-character"),
    in_body("override by entity", "ab &#x202e; dc\n", "5:4 control-character"),
    # ------------------------------------------------------------------ sections
    Bad("no title", {"a.md": "Text.\n"}, ("a.md:1:1 no-title",)),
    Bad("front matter never closed", {"a.md": "---\ntitle: X\n\nText.\n"}, ("a.md:1:1 front-matter-open",)),
    in_matter("section id with a blank", "title: X\nid: a b", "3:5 bad-id"),
    Bad(
        "two sections of one name",
        {"01-a.md": HEAD + "Text.\n", "02-a.md": HEAD + "Text.\n"},
        ("02-a.md:1:1 duplicate-section-id",),
    ),
    Bad(
        "two sections of one id",
        {"a.md": "---\ntitle: X\nid: x\n---\n\nText.\n", "b.md": "---\ntitle: X\nid: x\n---\n\nText.\n"},
        ("b.md:3:1 duplicate-section-id",),
    ),
    in_body("id twice", "Text.\n{: #x1 }\n\n[eins](#x1)\n\nText.\n{: #x1 }\n", "11:4 duplicate-id"),
    in_body("id that is none", "Text.\n{: #1x }\n", "6:4 bad-id"),
    in_body("id of the reader's own", "Text.\n{: #a-p1 }\n", "6:4 reserved-id"),
    in_body("id of a page", "Text.\n{: #nav-toc }\n", "6:4 reserved-id"),
    in_body("id of a page in capitals", "Text.\n{: #Notes }\n", "6:4 reserved-id"),
    in_body("id of the reader's own in capitals", "Text.\n{: #A-p1 }\n", "6:4 reserved-id"),
    in_body("id twice but for case", "Text.\n{: #x1 }\n\nText.\n{: #X1 }\n", "9:4 duplicate-id"),
    Bad(
        "two sections of one id but for case",
        {"a.md": "---\ntitle: X\nid: x\n---\n\nText.\n", "b.md": "---\ntitle: X\nid: X\n---\n\nText.\n"},
        ("b.md:3:1 duplicate-section-id",),
    ),
    Bad(
        "heading with the id of a section",
        {"01-so.md": HEAD + "## Me\n\n[Ich](#me)\n", "02-so-me.md": HEAD + "Text.\n"},
        ("02-so-me.md:1:1 id-clash",),
    ),
    Bad(
        "section with the id of a note",
        {"01-a.md": HEAD + "Wort[^1].\n\n[^1]: Note.\n", "02-a-n1.md": HEAD + "Text.\n"},
        ("02-a-n1.md:1:1 id-clash",),
    ),
    in_body("heading with the id of a paragraph", "Text.\n\n## P1\n\nText.\n", "7:1 id-clash"),
    in_body("heading with the id of the title", "Text.\n\n## Title\n\nText.\n", "7:1 id-clash"),
    *(
        in_body(f"id with the ending {end}", f"{_CHART}{{: #foo }}\n\nText.\n{{: #foo-{end} }}\n", "13:4 id-clash")
        for end in ("cap", "img", "more", "description", "cap-s1", "v1", "source")
    ),
    in_body("id of the end of a list", "- eins\n\n{: #foo }\n\nText.\n{: #foo-end }\n", "10:4 id-clash"),
    in_body("id of what follows a table", f"{_TABLE}{{: #foo }}\n\nText.\n{{: #foo-after }}\n", "13:4 id-clash"),
    in_body("id of a caption", f"{_TABLE}{{: #foo }}\n\nText.\n{{: #foo-cap }}\n", "13:4 id-clash"),
    in_body("id of an item", "Text.\n{: #foo-i1 }\n\n- eins\n\n{: #foo }\n", "6:4 id-clash"),
    in_matter("language of the section", "title: X\nlang: deutsch", "3:7 unknown-language"),
    in_book("language of the book", BOOK.replace("de\n", "zz\n"), "2:11 unknown-language"),
    in_body("language of a span", "Ein [Wort]{lang=english}.\n", "5:12 unknown-language"),
    in_body("language with an underscore", "Ein [Wort]{lang=en_US}.\n", "5:12 unknown-language"),
    in_body("language of a block", "Text.\n{: lang=quatsch }\n", "6:4 unknown-language"),
    # ------------------------------------------------------------------ headings and text
    in_body("first heading too deep", "### Drei\n\nText.\n", "5:1 heading-jump"),
    in_body("level left out", "## Zwei\n\n#### Vier\n\nText.\n", "7:1 heading-jump"),
    in_body("level one in the body", "Text.\n\n# Eins\n\nText.\n", "7:1 heading-level-one"),
    in_body("level one underlined", "Text.\n\nEins\n====\n", "7:1 heading-level-one"),
    in_body("empty heading", "## Zwei\n\n##\n\nText.\n", "7:1 heading-empty"),
    in_body("empty headings in a row", "Text.\n\n##\n\n##\n", "7:1 heading-empty", "9:1 heading-empty"),
    in_body("empty headings in items", "- ##\n- ##\n- Text.\n", "5:1 heading-empty", "6:1 heading-empty"),
    in_body("empty headings in inner items", "- - ##\n- - ##\n- Text.\n", "5:1 heading-empty", "6:1 heading-empty"),
    in_body("empty heading in a quote", "Text ##\n> ##\n", "6:1 heading-empty"),
    in_body("heading of nothing to be seen", "## &shy;\u200b\n\nText.\n", "5:1 heading-empty"),
    in_body("heading twice", "## Zwei\n\nText.\n\n## Zwei\n\nText.\n", "9:1 heading-repeated"),
    in_body("raw HTML", "Ein <b>Wort</b>.\n", "5:5 raw-html", "5:12 raw-html"),
    in_body("raw HTML twice", "- <i>\n- <i>\n", "5:3 raw-html", "6:3 raw-html"),
    in_body("script", "<script>\nalert(1)\n</script>\n", "5:1 raw-html", "7:1 raw-html"),
    in_body("raw HTML after a comment", "Text <!-- <b> -->\n\nWort <b>\n", "7:6 raw-html"),
    in_body("fence never closed", "Text.\n\n```\nx\n", "7:1 unclosed-fence"),
    in_body("chart never closed", "Text.\n\n```chart\ntype: bar\n", "7:1 unclosed-fence"),
    in_body("unknown class", "Text.\n{: .rot }\n", "6:4 unknown-attribute"),
    in_body("unknown attribute", "Text.\n{: foo=bar }\n", "6:4 unknown-attribute"),
    in_body("unknown attribute of a span", "[Wort]{.klein lang=en}\n", "5:8 unknown-attribute"),
    in_body("attributes of nothing", "{: .question }\n\nText.\n", "5:1 attributes-of-nothing"),
    in_body("attributes in text", "Text. {: #a }\n", "5:7 attributes-in-text"),
    in_body("definition without term", ":   Text.\n", "5:1 term-without-definition"),
    in_body("definition after a heading", "## Zwei\n\n:   Text.\n", "7:1 term-without-definition"),
    in_body("term without definition", "Wort\n:\n", "5:1 term-without-definition"),
    in_body("term with an empty definition", "Wort\n\n:   \n", "7:1 term-without-definition"),
    in_body("start of a list that is no number", "1. eins\n2. zwei\n\n{: start=x }\n", "8:10 wanted-number"),
    in_body("start of a list of many digits", "1234567890. eins\n", "5:1 number-out-of-range"),
    in_body("nested quotes", "Text.\n\n" + "> " * 1000 + "x\n", "7:1 nested-too-deep"),
    in_body("nested lists", "Text.\n\n" + "- " * 1000 + "x\n", "7:1 nested-too-deep"),
    in_body("nested emphasis", "Text.\n\n" + "*" * 1000 + "x" + "*" * 1000 + "\n", "7:1 nested-too-deep"),
    # ------------------------------------------------------------------ links
    in_body("dead anchor", "Siehe [Kapitel](#nix).\n", "5:17 dead-link"),
    in_body("dead file", "Siehe [Kapitel](b.md).\n", "5:17 dead-link"),
    in_body("dead place in a file", "Siehe [Kapitel](b.md#nix).\n", "5:17 dead-link", b_md=HEAD + "Text.\n"),
    in_body("reference never defined", "Siehe [Kapitel][nix].\n", "5:7 unresolved-link"),
    in_body("blank in a target", "Siehe [Kapitel](b c.md).\n", "5:17 dead-link"),
    in_body("address without host", "[Regen](https:a.org)\n", "5:9 bad-address"),
    in_body("blank in a host", "[Regen](https://exa mple.org)\n", "5:9 bad-address"),
    in_body("mail to nobody", "[Regen](mailto:?subject=x)\n", "5:9 bad-address"),
    in_body("note in a link", "[Regen[^a]](https://b.org)\n\n[^a]: Text.\n", "5:13 link-in-link"),
    in_body("note in a link in the book", "[Regen[^a]](a.md)\n\n[^a]: Text.\n", "5:13 link-in-link"),
    in_body("link in a link", "[Regen *<https://a.org>*](https://b.org)\n", "5:27 link-in-link"),
    in_body("script link", "[Knopf](javascript:alert(1))\n", "5:9 unsafe-link"),
    in_body("script link with a tab", "[Knopf](java\tscript:x)\n", "5:9 unsafe-link"),
    in_body("script link with a line end", "[Knopf](java\nscript:x)\n", "5:9 unsafe-link"),
    in_body("script link with an entity", "[Knopf](java&#10;script:x)\n", "5:9 unsafe-link"),
    in_body("script link in capitals", "[Knopf](JavaScript:x)\n", "5:9 unsafe-link"),
    in_body("script link by reference", "[Knopf][r]\n\n[r]: javascript:x\n", "7:6 unsafe-link"),
    in_body("data link", "[Knopf](data:text/html,x)\n", "5:9 unsafe-link"),
    in_body("link to a host", "[Knopf](//example.org)\n", "5:9 unsafe-link"),
    in_body("empty link", "Siehe [](https://example.org).\n", "5:10 empty-link"),
    in_body("vague link", "Mehr dazu [hier](https://example.org).\n", "5:18 link-text-vague"),
    in_body(
        "vague link twice",
        "[Seite](https://x.de), [hier](https://x.de)\nund [Mehr …](https://x.de)\n",
        "5:31 link-text-vague",
        "6:14 link-text-vague",
    ),
    in_body("vague link in a cell", _TABLE + "| e | [hier](https://x.de) |\n", "10:14 link-text-vague"),
    in_body("long address", f"<https://example.org/{'x' * 60}>\n", "5:2 link-text-address"),
    # ------------------------------------------------------------------ notes
    in_body("note never defined", "Wort[^a].\n", "5:5 note-undefined"),
    in_body("note never cited", "Wort.\n\n[^a]: Note.\n", "7:1 note-uncited"),
    in_body("note defined twice", "Wort[^a].\n\n[^a]: Note.\n\n[^a]: Note.\n", "9:1 note-repeated"),
    in_body("empty note", "Wort[^a].\n\n[^a]:\n", "7:1 note-empty"),
    in_body("raw HTML in a note", "Wort[^a].\n\n[^a]: Ein <b>\n", "7:11 raw-html"),
    # ------------------------------------------------------------------ images
    in_body("missing image", "![Ein Haus](haus.png)\n", "5:13 missing-image"),
    in_body("image of another case", "![Ein Haus](Haus.png)\n", "5:13 missing-image", haus_png=PNG),
    in_body("image above the folder", "![Ein Haus](../haus.png)\n", "5:13 image-outside"),
    in_body("image at the root", "![Ein Haus](/haus.png)\n", "5:13 image-outside"),
    in_body("image with NUL", "![Ein Haus](a%00b.png)\n", "5:13 image-outside"),
    in_body("image by http", "![Ein Haus](http://example.org/x.png)\n", "5:13 remote-image"),
    in_body("image of a host", "![Ein Haus](//example.org/x.png)\n", "5:13 remote-image"),
    in_body("image as data", "![Ein Haus](data:image/png;base64,AAAA)\n", "5:13 remote-image"),
    in_body("unreadable image", "![Ein Haus](x.png)\n", "5:13 unreadable-image", x_png=b"nope"),
    in_body("cut off image", "![Ein Haus](x.png)\n", "5:13 unreadable-image", x_png=PNG[:45]),
    in_body("broken SVG", "![Ein Haus](x.svg)\n", "5:13 unreadable-image", x_svg="<svg"),
    in_body("HTML as SVG", "![Ein Haus](x.svg)\n", "5:13 unreadable-image", x_svg="<html/>"),
    in_body("SVG in UTF-16", "![Ein Haus](x.svg)\n", "5:13 unreadable-image", x_svg=SVG.encode("utf-16")),
    in_body("image of another type", "![Ein Haus](x.bmp)\n", "5:13 image-type", x_bmp=BMP),
    in_body("SVG with script", "![Ein Haus](x.svg)\n", "5:13 unsafe-svg", x_svg=SVG.format("<script>x</script>")),
    in_body("SVG with event", "![Ein Haus](x.svg)\n", "5:13 unsafe-svg", x_svg=SVG.format('<g onload="x"/>')),
    in_body("SVG that loads", "![Ein Haus](x.svg)\n", "5:13 unsafe-svg", x_svg=SVG.format('<image href="http://x"/>')),
    in_body("SVG with entities", "![Ein Haus](x.svg)\n", "5:13 unsafe-svg", x_svg="<!DOCTYPE svg>" + SVG.format("")),
    in_body("SVG with sheet", "![Ein Haus](x.svg)\n", "5:13 unsafe-svg", x_svg="<?xml-stylesheet ?>" + SVG.format("")),
    *(
        in_body(f"SVG that loads by {title}", "![Ein Haus](x.svg)\n", "5:13 unsafe-svg", x_svg=SVG.format(inner))
        for title, inner in (
            ("an escaped import", '<style>@\\69mport "http://x"</style>'),
            ("an import", '<style>@IMPORT "x.css"</style>'),
            ("a font", "<style>@font-face{src:url(x.woff)}</style>"),
            ("an image set", "<style>g{fill:image-set('http://x' 1x)}</style>"),
            ("a base", '<g xml:base="http://x"/>'),
            ("an image set in a style", "<g style=\"fill:image-set('http://x' 1x)\"/>"),
            ("an escaped url", '<g style="fill:u\\72l(http://x)"/>'),
            ("an escaped url in fill", '<g fill="u\\72l(http://x)"/>'),
            ("a url in fill", '<g id="a" fill="url(#a) URL( http://x )"/>'),
        )
    ),
    *(
        in_body(f"SVG with {title}", "![Ein Haus](x.svg)\n", "5:13 unreadable-image", x_svg=svg)
        for title, svg in (
            ("an id twice", SVG.format('<g id="a"/><g id="a"/>')),
            ("an id that is none", SVG.format('<g id="1 a"/>')),
            ("a url to nothing", SVG.format('<g fill="url(#a)"/>')),
            ("a link to nothing", SVG.format('<use href="#a"/>')),
            ("a style of nothing", SVG.format("<style>g{fill:url('#a')}</style>")),
            ("Latin-1", '<?xml version="1.0" encoding="ISO-8859-1"?>' + SVG.format("")),
            ("UTF-16 in name", "<?xml version='1.0' encoding='UTF-16'?>" + SVG.format("")),
            ("XML 1.1", '<?xml version="1.1"?>' + SVG.format("")),
        )
    ),
    in_body("animated image", "![Ein Haus](x.gif)\n", "5:13 image-animated", x_gif=GIF),
    in_body("image without alt", "![](x.png)\n", "5:5 image-without-alt", x_png=PNG),
    in_body("image within text without alt", "Ein ![ ](x.png) Wort.\n", "5:10 image-without-alt", x_png=PNG),
    in_body("file name as alt", "![x.png](x.png)\n", "5:10 alt-is-file-name", x_png=PNG),
    in_body("alt that says image", "![Bild von einem Haus](x.png)\n", "5:24 alt-opening", x_png=PNG),
    in_body("long alt", f"![{'Haus ' * 31}](x.png)\n", "5:160 alt-long", x_png=PNG),
    in_body("alt as caption", '![Ein Haus](x.png "Ein Haus.")\n', "5:13 alt-is-caption", x_png=PNG),
    in_body("decoration", '![](x.png "Haus"){.decorative}\n', "5:5 decorative-with-caption", x_png=PNG),
    # ------------------------------------------------------------------ tables
    in_body("table without head", "| a | b |\n| c | d |\n", "5:1 table-without-head"),
    in_body("table of an empty head", _TABLE.replace("| a | b", "| | "), "7:1 table-without-head"),
    in_body("column without name", _TABLE.replace("| b |", "|  |"), "7:1 table-head-empty"),
    in_body("table without caption", _TABLE.partition("\n\n")[2], "5:1 table-without-caption"),
    in_body("table without rows", "Tabelle: X\n\n| a | b |\n|---|---|\n", "7:1 table-without-rows"),
    in_body("short row", _TABLE + "| e |\n", "10:1 ragged-row"),
    in_body("long row", _TABLE + "| e | f | g |\n", "10:1 ragged-row"),
    in_body("caption without table", "Tabelle: X\n\nText.\n", "5:1 caption-without-table"),
    # ------------------------------------------------------------------ charts
    in_chart("chart of nothing", _BAR + "data: {}", "8:7 chart-without-data"),
    in_chart("chart of unknowns", _BAR + "data: {a: ~, b: ~}", "5:1 chart-without-data"),
    in_chart("chart with a word", _BAR + "data: {a: viel}", "8:11 wanted-number"),
    in_chart("chart with no number at all", _BAR + "data: {a: .nan}", "8:11 wanted-number"),
    in_chart("chart with a huge number", _BAR + "data: {a: 1e99}", "8:11 number-out-of-range"),
    in_chart("chart with a point", _BAR + "data:\n  a: 1\n  b: 1.000", "10:6 thousands-point"),
    in_chart("list without categories", _BAR + "data: {a: [1, 2]}", "8:7 chart-categories"),
    in_chart("categories without list", _BAR + "categories: [u]\ndata: {a: 1}", "8:13 chart-categories"),
    in_chart("wrong length", _BAR + "categories: [u, v]\ndata:\n  a: [1, 2]\n  b: [1]", "11:6 chart-length"),
    in_chart(
        "circle of two series", "type: pie\ntitle: X\ncategories: [u]\ndata: {a: [1], b: [2]}", "5:1 chart-series"
    ),
    in_chart("negative share", _PIE + "data: {a: -10, b: 110}", "5:1 chart-negative"),
    in_chart(
        "negative in a stack", "type: stacked\ntitle: X\ncategories: [u]\ndata: {a: [-1], b: [2]}", "5:1 chart-negative"
    ),
    in_chart("unknown share", _PIE + "data: {a: ~, b: 90}", "5:1 chart-unknown-share"),
    in_chart("shares of 90", _PIE + "data: {a: 60, b: 30}", "5:1 chart-sum"),
    in_chart("shares of nothing", _PIE + "data: {a: 0, b: 0}", "5:1 chart-sum-zero"),
    in_chart("number in alt", _PIE + "data: {a: 70, b: 30}\nalt: Kreis, a 71 Prozent", "5:1 chart-alt-number"),
    in_chart("long chart alt", _BAR + f"data: {{a: 1}}\nalt: {'Wort ' * 31}", "5:1 alt-long"),
    in_chart("title as chart alt", "type: bar\ntitle: Ein Titel\ndata: {a: 1}\nalt: ein Titel", "5:1 alt-is-caption"),
    in_chart("vague link in a source", _BAR + "source: '[hier](https://x.de)'\ndata: {a: 1}", "8:17 link-text-vague"),
    in_body(
        "chart in a list",
        "- eins\n\n    ```chart\n    type: brr\n    title: X\n    data: {a: 1}\n    ```\n",
        "8:11 unknown-value",
    ),
)
