"""The pages as files: all words, every id that is heard, ways that lead somewhere, languages and directions."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree

from tests.writers.pages import Pages, author_words, words_of
from tests.writers.web.books import GERMAN, Web, written

ROOT = Path(__file__).parent.parent.parent.parent


def found(root: etree._Element, path: str) -> list[etree._Element]:
    """The elements at a path."""
    return list(root.iterfind(path))


def ids(page: etree._Element) -> list[str]:
    return [str(element.get("id")) for element in page.iter() if "id" in element.attrib]


def without_notes(page: etree._Element) -> list[str]:
    """The author's words of a section, those of its notes left out."""
    (section,) = found(page, "body/main/section")
    copy = etree.fromstring(etree.tostring(section, with_tail=False))
    for notes in found(copy, ".//section[@class='notes']"):
        parent = notes.getparent()
        assert parent is not None
        parent.remove(notes)
    return words_of(copy)


def e_book(web: Web) -> Pages:
    (path,) = (path for path in web.folder.glob("epub/*.epub") if not path.stem.endswith("-readalong"))
    return Pages.of(path)


# ------------------------------------------------------------------ words


def different_words(web: Web) -> list[str]:
    """Sections whose words are not those of the e-book, which are those of the manuscript."""
    expected = author_words(e_book(web))
    wrong = []
    for name, words in expected.items():
        if name == "notes.xhtml":
            pages = web.sections().values()
            notes = (note for page in pages for note in found(page, ".//section[@class='notes']"))
            have = Counter(word for note in notes for word in words_of(note))
            wrong += [name] if have != Counter(words) else []
            continue
        page = name.removeprefix("section-").removesuffix(".xhtml") + ".html"
        page = f"_{page}" if page == "index.html" else page
        wrong += [name] if without_notes(web.page(page)) != words else []
    assert len(expected) > 1
    return wrong


def test_the_words_of_the_pages_are_those_of_the_manuscript(german: Web, arabic: Web, article_web: Web) -> None:
    assert [different_words(web) for web in (german, arabic, article_web)] == [[], [], []]


@pytest.mark.parametrize(("before", "after"), [("Kurz.", "Lang."), ("Die Anmerkung.", ""), ("Anna", "Anne")])
def test_another_word_is_seen(german: Web, tmp_path: Path, before: str, after: str) -> None:
    spoilt = copied(german, tmp_path)
    path = spoilt.folder / "_index.html"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    assert different_words(spoilt) != []


def copied(web: Web, folder: Path) -> Web:
    """The pages of a web edition and its e-book in another folder."""
    for path in (*web.folder.glob("*.html"), *web.folder.glob("epub/*")):
        place = folder / path.relative_to(web.folder)
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(path.read_bytes())
    return Web(folder)


def test_charts_are_described_below_their_drawing(german: Web) -> None:
    (figure,) = found(german.page("zwei.html"), ".//figure")
    (image,) = found(figure, "img")
    (details,) = found(figure, "details")
    assert image.get("aria-details") == details.get("id") == "zwei-f1-more"
    assert "70" in (image.get("alt") or "")
    cells = ["".join(map(str, cell.itertext())) for row in found(details, ".//tbody/tr") for cell in row]
    assert cells == ["so", "70\u00a0%", "da", "30\u00a0%"]


# ------------------------------------------------------------------ what is heard


def test_every_id_that_is_heard_is_there_once_and_heard_in_order(german: Web, arabic: Web, article_web: Web) -> None:
    for web in (german, arabic, article_web):
        for name, page in web.sections().items():
            there, cues = Counter(ids(page)), web.cues(name)
            assert cues
            assert {shown: there[shown] for shown, _, _ in cues if there[shown] != 1} == {}
            assert cues[0][1] == 0
            assert all(end == start for (_, _, end), (_, start, _) in pairwise(cues))
            assert all(one[0] != other[0] for one, other in pairwise(cues))
            places = [ids(page).index(shown) for shown, _, _ in cues]
            assert places == sorted(places)


def test_no_id_is_there_twice(german: Web, arabic: Web, article_web: Web) -> None:
    for web in (german, arabic, article_web):
        for page in web.pages().values():
            assert [name for name, count in Counter(ids(page)).items() if count > 1] == []


