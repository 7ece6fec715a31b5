from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.net.guard import Guard, is_public


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_public_addresses_are_let_through(address: str) -> None:
    assert Guard().allows(address)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fe80::1%eth0", "::ffff:10.0.0.1",
     "64:ff9b::a00:1", "64:ff9b:1::808:808", "2002:a00:1::1",
     "::7f00:1", "fec0::1", "ff02::1", "192.0.0.8", "no address", ""],
)  # fmt: skip
def test_all_others_are_not(address: str) -> None:
    assert not Guard().allows(address)


@given(st.ip_addresses(v=4))
def test_an_address_of_ipv6_is_as_public_as_the_one_that_it_carries(address: IPv4Address) -> None:
    number = int(address)
    carriers = [IPv6Address((0xFFFF << 32) | number), IPv6Address((0x64FF9B << 96) | number)]
    carriers.append(IPv6Address((0x2002 << 112) | (number << 80)))
    for carrier in carriers:
        assert not Guard().allows(str(carrier)) or is_public(address)


@given(st.text(max_size=60))
def test_text_that_is_no_address_is_never_let_through(text: str) -> None:
    if Guard().allows(text):
        assert ip_address(text.partition("%")[0]).is_global


def test_the_configuration_allows_names_addresses_and_networks() -> None:
    guard = Guard.of(["intranet.Example.", "127.0.0.1", "[::1]", "10.0.0.0/8", " "])
    assert guard.allows_host("INTRANET.example")
    assert not guard.allows_host("example")
    assert all(map(guard.allows, ["127.0.0.1", "::1", "10.200.1.1", "::ffff:127.0.0.1"]))
    assert not guard.allows("127.0.0.2")
