"""Stores on a real disk for the tests of this room, with a source and articles in them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from newsdesk.model.article import ArticleId, News, RawArticle
from newsdesk.model.clean import Clean
from newsdesk.model.source import Source, SourceKind
from newsdesk.store import Store
from tests.builders import an_article

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


def a_store(folder: Path) -> Store:
    """An empty store whose clock stands at noon, and which does not wait long for another."""
    return Store.open(folder / "newsdesk.db", clock=lambda: NOON, busy_timeout_s=0.05)


def a_source(store: Store, location: bytes = b"/articles") -> Source:
    """A folder of articles."""
    return store.add_source(SourceKind.FOLDER, location, Clean("Articles"))


def take_in(store: Store, source: Source, *articles: RawArticle) -> list[ArticleId]:
    """Write new articles; their ids in the order given."""
    store.write(News(source.id, added=articles))
    known = store.known(source.id)
    return [known[raw.origin.key].id for raw in articles]


def numbered(count: int) -> Sequence[RawArticle]:
    """So many different articles."""
    return [an_article(f"Headline {number}", body=f"Body of {number}") for number in range(count)]
