"""The phrases that the rules over links and images know, a table a language. Pure data."""

from __future__ import annotations

from msgspec import Struct

from pipeline.languages import primary


class Phrases(Struct, frozen=True):
    """What one language says when it says nothing; all in lower case, without signs.

    `vague` are whole link texts that don't tell where a link leads. An alternative text that begins with one
    of `image_nouns` and one of `image_joints` or a colon repeats what every screen reader says before it.
    """

    vague: frozenset[str]
    image_nouns: frozenset[str]
    image_joints: frozenset[str]


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


GERMAN = Phrases(
    vague=_phrases("""
        hier, da, dort, hier klicken, klick, klick hier, klicke hier, klicken sie hier, bitte hier klicken,
        siehe hier, siehe dort, mehr, mehr lesen, mehr dazu, mehr erfahren, mehr infos, mehr informationen,
        erfahren sie mehr, lesen sie mehr, lies mehr, weiter, weiterlesen, weitere infos,
        weitere informationen, infos, details, link, dieser link, diesem link, diesen link, zum link,
        diese seite, dieser seite
    """),
    image_nouns=_phrases("bild, ein bild, das bild, dieses bild, grafik, eine grafik, die grafik, abbildung"),
    image_joints=_phrases("von, vom, eines, einer, mit, zu, zum, zur, zeigt"),
)

ENGLISH = Phrases(
    vague=_phrases("""
        here, there, click, click here, tap here, please click here, see here, this, that, more, more info,
        more information, read more, learn more, find out more, see more, continue, continue reading,
        details, info, go, link, this link, the link, this page
    """),
    image_nouns=_phrases("""
        image, an image, the image, this image, picture, a picture, the picture,
        graphic, a graphic, the graphic
    """),
    image_joints=_phrases("of, showing, shows"),
)


def phrases_for(language: str) -> Phrases:
    """The phrases for a BCP 47 tag: German for "de" and all its regions, English for any other."""
    return GERMAN if primary(language) == "de" else ENGLISH
