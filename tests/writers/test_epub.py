"""The e-book as a reading system finds it: documents, ways between them, semantics, and what is claimed."""

from __future__ import annotations

import io
import re
from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from pipeline.build import build
from pipeline.edition import Edition
from pipeline.model import Heading, plain
from pipeline.reader.load import load
from pipeline.traversal import figures, tables
from pipeline.writers.epub import write_epub
from tests.writers.pages import NAMES, OPS, XML_LANG, Pages, local, words_of

ROOT = Path(__file__).parent.parent.parent
MODIFIED = datetime(2026, 1, 1, tzinfo=UTC)
TYPE = f"{{{OPS}}}type"
# The role that goes with a type, where there is one (EPUB Type to ARIA Role Authoring Guide 1.1).
ROLES = {
    "chapter": "doc-chapter",
    "introduction": "doc-introduction",
    "conclusion": "doc-conclusion",
    "qna": "doc-qna",
    "appendix": "doc-appendix",
    "afterword": "doc-afterword",
    "noteref": "doc-noteref",
    "endnotes": "doc-endnotes",
    "footnote": "doc-footnote",
    "backlink": "doc-backlink",
}


def written(folder: Path, book: str, **sections: str) -> Pages:
    """The e-book of a small manuscript that is given as text."""
    (folder / "book.yaml").write_text("creator: R\ndate: 2026-01-01\n" + book, encoding="utf-8")
    for name, text in sections.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    reading = load(folder)
    assert reading.findings == ()
    (artifact,) = write_epub(Edition(reading.manuscript, MODIFIED))
    return Pages.of(artifact.data)


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    (epub,) = build(ROOT / "manuscript", tmp_path_factory.mktemp("article"), ["epub"])
    return Pages.of(epub)


def text_of(element: etree._Element) -> str:
    """All text within an element."""
    return "".join(str(text) for text in element.itertext())


def metas(pages: Pages) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in pages.package().iterfind(".//o:metadata/o:meta[@property]", NAMES):
        found.setdefault(meta.get("property", ""), []).append(meta.text or "")
    return found


# ------------------------------------------------------------------ documents and ways


def test_the_spine_goes_from_cover_to_imprint(article: Pages) -> None:
    names = [name for name, linear in article.spine() if linear]
    assert names[:4] == ["cover.xhtml", "title.xhtml", "nav.xhtml", "section-einleitung.xhtml"]
    assert names[-3:] == ["notes.xhtml", "accessibility.xhtml", "imprint.xhtml"]
    assert [name for name, linear in article.spine() if not linear] == [
        name for name, _ in article.spine() if name.startswith("description-")
    ]


def test_the_contents_list_every_section_and_heading(article: Pages) -> None:
    nav = article.tree("nav.xhtml")
    listed = [link.get("href") for link in nav.iterfind(".//h:nav[@id='nav-toc']//h:a", NAMES)]
    for chapter in load(ROOT / "manuscript").manuscript.chapters:
        document = f"section-{chapter.id}.xhtml"
        headings = [f"{document}#{block.id}" for block in chapter.blocks if isinstance(block, Heading)]
        start = listed.index(document)
        assert listed[start : start + 1 + len(headings)] == [document, *headings]


def test_the_lists_name_every_figure_and_table(article: Pages) -> None:
    nav = article.tree("nav.xhtml")
    chapters = load(ROOT / "manuscript").manuscript.chapters
    captions = [f"{plain(figure.caption)}" for _, figure in figures(chapters)]
    shown = [" ".join(words_of(link)) for link in nav.iterfind(".//h:nav[@id='nav-loi']//h:a", NAMES)]
    assert shown == captions
    assert len(captions) == 11
    tables_shown = [" ".join(words_of(link)) for link in nav.iterfind(".//h:nav[@id='nav-lot']//h:a", NAMES)]
    assert tables_shown == [plain(table.caption) for _, table in tables(chapters)]


def test_landmarks_lead_to_the_parts_of_the_book(article: Pages) -> None:
    links = article.tree("nav.xhtml").iterfind(".//h:nav[@id='nav-landmarks']//h:a", NAMES)
    kinds = {link.get(TYPE): link.get("href") for link in links}
    assert kinds["bodymatter"] == "section-einleitung.xhtml"
    assert {"cover", "titlepage", "toc", "loi", "lot", "endnotes", "imprint"} <= set(kinds)


def broken_ways(pages: Pages) -> list[str]:
    """Addresses and references of ids that lead nowhere, in the documents and in the NCX."""
    broken = []
    for name, root in pages.documents().items():
        for element in root.iter():
            for attribute in ("href", "src"):
                address = element.get(attribute)
                inside = address is not None and not re.match(r"[a-z]+:", address)
                # A stylesheet and an image are no documents to look into.
                if inside and address and f"EPUB/{address}" not in pages.files and pages.find(address, name) is None:
                    broken.append(f"{name}: {address}")
            for attribute in ("aria-labelledby", "aria-details", "aria-describedby"):
                names = (element.get(attribute) or "").split()
                broken += [f"{name}: {attribute} {one}" for one in names if pages.find(f"#{one}", name) is None]
    for content in pages.tree("toc.ncx").iterfind(".//n:content", NAMES):
        if pages.find(content.get("src", ""), "toc.ncx") is None:
            broken.append(f"toc.ncx: {content.get('src')}")
    return broken


