"""An item as a feed gives it → an article: through the gate, cut to the limits, named so that it is found again.

An item is the same article by its id, else by its address, else by title and date. An id that stands twice in one
document names nothing. The body stays HTML: it becomes Markdown when somebody opens it (`feed_body`).
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from html import escape
from typing import Final

from newsdesk.model.article import EMPTY, NO_FLAGS, Flag, Json, Origin, Piece, RawArticle
from newsdesk.model.clean import Clean
from newsdesk.model.moment import Moment
from newsdesk.model.problem import Problem
from newsdesk.sources.feed_dates import read_date
from newsdesk.sources.feed_items import FoundFeed, FoundItem, Markup
from newsdesk.sources.html_traits import length_of, traits_of_html
from newsdesk.sources.names import read_authors
from newsdesk.sources.options import ReadingOptions
from newsdesk.text.clean import clean, clean_line
from newsdesk.text.markup import html_line, html_text
from newsdesk.text.reading_time import minutes_for

LONGEST_BODY: Final = 1024 * 1024
LONGEST_KEY_BYTES: Final = 512
LONGEST_DESCRIPTION: Final = 1024
MOST_AUTHORS: Final = 50
MOST_TAGS: Final = 100
_SEVERAL: Final = re.compile(r"[,;&]| (?:and|und|et|y) ")
_LOOKED_AT: Final = 64 * 1024
"""Of a title, in characters, tags included."""
AHEAD: Final = timedelta(hours=26)
"""How far in the future a date may lie: a zone that was left out. What is dated later would stand on top for years."""


def keys_of(items: list[FoundItem]) -> list[bytes]:
    """What names each item within its feed, in their order; no two the same.

    Items that are the same in title, date, address and text are one: the first has the key, the others have `b""`.
    """
    ids = Counter(item.guid for item in items if item.guid)
    links = Counter(item.link for item in items if item.link)
    keys: list[bytes] = []
    owners: dict[bytes, FoundItem] = {}
    for item in items:
        key = _name_of(item, ids, links)
        if key in owners and _text_of(owners[key]) != _text_of(item):
            # Two texts under one name are two items; the same text again is the same item.
            key += b":" + _hashed(_text_of(item))
        keys.append(b"" if key in owners else key)
        owners.setdefault(key, item)
    return keys


def _name_of(item: FoundItem, ids: Mapping[str, int], links: Mapping[str, int]) -> bytes:
    if item.guid and ids[item.guid] == 1:
        return key_of(item.guid)
    if item.link and links[item.link] == 1:
        return key_of(item.link)
    if item.title or item.link or item.published:
        return b"title:" + _hashed("\x1f".join((item.title.text, item.published or item.updated, item.link)))
    return b"text:" + _hashed(_text_of(item))


def _text_of(item: FoundItem) -> str:
    return item.content.text or item.summary.text


def key_of(name: str) -> bytes:
    """The key that an id or an address gives; a long one is known by its hash."""
    data = name.strip().encode("utf-8", "replace")
    return data if len(data) <= LONGEST_KEY_BYTES else b"long:" + _hashed(name)


def _hashed(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest().encode("ascii")


def digest_of(item: FoundItem) -> bytes:
    """What tells cheaply whether an item says something else than last time; its id is no part of it.

    Neither is what counts up by itself (comments), nor the order of tags.
    """
    extra = {key: value for key, value in item.extra.items() if key != "comment_count"}
    said = (
        item.link,
        item.title.text,
        _text_of(item),
        item.summary.text if item.content else "",
        "\x1e".join(item.authors),
        item.published,
        item.updated,
        "\x1e".join(sorted(item.tags)),
        item.image,
        json.dumps(extra, sort_keys=True) if extra else "",
    )
    return hashlib.blake2b("\x1f".join(said).encode("utf-8", "surrogatepass"), digest_size=16).digest()


class PieceMaker:
    """Makes articles of one feed's items."""

    def __init__(self, feed: FoundFeed, options: ReadingOptions, now: datetime, labels: Sequence[Clean] = ()) -> None:
        """Prepare.

        Args:
            feed: Whose authors and language its items have where they name none.
            options: Zone and limits.
            now: When it was fetched, in UTC: no item is newer.
            labels: Tags that every item has besides its own.
        """
        self._options = options
        self._now = now
        self._labels = labels
        self._authors = feed.authors
        self._language = _language(feed.language)

    def article(self, item: FoundItem, key: bytes, digest: bytes) -> RawArticle:
        """One item as an article. Never raises."""
        problems: list[Problem] = []
        limits = self._options.limits
        body = self._body(item, problems)
        description = self._description(item, body)
        title = _line(item.title)
        if len(title) > limits.title:
            problems.append(
                _problem("title-long", f"The title is longer than {limits.title} characters; its beginning is shown.")
            )
            title = clean_line(title[: limits.title])
        if not title:
            title = html_text(body, limit=100) or clean_line(item.link[: limits.title]) or Clean("Untitled")
            problems.append(_problem("title-missing", "The item has no title; it is listed by its first words."))
        published, updated = self._dates(item, problems)
        counted = length_of(body)
        traits = Flag.WIRE | traits_of_html(body) | (Flag.IMAGE if item.image else NO_FLAGS)
        if any(str(file.get("type", "")).startswith("video") for file in _files(item)):
            traits |= Flag.VIDEO
        piece = Piece(
            title=title,
            body=body,
            description=description,
            authors=_names(_people(item.authors or self._authors), limits.author, MOST_AUTHORS),
            published=published,
            updated=updated,
            image=clean_line(item.image),
            image_alt=clean_line(item.image_alt),
            tags=self._tags(item),
            language=_language(item.language) or self._language,
            url=clean_line(item.link),
            words=counted.words + counted.characters,
            minutes=minutes_for(counted),
            extra=_extra(item),
            traits=traits | (Flag.PROBLEM if problems else NO_FLAGS),
            problems=tuple(problems),
        )
        return RawArticle(Origin(key, digest, len(body)), piece)

    def _tags(self, item: FoundItem) -> tuple[Clean, ...]:
        own = _names(item.tags, self._options.limits.tag, MOST_TAGS)
        there = {tag.casefold() for tag in own}
        return (*own, *(label for label in self._labels if label.casefold() not in there))

    def _body(self, item: FoundItem, problems: list[Problem]) -> Clean:
        text = as_html(item.content or item.summary)
        if len(text) > LONGEST_BODY:
            problems.append(
                _problem("body-long", "The text is longer than a million characters; its beginning is shown.")
            )
            text = text[:LONGEST_BODY]
        return clean(text)

    def _description(self, item: FoundItem, body: Clean) -> Clean:
        """The standfirst: the summary beside a text; and of a text that is no more than one, that."""
        if not item.summary:
            return EMPTY
        if item.content:
            return html_text(as_html(item.summary), limit=LONGEST_DESCRIPTION)
        return html_text(body, limit=LONGEST_DESCRIPTION) if len(body) <= 4 * LONGEST_DESCRIPTION else EMPTY

    def _dates(self, item: FoundItem, problems: list[Problem]) -> tuple[Moment | None, Moment | None]:
        zone = self._options.zone
        updated = read_date(item.updated, zone) if item.updated else None
        published = read_date(item.published, zone) if item.published else updated
        if published is None and item.published:
            problems.append(_problem("date-unreadable", f"The date {item.published[:40]} is none that can be read."))
            published = updated
        if published is not None and published.instant > self._now + AHEAD:
            problems.append(_problem("date-future", "The item is dated in the future; it is listed by when it came."))
            published = Moment(self._now)
        return published, updated


