"""File names of exported articles: readable, safe on every file system, and different from one another."""

import re
import unicodedata

from newsdesk.model.article import Article

MAX_BYTES = 100
"""Of a name without its ending; file systems allow 255 with it."""

_UNFIT = re.compile(r"[^\w]+|_+")
# Names that Windows keeps for devices, with any ending.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


class Names:
    """Hands out the names of one export."""

    def __init__(self, ending: str) -> None:
        self._ending = ending
        self._given: dict[str, int] = {}

    def name(self, article: Article) -> str:
        """A name for this article: its day and title, numbered where another one is called so, too."""
        published = article.piece.published
        day = published.isoformat()[:10] + "-" if published else ""
        stem = day + _slug(article.piece.title or article.piece.slug)
        while True:
            # File systems that do not tell case or composition apart would take the two for one.
            alike = unicodedata.normalize("NFC", stem).casefold()
            number = self._given.get(alike, 0) + 1
            self._given[alike] = number
            if number == 1:
                return stem + self._ending
            stem = f"{stem}-{number}"


def _slug(title: str) -> str:
    words = _UNFIT.sub("-", unicodedata.normalize("NFC", title).lower()).strip("-")
    cut = words.encode()[:MAX_BYTES].decode("utf-8", "ignore").rstrip("-")
    return f"article-{cut}" if not cut or _RESERVED.fullmatch(cut) else cut
