"""The key `web` of book.yaml: how the pages to read along are cut. Pure."""

from __future__ import annotations

from typing import Literal

from pipeline.schema import Record

PagesOfWeb = Literal["sections", "one"]


class WebFile(Record, frozen=True):
    """`web:` in book.yaml."""

    pages: PagesOfWeb = "sections"
