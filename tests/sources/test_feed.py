import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.model.article import Flag
from newsdesk.sources.feed import FeedOptions, FeedUnreadable
from newsdesk.text.clean import clean, clean_line
from tests.sources.feeds import FIXTURES, an_rss, as_json, known, read, titles

FEEDS = sorted(path for path in FIXTURES.iterdir() if not path.name.endswith(".expected.json"))


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.name)
def test_a_feed_says_what_lies_beside_it(path: Path) -> None:
    expected = json.loads(path.with_name(f"{path.name}.expected.json").read_text("utf-8"))
    assert as_json(read(path.read_bytes())) == expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b" \r\n\t", "it is empty"),
        (b"\xef\xbb\xbf", "it is empty"),
        (b"Not found", "it is plain text"),
        (b"<!DOCTYPE html><html><head><title>Prove that you are human</title></head><body></body></html>", "web page"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", "web page"),
        (b"<opml version='2.0'><body/></opml>", "list of subscriptions"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "first element"),
        (b"{}", "no JSON Feed"),
        (b'{"items": {"a": 1}}', "no JSON Feed"),
        (b"[1, 2]", "no JSON Feed"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "plain text"),
        (b"PK\x03\x04", "plain text"),
    ],
)
def test_what_is_no_feed_is_told_in_a_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(FeedUnreadable, match=reason) as told:
        read(data)
    assert str(told.value).startswith("https://feeds.example/")


def test_an_item_that_says_the_same_is_not_news() -> None:
    feed = an_rss({"guid": "1", "title": "Flood", "description": "Rising."}, {"guid": "2", "title": "Crane"})
    before = read(feed)
    again = read(feed, known=known(before))
    assert (again.items, again.unchanged) == ((), 2)


def test_a_corrected_item_is_the_same_article() -> None:
    before = read(an_rss({"guid": "1", "title": "Flood"}, {"guid": "2", "title": "Crane"}))
    after = read(an_rss({"guid": "1", "title": "Flood recedes"}, {"guid": "2", "title": "Crane"}), known=known(before))
    assert [(item.origin.key, item.piece.title) for item in after.items] == [(b"1", "Flood recedes")]


# THREATS row 36
def test_the_same_item_under_ever_new_ids_is_taken_in_once() -> None:
    before = read(an_rss({"guid": "run-1", "title": "Flood", "description": "Rising."}))
    after = read(an_rss({"guid": "run-2", "title": "Flood", "description": "Rising."}), known=known(before))
    assert (after.items, after.unchanged) == ((), 1)


def test_comments_that_count_up_make_no_news() -> None:
    feed = an_rss({"guid": "1", "title": "Flood", "slash:comments": "{}"})
    before = read(feed.format(1))
    assert read(feed.format(2), known=known(before)).items == ()


def test_a_feed_that_shrinks_to_nothing_is_a_feed_without_news() -> None:
    before = read(an_rss({"guid": "1", "title": "Flood"}))
    after = read(an_rss(), known=known(before))
    assert (after.items, after.unchanged, after.deleted) == ((), 0, ())


def test_of_a_long_feed_the_newest_items_come_first_and_the_rest_next_time() -> None:
    items = [
        {"guid": str(number), "title": f"News {number}", "pubDate": f"Mon, 03 Feb 2025 {number:02}:00:00 GMT"}
        for number in range(20)
    ]
    options = FeedOptions(most_new_items=5)
    first = read(an_rss(*items), options=options)
    assert titles(first) == [f"News {number}" for number in range(15, 20)]
    assert first.left_out == 15
    assert [problem.code for problem in first.problems] == ["feed-long"]
    second = read(an_rss(*items), options=options, known=known(first))
    assert titles(second) == [f"News {number}" for number in range(10, 15)]


def test_a_long_feed_without_dates_is_newest_first() -> None:
    feed = read(an_rss(*({"title": f"News {number}"} for number in range(9))), options=FeedOptions(most_new_items=2))
    assert titles(feed) == ["News 0", "News 1"]