def test_every_way_leads_somewhere(article: Pages) -> None:
    assert broken_ways(article) == []


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("section-faq.xhtml", b'href="section-bedeutung.xhtml', b'href="section-gone.xhtml'),
        ("section-fakten.xhtml", b"#quellen", b"#gone"),
        ("section-bedeutung.xhtml", b'aria-labelledby="bedeutung-title"', b'aria-labelledby="gone"'),
        ("section-bedeutung.xhtml", b"charts/bedeutung-f1.svg", b"charts/gone.svg"),
        ("toc.ncx", b"section-faq.xhtml", b"gone.xhtml"),
    ],
)
def test_a_way_that_leads_nowhere_is_seen(article: Pages, name: str, before: bytes, after: bytes) -> None:
    data = article.files[f"EPUB/{name}"]
    assert before in data
    assert broken_ways(Pages({**article.files, f"EPUB/{name}": data.replace(before, after)}))


def test_ids_are_unique_in_the_whole_book(article: Pages) -> None:
    ids = Counter(
        element.get("id") for root in article.documents().values() for element in root.iter() if element.get("id")
    )
    assert [name for name, count in ids.items() if count > 1] == []


def test_each_document_has_one_main_and_one_first_heading_and_no_jump(article: Pages) -> None:
    for name, root in article.documents().items():
        assert len(root.findall(".//h:main", NAMES)) == 1, name
        levels = [int(local(e)[1]) for e in root.iter() if re.fullmatch(r"h[1-6]", local(e))]
        assert levels.count(1) == 1, name
        assert levels[0] == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), name


# ------------------------------------------------------------------ semantics and languages


def test_each_type_has_its_role(article: Pages) -> None:
    seen = set()
    for name, root in article.documents().items():
        for element in root.iter():
            kind = element.get(TYPE)
            # In the landmarks a type says what is linked.
            landmark = local(element) == "a" and not element.get("role") and name == "nav.xhtml"
            if kind in ROLES and not landmark:
                seen.add(kind)
                assert element.get("role") == ROLES[kind], (name, kind)
    assert seen == set(ROLES)


def test_every_table_has_a_caption_and_heads_with_a_scope(article: Pages) -> None:
    found = 0
    for name, root in article.documents().items():
        for table in root.iterfind(".//h:table", NAMES):
            found += 1
            caption = table.find("h:caption", NAMES)
            assert caption is not None, name
            assert text_of(caption).strip(), name
            assert all(cell.get("scope") in ("col", "row") for cell in table.iterfind(".//h:th", NAMES)), name
            rows = table.findall(".//h:tbody/h:tr", NAMES)
            assert all(local(row[0]) == "th" and row[0].get("scope") == "row" for row in rows), name
    assert found == 11


def test_the_empty_cell_stays_empty(article: Pages) -> None:
    cells = article.tree("section-fakten.xhtml").findall(".//h:td", NAMES)
    assert [cell.get("id") for cell in cells if not text_of(cell)] == ["fakten-t1-r4c3"]


def test_english_words_carry_their_language_everywhere(article: Pages) -> None:
    for name, root in article.documents().items():
        assert root.get("lang") == root.get(XML_LANG) == "de", name
        for element in root.iter():
            assert element.get("lang") == element.get(XML_LANG), name
    marked = {
        " ".join(words_of(e)) for r in article.documents().values() for e in r.iterfind(".//h:span[@lang]", NAMES)
    }
    assert {"Social Media", "Community Management", "Employer Branding", "Newsroom", "Q&A", "Content"} <= marked


def test_an_english_book_speaks_english(tmp_path: Path) -> None:
    table = "---\ntitle: One\n---\n\nTable: Values\n\n| A | B |\n|---|---|\n| 1 | 2 |\n"
    pages = written(tmp_path, "title: Book\nlanguage: en-GB\n", one=table)
    assert "Table 1:" in text_of(pages.tree("section-one.xhtml"))
    assert "Accessibility of this edition" in text_of(pages.tree("accessibility.xhtml"))
    assert not pages.tree("accessibility.xhtml").findall(".//h:body//*[@lang]", NAMES)


def test_a_book_in_a_language_without_words_marks_ours_as_english(tmp_path: Path) -> None:
    pages = written(tmp_path, "title: كتاب\nlanguage: ar\n", one="---\ntitle: فصل\n---\n\nنص. نص آخر.\n")
    for name, root in pages.documents().items():
        assert root.get("dir") == "rtl", name
        for element in root.iterfind(".//*[@class='generated']"):
            assert (element.get("lang"), element.get("dir")) == ("en", "ltr"), name
    spine = pages.package().find(".//o:spine", NAMES)
    assert spine is not None
    assert spine.get("page-progression-direction") == "rtl"
    assert pages.package().get(XML_LANG) == "ar"


