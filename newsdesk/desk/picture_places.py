"""Where the pictures of an article are: what an address in it means, decided without looking.

A path is a file of the source that the article is from, never one outside of it; on the web it stands on the article's
own address. `data:` brings the picture along (RFC 2397). No other scheme is followed.
"""

import base64
import binascii
import posixpath
import re
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from newsdesk.model.article import Article
from newsdesk.model.source import SourceKind
from newsdesk.text.clean import clean_line

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
_DATA = re.compile(r"data:(?P<type>[\w/+.\-]*)(?P<parameters>(?:;[\w=\-]+)*),", re.IGNORECASE)
_SITE_FOLDERS = (b"static", b"public")
"""Where generators of sites keep what `/picture.png` means."""


@dataclass(frozen=True, slots=True)
class LocalPicture:
    """A file of the article's source."""

    root: bytes
    """The folder that it has to be in."""
    below: tuple[bytes, ...]
    """What it may be called below that, the likeliest first."""
    or_at: str = ""
    """Where it is on the web, if there is no such file; empty where nobody says."""


@dataclass(frozen=True, slots=True)
class WebPicture:
    """A picture on the web."""

    url: str


@dataclass(frozen=True, slots=True)
class InlinePicture:
    """A picture that stands in the article itself."""

    data: bytes


@dataclass(frozen=True, slots=True)
class NoPicture:
    """An address that leads nowhere."""

    word: str
    """Why, as it follows on «not shown:»."""


PicturePlace: TypeAlias = LocalPicture | WebPicture | InlinePicture | NoPicture


def place_of(article: Article, address: str) -> PicturePlace:
    """What an address in an article means.

    Args:
        article: The article.
        address: As it gives it.
    """
    address = address.strip()
    if address.startswith("//"):
        address = "https:" + address
    if address.startswith("\\\\"):
        return NoPicture("its address leads to another machine")
    scheme = _SCHEME.match(address)
    if scheme is None:
        return _relative(article, address)
    match scheme[0].lower():
        case "http:" | "https:":
            return WebPicture(address)
        case "data:":
            return _inline(address)
        case name:
            return NoPicture(f"its address begins with {clean_line(name)}, and such are not opened")


def _relative(article: Article, address: str) -> PicturePlace:
    on_the_web = _joined(article.piece.url, address)
    if article.source.kind is SourceKind.FEED:
        url = on_the_web or _joined(article.source.location.decode("ascii", "replace"), address)
        return WebPicture(url) if url else NoPicture("its address leads nowhere")
    names = tuple(_names(article, address))
    if not names:
        return WebPicture(on_the_web) if on_the_web else NoPicture("it lies outside of the folder of its source")
    return LocalPicture(_root(article), names, on_the_web)


def _root(article: Article) -> bytes:
    """The folder that files may be from; without any (standard input) it is empty."""
    source = article.source
    if source.kind is SourceKind.FOLDER:
        return source.location
    return posixpath.dirname(source.location)


def _names(article: Article, address: str) -> list[bytes]:
    try:
        path = unquote_to_bytes(urlsplit(address.replace("\\", "/")).path)
    except ValueError:
        return []
    if not path.strip(b"/") or b"\0" in path or not _root(article):
        return []
    folder = posixpath.dirname(article.origin.key)
    from_root = path.lstrip(b"/")
    ways = [posixpath.join(folder, path)] if not path.startswith(b"/") else []
    ways += [from_root, *(posixpath.join(site, from_root) for site in _SITE_FOLDERS)]
    normal = dict.fromkeys(map(posixpath.normpath, ways))
    return [name for name in normal if not name.startswith(b"../") and name not in {b"..", b"."}]


def _joined(base: str, address: str) -> str:
    if not base:
        return ""
    try:
        url = urljoin(base, address)
    except ValueError:
        return ""
    return url if url.startswith(("http://", "https://")) else ""


def _inline(address: str) -> PicturePlace:
    head = _DATA.match(address)
    if head is None:
        return NoPicture("its address is broken")
    data = unquote_to_bytes(address[head.end() :])
    if ";base64" in head["parameters"].lower():
        try:
            data = base64.b64decode(data, validate=False)
        except (binascii.Error, ValueError):
            return NoPicture("its address is broken")
    return InlinePicture(data)