def test_chapters_begin_where_their_element_is_heard(article_web: Web) -> None:
    for name, page in article_web.sections().items():
        links = found(page, ".//ol[@class='sheet chapters']//a")
        cues = article_web.cues(name)
        for link in links:
            start = float(link.attrib["data-start"])
            shown = next(shown for shown, begin, end in cues if begin <= start < end)
            assert link.get("href") == f"#{shown}"
        assert float(links[0].attrib["data-start"]) == 0


def test_an_id_cannot_end_the_script_that_holds_it(german: Web) -> None:
    for name in german.sections():
        (text,) = re.findall(rb'id="-cues">(.*?)</script>', (german.folder / name).read_bytes())
        assert not {b"<", b"&"} & set(re.findall(rb".", text))


# ------------------------------------------------------------------ ways


def ways(web: Web) -> list[tuple[str, str]]:
    """All that pages link to or show, with the page."""
    return [
        (name, str(element.get(key)))
        for name, page in web.pages().items()
        for element in page.iter()
        for key in ("href", "src")
        if key in element.attrib
    ]


def dead_ways(web: Web) -> list[tuple[str, str]]:
    dead = []
    for name, address in ways(web):
        path, _, fragment = address.partition("#")
        there = path or name
        if re.match(r"[a-z]+:", address):
            continue
        page_there = there.endswith(".html") and "/" not in there
        if not (web.folder / unquote(there)).is_file() or (
            fragment and not (page_there and unquote(fragment) in ids(web.page(there)))
        ):
            dead.append((name, address))
    return dead


def test_every_way_leads_somewhere(german: Web, arabic: Web, article_web: Web) -> None:
    assert [dead_ways(web) for web in (german, arabic, article_web)] == [[], [], []]


def test_a_dead_way_is_seen(german: Web, tmp_path: Path) -> None:
    spoilt = copied(german, tmp_path)
    assert ("zwei.html", "style.css") in dead_ways(spoilt)


def test_only_links_lead_out_of_the_folder(german: Web, article_web: Web) -> None:
    for web in (german, article_web):
        for page in web.pages().values():
            outside = [e.tag for e in page.iter() for k in ("href", "src") if re.match(r"[a-z]+:", e.get(k) or "")]
            assert set(outside) <= {"a"}


def test_a_section_leads_to_those_beside_it(german: Web) -> None:
    first, second = (german.page(name) for name in ("_index.html", "zwei.html"))
    assert [(a.get("rel"), a.get("href")) for a in found(first, ".//nav[@class='way']/a")] == [
        ("contents", "index.html"),
        ("next", "zwei.html"),
    ]
    assert [(a.get("rel"), a.get("href")) for a in found(second, ".//nav[@class='way']/a")] == [
        ("prev", "_index.html"),
        ("contents", "index.html"),
    ]


def test_the_first_page_lists_sections_with_their_lengths(german: Web) -> None:
    links = found(german.page("index.html"), ".//ol[@class='contents']//a")
    ends = [german.cues(name)[-1][2] for name in ("_index.html", "zwei.html")]
    assert [link.get("href") for link in links] == ["_index.html", "zwei.html"]
    for link, end in zip(links, ends, strict=True):
        (length,) = found(link, "time")
        assert length.get("datetime") == f"PT{round(end)}S"
        assert length.text == f"0:{round(end):02d}"


def test_the_folder_holds_what_can_be_taken_along(german: Web) -> None:
    links = {link.get("href") for link in found(german.page("index.html"), ".//ul[@class='downloads']//a")}
    stem = "das-social-buch"
    e_books = {f"epub/{stem}.epub", f"epub/{stem}-readalong.epub"}
    assert links == e_books | {f"audio/{stem}.{suffix}" for suffix in ("mp3", "html", "vtt")}
    for name in e_books:
        with zipfile.ZipFile(german.folder / name) as archive:
            assert archive.testzip() is None
            assert any(member.endswith(".smil") for member in archive.namelist()) == ("readalong" in name)


def test_the_first_page_tells_what_the_book_is(german: Web) -> None:
    (main,) = found(german.page("index.html"), "body/main")
    text = " ".join("".join(str(part) for part in main.itertext()).split())
    for said in ("Das Social Buch", "Ein Versuch", "Redaktion", "Zum Ausprobieren.", "CC BY 4.0", "Stand heute."):
        assert said in text


