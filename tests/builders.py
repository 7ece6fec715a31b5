"""Articles for tests: each names only what the sentence is about."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newsdesk.model.article import Origin, Piece, RawArticle
from newsdesk.model.clean import Clean
from newsdesk.model.moment import Moment


def a_file(folder: Path, name: str, title: str = "", body: str = "Text.\n", **fields: object) -> Path:
    """An article's file in a folder, with front matter of just these fields; without any, just the body."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    said = ({"title": title} if title else {}) | fields
    # JSON is YAML: every value is quoted as it must be.
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in said.items()]
    path.write_text("\n".join(["---", *lines, "---", "", body]) if said else body)
    return path


def a_moment(text: str) -> Moment:
    """The moment of an ISO 8601 text: a date alone is a day."""
    found = datetime.fromisoformat(text)
    return Moment.of_day(found.date()) if len(text) == len("2025-02-03") else Moment(found.astimezone(UTC))


def an_article(title: str, *, key: bytes | None = None, **fields: Any) -> RawArticle:
    """An article as a source gives it, with these fields of `Piece`; its key is its title where none is given."""
    piece = replace(Piece(Clean(title)), **fields)
    written = repr(piece).encode("utf-8", "backslashreplace")
    digest = hashlib.blake2b(written, digest_size=16).digest()
    return RawArticle(Origin(title.encode() + b".md" if key is None else key, digest, len(written), 1, 1), piece)
