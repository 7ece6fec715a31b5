"""What the settings say to whoever fetches: one frozen value, read by the client and the guard."""

from dataclasses import dataclass

LARGE_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class NetworkOptions:
    """How far newsdesk goes to get something, and how politely."""

    allow_hosts: tuple[str, ...] = ()
    """Names, addresses and networks outside the public internet that may be fetched from all the same."""
    proxy: str = ""
    """`http://host:port`, through which everything goes; it is trusted to keep to public addresses. Taken from nowhere
    else: the environment's proxies and .netrc are not read."""
    ca_file: str = ""
    """A file of certificates (PEM) that are trusted besides the usual ones."""
    contact: str = ""
    """Who runs this newsdesk, as an address of mail or web: told to the servers that are asked."""
    deadline_seconds: float = 20.0
    """For one fetch with all its redirects, from the first packet to the last."""
    connect_seconds: float = 8.0
    silent_seconds: float = 10.0
    """How long a server may say nothing at all."""
    body_bytes: int = 64 * 1024 * 1024
    """The most that an answer may hold, as it came and unpacked."""
    redirects: int = 5
    at_once: int = 48
    """Fetches at the same time: of 500 feeds 200 may hang, and the others are still done within a minute."""
    at_once_a_host: int = 2
    large_at_once: int = 2
    """Answers above `LARGE_BYTES` in memory at the same time."""
