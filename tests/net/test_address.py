from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.net.address import checked, joined, origin_of, shown, without_credentials
from newsdesk.net.errors import AddressUnusable


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" https://News.Example/feed ", "https://news.example/feed"),
        ("http://news.example", "http://news.example/"),
        ("http://news.example:80/a b?q=ü#top", "http://news.example/a%20b?q=%C3%BC"),
        ("https://bücher.example:8443/", "https://xn--bcher-kva.example:8443/"),
        ("http://[2606:2800:220:1::1]/feed", "http://[2606:2800:220:1::1]/feed"),
        ("http://a.example/%41", "http://a.example/%41"),
    ],
)
def test_an_address_is_written_as_it_is_sent(typed: str, meant: str) -> None:
    assert checked(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "news.example",
        "file:///etc/passwd",
        "http://",
        "http://a\n.example/",
        "http://a:b/",
        "//a/",
        "http://a/\x1b]0;x",
    ],
)
def test_what_cannot_be_fetched_is_told(typed: str) -> None:
    with pytest.raises(AddressUnusable):
        checked(typed)


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_let_through_is_ascii_without_white_space(base: str, location: str) -> None:
    for typed in (base, f"http://{base}", f"http://a.example/{location}"):
        try:
            address = joined("http://a.example/b", checked(typed))
        except AddressUnusable:
            continue
        assert address.isascii()
        assert address.isprintable()
        assert " " not in address
        assert urlsplit(address).scheme in {"http", "https"}


def test_a_password_is_split_off_and_never_shown() -> None:
    url = "https://jane:p%40ss@news.example/feed"
    assert without_credentials(url) == ("https://news.example/feed", "jane", "p@ss")
    assert shown(url) == "https://news.example/feed"
    assert len(shown("https://news.example/" + "x" * 500)) == 120


def test_an_origin_has_its_port() -> None:
    assert origin_of("https://a.example/") == ("https", "a.example", 443) != origin_of("http://a.example/")