def _problem(code: str, sentence: str) -> Problem:
    return Problem(code, clean_line(sentence))


def _line(markup: Markup) -> Clean:
    text = markup.text[:_LOOKED_AT]
    if markup.html:
        return html_line(text)
    # Plain text, but entities in it were never meant to be read.
    return html_line(escape(text, quote=False).replace("&amp;", "&")) if "&" in text else clean_line(text)


def as_html(markup: Markup) -> str:
    """A text as HTML: what is plain is escaped, and keeps its paragraphs and lines."""
    text = markup.text
    if markup.html and "<" in text:
        return text.strip()
    paragraphs = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    if not markup.html:
        paragraphs = [escape(part, quote=False) for part in paragraphs]
        paragraphs = [part.replace("\n", "<br>\n") for part in paragraphs]
    if markup.html and len(paragraphs) < 2:
        return "".join(paragraphs)
    return "\n".join(f"<p>{part}</p>" for part in paragraphs)


def _people(texts: list[str]) -> Iterator[str]:
    """The names in some texts: feeds put several people into one element, too."""
    for text in texts:
        if _SEVERAL.search(text):
            yield from read_authors(text[:_LOOKED_AT])
        else:
            yield text


def _names(texts: Iterable[str], limit: int, most: int) -> tuple[Clean, ...]:
    names: dict[str, Clean] = {}
    for text in texts:
        name = html_line(text[: limit * 2])
        name = clean_line(name[:limit]) if len(name) > limit else name
        if name:
            names.setdefault(name.casefold(), name)
        if len(names) >= most:
            break
    return tuple(names.values())


def _language(text: str) -> Clean:
    language = clean_line(text.replace("_", "-"))
    return language if 2 <= len(language) <= 35 and language.replace("-", "").isalnum() else EMPTY


def _files(item: FoundItem) -> list[dict[str, Json]]:
    files = item.extra.get("enclosures")
    return [file for file in files if isinstance(file, dict)] if isinstance(files, list) else []


def _extra(item: FoundItem) -> dict[str, Json]:
    extra = {key: _clean_json(value) for key, value in item.extra.items()}
    if item.base and item.base != item.link:
        extra["base"] = clean_line(item.base)
    return extra


def _clean_json(value: Json) -> Json:
    if isinstance(value, str):
        return clean_line(value[:2048])
    if isinstance(value, list):
        return [_clean_json(member) for member in value]
    if isinstance(value, dict):
        return {key: _clean_json(member) for key, member in value.items()}
    return value
