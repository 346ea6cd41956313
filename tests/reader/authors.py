"""Manuscripts as authors might write them, each with the words that its readers must find in the book.

Text and words grow together from one structure, so that nothing here depends on how the reader reads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

IMAGE = "images/punkt.png"
_PLAIN = """
    Straße Ärger Öl übt und der Die Dann Er Nein! Wer? Ende. Dr. z.B. usw. 3. 1999. 1.000,5 50% „Zitat“ (so) [so]
    😀 e\u0301te שלום مرحبا 日本 C# #tag a<b A&B & snake_case – -- … ... ' " $5 a/b ~ ^ = + - * : ; @du
    Mai. II. So/So x_y_z {so}, 10\u2007% a\u2011b <3 1. 2)
"""
PLAIN = tuple(word for line in _PLAIN.split("\n") for word in line.split(" ") if word)
_ESCAPED = tuple(f"\\{sign}" for sign in "\\`*_{}[]()>#+-.!|")
_SPELLED = {
    "&amp;": "&", "&lt;b&gt;": "<b>", "&quot;": '"', "&#228;": "ä", "&#x1F600;": "😀", "&szlig;": "ß",
    "&amp;amp;": "&amp;", "10&nbsp;%": "10 %",
    "5&gt;3": "5>3", "&gt;": ">", "\\_snake\\_": "_snake_", "2\\*3": "2*3", "3\\.": "3.",
    "\\[so\\](da)": "[so](da)", "\\*\\*so\\*\\*": "**so**", "C:\\Daten": "C:\\Daten", "\\\\n": "\\n",
    "\\#so": "#so", "\\{so\\}": "{so}",
}  # fmt: skip
_CODES = (
    "x",
    "a<b>",
    "&amp;",
    "*so*",
    "[[so]]",
    "a_b_c",
    "C:\\Daten",
    "{x: 1}",
    "<!-- so -->",
    "# so",
    "  x  y ",
    "$(ls)",
)
_OPENINGS = {
    "Anfang": "Anfang", "„Zitat“": "„Zitat“", "😀": "😀", "\\#": "#", "\\-": "-", "3\\.": "3.", "\\>": ">",
    "&amp;": "&", "#tag": "#tag", "مرحبا": "مرحبا", "Ärger.": "Ärger.", "(so)": "(so)", "*So*": "So", "`so`": "so",
}  # fmt: skip
_TONGUES = ("en", "fr", "ar", "de-CH")
# A line that begins so would begin another block.
_SIGNS = re.compile(r"\s*(?:[#>|:=+*-]|\d+[.)](?:\s|$)|~~~|```|\[\^|\{)")


@dataclass(frozen=True, slots=True)
class Words:
    """Markdown, the text that it shows, and the names of the notes marked in it, in reading order."""

    source: str
    shown: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """A block's lines of Markdown, the text that they show, and the notes marked in it."""

    lines: tuple[str, ...]
    shown: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A file's name and text, and the words of its page and of its notes."""

    name: str
    text: str
    words: list[str]
    notes: list[str]


@dataclass(slots=True)
class Desk:
    """What one section's author has written so far."""

    draw: DrawFn
    number: int
    notes: dict[str, Lines] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    ids: int = 0
    in_body: bool = True

    def pick(self, *options: str) -> str:
        """One of some texts."""
        return self.draw(st.sampled_from(options))

    def chance(self, sides: int) -> bool:
        """True once in so many times."""
        return self.draw(st.integers(1, sides)) == sides

    def count(self, least: int, most: int) -> int:
        """A number in a range."""
        return self.draw(st.integers(least, most))

    def fresh_id(self) -> str:
        """An id that the book doesn't have."""
        self.ids += 1
        return f"ort{self.number}-{self.ids}"


# ------------------------------------------------------------------ words


def _word(desk: Desk) -> Words:
    match desk.count(0, 9):
        case 0:
            source = desk.pick(*_SPELLED)
            return Words(source, _SPELLED[source])
        case 1:
            source = desk.pick(*_ESCAPED)
            return Words(source, source[1:])
        case _:
            source = desk.pick(*PLAIN)
            return Words(source, source)


