"""A link leads to the web or to a place of the desk, never to anything that runs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.reading.links import MAX_ADDRESS_BYTES, Link, LinkKind, host_of, link_to, osc8_address
from tests.reading.pages import rows, spans


@pytest.mark.parametrize(
    "destination",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " java\tscript:alert(1)", "java\nscript:alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=", "file:///etc/passwd", "vbscript:msgbox", "ssh://-oProxyCommand=x",
        "tel:123", "\\\\host\\share", "http:", "https:///path", "mailto:", "", "   ", "view-source:https://e.org",
    ],
)  # fmt: skip
def test_what_is_neither_http_nor_mail_nor_a_path_is_no_link(destination: str) -> None:
    assert link_to(destination) is None


@pytest.mark.parametrize(
    ("destination", "link"),
    [
        ("https://example.org/a", Link(LinkKind.WEB, "https://example.org/a")),
        ("HTTP://example.org", Link(LinkKind.WEB, "HTTP://example.org")),
        ("//example.org/a", Link(LinkKind.WEB, "https://example.org/a")),
        ("mailto:desk@example.org", Link(LinkKind.WEB, "mailto:desk@example.org")),
        ("#setting-up", Link(LinkKind.ANCHOR, "setting-up")),
        ("#caf%C3%A9", Link(LinkKind.ANCHOR, "café")),
        ("../other.md#part", Link(LinkKind.ARTICLE, "../other.md#part")),
        ("/news/1", Link(LinkKind.ARTICLE, "/news/1")),
        ("-oProxyCommand=x", Link(LinkKind.ARTICLE, "-oProxyCommand=x")),
    ],
)
def test_the_web_anchors_and_articles_are_linked(destination: str, link: Link) -> None:
    assert link_to(destination) == link


def test_only_the_web_has_an_address_for_the_terminal() -> None:
    assert Link(LinkKind.ARTICLE, "https.md").address is None
    assert Link(LinkKind.PICTURE, "file:///etc/passwd").address is None
    assert Link(LinkKind.WEB, "https://example.org").address == "https://example.org"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://e.org/ä b", "https://e.org/%C3%A4%20b"),
        ("http://e.org/\x07\x1b]52;c;x", "http://e.org/%07%1B]52;c;x"),
        ("https://e.org/%41?a=b&c#d", "https://e.org/%41?a=b&c#d"),
        ("https://e.org/" + "a" * MAX_ADDRESS_BYTES, None),
        ("ftp://e.org", None),
    ],
)
def test_an_address_in_osc_8_is_plain_ascii_and_short(url: str, address: str | None) -> None:
    """THREATS 6: nothing breaks out of the sequence that newsdesk writes around an address."""
    assert osc8_address(url) == address


@given(st.text(max_size=80))
def test_no_address_leaves_the_printable_ascii(text: str) -> None:
    address = osc8_address("https://" + text)
    assert address is None or re.fullmatch(r"[\x21-\x7e]{1,2000}", address)


def test_the_text_of_a_refused_link_is_still_there() -> None:
    """THREATS 34."""
    assert rows("[click](javascript:alert(1)) and <a href='file:///etc/passwd'>this</a>") == ["click and this"]
    assert all(span.link is None for span in spans("[click](javascript:alert(1))"))


def test_a_bare_address_is_a_link_and_its_full_stop_is_not() -> None:
    found = [
        (span.text, span.link) for span in spans("See https://e.org/a_b_c(d). Or (www.e.org), desk@e.org.") if span.link
    ]
    assert found == [
        ("https://e.org/a_b_c(d)", Link(LinkKind.WEB, "https://e.org/a_b_c(d)")),
        ("www.e.org", Link(LinkKind.WEB, "http://www.e.org")),
        ("desk@e.org", Link(LinkKind.WEB, "mailto:desk@e.org")),
    ]


def test_an_address_ends_where_its_bracket_or_entity_does() -> None:
    body = "[CALC\nproject](https://e.org/255)t, &lt;URL:https://e.org/a?b=1&amp;c=2&gt; and https://e.org/&gt;"
    assert [(span.text, span.link and span.link.target) for span in spans(body)] == [
        ("CALC project", "https://e.org/255"),
        ("t, <URL:", None),
        ("https://e.org/a?b=1&c=2", "https://e.org/a?b=1&c=2"),
        ("> and", None),
        ("https://e.org/", "https://e.org/"),
        (">", None),
    ]


def test_an_address_ends_before_the_full_stop_of_chinese_and_japanese() -> None:
    assert [span.text for span in spans("（https://e.org/a）と https://e.org/b。以上") if span.link] == [
        "https://e.org/a",
        "https://e.org/b",
    ]


def test_a_file_name_is_no_address() -> None:
    assert all(span.link is None for span in spans("README.md, setup.py and node.js"))


def test_the_host_of_an_address_can_be_shown_beside_it() -> None:
    assert host_of("https://evil.example/bank.org") == "evil.example"
    assert host_of("http://[") == ""


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[https://bank.example/login](https://evil.example/)", "https://bank.example/login [evil.example]"),
        ("[**www.bank.example**](//evil.example)", "www.bank.example [evil.example]"),
        ("<a href='https://evil.example'>bank.com</a>", "bank.com [evil.example]"),
        ("[bank.com](https://login.bank.com/)", "bank.com"),
        ("[http://www.bank.example](https://bank.example/x)", "http://www.bank.example"),
        ("<https://bank.example/>", "https://bank.example/"),
        ("[the bank](https://evil.example/)", "the bank"),
        ("[node.js](https://nodejs.org/) and [README.md](https://git.example/)", "node.js and README.md"),
        ("[https://bank.example](page.md)", "https://bank.example"),
    ],
)
def test_a_link_that_looks_like_another_address_names_its_own(written: str, shown: str) -> None:
    assert rows(written) == [shown]
