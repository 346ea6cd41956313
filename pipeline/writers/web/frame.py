"""A whole HTML page from its content. Pure.

A page asks for nothing but its own files: what isn't named in the policy is refused by the browser.
"""

from __future__ import annotations

from pipeline.locales import Words
from pipeline.model import Manuscript
from pipeline.writers.markup import escape, generated, language_attributes, quote
from pipeline.writers.web.names import ICON, SCRIPT, STYLE

# A page that is opened as a file has no origin of its own: `file:` lets it have the files beside it.
_POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind}-src 'self' file:" for kind in ("img", "media", "script", "style")),
        "base-uri 'none'",
        "form-action 'none'",
    )
)


def frame(manuscript: Manuscript, language: str, title: str, body: str, *, head: str = "", section: str = "") -> bytes:
    """A page in a language; `head` is what else its head holds, `section` the id of its section, "" for none."""
    book = quote(manuscript.metadata.identifier)
    return (
        f'<!DOCTYPE html>\n<html{language_attributes(language)} data-book="{book}" data-section="{quote(section)}">\n'
        f'<head>\n<meta charset="utf-8"/>\n<meta http-equiv="Content-Security-Policy" content="{_POLICY}"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f'<meta name="color-scheme" content="light dark"/>\n<title>{escape(title)}</title>\n'
        f'<link rel="icon" type="image/svg+xml" href="{ICON}"/>\n<link rel="stylesheet" href="{STYLE}"/>\n'
        f'{head}<script src="{SCRIPT}" defer="defer"></script>\n</head>\n<body>\n{body}</body>\n</html>\n'
    ).encode()


def skip_link(target: str, text: str, say: Words, language: str) -> str:
    """A link that shows when it is reached with the keyboard."""
    return generated(text, say, language, tag="a", attributes=f' href="#{target}"') + "\n"
