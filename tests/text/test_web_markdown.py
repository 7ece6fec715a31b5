from html import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsdesk.text.clean import clean
from newsdesk.text.markup import html_text
from newsdesk.text.web_address import readable, uncounted
from newsdesk.text.web_markdown import web_markdown

BASE = "https://news.example/2025/flood"
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def test_an_article_of_the_web_reads_like_any_other() -> None:
    html = (
        '<h2>Flood</h2><p>It <em>rains</em> <a href="/rain?id=1&amp;utm_source=x">again</a>.</p>'
        "<ul><li>one</li><li>two</li></ul>"
        "<table><tr><th>A</th></tr><tr><td>1</td></tr></table><pre><code class='language-python'>x = 1</code></pre>"
        '<blockquote><p>Said</p></blockquote><img src="a.png" alt="Rain">'
    )
    text = web_markdown(html, BASE)
    for part in (
        "## Flood",
        "It *rains* [again](https://news.example/rain?id=1).",
        "- one\n- two",
        "| A |",
        "```python\nx = 1\n```",
        "> Said",
        "![Rain](https://news.example/2025/a.png)",
    ):
        assert part in text


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        "<form><input value='alert'><button>alert</button></form>",
        "<svg><style>alert</style></svg>",
        "<template>alert</template>",
        "<noscript>alert</noscript>",
        '<img src="https://pixel.example/p.gif" width="1" height="1" alt="alert">',
        '<img src="https://feeds.feedburner.com/~r/wire/~4/x" alt="alert">',
        '<img src="data:image/gif;base64,R0lGOD" alt="alert">',
        '<img src=x onerror="alert(1)" width=1 height=1>',
        "<!-- alert -->",
    ],
)
def test_what_is_not_to_be_read_is_left_out(hidden: str) -> None:
    text = web_markdown(f"<p>Before</p>{hidden}<p>After</p>", BASE)
    assert "alert" not in text
    assert text.split() == ["Before", "After"]


@pytest.mark.parametrize(
    ("html", "link"),
    [
        (
            '<iframe src="https://www.youtube.com/embed/abcdefghijk?rel=0"></iframe>',
            "[Video: youtube.com](https://www.youtube.com/watch?v=abcdefghijk)",
        ),
        (
            '<iframe src="//player.vimeo.com/video/12345" title="The lock"></iframe>',
            "[Video: The lock](https://vimeo.com/12345)",
        ),
        ('<video controls><source src="/lock.mp4"></video>', "[Video: news.example](https://news.example/lock.mp4)"),
        ('<audio src="/lock.mp3"></audio>', "[Audio: news.example](https://news.example/lock.mp3)"),
        ('<iframe src="https://map.example/?q=1"></iframe>', "[Embedded: map.example](https://map.example/?q=1)"),
    ],
)
def test_films_and_sounds_are_links(html: str, link: str) -> None:
    assert link in web_markdown(f"<p>Before</p>{html}<p>After</p>", BASE)


# THREATS rows 33 and 34
@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " java\tscript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,alert",
        "vbscript:alert",
        "file:///etc/passwd",
        "blob:alert",
        "http://[alert",
        "x" * 3000,
    ],
)
def test_links_lead_to_the_web_or_are_text(href: str) -> None:
    text = web_markdown(f'<p><a href="{href}">words</a></p>', BASE)
    if not href.startswith("x"):
        assert text == "words\n"
    assert len(text) < 100


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.sampled_from(" *_`[]<>{}$~|&#+-=:!.1)("),
    max_size=40,
)


def rendered(markdown: str) -> str:
    """What a reader sees of a Markdown text."""
    return " ".join(html_text(MARKDOWN.render(markdown), limit=100_000).split())


@given(TEXT)
@example("__0__")
@example("a__b__ _c_d")
def test_what_only_looks_like_markdown_is_read_as_it_was_written(text: str) -> None:
    text = " ".join(clean(text).split())
    markdown = web_markdown(f"<p>{escape(text)}</p>", BASE)
    shown = " ".join(MARKDOWN.render(markdown).split())
    assert shown == f"<p>{escape(text)}</p>".replace("&#x27;", "'") or not text


@given(st.text(max_size=300))
def test_no_html_raises_and_all_markdown_is_clean(html: str) -> None:
    text = web_markdown(html, BASE)
    assert text == clean(text)


def test_html_without_end_is_read_all_the_same() -> None:
    deep = web_markdown("<div>" * 5000 + "<p>Deep</p>", BASE)
    assert "Deep" in deep
    assert "Open" in web_markdown("<p>Open <b>and <i>never <table><tr><td>closed", BASE)


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://a.example/?utm_source=x&id=1&UTM_Medium=y", "https://a.example/?id=1"),
        ("https://a.example/?fbclid=1#part", "https://a.example/#part"),
        ("https://a.example/?q=a%20b&c", "https://a.example/?q=a%20b&c"),
        ("https://a.example/?q=utm_source", "https://a.example/?q=utm_source"),
        ("https://a.example/?a=1&amp;utm_campaign=x", "https://a.example/?a=1"),
    ],
)
def test_parameters_that_count_readers_are_taken_off(address: str, plain: str) -> None:
    assert uncounted(address) == plain


def test_addresses_are_made_absolute() -> None:
    assert readable("../a b", BASE) == "https://news.example/a%20b"
    assert readable("//cdn.example/x", BASE) == "https://cdn.example/x"
    assert readable("mailto:desk@a.example", BASE) == "mailto:desk@a.example"
    assert readable("https:///x", BASE) == "" or readable("https:///x", BASE).startswith("https://news.example/")
