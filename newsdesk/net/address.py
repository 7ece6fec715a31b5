"""Addresses on the web: whether one can be fetched, where a redirect leads, how one is told without its password."""

import re
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from newsdesk.net.errors import AddressUnusable

SCHEMES = frozenset({"http", "https"})
LONGEST = 4096
"""In characters; browsers and servers give up earlier."""

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# What may stand in an address (RFC 3986), the percent sign of what is encoded already among it.
_KEPT = "!#$%&'()*+,/:;=?@[]~"


def checked(url: str) -> str:
    """An address that can be fetched, in ASCII.

    Args:
        url: As somebody typed it or a feed says it. Spaces around it are taken off; letters beyond ASCII are encoded
            (the host as IDNA, the rest as UTF-8 in percents).

    Raises:
        AddressUnusable: it is none: another scheme, no host, an impossible port, control characters.
    """
    text = url.strip()
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        port = parts.port
        if parts.scheme.lower() not in SCHEMES or not host or " " in host or len(text) > LONGEST:
            raise AddressUnusable(shown(url))
        if _UNSAFE.search(text):
            raise AddressUnusable(shown(url))
        ascii_host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError as error:
        raise AddressUnusable(shown(url)) from error
    netloc = f"[{ascii_host}]" if ":" in ascii_host else ascii_host
    if port is not None and port != {"http": 80, "https": 443}[parts.scheme.lower()]:
        netloc = f"{netloc}:{port}"
    if "@" in parts.netloc:
        netloc = f"{quote(parts.netloc.rpartition('@')[0], safe=_KEPT)}@{netloc}"
    path = quote(parts.path, safe=_KEPT) or "/"
    return urlunsplit((parts.scheme.lower(), netloc, path, quote(parts.query, safe=_KEPT), ""))


def joined(base: str, location: str) -> str:
    """Where a redirect leads.

    Raises:
        AddressUnusable: nowhere that can be fetched.
    """
    try:
        return checked(urljoin(base, location.strip()))
    except ValueError as error:
        raise AddressUnusable(shown(location)) from error


def host_of(url: str) -> str:
    """The host of a checked address, for messages and for the limit on connections a host."""
    return urlsplit(url).hostname or ""


def origin_of(url: str) -> tuple[str, str, int]:
    """Scheme, host and port (RFC 6454): credentials stay within."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)


def without_credentials(url: str) -> tuple[str, str, str]:
    """A checked address split from the user and password in it: address, user, password, the latter two decoded."""
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return url, "", ""
    bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    return bare, _decoded(parts.username), _decoded(parts.password)


def _decoded(text: str | None) -> str:
    return unquote(text or "")


def shown(url: str) -> str:
    """An address as a message tells it: short, and without a password."""
    text = re.sub(r"(?<=//)[^/@\s]*@", "", url.strip())
    return text if len(text) <= 120 else text[:119] + "…"
