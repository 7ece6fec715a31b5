"""The article of a web page, without all that stands around it.

The extraction is trafilatura's. What comes out is HTML, like the body of a feed's item, and becomes Markdown when it is
opened (`feed_body`). Here is also what a reader should be told: that the text goes on on a next page, or that the rest
is for subscribers only. Slow, and over bytes from anywhere: it runs in a worker (`feed_worker`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from html import unescape
from typing import Final
from urllib.parse import urljoin, urlsplit

from newsdesk.model.article import EMPTY
from newsdesk.model.clean import Clean
from newsdesk.model.errors import NewsdeskError
from newsdesk.model.moment import Moment
from newsdesk.sources.feed_decoding import decode_feed
from newsdesk.sources.feed_pieces import LONGEST_BODY
from newsdesk.sources.feed_places import absolute
from newsdesk.sources.names import read_authors
from newsdesk.sources.subscriptions import shortened
from newsdesk.text.clean import clean, clean_line
from newsdesk.text.dates import parse_date
from newsdesk.text.markup import html_line
from newsdesk.text.reading_time import count_words
from newsdesk.text.tags import Tag, scan

MOST_PAGES: Final = 5
"""Of an article that is spread over several."""
LONGEST_PAGE: Final = 8 * 1024 * 1024
"""In bytes; of a longer page the beginning is looked at."""
_FEW_WORDS: Final = 120
"""A text this short on a page that speaks of subscriptions is its teaser."""

_META_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_JSON_LD: Final = re.compile(
    r"<script[^>]{0,200}application/ld\+json[^>]{0,200}>(.{0,200000}?)</script", re.IGNORECASE | re.DOTALL
)
_NOT_FREE: Final = re.compile(r"\"isAccessibleForFree\"\s*:\s*(?:false|\"false\"|0)", re.IGNORECASE)
_WALL: Final = re.compile(
    r"class=\"[^\"]{0,200}\b(?:paywall|piano-|subscriber-only|regwall|premium-content|meteredContent)"
    r"|subscribe to (?:continue|read)|to continue reading|already a subscriber|nur für abonnenten|jetzt weiterlesen"
    r"|réservé aux abonnés|solo para suscriptores|riservato agli abbonati",
    re.IGNORECASE,
)
_AROUND: Final = re.compile(r"</?(?:html|body)>\s*")
_TWICE: Final = re.compile(r"(</?pre>)(?:\s*\1)+")
_PAGE_IN_PATH: Final = re.compile(r"/(?:page[/-]?)?\d{1,2}/?$|[-_]\d{1,2}(?=\.html?$)")


class PageUnreadable(NewsdeskError):
    """There is no article on the page that could be told from what stands around it."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"The full text of {url} could not be read: {reason}. `o` opens the page itself.")
        self.url = url
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page."""

    url: Clean
    html: Clean
    """Its text: HTML with absolute addresses, of headings, paragraphs, lists, tables, quotes, code and pictures."""
    title: Clean = EMPTY
    authors: tuple[Clean, ...] = ()
    published: Moment | None = None
    language: Clean = EMPTY
    image: Clean = EMPTY
    words: int = 0
    next_page: str = ""
    """Where the article goes on, on the same host; empty where it ends here."""
    paywalled: bool = False
    """Whether the page says that the rest is for subscribers."""


def read_page(data: bytes, *, url: str, content_type: str = "", zone: tzinfo = UTC) -> Page:
    """Find the article of a page.

    Args:
        data: The body of an answer, unpacked.
        url: Where it came from in the end.
        content_type: What the server called it.
        zone: Of dates that name none.

    Raises:
        PageUnreadable: it is no page, or none with an article.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind and "html" not in kind and "xml" not in kind and not kind.startswith("text/"):
        raise PageUnreadable(url, f"it is of the kind {kind[:60]}")
    html = decoded(data, content_type)
    extracted, about = _extracted(html, url)
    text = clean(extracted[:LONGEST_BODY])
    words = count_words(text)
    if not words:
        raise PageUnreadable(url, "it holds no article, or makes one only in a browser")
    return Page(
        url=clean_line(url),
        html=text,
        title=shortened(html_line(about.get("title", "")), 1024),
        authors=read_authors([name for name in about.get("author", "").split(";") if name.strip()]),
        published=parse_date(about.get("date", ""), zone=zone),
        language=clean_line(about.get("language", "")[:35]),
        image=clean_line(absolute(url, about.get("image", ""))),
        words=words,
        next_page=next_page(html, url),
        paywalled=is_paywalled(html, words),
    )