def test_a_section_in_another_language_says_so(tmp_path: Path) -> None:
    chart = "```chart\ntype: pie\ntitle: Shares\ndata: {a: 1, b: 2}\n```\n"
    pages = written(tmp_path, "title: Buch\nlanguage: de\n", one=f"---\ntitle: One\nlang: en\n---\n\nWords.\n\n{chart}")
    section = pages.tree("section-one.xhtml")
    assert section.get("lang") == "en"
    assert "Figure 1:" in text_of(section)
    assert pages.tree("description-one-f1.xhtml").get("lang") == "en"


def test_a_chart_in_another_language_says_so(tmp_path: Path) -> None:
    chart = "```chart\ntype: pie\ntitle: Shares\ndata: {a: 1, b: 2}\n```\n\n{: lang=en }\n"
    pages = written(tmp_path, "title: Buch\nlanguage: de\n", one=f"---\ntitle: Eins\n---\n\n{chart}")
    figure = pages.tree("section-one.xhtml").find(".//h:figure", NAMES)
    assert figure is not None
    assert figure.get("lang") == "en"
    assert "Figure 1:" in text_of(figure)


# ------------------------------------------------------------------ claims


def test_the_article_claims_what_it_has(article: Pages) -> None:
    found = metas(article)
    assert found["schema:accessMode"] == ["textual", "visual", "chartOnVisual"]
    assert found["schema:accessibilityHazard"] == ["none"]
    assert {"longDescription", "alternativeText", "tableOfContents"} <= set(found["schema:accessibilityFeature"])
    assert "dcterms:conformsTo" not in found
    assert "a11y:certifiedBy" not in found


def test_a_book_of_words_claims_no_pictures(tmp_path: Path) -> None:
    pages = written(tmp_path, "title: B\nlanguage: de\n", one="---\ntitle: Eins\n---\n\nNur Worte.\n")
    found = metas(pages)
    assert found["schema:accessMode"] == ["textual"]
    assert "longDescription" not in found["schema:accessibilityFeature"]
    statement = text_of(pages.tree("accessibility.xhtml"))
    assert "Diagramm" not in statement
    assert "Anmerkung" not in statement.replace("Abbildungen und Anmerkungen sind", "")


def test_moving_pictures_are_no_known_hazard(tmp_path: Path) -> None:
    frames = [Image.new("L", (4, 4), shade) for shade in (0, 255)]
    data = io.BytesIO()
    frames[0].save(data, "GIF", save_all=True, append_images=frames[1:])
    (tmp_path / "a.gif").write_bytes(data.getvalue())
    text = '---\ntitle: Eins\n---\n\n![Ein Punkt wird hell.](a.gif "Der Punkt")\n'
    pages = written(tmp_path, "title: B\nlanguage: de\n", one=text)
    assert metas(pages)["schema:accessibilityHazard"] == ["unknown"]
    assert "nicht geprüft" in text_of(pages.tree("accessibility.xhtml"))


DECLARED = """title: B
language: de
accessibility:
  conforms_to: EPUB Accessibility 1.1 - WCAG 2.2 Level AA
  certified_by: Prüfstelle
  certifier_credential: Siegel
  certifier_report: https://example.org/bericht
"""


def test_conformance_is_claimed_as_the_publisher_declares_it(tmp_path: Path) -> None:
    pages = written(tmp_path, DECLARED, one="---\ntitle: Eins\n---\n\nWorte.\n")
    found = metas(pages)
    assert found["dcterms:conformsTo"] == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert found["a11y:certifiedBy"] == ["Prüfstelle"]
    ids = {element.get("id") for element in pages.package().iter() if element.get("id")}
    refined = {e.get("refines", "")[1:] for e in pages.package().iter() if e.get("refines")}
    assert refined <= ids
    statement = text_of(pages.tree("accessibility.xhtml"))
    for said in ("WCAG 2.2 Level AA", "Prüfstelle", "Siegel", "https://example.org/bericht"):
        assert said in statement


def test_the_statement_counts_what_the_book_holds(article: Pages) -> None:
    statement = text_of(article.tree("accessibility.xhtml"))
    charts = sum(1 for name in article.files if name.startswith("EPUB/charts/"))
    notes = len(article.tree("notes.xhtml").findall(".//h:aside", NAMES))
    assert f"{charts} Diagramme" in statement
    assert f"{notes} Anmerkungen" in statement


def test_the_package_says_its_language_and_names_nobody_else(article: Pages) -> None:
    package = article.package()
    assert package.get(XML_LANG) == "de"
    assert b"Ebook-lib" not in etree.tostring(package)
    assert [e.text for e in package.iterfind(".//dc:language", NAMES)] == ["de"]
    assert [e.text for e in package.iterfind(".//dc:title", NAMES)] == [
        "Social Media im öffentlichen Dienst: Chancen, Herausforderungen, Strategien"
    ]
