import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.sources.discover import MOST_OFFERS, offers

CHANNEL = "UCabcdefghijklmnopqrstuv"


def named(url: str, html: str = "") -> list[str]:
    return [offer.url for offer in offers(url, html) if offer.named]


def test_a_page_names_its_feeds_and_those_of_comments_come_last() -> None:
    html = """<head><base href="https://cdn.example/site/">
    <link rel="alternate" type="application/rss+xml" title="Comments Feed" href="/comments/feed/">
    <LINK REL='alternate' TYPE='application/atom+xml; charset=utf-8' HREF="atom.xml" TITLE="News &amp; more">
    <link rel="alternate" type="application/json" href="/wp-json/posts/1">
    <link rel="alternate" type="application/feed+json" href="feed.json">
    <link rel="alternate" hreflang="de" href="/de/"><link rel="stylesheet" type="text/css" href="a.css">
    <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)"></head>"""
    found = offers("https://news.example/", html)
    assert [offer.url for offer in found if offer.named] == [
        "https://cdn.example/site/atom.xml",
        "https://cdn.example/site/feed.json",
        "https://cdn.example/comments/feed/",
    ]
    assert found[0].title == "News & more"


def test_a_link_in_the_text_that_looks_like_a_feed_is_offered() -> None:
    html = '<a href="/about">About</a><a href="/blog/rss.xml?x=1#top">RSS</a><a href="feed:https://a.example/feed">Feed</a>'
    assert named("https://news.example/blog/", html) == [
        "https://news.example/blog/rss.xml?x=1",
        "https://a.example/feed",
    ]


def test_where_nothing_is_named_usual_places_are_tried() -> None:
    guessed = [offer.url for offer in offers("https://news.example/blog/post") if not offer.named]
    assert "https://news.example/blog/post/feed" in guessed
    assert "https://news.example/blog/feed.xml" in guessed


@pytest.mark.parametrize(
    ("url", "feed"),
    [
        (
            f"https://www.youtube.com/channel/{CHANNEL}/videos",
            f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}",
        ),
        (
            "https://youtube.com/playlist?list=PL0123456789ab",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=PL0123456789ab",
        ),
        ("https://mastodon.example/@jane", "https://mastodon.example/@jane.rss"),
        ("https://old.reddit.com/r/harbour", "https://www.reddit.com/r/harbour/.rss"),
        ("https://www.reddit.com/user/jane/", "https://www.reddit.com/user/jane/.rss"),
        ("https://github.com/owner/name", "https://github.com/owner/name/releases.atom"),
        ("https://github.com/owner/name.git", "https://github.com/owner/name/releases.atom"),
        ("https://github.com/owner/name/tags", "https://github.com/owner/name/tags.atom"),
        ("https://harbour.substack.com/p/one", "https://harbour.substack.com/feed"),
        ("https://medium.com/@jane/story-1", "https://medium.com/feed/@jane"),
    ],
)
def test_known_sites_have_their_feeds_at_known_places(url: str, feed: str) -> None:
    assert named(url)[0] == feed


def test_a_channels_name_leads_to_its_id_in_the_page() -> None:
    html = f'<script>{{"externalId":"{CHANNEL}"}}</script>'
    assert named("https://www.youtube.com/@harbour", html)[0].endswith(f"channel_id={CHANNEL}")


@given(st.text(max_size=80), st.text(max_size=200))
def test_no_page_breaks_the_search_and_only_the_web_is_offered(url: str, html: str) -> None:
    for offer in offers(url, f"<link rel=alternate type=application/rss+xml href='{html}'>{html}"):
        assert offer.url.startswith(("http://", "https://"))


def test_a_page_of_a_thousand_feeds_offers_some() -> None:
    html = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{n}.xml">' for n in range(1000))
    assert len(offers("https://news.example/", html)) == MOST_OFFERS
