"""Which addresses newsdesk connects to: public ones, and those that the configuration allows.

A feed may name any address, and a redirect or a name server may lead to any other: to the router, to a database on
this machine, to a cloud's metadata service. The check is made where the connection is made: a name is resolved once,
each address is judged, and the one that passed is the one that is connected to, so that a name which answers
differently a second time (DNS rebinding) gains nothing. Redirects pass here because their connections do.

What is public is what the IANA registries of special addresses (RFC 6890) leave over; addresses of IPv6 that carry one
of IPv4 (mapped, NAT64 of RFC 6052, 6to4 of RFC 3056, Teredo of RFC 4380) are judged by that one too.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

import httpcore

from newsdesk.net.errors import AddressRefused, HostUnknown

Address: TypeAlias = IPv4Address | IPv6Address
Resolve: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a host, as text, in the order in which to try them. Raises `OSError`."""

_NAT64 = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
_COMPATIBLE = ip_network("::/96")
_ALSO_SPECIAL = tuple(
    ip_network(text)
    for text in (
        "192.0.0.0/24",  # protocol assignments (RFC 6890)
        "192.88.99.0/24",  # 6to4 relays (RFC 7526)
        "fec0::/10",  # site-local (RFC 3879)
        "5f00::/16",  # segment routing (RFC 9602)
        "100::/64",  # discarded (RFC 6666)
    )
)
MOST_ADDRESSES_TRIED = 4
"""A host with a hundred dead addresses would use up the deadline."""


def is_public(address: Address) -> bool:
    """Whether an address is one that the whole internet means the same host by."""
    if any(address in network for network in _ALSO_SPECIAL if network.version == address.version):
        return False
    if not address.is_global or address.is_multicast or address.is_unspecified or address.is_reserved:
        # The carriers count as reserved or not, depending on Python's version: what they carry decides.
        carried = isinstance(address, IPv6Address) and address in _NAT64[0]
        if not carried:
            return False
    return all(is_public(inner) for inner in _carried(address))


def _carried(address: Address) -> Iterator[IPv4Address]:
    """The addresses of IPv4 that an address of IPv6 leads to."""
    if not isinstance(address, IPv6Address):
        return
    last = IPv4Address(int(address) & 0xFFFF_FFFF)
    if address.ipv4_mapped or address in _COMPATIBLE or any(address in network for network in _NAT64):
        yield last
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo


@dataclass(frozen=True, slots=True)
class Guard:
    """What may be connected to besides the public internet."""

    hosts: frozenset[str] = frozenset()
    """Names, in lower case."""
    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def of(cls, allowed: Iterable[str]) -> "Guard":
        """Read what the configuration says: `intranet.example`, `127.0.0.1`, `[::1]`, `10.0.0.0/8`."""
        hosts: set[str] = set()
        networks: list[IPv4Network | IPv6Network] = []
        for entry in allowed:
            text = entry.strip().strip("[]").rstrip(".").lower()
            try:
                networks.append(ip_network(text, strict=False))
            except ValueError:
                if text:
                    hosts.add(text)
        return cls(frozenset(hosts), tuple(networks))

    def allows_host(self, host: str) -> bool:
        """Whether a host may be connected to wherever its name leads."""
        return host.rstrip(".").lower() in self.hosts

    def allows(self, address: str) -> bool:
        """Whether an address is public, or one that was allowed. Text that is no address is not."""
        try:
            # A zone (`fe80::1%eth0`) names a link of this machine; the address says enough.
            parsed = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
            parsed = parsed.ipv4_mapped
        allowed = any(parsed in network for network in self.networks if network.version == parsed.version)
        return allowed or is_public(parsed)


async def resolve(host: str, port: int) -> list[str]:
    """Ask the system once for the addresses of a host."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections for httpx, to addresses that the guard lets through and to no other."""

    def __init__(self, guard: Guard, *, resolve: Resolve = resolve) -> None:
        self._guard = guard
        self._resolve = resolve
        self._below = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to one of a host's addresses.

        Raises:
            HostUnknown: the name leads nowhere.
            AddressRefused: it leads only to addresses that are not let through.
            httpcore.ConnectError, httpcore.ConnectTimeout: none of them answers.
        """
        try:
            addresses = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise HostUnknown(host) from error
        free = self._guard.allows_host(host)
        reachable = [address for address in addresses if free or self._guard.allows(address)]
        if not reachable:
            raise AddressRefused(host, addresses[0]) if addresses else HostUnknown(host)
        failed: Exception | None = None
        for address in reachable[:MOST_ADDRESSES_TRIED]:
            try:
                return await self._below.connect_tcp(
                    address, port, timeout=timeout, local_address=local_address, socket_options=socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed or HostUnknown(host)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002 (httpcore's signature)
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Refused: no feed lies behind a socket of this machine."""
        raise AddressRefused(path, "a local socket")

    async def sleep(self, seconds: float) -> None:
        """Wait, as httpcore asks between attempts."""
        await asyncio.sleep(seconds)