def _code(desk: Desk) -> Words:
    if desk.chance(6):
        return Words("`` a`b ``", "a`b")
    text = desk.pick(*_CODES)
    return Words(f"`{text}`", text)


def _wrapped(before: str, inner: Words, after: str) -> Words:
    return Words(f"{before}{inner.source}{after}", inner.shown, inner.notes)


def _stressed(desk: Desk, depth: int) -> Words:
    mark = desk.pick("*", "**", "_", "__", "***")
    inner = _phrase(desk, depth + 1, avoid=mark[0])
    return _wrapped(mark, inner, mark)


def _raised(desk: Desk, depth: int) -> Words:
    tag = "sub" if depth else "sup"
    return _wrapped(f"<{tag}>", _phrase(desk, depth + 1), f"</{tag}>")


def _span(desk: Desk, depth: int) -> Words:
    return _wrapped("[", _phrase(desk, depth + 1), f"]{{lang={desk.pick(*_TONGUES)}}}")


def _link(desk: Desk, depth: int) -> Words:
    inner = _phrase(desk, depth + 2)
    match desk.count(0, 4):
        case 0:
            address = desk.pick("https://example.org/a?b=c&d=e", "https://example.org/ä_b_c", "mailto:a@example.org")
            return Words(f"<{address}>", address) if address[0] == "h" else Words("<a@example.org>", "a@example.org")
        case 1 if desk.in_body:
            desk.links.append(f"[ziel{len(desk.links)}]: https://example.org/{len(desk.links)}")
            return _wrapped("[", inner, f"][ziel{len(desk.links) - 1}]")
        case 2:
            return _wrapped(
                "[", inner, f"]({desk.pick('01-anfang.md', '01-anfang.md#ort1', 'https://example.org/a_(b)')})"
            )
        case 3:
            return _wrapped("[", inner, '](https://example.org/a_b_c "Ein *Titel*"){lang=en}')
        case _:
            return _wrapped("[", inner, "](https://example.org/*a*)")


def _picture(desk: Desk) -> Words:
    if desk.chance(4):
        return Words(f"![]({IMAGE}){{.decorative}}", "")
    alt = " ".join(desk.pick("Haus", "A & B", "a<b", "Ärger", "„so“", "C#", "50 %") for _ in range(desk.count(1, 3)))
    return Words(f"![{alt}]({IMAGE})", alt)


def _note_mark(desk: Desk) -> Words:
    if desk.notes and desk.chance(3):
        name = desk.pick(*desk.notes)
        return Words(f"[^{name}]", "", (name,))
    name = desk.pick("eins", "ä-2", "x_y", "3") + f"-{len(desk.notes)}"
    desk.notes[name] = Lines((), "")
    desk.notes[name] = _note(desk)
    return Words(f"[^{name}]", "", (name,))


def _note(desk: Desk) -> Lines:
    first = _paragraph(desk, noting=len(desk.notes) < 3)
    blocks = [first, *_blocks(desk, depth=2, most=1, noting=False)]
    return _stacked(blocks)


def _piece(desk: Desk, depth: int, *, noting: bool, avoid: str = "") -> Words:
    """A word or what is made of some; `avoid` is the sign that the words around it are stressed with."""
    kind = desk.count(0, 24) if depth < 2 else desk.count(8, 24)
    if kind in (0, 1) and not avoid:
        return _stressed(desk, depth)
    match kind:
        case 2:
            return _raised(desk, depth)
        case 3:
            return _span(desk, depth)
        case 4 if depth == 0:
            return _link(desk, depth)
        case 5:
            return _picture(desk)
        case 6 if noting:
            mark, before = _note_mark(desk), _word(desk)
            return Words(f"{before.source}{mark.source}", before.shown, mark.notes)
        case 7 | 8:
            return _code(desk)
        case 9 if depth == 0:
            inner = _wrapped("**", _phrase(desk, 2, avoid="*"), "**")
            return Words(f"Fuß{inner.source}", f"Fuß{inner.shown}")
        case 10 if depth == 0:
            return Words("so <!-- weg --> da", "so da")
    return _word(desk)


