"""The store of a desk, as every other room sees it.

One file holds articles, state, full text and what the desk remembers. Each method is one transaction: what it wrote is
on the disk when it returns, and `kill -9` at any moment leaves a store that opens. Any thread may call any method. What
the methods do is said in the modules beside this one; here are only the transactions around them.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from newsdesk.model.action import Action, Deed, Tagging
from newsdesk.model.article import Article, ArticleId, Known, News, Place
from newsdesk.model.clean import Clean
from newsdesk.model.headline import Changes, Headline
from newsdesk.model.problem import Problem
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.model.source_figures import SourceFigures
from newsdesk.store import (
    articles,
    backup,
    changes,
    check,
    deeds,
    fulltext,
    memory,
    revisions,
    sequence,
    source_figures,
    source_list,
    tagging,
    taking_in,
)
from newsdesk.store.database import BUSY_TIMEOUT_S, Database

if TYPE_CHECKING:
    from newsdesk.store.feeds import Feeds

CHANGES_AT_ONCE = 100_000
"""How many changes a batch holds where nobody says otherwise: some 50 MB of columns."""

MANY = 1_000
"""A deed over more articles is given more memory."""

WORDS_OF_AT_ONCE = 500
"""How many bodies are brought into the full text in one transaction: others wait for it about half a second."""


def _now() -> datetime:
    return datetime.now(UTC)


class Store:
    """An open store. Every method raises `StoreUnusable` on a damaged file; those that write, `StoreNotWritable`."""

    def __init__(
        self,
        database: Database,
        *,
        clock: Callable[[], datetime] = _now,
        limits: revisions.Limits | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._limits = limits or revisions.Limits()

    @cached_property
    def feeds(self) -> "Feeds":
        """The feeds among the sources, and full texts of articles."""
        # The first headlines do not wait for what a feed is.
        from newsdesk.store.feeds import Feeds

        return Feeds(self._database, self._clock, self._limits)

    @classmethod
    def open(
        cls,
        path: Path,
        read_only: bool = False,
        *,
        clock: Callable[[], datetime] = _now,
        limits: revisions.Limits | None = None,
        busy_timeout_s: float = BUSY_TIMEOUT_S,
    ) -> "Store":
        """Open the store at `path`, or make it, with its folder, where there is none.

        Args:
            path: Of the SQLite file.
            read_only: Open it only to read; a store that cannot be written is opened so anyway (see `writable`).
            clock: Says when an older version was replaced.
            limits: How many older versions of articles are kept.
            busy_timeout_s: How long a change waits for another process that writes.

        Raises:
            StoreUnusable: another program's file, damaged, of a newer version, somebody else's, or not to be made.
        """
        return cls(Database(path, read_only=read_only, busy_timeout_s=busy_timeout_s), clock=clock, limits=limits)

    def close(self) -> None:
        """Close the file. Whoever asks afterwards is told that the desk was closed."""
        self._database.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self._database.path

    @property
    def writable(self) -> bool:
        """Whether changes can be saved, as far as the rights of file and folder say."""
        return self._database.writable

    def identity(self) -> str:
        """Drawn when the store was made: an index saved under another identity is of another store."""
        with self._database.reading() as connection:
            return str(connection.execute("SELECT identity FROM desk").fetchone()[0])

    # What changed

    def sequence(self) -> int:
        """The number of the last change. Costs microseconds: ask each second to see what other processes did."""
        with self._database.reading() as connection:
            return sequence.current(connection)

    def changes(self, since: int, limit: int = CHANGES_AT_ONCE) -> Changes:
        """What became of headlines after the change `since`, in batches of at most `limit` changes."""
        with self._database.reading() as connection:
            return changes.changes(connection, since, limit)

    # Sources

    def sources(self) -> list[Source]:
        """The sources in the order in which they were added."""
        with self._database.reading() as connection:
            return source_list.listed(connection)

    def source_figures(self) -> dict[SourceId, SourceFigures]:
        """What each source has brought that has brought anything. Walks over all articles."""
        with self._database.reading() as connection:
            return source_figures.by_source(connection)

    def add_source(self, kind: SourceKind, location: bytes, name: Clean) -> Source:
        """Add a source. One that is there already stays as it is; a removed one comes back with what was kept of it."""
        with self._database.writing() as connection:
            return source_list.add(connection, kind, location, name)

    def rename_source(self, source_id: SourceId, name: Clean) -> None:
        """Call a source by another name. Raises `SourceNotFound`."""
        with self._database.writing() as connection:
            source_list.rename(connection, source_id, name)

    def move_source(self, source_id: SourceId, location: bytes) -> None:
        """Say that a source lies elsewhere now; its articles keep their numbers and marks.

        Raises:
            SourceNotFound: there is no such source.
            UsageError: another source is there.
        """
        with self._database.writing() as connection:
            source_list.move(connection, source_id, location)

    def remove_source(self, source_id: SourceId) -> None:
        """Take a source and its articles off the desk; what the reader marked is kept. Raises `SourceNotFound`."""
        with self._database.writing() as connection:
            source_list.remove(connection, source_id)

    def set_missing(self, source_id: SourceId, missing: bool) -> None:
        """Say that a source's place is gone, or there again: its articles stay. Raises `SourceNotFound`."""
        with self._database.writing() as connection:
            source_list.set_missing(connection, source_id, missing)

    # Articles

    def known(self, source_id: SourceId, only: Collection[bytes] | None = None) -> dict[bytes, Known]:
        """By its key, what is known of each article of a source; or of those keys, and what lies below them."""
        with self._database.reading() as connection:
            return articles.known(connection, source_id, only)

    def write(self, news: News) -> int:
        """Write what a source brought, all of it or nothing; returns the number of the last change.

        Raises:
            SourceNotFound: the source was removed meanwhile.
        """
        with self._database.writing() as connection:
            return taking_in.write(connection, news, int(self._clock().timestamp()), self._limits)

    def newest(self, limit: int) -> list[Headline]:
        """The newest articles that are not archived, for the first screen; of one moment the last to come is first."""
        with self._database.reading() as connection:
            return articles.newest(connection, limit)

    def starred(self, limit: int) -> list[ArticleId]:
        """The newest articles that are starred. Walks over all."""
        with self._database.reading() as connection:
            return articles.starred(connection, limit)

    def headlines(self, ids: Sequence[ArticleId]) -> list[Headline]:
        """The headlines of these articles, in this order; those that are gone are left out."""
        with self._database.reading() as connection:
            return articles.headlines(connection, ids)

    def article(self, article_id: ArticleId) -> Article:
        """A whole article, also one that is kept though its file is gone. Raises `ArticleNotFound`."""
        with self._database.reading() as connection:
            return articles.article(connection, article_id)

    def find(self, reference: str) -> ArticleId:
        """The article named by its id, its file's path, or its key in a source. Raises `ArticleNotFound`."""
        with self._database.reading() as connection:
            return articles.find(connection, reference)

    def problems(self, limit: int) -> list[tuple[ArticleId, Problem]]:
        """What was wrong with the articles, article after article."""
        with self._database.reading() as connection:
            return articles.problems(connection, limit)

    def revisions(self, article_id: ArticleId) -> list[revisions.Revision]:
        """The older versions of an article, oldest first."""
        with self._database.reading() as connection:
            return revisions.of_article(connection, article_id)

    # Full text

    def search_bodies(self, text: str) -> set[ArticleId]:
        """The articles whose bodies say this: words side by side, the last may be a beginning, unless in quotes.

        Among the ids may be some of articles that are gone. Bodies that `unworded` counts answer as they were before.
        """
        with self._database.reading() as connection:
            return fulltext.search(connection, text)

    def unworded(self) -> int:
        """Of how many articles the full text does not know the words yet."""
        with self._database.reading() as connection:
            return fulltext.outstanding(connection)

    def bring_in_words(self, limit: int = WORDS_OF_AT_ONCE) -> int:
        """Bring the words of at most so many bodies into the full text; returns how many are left: call until 0."""
        with self._database.writing() as connection:
            return fulltext.bring_in(connection, limit)

    # What the reader does

    def act(self, action: Action, ids: Sequence[ArticleId]) -> Deed:
        """Do something to articles, all at once; the deed lists those that it changed."""
        with self._database.writing(wide=len(ids) > MANY) as connection:
            return deeds.act(connection, action, ids)

    def tag(self, wanted: Tagging, ids: Sequence[ArticleId]) -> Deed:
        """Give tags to articles and take others, all at once; what articles say of themselves cannot be taken."""
        with self._database.writing(wide=len(ids) > MANY) as connection:
            return deeds.tag(connection, wanted, ids)

    def given_tags(self, ids: Sequence[ArticleId]) -> dict[ArticleId, tuple[Clean, ...]]:
        """By article, those of its tags that the reader gave it; articles that were given none are left out."""
        with self._database.reading() as connection:
            return tagging.given(connection, ids)

    def undo(self) -> Deed | None:
        """Take back the last of the desk's deeds that stands, also of before a restart; None when there is none."""
        with self._database.writing(wide=True) as connection:
            return deeds.undo(connection)

    def redo(self) -> Deed | None:
        """Do again what was taken back last; None when there is nothing, or something new was done since."""
        with self._database.writing(wide=True) as connection:
            return deeds.redo(connection)

    def place(self, article_id: ArticleId) -> Place | None:
        """Where somebody was in an article."""
        with self._database.reading() as connection:
            return memory.place(connection, article_id)

    def set_place(self, article_id: ArticleId, place: Place) -> None:
        """Remember where somebody is in an article."""
        with self._database.writing() as connection:
            memory.set_place(connection, article_id, place)

    def recall(self, key: str) -> str | None:
        """A small thing of the desk, as it was remembered."""
        with self._database.reading() as connection:
            return memory.recall(connection, key)

    def remember(self, key: str, value: str) -> None:
        """Remember a small thing of the desk."""
        with self._database.writing() as connection:
            memory.remember(connection, key, value)

    # Care

    def back_up(self, target: Path, progress: Callable[[int, int], None] | None = None) -> None:
        """Copy the store as it is now to a file, whatever is read and written meanwhile. Replaces an earlier backup.

        Raises:
            UsageError: something else is at `target`.
            StoreNotWritable: `target` cannot be written; it is as it was.
        """
        backup.back_up(self._database, target, progress)

    def restore(self, saved: Path) -> Path:
        """Take over what a backup holds; returns where what was here before is kept.

        Raises:
            StoreUnusable: it is no backup, damaged, or of a newer version; nothing was changed.
        """
        return backup.restore(self._database, saved, self._clock())

    def findings(self) -> list[str]:
        """What is wrong with the file, in sentences; nothing when it is sound. Reads all of it."""
        with self._database.reading() as connection:
            return check.findings(connection)

    def begin_words_anew(self) -> None:
        """Forget the full text, when it is damaged; `bring_in_words` makes it anew."""
        with self._database.writing() as connection:
            fulltext.begin_anew(connection)