def test_what_an_item_holds_can_be_asked_for() -> None:
    picture, code, film = read(
        an_rss(
            {"title": "Picture", "description": "<p><img src='a.png'></p>"},
            {"title": "Code", "description": "<pre>x = 1</pre>"},
            {"title": "Film", "description": "<iframe src='https://www.youtube.com/embed/abcdefghijk'></iframe>"},
        )
    ).items
    assert Flag.IMAGE in picture.piece.traits
    assert Flag.CODE in code.piece.traits
    assert Flag.VIDEO in film.piece.traits


# THREATS row 29
LAUGHS = "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
BOMBS = {
    "laughs": (f"<!DOCTYPE x [<!ENTITY a 'lol'>{LAUGHS}]>", "&j;"),
    "quadratic": (f"<!DOCTYPE x [<!ENTITY a '{'x' * 50_000}'>]>", "&a;" * 50_000),
    "file": ("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>", "&a;"),
    "parameter": ("<!DOCTYPE x [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/x.dtd'>%p;]>", "t"),
    "dtd": ("<!DOCTYPE rss SYSTEM 'http://127.0.0.1:1/rss.dtd'>", "t"),
    "inclusion": ("", "<i:include xmlns:i='http://www.w3.org/2001/XInclude' href='/etc/hostname' parse='text'/>"),
    "unclosed": (f"<!DOCTYPE x [<!ENTITY a '{'<!DOCTYPE' * 1000}", "t"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_entities_and_declarations_of_a_document_are_nothing_to_it(name: str) -> None:
    try:
        feed = read("{}<rss><channel><title>{}</title></channel></rss>".format(*BOMBS[name]))
    except FeedUnreadable:
        return
    assert len(feed.title) <= 256
    assert Path("/etc/hostname").read_text().strip() not in repr(feed)


# THREATS row 30
def test_depth_and_length_end_somewhere() -> None:
    with pytest.raises(FeedUnreadable):
        read("<a>" * 200_000)
    deep = read("<rss><channel><item><title>Deep</title><description>" + "<div>" * 20_000 + "</description></item>")
    assert titles(deep) in ([], ["Deep"])
    many = read("<rss><channel>" + "<item><title>x</title><guid>{}</guid></item>" * 20_000 + "</channel></rss>")
    assert len(many.items) == 1
    long = read(an_rss({"title": "T" * 3_000_000, "author": "A" * 5000, "category": "C" * 5000, "guid": "g" * 100_000}))
    piece = long.items[0].piece
    assert [len(piece.title), len(piece.authors[0]), len(piece.tags[0])] == [1024, 256, 128]
    assert [problem.code for problem in piece.problems] == ["title-long"]
    assert len(long.items[0].origin.key) <= 600
    body = read(an_rss({"title": "Body", "description": "word " * 400_000})).items[0].piece
    assert (len(body.body), body.problems[0].code) == (1024 * 1024, "body-long")


# THREATS row 31b
@pytest.mark.parametrize("body", [b"/dev/zero", b"/etc/hostname", b"http://127.0.0.1:1/", b"<\0/etc/hostname"])
def test_a_body_is_never_taken_for_the_name_of_a_file(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: object, **named: object) -> None:
        raise AssertionError("opened")

    import feedparser  # noqa: F401 (what is imported later opens files)

    monkeypatch.setattr("builtins.open", refused)
    monkeypatch.setattr("socket.socket.connect", refused)
    with pytest.raises(FeedUnreadable):
        read(body)


# THREATS row 32
@pytest.mark.parametrize(
    "name",
    [
        "rot13",
        "zip",
        "bz2",
        "hex",
        "utf-7",
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "mbcs",
        "undefined",
        "",
        "utf-8\x00",
        "x" * 500,
    ],
)
def test_only_encodings_of_text_are_looked_up(name: str) -> None:
    feed = f'<?xml version="1.0" encoding="{name}"?><rss><channel><title>Wire</title></channel></rss>'
    assert read(feed, content_type=f"text/xml; charset={name}").title == "Wire"


# THREATS row 34
@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html;base64,PHA+", "file:///etc/passwd", "vbscript:x", " java\tscript:alert(1)",
     "ssh://-oX", "jar:http://a!/", "http://", "http://[", "http://a.example/" + "x" * 4000],
)  # fmt: skip
def test_links_lead_to_the_web_or_nowhere(link: str) -> None:
    feed = read(an_rss({"title": "Click", "link": link, "guid": link}, channel=f"<link>{link.replace('&', '')}</link>"))
    assert feed.items[0].piece.url == ""
    assert feed.site == ""