def joined(pages: Sequence[Page]) -> Page:
    """An article that was spread over several pages, as one."""
    first = pages[0]
    html = clean("\n".join(page.html for page in pages)[:LONGEST_BODY])
    return replace(
        first,
        html=html,
        words=sum(page.words for page in pages),
        next_page="",
        paywalled=any(p.paywalled for p in pages),
    )


def decoded(data: bytes, content_type: str = "") -> str:
    """The HTML of a page, as its server or it itself says that it is written; of a long one the beginning."""
    data = data[:LONGEST_PAGE]
    meta = _META_CHARSET.search(data[:4096])
    if meta and "charset" not in content_type.lower():
        content_type += f"; charset={meta[1].decode('ascii')}"
    return decode_feed(data, content_type).data.decode("utf-8", "replace")


def _extracted(html: str, url: str) -> tuple[str, dict[str, str]]:
    """The article's HTML, and what the page says about it; foreign exceptions end here."""
    # Three tenths of a second, for the first full text that somebody asks for.
    import trafilatura
    from trafilatura.metadata import extract_metadata

    try:
        text = trafilatura.extract(
            html,
            url=url,
            output_format="html",
            include_images=True,
            include_links=True,
            include_formatting=True,
            include_tables=True,
            include_comments=False,
            deduplicate=False,
        )
        about = extract_metadata(html, default_url=url)
    except Exception as error:
        # It raises whatever lxml and its own parts raise on a page that is none.
        raise PageUnreadable(url, f"looking for its article failed ({type(error).__name__})") from error
    names = ("title", "author", "date", "image", "language")
    said: dict[str, str] = {name: value for name in names if isinstance(value := getattr(about, name, None), str)}
    # A whole document, of which only the text is wanted: the pages of an article are put one behind the other. And it
    # puts `pre` into `pre` for code; one says it all.
    return _AROUND.sub("", _TWICE.sub(r"\1", text or "")).strip(), said


def is_paywalled(html: str, words: int) -> bool:
    """Whether a page says that only subscribers read on.

    Args:
        html: Of the page.
        words: How many of the article are there.
    """
    if any(_NOT_FREE.search(block) for block in _JSON_LD.findall(html)):
        return True
    return words < _FEW_WORDS and _WALL.search(html) is not None


def next_page(html: str, url: str) -> str:
    """Where an article goes on: the page's own `rel="next"`, as long as it is a further page of the same article."""
    here = urlsplit(url)
    for address in _next_links(html):
        try:
            there = urlsplit(urljoin(url, address))
        except ValueError:
            continue
        same_article = _stem(there.path) == _stem(here.path)
        if (there.scheme, there.netloc) == (here.scheme, here.netloc) and same_article and there[:4] != here[:4]:
            return there._replace(fragment="").geturl()
    return ""


def _next_links(html: str) -> Iterator[str]:
    for tag in scan(html):
        if isinstance(tag, Tag) and tag.name.lower() in {"link", "a"} and not tag.closing:
            attributes = tag.attributes
            if "next" in attributes.get("rel", "").lower().split() and attributes.get("href"):
                yield unescape(attributes["href"])


def _stem(path: str) -> str:
    """A path without the number of a page in it: on many sites `next` is the next article, which is none of this."""
    return _PAGE_IN_PATH.sub("", path).rstrip("/")