def _phrase(desk: Desk, depth: int, *, avoid: str = "") -> Words:
    """Some words that begin and end in a letter, as what stands between marks must."""
    middle = [_piece(desk, depth, noting=False, avoid=avoid) for _ in range(desk.count(0, 2))]
    if depth > 0:
        middle = [piece for piece in middle if not _SIGNS.match(piece.source)]
    first, last = desk.pick("Auf", "so", "A&B"), desk.pick("Hut", "zu", "ß", "Ende.")
    return _joined([Words(first, first), *middle, Words(last, last)], " ")


def _joined(pieces: list[Words], blank: str) -> Words:
    return Words(
        blank.join(piece.source for piece in pieces),
        " ".join(piece.shown for piece in pieces),
        tuple(note for piece in pieces for note in piece.notes),
    )


def text(desk: Desk, *, noting: bool = True, wraps: bool = True, most: int = 7) -> Words:
    """What stands in a paragraph, cell or heading."""
    opening = desk.pick(*_OPENINGS)
    made = Words(opening, _OPENINGS[opening])
    for _ in range(desk.count(0, most)):
        piece = _piece(desk, 0, noting=noting)
        blank = " "
        if wraps and not _SIGNS.match(piece.source):
            blank = desk.pick(" ", " ", " ", "\n", "  \n", "<br>")
        made = Words(f"{made.source}{blank}{piece.source}", f"{made.shown} {piece.shown}", made.notes + piece.notes)
    return made


# ------------------------------------------------------------------ blocks


def _line(desk: Desk, most: int) -> Words:
    """A title or its like, which stands outside the body and so knows nothing of its notes and references."""
    desk.in_body, before = False, desk.in_body
    words = text(desk, noting=False, wraps=False, most=most)
    desk.in_body = before
    return words


def _paragraph(desk: Desk, *, noting: bool = True) -> Lines:
    words = text(desk, noting=noting)
    return Lines(tuple(words.source.split("\n")), words.shown, words.notes)


def _stacked(blocks: list[Lines]) -> Lines:
    """Blocks below each other, an empty line between two."""
    lines: list[str] = []
    for block in blocks:
        lines += ["", *block.lines] if lines else block.lines
    shown = " ".join(block.shown for block in blocks)
    return Lines(tuple(lines), shown, tuple(note for block in blocks for note in block.notes))


def _indented(lines: tuple[str, ...], first: str, rest: str = "    ") -> tuple[str, ...]:
    return (first + lines[0], *(rest + line if line else line for line in lines[1:]))


def _attributed(desk: Desk, block: Lines) -> Lines:
    if not desk.chance(8):
        return block
    attributes = desk.pick(f"#{desk.fresh_id()}", "lang=en", f"#{desk.fresh_id()} lang=fr")
    return Lines((*block.lines, desk.pick("{: %s }", "{%s}", "{:%s}") % attributes), block.shown, block.notes)


def _list(desk: Desk, depth: int, noting: bool, *, ordered: bool | None = None) -> Lines:
    tight = desk.chance(2)
    ordered = desk.chance(2) if ordered is None else ordered
    start, bullet = desk.pick("1", "3"), desk.pick("-", "*", "+")
    lines: list[str] = []
    items: list[Lines] = []
    for number in range(desk.count(1, 3)):
        body = _paragraph(desk, noting=noting)
        if tight and desk.chance(4):
            inner = _list(desk, depth + 1, noting) if depth < 3 and desk.chance(2) else _fence(desk)
            body = Lines((*body.lines, *inner.lines), f"{body.shown} {inner.shown}", body.notes + inner.notes)
        elif not tight:
            body = _stacked([body, *_blocks(desk, depth + 1, most=1, noting=noting)])
        # An item may follow the one before it without an empty line, whatever that holds.
        lines += [""] if items and not tight and not desk.chance(4) else []
        lines += _indented(body.lines, f"{int(start) + number}. " if ordered else f"{bullet} ")
        items.append(body)
    return Lines(tuple(lines), " ".join(i.shown for i in items), tuple(n for item in items for n in item.notes))