# THREATS row 37
@given(st.text(max_size=60))
def test_no_text_where_a_date_should_be_does_harm(text: str) -> None:
    feed = an_rss({"title": "Flood", "pubDate": text})
    moment = read(feed.encode("utf-8", "replace")).items[0].piece.published
    assert moment is None or 1000 <= moment.instant.year <= 2025


# THREATS row 38
@pytest.mark.parametrize(
    "document",
    [
        '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000,
        '{"version": "https://jsonfeed.org/version/1", "items": [{"id": ' + "9" * 5000 + "}]}",
        '{"version": "https://jsonfeed.org/version/1", "items": [{"id": NaN}]}',
        '{"version": "https://jsonfeed.org/version/1", "items": [{"id": Infinity}]}',
        '{"version": "https://jsonfeed.org/version/1", "items": [}',
    ],
)
def test_json_that_breaks_parsers_is_told(document: str) -> None:
    with pytest.raises(FeedUnreadable):
        read(document)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "url", "title", "authors", "author", "name", "tags", "attachments", "date_published", "hubs"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


# THREATS row 38
@given(st.lists(JSON, max_size=3), JSON, JSON)
def test_fields_of_the_wrong_type_are_not_there(items: list[object], title: object, authors: object) -> None:
    document = {"version": "https://jsonfeed.org/version/1.1", "items": items, "title": title, "authors": authors}
    document |= {"hubs": authors, "home_page_url": title, "icon": authors}
    feed = read(json.dumps(document))
    assert len(feed.items) <= len(items)


def test_a_json_feed_whose_items_are_no_list_is_a_feed_with_a_problem() -> None:
    feed = read('{"version": "https://jsonfeed.org/version/1", "title": "Wire", "items": {}}')
    assert (feed.title, [problem.code for problem in feed.problems]) == ("Wire", ["feed-items"])


POISON = "A\x1b]52;c;cHduZWQ=\x07B\x1b[2J\x9b31m\x90q#0\x9cE\x00F\x7f\x85\u202egnp\u2066x\U000e0041"


# THREATS rows 1 to 14
def test_no_field_of_an_item_reaches_a_terminal_unclean() -> None:
    entities = "".join(f"&#{ord(letter)};" for letter in POISON)
    for text in (entities, entities.replace("&", "&amp;")):
        fields = "".join(
            f"<{name}>{text}</{name}>"
            for name in ("title", "link", "guid", "author", "category", "description", "pubDate", "comments", "source")
        )
        files = f'<enclosure url="http://a/{text}" type="{text}" length="1"/>'
        feed = read(
            f"<rss><channel><title>{text}</title><link>{text}</link><language>{text}</language><description>{text}</description><item>{fields}{files}</item></channel></rss>"
        )
        piece = feed.items[0].piece
        lines = [feed.title, feed.site, feed.description, feed.language, piece.title, piece.url, piece.description]
        lines += [*piece.authors, *piece.tags, piece.language, *(problem.message for problem in piece.problems)]
        assert all(line == clean_line(line) for line in lines)
        assert piece.body == clean(piece.body)
        assert "\\x1b" not in repr(piece)
        assert "\\x9b" not in repr(piece)
