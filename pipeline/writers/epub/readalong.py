"""The EPUB with narration: the text edition's pages, their sound, and an overlay for every one of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audio.encoded import join
from pipeline.edition import Artifact, Audio, Edition
from pipeline.locales import words
from pipeline.model import Chapter
from pipeline.writers.accessibility import take_inventory
from pipeline.writers.epub import package_of, page_item, xhtml_documents
from pipeline.writers.epub.container import Item, pack
from pipeline.writers.epub.metadata import Meta
from pipeline.writers.epub.names import NOTES, section_name
from pipeline.writers.epub.overlays import ACTIVE, PLAYING, Clip, clips_of, clock, duration_ms, overlay
from pipeline.writers.epub.structure import containers_of
from pipeline.writers.names import epub_name
from pipeline.writers.wording import word_times

_NOTE = "footnote"


def write_readalong(edition: Edition) -> Iterator[Artifact]:
    """Write `epub/<slug>-readalong.epub`. Raises ValueError for an edition without sound."""
    if edition.audio is None or edition.pages is None:
        raise ValueError("an edition without sound can't be read along")
    clips = _clips(edition, edition.audio, edition.pages)
    pages, overlays = [], []
    for page in xhtml_documents(edition, narration=True):
        own = clips.get(page.name, [])
        name = page.name.replace(".xhtml", ".smil")
        pages.append(page_item(page, name if own else None))
        if own:
            data = overlay(page.name, own)
            overlays.append(Item(name, data, "application/smil+xml", duration=clock(duration_ms(own))))
    sounds = _sounds(edition.audio, "section-") + _sounds(edition.pages, "")
    has = take_inventory(edition.manuscript, narration=True)
    package = package_of(edition, [*pages, *overlays, *sounds], has, _metas(edition, clips))
    yield Artifact(epub_name(edition.manuscript.metadata.slug, narration=True), pack(package))


def _clips(edition: Edition, audio: Audio, pages: Audio) -> dict[str, list[Clip]]:
    """The clips of each document. The notes of all sections stand in one, after its title."""
    found: dict[str, list[Clip]] = {}
    within = {saying.id: saying.within for page in xhtml_documents(edition, narration=True) for saying in page.sayings}
    for track in pages.timeline.tracks:
        found[track.id] = list(clips_of(pages.timeline, track, _file(track.id, ""), within))
    words = word_times(edition.manuscript, audio.timeline)
    for chapter, track in zip(edition.manuscript.chapters, audio.timeline.tracks, strict=True):
        for clip in clips_of(audio.timeline, track, _file(track.id, "section-"), containers_of(chapter), words):
            found.setdefault(_document_of(clip, chapter), []).append(clip)
    return found


def _document_of(clip: Clip, chapter: Chapter) -> str:
    is_noted = bool(clip.within) and clip.within[0].kind == _NOTE
    return NOTES if is_noted else section_name(chapter)


def _file(track: str, prefix: str) -> str:
    return f"audio/{prefix}{track.removesuffix('.xhtml')}.mp3"


def _sounds(audio: Audio, prefix: str) -> list[Item]:
    return [
        Item(_file(track.id, prefix), b"".join(join([sound]).chunks()), "audio/mpeg")
        for track, sound in zip(audio.timeline.tracks, audio.sections, strict=True)
    ]


def _metas(edition: Edition, clips: dict[str, list[Clip]]) -> tuple[Meta, ...]:
    total = clock(sum(map(duration_ms, clips.values())))
    narrator = words(edition.manuscript.metadata.language).synthetic_voice
    return (
        Meta("media:duration", total),
        Meta("media:narrator", narrator),
        Meta("media:active-class", ACTIVE),
        Meta("media:playback-active-class", PLAYING),
    )
