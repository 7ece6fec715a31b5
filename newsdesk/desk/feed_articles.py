"""The article of a feed as it is read: its text in Markdown, or the full text of its page in its place.

The store keeps what came, in HTML; a better conversion tomorrow serves the articles of yesterday.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from newsdesk.model.article import Article, RawArticle
from newsdesk.model.clean import Clean
from newsdesk.model.source import SourceKind
from newsdesk.store.revisions import Revision

if TYPE_CHECKING:
    from newsdesk.model.wire import KeptText


def as_read(article: Article) -> Article:
    """An article with its text in Markdown; what is no feed's is so already. Takes milliseconds, of a long one more."""
    if article.source.kind is not SourceKind.FEED:
        return article
    return replace(article, piece=replace(article.piece, body=_markdown(article, article.piece.body), body_line=1))


def versions_as_read(article: Article, versions: Sequence[Revision]) -> list[Revision]:
    """The older versions of an article, likewise."""
    if article.source.kind is not SourceKind.FEED:
        return list(versions)
    return [replace(version, body=_markdown(article, version.body)) for version in versions]


def with_full_text(article: Article, kept: "KeptText") -> Article:
    """An article with the text of its page in the place of what its feed says; all else stays.

    Args:
        article: As the store keeps it.
        kept: The text of its page.
    """
    from newsdesk.sources.feed_attached import attached
    from newsdesk.text.reading_time import WORDS_A_MINUTE
    from newsdesk.text.web_markdown import web_markdown

    minutes = max(round(kept.words / WORDS_A_MINUTE), 1)
    body = web_markdown(kept.html + attached(article.piece), kept.url)
    return replace(article, piece=replace(article.piece, body=body, body_line=1, words=kept.words, minutes=minutes))


def labelled(raw: RawArticle, labels: Sequence[Clean]) -> RawArticle:
    """An article with the tags that all of its feed have."""
    there = {tag.casefold() for tag in raw.piece.tags}
    added = tuple(label for label in labels if label.casefold() not in there)
    return replace(raw, piece=replace(raw.piece, tags=(*raw.piece.tags, *added))) if added else raw


def _markdown(article: Article, html: Clean) -> Clean:
    # Not for the first screen: it brings the converter along.
    from newsdesk.sources.feed_body import as_markdown

    url = article.source.location.decode("ascii", "replace")
    return as_markdown(replace(article.piece, body=html), url)
