"""The desk: all sources of one user with their state, the one object that both front ends talk to.

A corridor: it asks the store, the index and the sources in the right order, and decides nothing about any of them.
Opening it and asking for the newest headlines touches only the store, so that the first screen waits for nothing heavy.
Any thread may call it. `refresh` and `load_index` take long: they tell how far they are, from the thread they run in.
"""

import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newsdesk.desk import source_list
from newsdesk.desk.feed_articles import as_read, versions_as_read
from newsdesk.desk.finder import Finder
from newsdesk.desk.paths import DeskPath
from newsdesk.desk.progress import Cancelled, Progress, ProgressHeard, never, unheard
from newsdesk.desk.settings import Settings
from newsdesk.model.action import Action, Deed, Tagging
from newsdesk.model.article import Article, ArticleId, Place
from newsdesk.model.clean import Clean
from newsdesk.model.headline import Headline
from newsdesk.model.problem import Problem
from newsdesk.model.source import Source, SourceId
from newsdesk.store import Limits, Store
from newsdesk.store.lock import only_one

if TYPE_CHECKING:
    from newsdesk.desk.followed import Followed
    from newsdesk.desk.refresh import RefreshReport, Touched
    from newsdesk.desk.wires import Wires
    from newsdesk.index import Found
    from newsdesk.store.revisions import Revision
    from newsdesk.text.query import Column

MOST_NAMES_IN_A_TITLE = 3


