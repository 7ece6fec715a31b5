"""Where a link of an article leads: another article of the desk, as far as the desk knows it, or the web.

Links between files are written in many ways: as a path from the file or from the root of its site, with or without
`.md`, as the page that a site generator makes of it (`flood.html`, `flood/`), or as that page's address. An item of a
feed is known by its address where that is its guid.
"""

import os
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from newsdesk.desk.desk import Desk
from newsdesk.model.article import Article, ArticleId
from newsdesk.model.errors import ArticleNotFound
from newsdesk.model.source import SourceKind
from newsdesk.reading.links import Link, LinkKind, osc8_address

_ENDINGS = (".md", ".markdown", ".mdx")
_PAGES = (".html", ".htm")
_INDEXES = ("index.md", "_index.md", "README.md", "readme.md")
_MAX_TRIED = 40


@dataclass(frozen=True, slots=True)
class Destination:
    """An article of the desk, and a place in it."""

    article_id: ArticleId
    anchor: str = ""


def destination_of(desk: Desk, article: Article, link: Link) -> Destination | str | None:
    """Find out where a link of an article leads. Asks the store: not on the event loop.

    Returns:
        A place on the desk, an address on the web, or None where it leads to nothing that is known here.
    """
    target, _, anchor = link.target.partition("#")
    address = link.target if link.kind is LinkKind.WEB else _on_the_web(article, link.target)
    if link.kind is LinkKind.WEB:
        references = [*_addresses(link.target), *_files(article, _on_its_own_site(article, link.target))]
    else:
        references = [*_files(article, target)]
    for reference in references[:_MAX_TRIED]:
        try:
            return Destination(desk.find(reference), unquote(anchor))
        except (ArticleNotFound, ValueError):
            continue
    return address if address is not None and osc8_address(address) else None


def _files(article: Article, target: str) -> Iterator[str]:
    """The absolute paths of files that a path in an article may mean, the most likely first."""
    path = unquote(target.partition("?")[0])
    source = article.source
    if source.kind is SourceKind.FEED or not path:
        return
    here = source.location
    if source.kind is SourceKind.FOLDER:
        here = os.path.join(source.location, article.origin.key)
    folder = os.fsdecode(posixpath.dirname(here))
    root = os.fsdecode(source.location) if source.kind is SourceKind.FOLDER else folder
    if path.startswith("/"):
        # Of the site: its root may be the source, or a folder above the article's (content/, docs/).
        bases = dict.fromkeys([root, *_folders_up(folder, root)])
        path = path.lstrip("/")
    else:
        # A page `flood/` of a site lies one folder deeper than the file `flood.md` it is made of.
        bases = dict.fromkeys([folder, posixpath.splitext(os.fsdecode(here))[0]])
    for base in bases:
        for written in _written(path):
            yield posixpath.normpath(posixpath.join(base, written))


def _folders_up(folder: str, root: str) -> Iterator[str]:
    while len(folder) > len(root):
        yield folder
        folder = posixpath.dirname(folder)


def _written(path: str) -> Iterator[str]:
    """The files that may have been meant by a path."""
    bare, ending = posixpath.splitext(path.rstrip("/"))
    if not path.endswith("/"):
        yield path
    if ending in _PAGES:
        yield from (bare + other for other in _ENDINGS)
    elif ending not in _ENDINGS:
        yield from (path.rstrip("/") + other for other in _ENDINGS)
    if ending not in _ENDINGS:
        yield from (posixpath.join(path, index) for index in _INDEXES)


def _on_the_web(article: Article, target: str) -> str | None:
    """Seen from the article's own page on the web, where it says which that is."""
    return urljoin(article.piece.url, target) if article.piece.url else None


def _on_its_own_site(article: Article, url: str) -> str:
    """The path of an address that is of the same site as the article's own page, nothing for all others."""
    try:
        own, other = urlsplit(article.piece.url), urlsplit(url)
    except ValueError:
        return ""
    return other.path if own.netloc and own.netloc == other.netloc else ""


def _addresses(url: str) -> Iterator[str]:
    """The spellings of an address under which the desk may know an article."""
    bare = url.partition("#")[0]
    try:
        parts = urlsplit(bare)
    except ValueError:
        return
    for scheme in dict.fromkeys((parts.scheme, "https", "http")):
        for path in dict.fromkeys((parts.path, parts.path.rstrip("/"), parts.path.rstrip("/") + "/")):
            yield parts._replace(scheme=scheme, path=path).geturl()
