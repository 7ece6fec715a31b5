"""An article as a Markdown file with YAML front matter that reads back to the same article."""

import re
from typing import Any

from frontmatter.default_handlers import YAMLHandler

from newsdesk.export.records import plain
from newsdesk.model.article import PUBLISHED, Article, Piece
from newsdesk.model.clean import Clean
from newsdesk.text.plain import plain_line

_MARKUP = re.compile(r"[\\*_~\[\]()<>]")


def markdown(article: Article) -> str:
    """The text of the file; what an article does not say is left out."""
    piece = article.piece
    # Only its front matter: python-frontmatter's own `dumps` trims the body.
    written = YAMLHandler().export(_fields(piece), sort_keys=False, width=10**9)
    return f"---\n{written}\n---\n{piece.body}"


def _fields(piece: Piece) -> dict[str, Any]:
    said: dict[str, Any] = {
        "title": _literal(piece.title),
        "subtitle": _literal(piece.subtitle),
        "description": _literal(piece.description),
        "authors": list(piece.authors),
        "publish_date": piece.published.isoformat() if piece.published else "",
        "updated": piece.updated.isoformat() if piece.updated else "",
        "created": piece.created.isoformat() if piece.created else "",
        "hero_image": piece.image,
        "image_alt": piece.image_alt,
        "tags": list(piece.tags),
        "status": "" if piece.status == PUBLISHED else piece.status,
        "language": piece.language,
        "slug": piece.slug,
        "canonical_url": piece.url,
        "read_time": piece.minutes,
        "cta": _literal(piece.cta),
    }
    fields = {key: _unwrapped(value) for key, value in said.items() if value}
    # What the article had besides, under keys that newsdesk gives no meaning to; never in the place of those above.
    return fields | {key: held for key, held in plain(piece.extra).items() if key not in fields}


def _literal(text: Clean) -> str:
    """A headline such that nothing in it is taken for markup: as it is in all but the rarest."""
    if plain_line(text) == text:
        return text
    escaped = _MARKUP.sub(r"\\\g<0>", text.replace("&", "&amp;"))
    return escaped if plain_line(escaped) == text else text


def _unwrapped(value: Any) -> Any:
    """Plain texts: YAML would write our type of clean text as a Python object."""
    if isinstance(value, list):
        return [str(held) for held in value]
    return str(value) if isinstance(value, str) else value
