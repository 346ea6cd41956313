"""Escaping and elements of XHTML as text. Pure."""

from __future__ import annotations

from pipeline.languages import is_right_to_left, primary
from pipeline.locales import Words


def escape(text: str) -> str:
    """Text as XML character data."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quote(text: str) -> str:
    """Text as the value of a double-quoted attribute."""
    return escape(text).replace('"', "&quot;").replace("\n", "&#10;")


def language_attributes(language: str | None) -> str:
    """`lang` twice, as EPUB wants it, and the direction where it isn't left to right; nothing for None."""
    if language is None:
        return ""
    direction = ' dir="rtl"' if is_right_to_left(language) else ""
    return f' lang="{quote(language)}" xml:lang="{quote(language)}"{direction}'


def foreign_attributes(language: str, around: str) -> str:
    """As language_attributes, with the direction said also when words turn back to left to right."""
    attributes = language_attributes(language)
    if is_right_to_left(around) and not is_right_to_left(language):
        return f'{attributes} dir="ltr"'
    return attributes


def generated(text: str, words: Words, language: str, *, tag: str = "span", attributes: str = "") -> str:
    """Words of the pipeline's own, marked as such, and with their language where the book's has none."""
    other = foreign_attributes(words.language, language) if primary(language) != words.language else ""
    return f'<{tag} class="generated"{attributes}{other}>{escape(text)}</{tag}>'


def page(title: str, language: str, body: str, *, body_type: str | None = None, stylesheet: str = "style.css") -> bytes:
    """A whole XHTML document with one `main`."""
    kind = f' epub:type="{body_type}"' if body_type else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f'{language_attributes(language)}>\n<head>\n<meta charset="UTF-8"/>\n<title>{escape(title)}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="{stylesheet}"/>\n</head>\n'
        f"<body{kind}>\n<main>\n{body}</main>\n</body>\n</html>\n"
    ).encode()