class Desk:
    """An open desk. Everything raises `StoreUnusable` when its file is damaged; what writes, `StoreNotWritable`."""

    def __init__(self, where: DeskPath, settings: Settings, store: Store) -> None:
        self.where = where
        self.settings = settings
        self._store = store
        self._finder = Finder(store, where.index, settings.zone)
        self._wires: Wires | None = None

    @classmethod
    def open(cls, where: DeskPath, settings: Settings) -> "Desk":
        """Open the desk, or make it.

        Raises:
            StoreUnusable: its file is damaged, another program's, a newer newsdesk's, or cannot be made.
            SourceNotFound: one of the sources it is to have is neither there nor known to it.
        """
        kept = settings.limits
        store = Store.open(where.store, limits=Limits(per_article=kept.article_versions, per_desk=kept.desk_versions))
        try:
            source_list.have_just(store, where)
        except BaseException:
            store.close()
            raise
        return cls(where, settings, store)

    def close(self) -> None:
        """Close the desk; what was acknowledged is on the disk already."""
        self._store.close()

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *_reason: object) -> None:
        self.close()

    @property
    def is_sample(self) -> bool:
        """Whether these are the articles for trying things on."""
        return self.where.is_sample

    @property
    def writable(self) -> bool:
        """Whether changes can be saved, as far as the rights of its folder say."""
        return self._store.writable

    @property
    def title(self) -> Clean:
        """What the desk is called on the screen."""
        if self.is_sample:
            return source_list.SAMPLE
        names = self.source_names().values()
        if not names:
            return Clean("Empty desk")
        return Clean(f"{len(names):,} sources" if len(names) > MOST_NAMES_IN_A_TITLE else ", ".join(names))

    # Sources

    def sources(self) -> list[Source]:
        """Where the articles come from, in the order in which they were added."""
        return self._store.sources()

    def source_names(self) -> Mapping[SourceId, Clean]:
        """What the sources are called, in the order in which they were added. Quick, however many there are."""
        return self._finder.source_names()

    def add_source(self, path: str | bytes) -> Source:
        """Follow a folder or a file; its articles come with the next refresh. One that is followed already stays.

        Raises:
            SourceNotFound: there is nothing of that name.
        """
        source = source_list.add(self._store, path)
        self._finder.catch_up()
        return source

    def remove_source(self, source_id: SourceId) -> None:
        """Follow it no longer: its articles leave the desk, its files stay.

        Raises:
            SourceNotFound: the desk has no such source.
        """
        self._store.remove_source(source_id)
        self._finder.catch_up()

    def followed(self) -> "Sequence[Followed]":
        """The sources with their figures; takes longer than a frame where there are many articles."""
        from newsdesk.desk.followed import followed

        return followed(self._store, self.wires.health())

    def rename_source(self, source_id: SourceId, name: str) -> None:
        """Call a source by another name. Raises `UsageError` where that is taken or says nothing."""
        from newsdesk.desk.followed import rename

        rename(self._store, source_id, name)
        self._finder.catch_up()

    def pause_source(self, source_id: SourceId, resting: bool) -> None:
        """Look at a folder or file no longer, or again; its articles stay."""
        from newsdesk.desk.followed import pause

        pause(self._store, source_id, resting)

    @property
    def wires(self) -> "Wires":
        """The feeds among the sources."""
        if self._wires is None:
            # Not for the first screen.
            from newsdesk.desk.wires import Wires

            self._wires = Wires(self.where, self.settings, self._store, self._finder.catch_up)
        return self._wires

    # The list and the article

    def newest(self, limit: int) -> list[Headline]:
        """The newest headlines, from the store alone: for the first screen."""
        return self._store.newest(limit)

    def headlines(self, ids: Sequence[ArticleId]) -> list[Headline]:
        """The rows of these articles, in this order; those that are gone are left out."""
        return self._store.headlines(ids)

    def article(self, article_id: ArticleId, *, text: bool = True) -> Article:
        """A whole article, that of a feed in Markdown. Without `text` its body is as it came, which is quicker.

        Raises:
            ArticleNotFound: there is none.
        """
        article = self._store.article(article_id)
        return as_read(article) if text else article

    def revisions(self, article_id: ArticleId) -> "Sequence[Revision]":
        """What an article said before its source changed it, oldest first."""
        revisions = self._store.revisions(article_id)
        return versions_as_read(self._store.article(article_id), revisions) if revisions else revisions

    def find(self, reference: str) -> ArticleId:
        """The article that somebody names by id or path. Raises `ArticleNotFound`."""
        return self._store.find(reference)

    def problems(self, limit: int) -> list[tuple[ArticleId, Problem]]:
        """What was wrong with the articles, article after article."""
        return self._store.problems(limit)

    # Searching

    @property
    def index_ready(self) -> bool:
        """Whether a search finds all articles; before, it finds among the newest."""
        return self._finder.ready

    def load_index(self, progress: ProgressHeard = unheard) -> None:
        """Make all articles searchable: open the saved index and catch up, or build it anew."""
        self._finder.load(progress)

    def search(self, text: str, without: Collection[ArticleId] = ()) -> "Found":
        """Answer what was typed, leaving some articles out; an empty text is answered with everything, newest first."""
        return self._finder.search(text, without)

    def facets(self, column: "Column", beginning: str, limit: int) -> Sequence[tuple[Clean, int]]:
        """Values of a column that begin so and how many articles have them, most frequent first: for completions."""
        return self._finder.facet_values(column, beginning, limit)

    # What the reader does

    def act(self, action: Action, ids: Sequence[ArticleId]) -> Deed:
        """Do something to articles; it is saved when this returns, and can be undone."""
        deed = self._store.act(action, ids)
        self._finder.catch_up()
        return deed

    def tag(self, wanted: Tagging, ids: Sequence[ArticleId]) -> Deed:
        """Give tags to articles and take others, saved and undone like any action."""
        deed = self._store.tag(wanted, ids)
        self._finder.catch_up()
        return deed

    def given_tags(self, ids: Sequence[ArticleId]) -> Mapping[ArticleId, tuple[Clean, ...]]:
        """By article, those of its tags that the reader gave it; the others its source says."""
        return self._store.given_tags(ids)

    def undo(self) -> Deed | None:
        """Take back the last deed; None when there is none."""
        deed = self._store.undo()
        self._finder.catch_up()
        return deed

    def redo(self) -> Deed | None:
        """Do again what was taken back last; None when there is nothing."""
        deed = self._store.redo()
        self._finder.catch_up()
        return deed

    def place(self, article_id: ArticleId) -> Place | None:
        """Where somebody was in an article."""
        return self._store.place(article_id)

    def set_place(self, article_id: ArticleId, place: Place) -> None:
        """Remember where somebody is in an article."""
        self._store.set_place(article_id, place)

    def recall(self, key: str) -> str | None:
        """A small thing that was remembered, such as the last query."""
        return self._store.recall(key)

    def remember(self, key: str, value: str) -> None:
        """Remember a small thing."""
        self._store.remember(key, value)

    # Following

    def refresh(
        self,
        progress: ProgressHeard = unheard,
        cancelled: Cancelled = never,
        *,
        words: bool = True,
        touched: "Touched | None" = None,
    ) -> "RefreshReport":
        """Take in what changed in the sources. What has arrived can be searched and read meanwhile.

        Args:
            progress: Hears how far it is.
            cancelled: Asked now and then; what was taken in by then stays.
            words: Whether `body:` is to find what was taken in; else `bring_in_words` sees to that.
            touched: Where something happened, as `desk.watching` tells; None: look everywhere.

        Raises:
            StoreNotWritable: what was read cannot be saved.
        """
        from newsdesk.desk.refresh import RefreshReport, refresh

        with only_one(self.where.folder / "refresh.lock") as mine:
            if not mine:
                return RefreshReport(busy=True)
            report = refresh(
                self._store,
                self.settings,
                written=self._finder.catch_up,
                progress=progress,
                cancelled=cancelled,
                words=words,
                touched=touched,
            )
        self._finder.save_if_much_changed()
        return report

    def bring_in_words(self) -> int:
        """Make some more bodies findable by `body:`, for half a second; returns how many are left."""
        return self._store.bring_in_words() if self.writable and self._store.unworded() else 0

    def catch_up(self) -> bool:
        """Take in what other processes changed in this desk; whether there was anything. Takes microseconds if not."""
        return self._finder.catch_up()

    # Care

    def back_up(self, target: Path, progress: ProgressHeard = unheard) -> None:
        """Copy all that the desk keeps to a file, while it is in use. Raises `UsageError`, `StoreNotWritable`."""
        began = time.monotonic()
        self._store.back_up(
            target,
            lambda done, total: progress(Progress(Clean("Copying"), done, total, time.monotonic() - began)),
        )

    def restore(self, saved: Path) -> Path:
        """Take over what a backup holds; says where what was here before is kept. Raises `StoreUnusable`."""
        kept = self._store.restore(saved)
        self._finder.catch_up()
        return kept

    def findings(self) -> list[str]:
        """What is wrong with the desk's file, in sentences. Reads all of it."""
        return self._store.findings()

    def forget_what_is_derived(self) -> None:
        """Forget the saved index and the full text, which the next refresh and search make anew of the articles."""
        self._finder.forget_saved()
        self._store.begin_words_anew()
