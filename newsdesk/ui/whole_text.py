"""The whole text of a feed's article, from its page: whether that is shown or what the feed says, and fetching it.

Owns a thread for the fetching, so that whoever waits for a page reads on meanwhile. What was fetched once is kept by
the desk, and shown from then on: also offline.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.message import Message

from newsdesk.desk.desk import Desk
from newsdesk.model.article import Article, ArticleId
from newsdesk.model.clean import Clean
from newsdesk.model.errors import NewsdeskError
from newsdesk.model.source import SourceKind
from newsdesk.net.address import host_of
from newsdesk.text.clean import clean_line
from newsdesk.ui.errand import Errand
from newsdesk.ui.messages import Broke, Failed, WholeTextCame

if TYPE_CHECKING:
    # Brings along what fetches, which the first screen does not wait for.
    from newsdesk.desk.wires import FullText

# A fetch that is under way is given up.
CLOSING_S = 0.5
TEASER_WORDS = 300
"""What a feed says in fewer words is hardly the whole article."""
MOST_KEPT_AT_ONCE = 50
"""Of articles that are starred together; the others are fetched when they are opened with F."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    article_id: ArticleId
    quietly: bool = False


class WholeText:
    """Full texts for one main screen."""

    def __init__(self, desk: Desk, post: Callable[[Message], object]) -> None:
        self._desk = desk
        self._post = post
        self._summaries: set[ArticleId] = set()
        """Articles of which the reader wants to see what the feed says, though there is more."""
        broke = lambda error: post(Broke(error))  # noqa: E731
        self._errand: Errand[_Wanted] = Errand(self._fetch, broke, name="newsdesk-whole-text")

    def as_shown(self, article: Article) -> Article:
        """An article as the pane shows it: with the text of its page, if that is kept and wanted. Asks the store."""
        if article.source.kind is not SourceKind.FEED:
            return article
        whole = self._kept(article)
        if whole is not None and article.id in self._summaries:
            return _with_note(article, f"F shows the whole article from {_host(whole.kept.url)}.")
        if whole is not None:
            says = f"From {_host(whole.kept.url)}. F shows what the feed says."
            if whole.kept.paywalled:
                says = f"The page says that the rest is for subscribers. {says}"
            return _with_note(whole.article, says)
        if article.piece.url and article.piece.words < TEASER_WORDS:
            return _with_note(article, f"F fetches the whole article from {_host(article.piece.url)}.")
        return article

    def toggle(self, article_id: ArticleId) -> str:
        """Show the whole text, or again what the feed says.

        Asks the store: not on the event loop.

        Returns:
            What to tell the reader while it is fetched; nothing where a `WholeTextCame` follows at once.
        """
        try:
            article = self._desk.article(article_id)
        except NewsdeskError as error:
            return str(error)
        if article.source.kind is not SourceKind.FEED:
            return "This is the whole article: it comes from a file."
        if article.id in self._summaries:
            self._summaries.discard(article.id)
        elif self._kept(article) is not None:
            self._summaries.add(article.id)
        else:
            self._errand.ask(_Wanted(article.id))
            return f"Fetching the whole article from {_host(article.piece.url)}." if article.piece.url else ""
        self._post(WholeTextCame(article.id))
        return ""

    def keep(self, ids: Collection[ArticleId]) -> None:
        """Fetch the whole texts of articles that somebody wants to keep, without a word where there is none."""
        if self._desk.settings.feeds.fetch == "auto":
            for article_id in list(ids)[:MOST_KEPT_AT_ONCE]:
                self._errand.ask(_Wanted(article_id, quietly=True))

    def _kept(self, article: Article) -> "FullText | None":
        try:
            return self._desk.wires.kept_full_text(article)
        except NewsdeskError as error:
            # What the feed says can be read all the same.
            self._post(Failed(clean_line(str(error))))
            return None

    def close(self) -> None:
        """Fetch nothing more."""
        self._errand.close(CLOSING_S)

    def _fetch(self, wanted: _Wanted) -> None:
        try:
            if not wanted.quietly:
                self._desk.wires.full_text(wanted.article_id)
                self._post(WholeTextCame(wanted.article_id))
            elif self._desk.article(wanted.article_id).source.kind is SourceKind.FEED:
                # Nothing changes under the eyes of whoever reads it: F shows it, and the next opening of the desk.
                self._summaries.add(wanted.article_id)
                self._desk.wires.full_text(wanted.article_id)
        except NewsdeskError as error:
            self._summaries.discard(wanted.article_id)
            if not wanted.quietly:
                self._post(Failed(clean_line(str(error))))


def _host(url: str) -> str:
    """Whose page it is."""
    try:
        return clean_line(host_of(url)) or "its page"
    except ValueError:
        return "its page"


def _with_note(article: Article, says: str) -> Article:
    """An article with a sentence of ours at its end."""
    body = Clean(f"{article.piece.body.rstrip()}\n\n*{clean_line(says)}*\n")
    return replace(article, piece=replace(article.piece, body=body))