def _listing(desk: Desk, noting: bool) -> Lines:
    """A list right below a paragraph."""
    before, below = _paragraph(desk, noting=noting), _list(desk, 1, noting, ordered=False)
    return Lines((*before.lines, *below.lines), f"{before.shown} {below.shown}", before.notes + below.notes)


def _quote(desk: Desk, depth: int, noting: bool) -> Lines:
    inner = _stacked([_paragraph(desk, noting=noting), *_blocks(desk, depth + 1, most=2, noting=noting)])
    return Lines(
        tuple(f"> {line}".rstrip() if not line else f"> {line}" for line in inner.lines), inner.shown, inner.notes
    )


def _definitions(desk: Desk, depth: int, noting: bool) -> Lines:
    entries: list[Lines] = []
    for _ in range(desk.count(1, 2)):
        terms = [text(desk, noting=noting, wraps=False, most=3) for _ in range(desk.count(1, 2))]
        details = [
            _stacked([_paragraph(desk, noting=noting), *_blocks(desk, depth + 1, most=1, noting=noting)])
            for _ in range(desk.count(1, 2))
        ]
        lines = [term.source for term in terms]
        for n, detail in enumerate(details):
            lines += [""] if n else []
            lines += _indented(detail.lines, ":   ")
        shown = " ".join([*(term.shown for term in terms), *(detail.shown for detail in details)])
        notes = (*(n for term in terms for n in term.notes), *(n for detail in details for n in detail.notes))
        entries.append(Lines(tuple(lines), shown, notes))
    return _stacked(entries)


def _cell(desk: Desk, noting: bool) -> Words:
    if desk.chance(5):
        return Words("", "")
    if desk.chance(8):
        return Words("`a|b`", "a|b")
    return text(desk, noting=noting, wraps=False, most=3)


def _table(desk: Desk, noting: bool) -> Lines:
    width = desk.count(1, 4)
    head = [text(desk, noting=False, wraps=False, most=1) for _ in range(width)]
    rows = [[_cell(desk, noting) for _ in range(width)] for _ in range(desk.count(1, 3))]
    rule = "|".join(desk.pick("---", ":--", "--:", ":-:", " --- ") for _ in range(width))
    caption = text(desk, noting=noting, wraps=False, most=3)
    body = [_row(head), f"|{rule}|", *map(_row, rows)]
    sign = desk.pick("Tabelle: ", "Table: ")
    lines = [f"{sign}{caption.source}", "", *body] if desk.chance(2) else [*body, "", f"{sign}{caption.source}"]
    cells = [cell for row in (head, *rows) for cell in row]
    return Lines(
        tuple(lines),
        " ".join([caption.shown, *(c.shown for c in cells)]),
        (*caption.notes, *(note for cell in cells for note in cell.notes)),
    )


def _row(cells: list[Words]) -> str:
    # A bar ends a cell; the words of cells hold none but escaped ones and those in code.
    return "|" + "|".join(f" {cell.source} " for cell in cells) + "|"


def _fence(desk: Desk) -> Lines:
    mark = desk.pick("```", "~~~", "````")
    texts = (
        "x = 1",
        "# so",
        "- so",
        "    tief",
        "",
        "<b>so</b> &amp;",
        "[^so]: da",
        "<!-- so -->",
        "*so* \\*",
        "| a |",
    )
    lines = [desk.pick(*texts) for _ in range(desk.count(1, 4))]
    return Lines((f"{mark}{desk.pick('', 'yaml', ' python')}", *lines, mark), " ".join(lines))


def _chart(desk: Desk) -> Lines:
    title, source = _line(desk, 3), _line(desk, 2)
    return Lines(
        ("```chart", "type: bar", f"title: {json.dumps(title.source, ensure_ascii=False)}", 'unit: "%"',
         f"source: {json.dumps(source.source, ensure_ascii=False)}", "data: {so: 70, da: 30}", "```"),
        f"{title.shown} {source.shown}",
    )  # fmt: skip


def _image(desk: Desk) -> Lines:
    caption = _line(desk, 2)
    alt = desk.pick("Ein Haus", "A & B", "Haus 3")
    if '"' in caption.source or desk.chance(3):
        return Lines((f"![{alt}]({IMAGE})",), alt)
    return Lines((f'![{alt}]({IMAGE} "{caption.source}")',), f"{caption.shown} {alt}")


