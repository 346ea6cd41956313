"""The colours and patterns of drawn charts, in a light and a dark scheme. Pure data.

Every fill has a contrast of at least 3:1 with the paper of its scheme (WCAG 2.2, 1.4.11), which also parts
neighbouring fills, because a line in the colour of the paper runs between them. The fills differ in lightness as
much as in hue, so that they stay apart in the common kinds of colour blindness. Still nothing rests on colour:
on grey e-paper, pattern and number tell the fills apart.
"""

from __future__ import annotations

from msgspec import Struct


class Scheme(Struct, frozen=True):
    """The colours of one scheme: background, text, thin lines, and fills in the order of their use."""

    paper: str
    ink: str
    rule: str
    fills: tuple[str, ...]


LIGHT = Scheme(
    paper="#ffffff",
    ink="#1c2530",
    rule="#c3cad2",
    fills=("#20609c", "#ad4416", "#2a9a80", "#521d5f", "#a68c33", "#3c434c"),
)
DARK = Scheme(
    paper="#14191f",
    ink="#e9edf1",
    rule="#46515d",
    fills=("#9cc6f5", "#dd6f36", "#79e3c3", "#a95fcb", "#efd673", "#78838f"),
)


class Tile(Struct, frozen=True):
    """A repeating pattern: edge, turn in degrees, and the stroke drawn on the fill in paper colour."""

    edge: float
    turn: int
    path: str
    width: float


# The first fill has no pattern. The order is that of the words' `patterns`.
TILES: tuple[Tile | None, ...] = (
    None,
    Tile(11, 45, "M0 5.5h11", 2.6),
    Tile(11, 45, "M5.5 5.5h.01", 5),
    Tile(10, 0, "M0 5h10", 2.4),
    Tile(12, 0, "M0 6h12M6 0v12", 2),
    Tile(10, 90, "M0 5h10", 2.4),
    Tile(11, -45, "M0 5.5h11", 2.6),
)

# The shapes of points, about a centre at 0 0, in the order of the words' `markers`.
MARKERS = (
    "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0z",
    "M-6.5-6.5h13v13h-13z",
    "M0-8l8 14h-16z",
    "M0-9l8 9l-8 9l-8-9z",
    "M0 8l8-14h-16z",
    "M-3-8h6v5h5v6h-5v5h-6v-5h-5v-6h5z",
)
# Lines differ in their dashes too; the first is solid.
DASHES = ("", "10 6", "3 5", "14 5 3 5", "6 4", "18 6")


def light_and_dark() -> tuple[tuple[str, str, str, str], ...]:
    """Each class of painted things: its name, the attribute it paints, its light and its dark colour."""
    fills = zip(LIGHT.fills, DARK.fills, strict=True)
    return (
        ("paper", "fill", LIGHT.paper, DARK.paper),
        ("gap", "stroke", LIGHT.paper, DARK.paper),
        ("ink", "fill", LIGHT.ink, DARK.ink),
        ("edge", "stroke", LIGHT.ink, DARK.ink),
        ("rule", "stroke", LIGHT.rule, DARK.rule),
        *(
            entry
            for index, (light, dark) in enumerate(fills)
            for entry in ((f"f{index}", "fill", light, dark), (f"s{index}", "stroke", light, dark))
        ),
    )
