"""The pieces of SVG that charts are drawn with, as text. Pure.

Each painted piece has its light colour as an attribute, for the simplest of readers, and a class through
which the style sheet gives it the dark one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.charts.palette import LIGHT, TILES, Tile, light_and_dark
from pipeline.charts.typeset import text_width, wrap

WIDTH = 480
MARGIN = 20
ROOM = WIDTH - 2 * MARGIN
SIZE = 18
LINE = 25
BADGE_RADIUS = 16

# Characters that XML 1.0 (section 2.2) does not allow, even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CLASSES = {name: (attribute, light) for name, attribute, light, _ in light_and_dark()}


def document(body: str, height: float, title: str, language: str, prefix: str) -> str:
    """A whole SVG document, with the patterns and dark colours that its body uses."""
    used = sorted({int(index) for index in re.findall(rf"url\(#{prefix}(\d+)\)", body)})
    patterns = "".join(pattern(index, prefix) for index in used)
    sheet = f'<path {paint("paper")} d="M0 0h{WIDTH}v{number(height)}H0z"/>'
    group = f'<g font-family="sans-serif" font-size="{SIZE}" {paint("ink")}>{body}</g>'
    drawn = patterns + sheet + group
    dark = "".join(
        f".{name}{{{attribute}:{colour}}}"
        for name, attribute, _, colour in light_and_dark()
        if f'class="{name}' in drawn or f' {name}"' in drawn
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{escaped(language)}" role="img" width="{WIDTH}" '
        f'height="{number(height)}" viewBox="0 0 {WIDTH} {number(height)}"><title>{escaped(title)}</title>'
        f"<style>@media (prefers-color-scheme:dark){{{dark}}}</style>"
        f"{f'<defs>{patterns}</defs>' if patterns else ''}"
        f"{sheet}{group}</svg>\n"
    )


def paint(*names: str) -> str:
    """The attributes that paint: fill with "ink", "paper", "f0"; stroke with "edge", "gap", "rule", "s0"."""
    colours = " ".join(f'{_CLASSES[name][0]}="{_CLASSES[name][1]}"' for name in names)
    return f'class="{" ".join(names)}" {colours}'


def solid(index: int, *names: str) -> str:
    """The attributes that fill something with the colour of a place in the order, without its pattern."""
    return paint(f"f{index % len(LIGHT.fills)}", *names)


def fill(index: int, prefix: str, *names: str) -> str:
    """The attributes that fill something with the colour and the pattern of a place in the order of fills."""
    if TILES[index % len(TILES)] is None:
        return solid(index, *names)
    url = f'fill="url(#{prefix}{index % (len(TILES) * len(LIGHT.fills))})"'
    return f"{url} {paint(*names)}" if names else url


def pattern(index: int, prefix: str) -> str:
    """The definition that `fill` refers to."""
    tile = TILES[index % len(TILES)]
    if tile is None:
        return ""
    return _tile(tile, index, prefix)


def text(lines: Iterable[str], x: float, y: float, more: str = "") -> str:
    """Lines of text from a baseline downwards."""
    first, *rest = lines
    body = escaped(first) + "".join(f'<tspan x="{number(x)}" dy="{LINE}">{escaped(line)}</tspan>' for line in rest)
    return f'<text x="{number(x)}" y="{number(y)}"{more}>{body}</text>'


def badge(count: int, x: float, y: float, radius: float = BADGE_RADIUS) -> str:
    """A number in a disc."""
    size = 17 if count < 100 else 14
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" stroke-width="2" '
        f"{paint('paper', 'edge')}/>"
        f'<text x="{number(x)}" y="{number(y + size * 0.35)}" font-size="{size}" font-weight="700" '
        f'text-anchor="middle">{count}</text>'
    )


def pill(count: int, value: str, x: float, y: float) -> str:
    """A number in a disc and a value beside it, on a background of their own, about a centre."""
    width, height = pill_width(value), 2 * BADGE_RADIUS + 4
    left = x - width / 2
    return (
        box(left, y - height / 2, width, height, f'rx="{number(height / 2)}" {paint("paper")}')
        + badge(count, left + BADGE_RADIUS + 2, y)
        + f'<text x="{number(left + width / 2 + BADGE_RADIUS - 2)}" y="{number(y + SIZE * 0.35)}" '
        f'font-weight="700" text-anchor="middle">{escaped(value)}</text>'
    )


def pill_width(value: str) -> float:
    """The width of a pill with a value."""
    return 2 * BADGE_RADIUS + text_width(value, SIZE) + 16


def label_and_value(label: str, value: str, x: float, y: float) -> tuple[str, float]:
    """A label at x and its value, if any, at the right margin, from y downwards, and their height."""
    room = WIDTH - MARGIN - x
    if not value:
        lines = wrap(label, SIZE, room)
        return text(lines, x, y + SIZE), LINE * len(lines)
    value_room = text_width(value, SIZE)
    beside = room - value_room - SIZE >= room / 2
    lines = wrap(label, SIZE, room - value_room - SIZE if beside else room)
    values = wrap(value, SIZE, room)
    base = y + SIZE
    bold = ' font-weight="700" text-anchor="end"'
    drawn = text(lines, x, base)
    if beside:
        return drawn + text(values, WIDTH - MARGIN, base, bold), LINE * len(lines)
    below = base + LINE * len(lines)
    return drawn + text(values, WIDTH - MARGIN, below, bold), LINE * (len(lines) + len(values))


def values_in_line(values: Iterable[str], x: float, y: float) -> tuple[str, float]:
    """Values side by side, each after the number of its series, in the lines they need; and their end."""
    parts = []
    left, right, radius = x, WIDTH - MARGIN, 13
    before = 2 * radius + 7
    for place, value in enumerate(values):
        width = before + text_width(value, SIZE)
        if left > x and left + width > right:
            left, y = x, y + 2 * radius + 6
        lines = wrap(value, SIZE, right - x - before)
        parts.append(badge(place + 1, left + radius, y + radius, radius))
        parts.append(text(lines, left + before, y + radius + SIZE * 0.36, ' font-weight="700"'))
        y += LINE * (len(lines) - 1)
        left += width + 12
    return "".join(parts), y + 2 * radius


def line(x1: float, y1: float, x2: float, y2: float, more: str) -> str:
    """A straight line."""
    return f'<path d="M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}" {more}/>'


def box(x: float, y: float, width: float, height: float, more: str) -> str:
    """A rectangle."""
    return f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" {more}/>'


def number(value: float) -> str:
    """A coordinate, to a hundredth, without needless digits."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def escaped(words: str) -> str:
    """Text for XML: markup escaped, and characters left out that XML has no way to hold."""
    plain = _FORBIDDEN.sub("", words)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _tile(tile: Tile, index: int, prefix: str) -> str:
    edge = number(tile.edge)
    turn = f' patternTransform="rotate({tile.turn})"' if tile.turn else ""
    return (
        f'<pattern id="{prefix}{index}" width="{edge}" height="{edge}" patternUnits="userSpaceOnUse"{turn}>'
        f'<path {paint(f"f{index % len(LIGHT.fills)}")} d="M0 0h{edge}v{edge}H0z"/>'
        f'<path {paint("gap")} stroke-width="{number(tile.width)}" stroke-linecap="round" '
        f'd="{tile.path}"/></pattern>'
    )