# ------------------------------------------------------------------ languages


def language_at(element: etree._Element) -> tuple[str | None, str | None]:
    """The language and direction around an element, as a browser finds them."""
    language = next((e.get("lang") for e in (element, *element.iterancestors()) if e.get("lang")), None)
    direction = next((e.get("dir") for e in (element, *element.iterancestors()) if e.get("dir")), None)
    return language, direction


def test_pages_have_their_language_and_direction(arabic: Web) -> None:
    assert {name: (page.get("lang"), page.get("dir")) for name, page in arabic.pages().items()} == {
        "awwal.html": ("ar", "rtl"),
        "english.html": ("en", None),
        "index.html": ("ar", "rtl"),
    }


def test_words_among_others_have_their_language_and_direction(arabic: Web) -> None:
    page = arabic.page("awwal.html")
    by_text = {"".join(str(t) for t in e.itertext()).strip(): e for e in page.iter()}
    assert language_at(by_text["Social Media"]) == ("en", "ltr")
    assert language_at(by_text["A passage in English."]) == ("en", "ltr")
    assert language_at(by_text["هذه جملة قصيرة."]) == ("ar", "rtl")
    # What the pipeline itself says has English words; the author's stay what they are.
    assert language_at(by_text["Skip tables"]) == ("en", "ltr")
    (title,) = (e for e in found(page, ".//span[@class='title']") if e.text == "وسط")
    assert language_at(title) == ("ar", "rtl")


def test_a_label_in_a_table_of_another_language_keeps_its_own(tmp_path: Path) -> None:
    table = "Tabelle: Some values\n\n| A | B |\n|---|---|\n| x | y |\n{: lang=en }\n"
    web = written(tmp_path, {**GERMAN, "02-zwei.md": f"---\ntitle: Zwei\n---\n\n{table}"})
    (caption,) = found(web.page("zwei.html"), ".//table/caption")
    label, words = found(caption, "span")
    assert language_at(caption)[0] == language_at(words)[0] == "en"
    assert language_at(label)[0] == "de"


def test_labels_are_in_the_language_of_the_page(german: Web) -> None:
    (player,) = found(german.page("zwei.html"), ".//section[@id='-player']")
    assert player.get("aria-label") == "Vorlesen: Zweitens"
    assert player.get("lang") is None


def test_the_keys_that_pages_tell_are_those_that_are_documented(arabic: Web) -> None:
    table = (ROOT / "docs/web.md").read_text(encoding="utf-8").partition("\n## Keys\n")[2].partition("\n## ")[0]
    documented = [re.findall(r"`([^`]+)`", row) for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)]
    rows = found(arabic.page("awwal.html"), ".//dl[@class='keys']/div")
    told = [[str(key.text) for key in row.iter("kbd")] for row in rows]
    assert [*told, ["Esc"]] == documented


def test_every_button_has_a_name(german: Web) -> None:
    buttons = found(german.page("zwei.html"), ".//button")
    assert len(buttons) == 4
    assert all((button.get("aria-label") or "").strip() for button in buttons)


# ------------------------------------------------------------------ names and bytes


def test_a_section_may_be_called_like_the_index(german: Web) -> None:
    assert found(german.page("_index.html"), "body/main/section")[0].get("id") == "index"
    assert found(german.page("index.html"), ".//section[@role]") == []


def test_a_page_asks_for_nothing_outside(german: Web) -> None:
    for page in german.pages().values():
        (policy,) = (meta.get("content") or "" for meta in found(page, "head/meta[@http-equiv]"))
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules.pop("default-src") == "'none'"
        assert set(rules.values()) == {"'none'", "'self' file:"}
        assert {name for name, value in rules.items() if value == "'none'"} == {"base-uri", "form-action"}


def test_the_same_book_gives_the_same_pages(german: Web, tmp_path: Path) -> None:
    again = written(tmp_path, GERMAN)
    files = {path.relative_to(german.folder) for path in german.folder.rglob("*") if path.is_file()}
    assert files == {path.relative_to(again.folder) for path in again.folder.rglob("*") if path.is_file()}
    assert [name for name in files if (german.folder / name).read_bytes() != (again.folder / name).read_bytes()] == []