def _heading(desk: Desk) -> Lines:
    words = text(desk, noting=desk.chance(9), wraps=False, most=3)
    if desk.chance(8):
        return Lines((words.source, "-----"), words.shown, words.notes)
    ending = desk.pick("", "", "", " ##", f" {{#{desk.fresh_id()}}}", " {lang=en}")
    if words.source.endswith("}") and not ending:
        # Braces at the end of a heading are attributes: who means them writes a backslash.
        words = Words(f"{words.source}.", f"{words.shown}.", words.notes)
    return Lines((f"{'#' * desk.count(2, 6)} {words.source}{ending}",), words.shown, words.notes)


def _hashtags(desk: Desk) -> Lines:
    tags = " ".join(desk.pick("#Öl", "#SocialMedia", "#x_y", "#3") for _ in range(desk.count(1, 4)))
    return Lines((f"\\{tags}" if desk.chance(2) else tags,), tags)


def _comment(desk: Desk) -> Lines:
    return Lines(("<!-- weg", "# weg", "", "weg -->") if desk.chance(2) else ("<!-- weg -->",), "")


def _rule(desk: Desk) -> Lines:
    return Lines((desk.pick("---", "***", "* * *"),), "")


def _blocks(desk: Desk, depth: int, most: int, *, noting: bool = True) -> list[Lines]:
    """Blocks, deep ones plain; one list doesn't follow another, for they would be one."""
    kinds: dict[str, Callable[[], Lines]] = {
        "paragraph": lambda: _attributed(desk, _paragraph(desk, noting=noting)),
        "fence": lambda: _fence(desk),
        "chart": lambda: _chart(desk),
        "image": lambda: _image(desk),
    }
    if depth < 3:
        kinds["list"] = lambda: _list(desk, depth, noting)
        kinds["listing"] = lambda: _listing(desk, noting)
        kinds["table"] = lambda: _table(desk, noting)
        kinds["quote"] = lambda: _quote(desk, depth, noting)
    if depth < 1:
        kinds["definitions"] = lambda: _definitions(desk, depth, noting)
    if depth < 1:
        kinds |= {
            "heading": lambda: _heading(desk), "hashtags": lambda: _hashtags(desk),
            "comment": lambda: _comment(desk), "rule": lambda: _rule(desk),
        }  # fmt: skip
    return [kinds[desk.pick(*kinds)]() for _ in range(desk.count(0, most))]


# ------------------------------------------------------------------ sections


def _section(desk: Desk) -> Section:
    title, voice, source = _line(desk, 3), _line(desk, 2), _line(desk, 2)
    target = Lines((f"## Ort {{#ort{desk.number}}}",), "Ort")
    body = _stacked([_paragraph(desk), *_blocks(desk, 0, most=6), target])
    front = [f"{key}: {json.dumps(words.source, ensure_ascii=False)}"
             for key, words in (("title", title), ("voice", voice), ("source", source))]  # fmt: skip
    lines = ["---", *front, "---", "", *body.lines]
    for name, note in desk.notes.items():
        lines += ["", *_indented(note.lines, f"[^{name}]: ")]
    lines += ["", *desk.links] if desk.links else []
    shown = [title.shown, voice.shown, body.shown, source.shown]
    return Section(
        f"{desk.number:02d}-{'anfang' if desk.number == 1 else 'mitte'}.md",
        "\n".join(lines) + "\n",
        " ".join(shown).split(),
        _note_words(body.notes, desk.notes),
    )


def _note_words(cited: tuple[str, ...], notes: dict[str, Lines]) -> list[str]:
    """The words of the notes in the order of their numbers: those of the text first, then those of notes."""
    order = list(dict.fromkeys(cited))
    for name in order:
        order += [inner for inner in dict.fromkeys(notes[name].notes) if inner not in order]
    return [word for name in order for word in notes[name].shown.split()]


@st.composite
def sections(draw: DrawFn) -> tuple[Section, ...]:
    """One or two sections."""
    return tuple(_section(Desk(draw, number)) for number in range(1, draw(st.integers(1, 2)) + 1))
