import pytest

from newsdesk.sources.page import PageUnreadable, is_paywalled, joined, next_page, read_page
from newsdesk.text.web_markdown import web_markdown

URL = "https://news.example/2025/flood"
TEXT = (
    "<p>The river fell by two metres overnight, and the mayor said that people could return to their homes.</p>"
    "<h2>What comes next</h2><p>Engineers will look at <strong>each bridge</strong>, "
    '<a href="/bridges?utm_source=home&id=3">the oldest</a> of which was built in 1887 and repaired twice since.</p>'
    '<figure><img src="/img/river.jpg" alt="The river"></figure>'
    "<ul><li>North bridge on Tuesday morning</li><li>South bridge on Wednesday</li></ul>"
    "<table><tr><th>Bridge</th><th>Year</th></tr><tr><td>North</td><td>1887</td></tr></table>"
    "<pre><code>level = 3.2\nmark = 3.7</code></pre>"
    "<p>The water stood at 3.2 metres in the afternoon, half a metre below the mark that closes the road.</p>"
)


def a_page(text: str = TEXT, head: str = "") -> bytes:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Flood recedes | News</title>'
        f"{head}</head><body>"
        '<nav><a href="/">Home</a><a href="/sport">Sport</a></nav>'
        f"<article><h1>Flood recedes</h1>{text}</article>"
        "<script>track()</script><footer>Copyright <a href='/imprint'>Imprint</a></footer></body></html>"
    ).encode()


def test_the_article_is_told_from_what_stands_around_it() -> None:
    page = read_page(
        a_page(head='<meta name="author" content="Ann Lee; Bo Ek"><meta property="og:image" content="/hero.jpg">'),
        url=URL,
    )
    text = web_markdown(page.html, page.url)
    assert page.title == "Flood recedes"
    assert page.authors == ("Ann Lee", "Bo Ek")
    assert page.image == "https://news.example/hero.jpg"
    for expected in (
        "two metres",
        "## What comes next",
        "**each bridge**",
        "- North bridge",
        "| North | 1887 |",
        "level = 3.2\nmark = 3.7",
    ):
        assert expected in text
    assert "(https://news.example/bridges?id=3)" in text
    assert "![The river](https://news.example/img/river.jpg)" in text
    for unwanted in ("Sport", "Imprint", "track()", "utm_source"):
        assert unwanted not in text


def test_a_page_in_another_encoding_is_read() -> None:
    page = a_page(TEXT.replace("mayor", "Bürgermeister")).decode().replace("utf-8", "iso-8859-1").encode("latin-1")
    assert "Bürgermeister" in read_page(page, url=URL, content_type="text/html").html


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "text/html"),
        (b"<html></html>", ""),
        (b"\0\1\2", "text/html"),
        (b"%PDF-1.7", "application/pdf"),
        (b"<div>" * 20_000, "text/html"),
    ],
)
def test_a_page_without_an_article_is_told(data: bytes, kind: str) -> None:
    with pytest.raises(PageUnreadable) as told:
        read_page(data, url=URL, content_type=kind)
    assert URL in str(told.value)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<link rel="next" href="?page=2">', f"{URL}?page=2"),
        ('<a rel="next nofollow" href="/2025/flood/2">more</a>', f"{URL}/2"),
        ('<a rel="next" href="https://elsewhere.example/2025/flood/2">more</a>', ""),
        ('<a rel="next" href="/2025/another-story">next story</a>', ""),
        ('<a rel="next" href="#more">more</a>', ""),
        ("", ""),
    ],
)
def test_only_a_further_page_of_the_same_article_follows(link: str, expected: str) -> None:
    assert next_page(link, URL) == expected


def test_pages_are_joined_in_their_order() -> None:
    first, second = read_page(a_page(), url=URL), read_page(a_page(TEXT.replace("river", "canal")), url=f"{URL}/2")
    whole = joined([first, second])
    assert whole.html.index("river") < whole.html.index("canal")
    assert whole.words == first.words + second.words


@pytest.mark.parametrize(
    ("html", "words", "walled"),
    [
        ('<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>', 900, True),
        ('<script type="application/ld+json">{"isAccessibleForFree": true}</script>', 900, False),
        ('<div class="box paywall">Subscribe to continue</div>', 40, True),
        ('<div class="box paywall">Subscribe to continue</div>', 900, False),
        ("<p>A short story.</p>", 40, False),
    ],
)
def test_what_is_for_subscribers_is_said(html: str, words: int, walled: bool) -> None:
    assert is_paywalled(html, words) is walled


def test_the_pages_of_an_article_are_read_one_behind_the_other() -> None:
    page = "<html><body><nav>Home</nav><article>{}</article></body></html>"
    texts = [
        "".join(
            f"<p>The {what} of page {n}: the mayor said that people could return to their homes soon.</p>"
            for n in range(3)
        )
        for what in ("first", "second")
    ]
    whole = joined([read_page(page.format(text).encode(), url="https://a.example/1") for text in texts])
    markdown = web_markdown(whole.html, whole.url)
    assert [markdown.count(what) for what in ("first", "second")] == [3, 3]
