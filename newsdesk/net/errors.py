"""Why a fetch brought nothing: each in one plain sentence with the way out, as the feed's health shows it.

The sentences may hold text from outside (a host's name): who shows them passes them through `clean_line`. None holds a
password: addresses are told by `net.address.shown`.
"""

from newsdesk.model.errors import NewsdeskError


class FetchFailed(NewsdeskError):
    """A fetch that brought nothing.

    `answered` says whether a server was reached at all; when none of many was, the machine is offline.
    `lasting` says that trying again soon is of no use: somebody has to change something.
    """

    answered = True
    lasting = False


class AddressUnusable(FetchFailed):
    """No address that can be fetched: another scheme than http and https, or no host."""

    answered = False
    lasting = True

    def __init__(self, url: str) -> None:
        super().__init__(f"{url} is not an address on the web; it has to begin with http:// or https://.")


class AddressRefused(FetchFailed):
    """The host lies in a private network, or on this machine."""

    answered = False
    lasting = True

    def __init__(self, host: str, address: str) -> None:
        where = "" if host == address else f" ({address})"
        super().__init__(
            f"{host}{where} lies in a private network, so nothing was fetched. If you trust it, add it to "
            "network.allow_hosts in the configuration."
        )


class HostUnknown(FetchFailed):
    """The name server knows no such host, or there is no name server."""

    answered = False

    def __init__(self, host: str) -> None:
        super().__init__(f"The host {host} was not found. Check its spelling, or whether this machine is online.")


class HostUnreachable(FetchFailed):
    """Nobody answered at the address."""

    answered = False

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} did not answer. It will be tried again.")


class CertificateRefused(FetchFailed):
    """The server could not prove who it is."""

    lasting = True

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(
            f"The certificate of {host} cannot be trusted: {reason}. If it is your own, name its authority in "
            "network.ca_file."
        )


class AuthoritiesUnreadable(FetchFailed):
    """The file of own certificates is not there, or holds none."""

    answered = False
    lasting = True

    def __init__(self, path: str) -> None:
        super().__init__(f"network.ca_file names {path}, which holds no certificates in PEM that can be read.")


class TooSlow(FetchFailed):
    """The whole fetch took longer than it may."""

    def __init__(self, host: str, seconds: float) -> None:
        super().__init__(f"{host} had not sent everything after {seconds:g} seconds. It will be tried again.")


class TooLarge(FetchFailed):
    """The answer is longer than it may be, as it came or unpacked."""

    lasting = True

    def __init__(self, host: str, limit_bytes: int) -> None:
        super().__init__(f"{host} sent more than {_size(limit_bytes)}; nothing of it was kept.")


class Garbled(FetchFailed):
    """What the server says is not what the protocol allows."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(f"{host} sent an answer that cannot be read: {reason}.")


class RedirectRefused(FetchFailed):
    """The server sends on in a way that is not followed."""

    lasting = True

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(f"{host} sends on {reason}, which is not followed.")


class AccessDenied(FetchFailed):
    """401, 402, 403, 407, 451: not for everybody."""

    lasting = True

    def __init__(self, host: str, status: int) -> None:
        asks = "asks for a password or token" if status in {401, 407} else "does not let us in"
        super().__init__(f"{host} {asks} (status {status}).")


class NotThere(FetchFailed):
    """404 and its like."""

    lasting = True

    def __init__(self, url: str, status: int) -> None:
        super().__init__(f"There is nothing at {url} (status {status}). Perhaps it moved: look at the site.")


class ServerFailed(FetchFailed):
    """429, 5xx and whatever else the server could not do."""

    def __init__(self, host: str, status: int, retry_after_seconds: int | None) -> None:
        what = "asks to be left alone for a while" if status in {429, 503} else "could not answer"
        super().__init__(f"{host} {what} (status {status}). It will be tried again.")
        self.retry_after_seconds = retry_after_seconds
        """What it asked for, between a minute and a day; None when it did not say."""


def _size(count: int) -> str:
    mib = count / (1024 * 1024)
    return f"{mib:g} MiB" if mib >= 1 else f"{count:,} bytes"
