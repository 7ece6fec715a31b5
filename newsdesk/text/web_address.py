"""Addresses in articles of the web: made absolute, freed of what only counts readers, refused when they are traps."""

import re
from typing import Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

LONGEST: Final = 2048
FOLLOWED: Final = frozenset({"http", "https", "mailto"})
_COUNTING: Final = frozenset(
    (
        *("fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid"),
        *("igsh", "mc_cid", "mc_eid", "mkt_tok", "oly_anon_id", "oly_enc_id", "vero_id", "vero_conv", "wickedid"),
        *("_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking", "rb_clickid", "s_cid", "ml_subscriber"),
        *("ml_subscriber_hash", "ref_src", "ref_url", "spm", "at_medium", "at_campaign", "at_custom1", "cmpid"),
        *("ns_mchannel", "ns_source", "ns_campaign", "xtor", "sc_cid", "guccounter", "pk_campaign", "pk_kwd"),
    )
)
_COUNTING_BEGINNINGS: Final = ("utm_", "mtm_", "matomo_", "hsa_", "itm_", "at_recipient", "pk_")
_MAY_COUNT: Final = re.compile(r"[?&;](?:amp;)?[A-Za-z_0-9]+=")
_WHITE: Final = re.compile(r"[\t\r\n]")


def readable(address: str, base: str) -> str:
    """An address as a reader wants it: absolute, without parameters that count readers.

    Args:
        address: As it stands in the page, entities decoded.
        base: What it stands on when it is relative.

    Returns:
        One of http, https or mailto; empty for every other scheme, and for what is too long to be one.
    """
    address = _WHITE.sub("", address.strip())
    if not address or len(address) > LONGEST:
        return ""
    try:
        parts = urlsplit(address)
        if not parts.scheme or (parts.scheme in {"http", "https"} and not parts.netloc):
            address = urljoin(base, address)
            parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme.lower() not in FOLLOWED or (parts.scheme.lower() != "mailto" and not parts.netloc):
        return ""
    return uncounted(address).replace(" ", "%20")


def uncounted(address: str) -> str:
    """An address without `utm_source`, `fbclid` and their kind; every other parameter stays as it was written."""
    if not _MAY_COUNT.search(address):
        return address
    parts = urlsplit(address)
    named = parse_qsl(parts.query, keep_blank_values=True)
    if not any(_counts(name) for name, _ in named):
        return address
    pieces = [piece for piece in parts.query.split("&") if not _counts(piece.partition("=")[0])]
    if len(pieces) + sum(_counts(name) for name, _ in named) != len(named):
        # Joined by something else than `&`: written anew.
        return urlunsplit(
            parts._replace(query=urlencode([(name, value) for name, value in named if not _counts(name)]))
        )
    return urlunsplit(parts._replace(query="&".join(pieces)))


def _counts(name: str) -> bool:
    lower = name.lower().removeprefix("amp;")
    return lower in _COUNTING or lower.startswith(_COUNTING_BEGINNINGS)
