"""Articles as the store keeps them, to be exported."""

from typing import Any

from newsdesk.model.article import Article, ArticleId, Flag
from newsdesk.model.clean import Clean
from newsdesk.model.source import Source, SourceId, SourceKind
from tests.builders import an_article

HERE = Source(SourceId(1), SourceKind.FOLDER, b"/articles", Clean("Articles"))


def a_kept_article(title: str, *, number: int = 1, **fields: Any) -> Article:
    """An article of the folder /articles with these fields."""
    raw = an_article(title, **fields)
    return Article(ArticleId(number), HERE, raw.origin, raw.piece, Flag(0))
