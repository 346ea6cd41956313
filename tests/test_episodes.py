"""Episodes keep their guids and dates, whatever becomes of their sections."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from pipeline.edition import WHOLE
from pipeline.episodes import Plan, plan, podcast_guid
from pipeline.ledger import Ledger
from pipeline.model import Chapter, Manuscript, Metadata, Place, Sentence, Text
from pipeline.podcast import FeedSettings

ADDRESS = "https://example.org/podcast/"
NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
WEEKLY = FeedSettings(start=datetime(2026, 2, 2, 6, tzinfo=UTC), every=timedelta(days=7))


def book(*sections: str | tuple[str, datetime], day: date = date(2026, 1, 31)) -> Manuscript:
    """Sections by their ids, some with the moment at which they come out."""
    named = [section if isinstance(section, tuple) else (section, None) for section in sections]
    chapters = tuple(
        Chapter(name, (Sentence(f"{name}-s1", (Text(name.upper()),)),), (), (), Place(f"{name}.md"), published=moment)
        for name, moment in named
    )
    return Manuscript(Metadata("Buch", "de", ("Redaktion",), "urn:x", day), (), (), (), (), chapters)


def dates(planned: Plan) -> dict[str, datetime]:
    return {episode.section: episode.published for episode in planned.episodes}


def guids(planned: Plan) -> dict[str, str]:
    return {episode.section: episode.guid for episode in planned.episodes}


def test_guid_of_a_podcast_is_that_of_the_specification() -> None:
    # The example of Podcasting 2.0's description of guid: podnews.net/rss
    namespace = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
    assert str(uuid5(namespace, "podnews.net/rss")) == "9b024349-ccf0-5f69-a609-6b82873eab3c"
    assert podcast_guid(ADDRESS) == str(uuid5(namespace, "example.org/podcast/feed.xml"))
    assert podcast_guid(ADDRESS) == podcast_guid(ADDRESS.replace("https", "http"))


def test_without_any_dates_episodes_follow_the_books_date_by_minutes() -> None:
    planned = plan(book("a", "b"), FeedSettings(), Ledger(), ADDRESS)
    assert dates(planned) == {"a": NOON, "b": NOON + timedelta(minutes=1)}


def test_a_rhythm_gives_dates_and_a_section_may_say_its_own() -> None:
    own = datetime(2026, 5, 1, tzinfo=UTC)
    planned = plan(book("a", ("b", own), "c"), WEEKLY, Ledger(), ADDRESS)
    assert dates(planned) == {"a": WEEKLY.start, "b": own, "c": datetime(2026, 2, 16, 6, tzinfo=UTC)}


def test_the_whole_book_comes_after_its_sections() -> None:
    planned = plan(book("a", "b"), FeedSettings(whole=True), Ledger(), ADDRESS)
    assert list(dates(planned)) == ["a", "b", WHOLE]
    assert dates(planned)[WHOLE] == NOON + timedelta(minutes=2)


def test_the_same_book_has_the_same_episodes_with_and_without_its_ledger() -> None:
    first = plan(book("a", "b"), WEEKLY, Ledger(), ADDRESS)
    again = plan(book("a", "b"), WEEKLY, first.ledger, ADDRESS)
    assert again == first
    assert plan(book("a", "b"), WEEKLY, Ledger(), ADDRESS) == first


def test_a_section_put_in_between_moves_no_other() -> None:
    first = plan(book("a", "b"), WEEKLY, Ledger(), ADDRESS)
    second = plan(book("a", "new", "b"), WEEKLY, first.ledger, ADDRESS)
    assert dates(second) == {**dates(first), "new": datetime(2026, 2, 16, 6, tzinfo=UTC)}
    assert guids(second).items() > guids(first).items()
    assert [episode.section for episode in second.episodes] == ["a", "new", "b"]


def test_a_new_section_of_a_new_edition_comes_out_with_it() -> None:
    first = plan(book("a"), FeedSettings(), Ledger(), ADDRESS)
    second = plan(book("a", "b", day=date(2027, 3, 1)), FeedSettings(), first.ledger, ADDRESS)
    assert dates(second) == {"a": NOON, "b": datetime(2027, 3, 1, 12, tzinfo=UTC)}


def test_a_section_that_goes_is_told_once_and_comes_back_as_it_was() -> None:
    first = plan(book("a", "b"), WEEKLY, Ledger(), ADDRESS)
    without = plan(book("a"), WEEKLY, first.ledger, ADDRESS)
    assert [entry.section for entry in without.gone] == ["b"]
    assert guids(without) == {"a": guids(first)["a"]}
    still = plan(book("a"), WEEKLY, without.ledger, ADDRESS)
    assert (still.gone, still.ledger) == ((), without.ledger)
    again = plan(book("a", "b"), WEEKLY, still.ledger, ADDRESS)
    assert again.episodes == first.episodes
    assert again.ledger == first.ledger


def test_a_new_section_comes_after_one_that_went() -> None:
    first = plan(book("a", "b"), WEEKLY, Ledger(), ADDRESS)
    second = plan(book("a", "c"), WEEKLY, first.ledger, ADDRESS)
    assert dates(second)["c"] == datetime(2026, 2, 16, 6, tzinfo=UTC)
    assert guids(second)["c"] not in guids(first).values()


def test_a_podcast_that_moves_keeps_all_its_guids() -> None:
    first = plan(book("a", "b"), WEEKLY, Ledger(), ADDRESS)
    moved = plan(book("a", "b"), WEEKLY, first.ledger, "https://example.com/elsewhere/")
    assert moved == first
    assert moved.guid == podcast_guid(ADDRESS)


def test_a_date_that_was_given_out_is_changed_by_the_section_alone() -> None:
    first = plan(book("a"), WEEKLY, Ledger(), ADDRESS)
    later = FeedSettings(start=datetime(2030, 1, 1, tzinfo=UTC), every=timedelta(days=1))
    assert dates(plan(book("a"), later, first.ledger, ADDRESS)) == dates(first)
    own = datetime(2029, 1, 1, tzinfo=UTC)
    assert dates(plan(book(("a", own)), later, first.ledger, ADDRESS)) == {"a": own}
