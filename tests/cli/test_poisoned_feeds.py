"""Feeds, pages and lists that attack the terminal: not one byte of theirs gets through (THREATS, rows 1 to 17)."""

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest

from tests.cli.conftest import Newsdesk
from tests.cli.test_poison import controls
from tests.loopback_site import Site, a_site
from tests.reading_here import read_here
from tests.terminal.poison import payloads

__all__ = ["read_here"]

POISON = " A".join(payloads())


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("NEWSDESK_ALLOW_HOSTS", "127.0.0.1")
    with a_site() as there:
        items = [
            {
                "id": f"{number}{payload}",
                "url": f"{there.address}/story{number}",
                "title": f"T{payload}",
                "summary": f"S{payload}",
                "content_html": f"<p>B{payload}</p><p>&#27;]0;x&#7;</p>",
                "authors": [{"name": f"A{payload}"}],
                "tags": [f"G{payload}"],
                "language": f"en{payload}",
            }
            for number, payload in enumerate(payloads()[::3])
        ]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": POISON, "home_page_url": POISON, "items": items}
        there.pages["/feed"] = ("application/feed+json", json.dumps(feed).encode())
        link = f'<link rel="alternate" type="application/feed+json" href="/feed" title="{escape(POISON)}">'
        there.pages["/"] = ("text/html", f"<html><head>{link}</head></html>".encode())
        there.pages["/evil"] = (f"text/html; charset={POISON}".encode("ascii", "replace").decode()[:200], b"<html>")
        there.article("/story0", POISON)
        yield there


def test_nothing_of_a_poisoned_feed_is_printed(newsdesk: Newsdesk, site: Site, tmp_path: Path) -> None:
    (tmp_path / "opml").write_text(
        f'<opml><body><outline text="{escape(POISON)}"><outline text="{escape(POISON)}" xmlUrl="{site.address}/evil"/>'
        f'<outline text="x" xmlUrl="{escape(POISON)}"/></outline></body></opml>',
        "utf-8",
        "surrogateescape",
    )
    for arguments in (
        ("feeds", "add", site.address, "--dry-run"),
        ("feeds", "add", site.address, "--dry-run", "--json"),
        ("feeds", "add", site.address, "--tag", "x\x1b]0;x\x07", "--folder", "\x9b31m/y"),
        ("feeds", "import", str(tmp_path / "opml")),
        ("feeds", "import", str(tmp_path / "opml"), "--json"),
        ("fetch",),
        ("fetch", "--json"),
        ("fetch", "\x1b]0;x\x07"),
        ("feeds", "list", "--health"),
        ("feeds", "list", "--health", "--json"),
        ("feeds", "tag", "1", "\x9b31m"),
        ("feeds", "prune", "--dry-run"),
        ("feeds", "add", "http://\x1b]0;x\x07.example"),
        ("sources", "list"),
        ("list",),
        ("list", "--json"),
        ("stats", "--limit", "1000"),
        ("show", "1"),
        ("show", "1", "--full-text"),
        ("show", "2", "--markdown"),
        ("feeds", "remove", "1"),
    ):
        ran = newsdesk(*arguments)
        assert "Traceback" not in ran.err
        assert controls(ran) == set(), arguments
        assert ran.out or ran.err


def test_an_exported_list_holds_only_what_xml_may(newsdesk: Newsdesk, site: Site) -> None:
    newsdesk("feeds", "add", site.address)
    assert controls(newsdesk("feeds", "export")) == set()
