"""What newsdesk reads of an article, whatever its generator calls things."""

import time
from datetime import UTC, date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.model.article import Flag, Piece
from newsdesk.model.moment import Moment
from newsdesk.sources.article import read_article, title_of_name
from newsdesk.sources.options import ReadingOptions
from newsdesk.text.clean import clean, clean_line

OPTIONS = ReadingOptions(zone=ZoneInfo("Europe/Berlin"))


def read(text: str | bytes, key: bytes = b"a.md", options: ReadingOptions = OPTIONS) -> Piece:
    return read_article(text if isinstance(text, bytes) else text.encode(), key=key, options=options)


def fields(*lines: str, key: bytes = b"a.md") -> Piece:
    return read("---\n" + "\n".join(lines) + "\n---\nText.\n", key)


def test_an_article_of_the_house_is_read_in_full() -> None:
    piece = fields(
        "title: 'The Harbour's Last Ferry'",
        "subtitle: 'What it''s worth'",
        "description: 'A long look'",
        "author: 'Ann Lee'",
        "read_time: '8 mins'",
        "publish_date: '2025-02-03'",
        "created_date: '2025-02-01'",
        "heroImage: 'https://example.org/ferry.webp'",
        "cta: 'Don't miss the next'",
    )
    assert (piece.title, piece.subtitle, piece.description) == (
        "The Harbour's Last Ferry",
        "What it's worth",
        "A long look",
    )
    assert (piece.authors, piece.minutes, piece.cta) == (("Ann Lee",), 8, "Don't miss the next")
    assert piece.published == Moment.of_day(date(2025, 2, 3))
    assert piece.created == Moment.of_day(date(2025, 2, 1))
    assert piece.image == "https://example.org/ferry.webp"
    assert (piece.body, piece.body_line, piece.extra) == ("Text.\n", 12, {})
    assert piece.traits == Flag.IMAGE | Flag.PROBLEM


@pytest.mark.parametrize(
    "key", ["publish_date", "publishDate", "Publish-Date", "date", "pubDatetime", "pubDate", "published", "ms.date"]
)
def test_a_date_of_publication_has_many_names(key: str) -> None:
    piece = fields(f"{key}: 2025-02-03")
    assert piece.published == Moment.of_day(date(2025, 2, 3))
    assert piece.extra == {}


@pytest.mark.parametrize("key", ["expirydate", "expiryDate", "expiration_date", "end_date", "review_date"])
def test_some_dates_are_none_of_publication(key: str) -> None:
    piece = fields(f"{key}: 2025-02-03")
    assert piece.published is None
    assert piece.extra == {key: "2025-02-03"}


def test_published_says_when_or_whether() -> None:
    assert fields("published: 2025-02-03").published == Moment.of_day(date(2025, 2, 3))
    assert fields("published: false", "date: 2025-02-03").published == Moment.of_day(date(2025, 2, 3))
    assert fields("published: false").status == "draft"
    assert fields("published: true").status == "published"
    assert fields("published: true").problems == ()


@pytest.mark.parametrize(
    ("line", "status"),
    {
        "draft: true": "draft",
        "draft: yes": "draft",
        "draft: 'true'": "draft",
        "draft: false": "published",
        "published: no": "draft",
        "status: publish": "published",
        "status: In Review": "review",
        "status: Scheduled": "scheduled",
        "status: embargoed": "embargoed",
        "hidden: true": "hidden",
        "unlisted: true": "hidden",
    }.items(),
)
def test_generators_disagree_about_what_is_published_and_all_are_understood(line: str, status: str) -> None:
    assert fields(line).status == status


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (["author: Ann Lee"], ["Ann Lee"]),
        (["author: Ann Lee and Bo Ek"], ["Ann Lee", "Bo Ek"]),
        (["author: Ann Lee, Bo Ek & Cy Young"], ["Ann Lee", "Bo Ek", "Cy Young"]),
        (["author: Ann Lee, PhD, and Bo Ek"], ["Ann Lee, PhD", "Bo Ek"]),
        (["author: usa and mame"], ["usa", "mame"]),
        (["author: NARUSE, Yui"], ["NARUSE, Yui"]),
        (["author: Johnson & Johnson"], ["Johnson & Johnson"]),
        (["author: Department of Health and Human Services"], ["Department of Health and Human Services"]),
        (["author: Ann Lee <ann@example.org>"], ["Ann Lee"]),
        (["author: '[Ann Lee](https://example.org)'"], ["Ann Lee"]),
        (["authors: [ann, bo, ann]"], ["ann", "bo"]),
        (["authors:", "  - name: Ann Lee", "    url: https://x.org", "  - Bo Ek"], ["Ann Lee", "Bo Ek"]),
        (["author:", "  name: Ann Lee"], ["Ann Lee"]),
        (["author: {{ .Author }}"], []),
        (["author:", "authors: []"], []),
        (["author: true"], []),
    ],
)
def test_authors_are_names_however_they_are_written(lines: list[str], authors: list[str]) -> None:
    assert list(fields(*lines).authors) == authors


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        (["tags: [a, b c, 2012]"], ["a", "b c", "2012"]),
        (["tags: a, b c, a"], ["a", "b c"]),
        (["tags: security release"], ["security", "release"]),
        (["category: Data Science"], ["Data Science"]),
        (["categories: [[技术, 笔记]]"], ["技术", "笔记"]),
        (["tags: [Ferry]", "topics: ['ferry', sea]"], ["Ferry", "sea"]),
        (["tags: '#sea #ferry'"], ["sea", "ferry"]),
        (["tags:"], []),
    ],
)
def test_tags_are_collected_from_every_key_that_holds_some(lines: list[str], tags: list[str]) -> None:
    assert list(fields(*lines).tags) == tags


@pytest.mark.parametrize(
    ("lines", "image", "alt"),
    [
        (["cover:", "  image: a.png", "  alt: An a"], "a.png", "An a"),
        (["image:", "  src: /a.png"], "/a.png", ""),
        (["image: /a.png", "image_alt: An a"], "/a.png", "An a"),
        (["images: [/a.png, /b.png]"], "/a.png", ""),
        (["header:", "  overlay_image: /a.png", "  teaser: /b.png"], "/a.png", ""),
        (["ogImage: ../a.png", "hero: true"], "../a.png", ""),
        (["image: data:image/png;base64,AAAA"], "", ""),
        (["image: {{ .Image }}"], "", ""),
    ],
)
def test_the_hero_image_hides_in_many_places(lines: list[str], image: str, alt: str) -> None:
    piece = fields(*lines)
    assert (piece.image, piece.image_alt) == (image, alt)


def test_a_key_that_nobody_knows_is_kept_as_it_was() -> None:
    piece = fields("weight: 3", "ratio: 0.5", "on: no", "deep: {a: [1, null, true], b: 1.10}", "date: 2025-02-03")
    assert piece.extra == {"weight": 3, "ratio": 0.5, "on": "no", "deep": {"a": [1, None, True], "b": "1.10"}}


def test_of_a_mapping_that_says_more_than_is_understood_nothing_is_lost() -> None:
    piece = fields("author: {name: Ann Lee, site: https://x.org}", "cover: {image: a.png, caption: Night}")
    assert piece.extra == {
        "author": {"name": "Ann Lee", "site": "https://x.org"},
        "cover": {"image": "a.png", "caption": "Night"},
    }


def test_the_configuration_adds_names_for_keys() -> None:
    options = ReadingOptions(zone=UTC, aliases={"title": ("schlagzeile", "kopf.titel"), "published": ("erschienen",)})
    assert (
        read("---\nSchlagzeile: Flut\ntitle: Flood\nerschienen: 3. März 2021\n---\n", options=options).title == "Flut"
    )
    assert read("---\nkopf: {Titel: Flut}\n---\n", options=options).title == "Flut"


def test_a_headline_comes_from_front_matter_else_a_heading_else_the_name() -> None:
    assert read("---\ntitle: One\n---\n# Two\n").title == "One"
    assert read("---\ntitle:\n---\n# Two\n").title == "Two"
    assert read("## Small\n\n# Two `code` ##\n").title == "Two code"
    assert read("Two *words*\n===\n").title == "Two words"
    assert read("<h1 align=center>Two</h1>\n").title == "Two"
    assert read("```\n# not this\n```\n### Three {#id}\n").title == "Three"
    assert read("Text\n", b"posts/2025-02-03-the_flood.md").title == "The flood"


@pytest.mark.parametrize(
    ("key", "title"),
    {
        b"flood.md": "Flood",
        b"2025-02-03-the-flood-recedes.md": "The flood recedes",
        b"20210104 A title as it is.md": "A title as it is",
        b"towns/index.md": "Towns",
        b"towns/_index.zh-cn.md": "Towns",
        b"flood.ja.md": "Flood",
        b"2025-02-03.md": "2025 02 03",
        b".md": "Untitled",
        b"": "Untitled",
        b"caf\xe9.md": "Caf�",
        "中文.md".encode(): "中文",
    }.items(),
)
def test_a_file_s_name_is_made_readable(key: bytes, title: str) -> None:
    assert title_of_name(key) == title


def test_a_date_may_stand_in_the_name_or_the_path_only() -> None:
    assert fields("title: x", key=b"_posts/2025-02-03-x.md").published == Moment.of_day(date(2025, 2, 3))
    assert read('+++\npath = "2025/02/03/x"\n+++\n').published == Moment.of_day(date(2025, 2, 3))
    assert fields("date: 2024-01-01", key=b"2025-02-03-x.md").published == Moment.of_day(date(2024, 1, 1))


def test_an_impossible_date_is_a_problem_and_the_name_s_is_taken() -> None:
    piece = fields("title: x", "date: 2024-02-30", key=b"2025-02-03-x.md")
    assert piece.published == Moment.of_day(date(2025, 2, 3))
    assert [(problem.code, problem.line) for problem in piece.problems] == [("date-impossible", 3)]
    assert piece.extra == {"date": "2024-02-30"}


def test_only_addresses_of_the_web_are_addresses() -> None:
    assert fields("canonical_url: https://example.org/x").url == "https://example.org/x"
    for other in ("javascript:alert(1)", "/x/", "file:///etc/passwd", "https://", "http://a b", "ftp://x.org"):
        piece = fields(f"url: '{other}'")
        assert piece.url == ""
        assert piece.extra == {"url": other}


def test_what_is_too_long_is_cut_and_told() -> None:
    piece = fields(f"title: {'t' * 2000}", f"author: {'a' * 300}", f"tags: [{'g' * 200}]")
    assert (len(piece.title), len(piece.authors[0]), len(piece.tags[0])) == (1024, 256, 128)
    assert {problem.code for problem in piece.problems} == {"title-long", "author-long", "tag-long"}


def test_what_an_article_holds_is_told_by_signs() -> None:
    assert read("![x](y.png)").traits == Flag.IMAGE
    assert read("<iframe src='https://www.youtube.com/embed/x'></iframe>").traits == Flag.VIDEO
    assert read("```python\nx\n```").traits == Flag.CODE
    assert read("A sentence! [link](x) about `code`.").traits == Flag(0)


def test_words_and_minutes_are_counted_where_nobody_says() -> None:
    assert (read("word " * 714).words, read("word " * 714).minutes) == (714, 3)
    assert read("字" * 1500).minutes == 3
    assert read("").minutes == 0


def test_markup_in_a_headline_is_shown_as_it_is() -> None:
    assert fields("title: '[/red] [@click=app.quit]quit[/] [AP] x'").title == "[/red] [@click=app.quit]quit[/] [AP] x"


@pytest.mark.parametrize(
    "text",
    [
        '---\ntitle: "a\\e]52;c;x\\a"\n"k\\e": ["\\x9b31m"]\nauthor: "\\u001b[2J"\n---\n\x1b[31m',
        '+++\ntitle = "\\u001b[2J"\n[extra]\n"k\\u001b" = "\\u009b"\n+++\n\x9b',
        '{"title": "\\u001b[2J", "k\\u001b": ["\\ud800"]}\n\x07',
        "---\ntitle: a&#x1b;&#155;&#7;\n---\n",
    ],
)
def test_no_decoding_brings_a_control_character_in(text: str) -> None:
    piece = read(text, b"\x1b]0;x\x07.md")
    for value in (piece.title, *piece.authors, *piece.tags, str(piece.extra)):
        assert clean_line(value) == value
    assert clean(piece.body) == piece.body


@pytest.mark.parametrize(
    "sign",
    [
        *(
            "![",
            "{%",
            "<a ",
            "](",
            "\n",
            " ",
            "<h1>",
            "<h1 ",
            "<!--",
            "```\n",
            "`a``b",
            "# \n",
            "a\n=\n",
            "\u0301",
            "\x1b",
        ),
        *("[#]: a: b\n", "@def a = [\n", '{"', "> ", "http://", "&#", "---\ntitle: x\n\n# c\n", "---\nk:\n\n"),
        "+++\na = [\n",
    ],
)
def test_a_body_made_to_hang_a_reader_costs_a_moment(sign: str) -> None:
    start = time.perf_counter()
    read(sign * (300_000 // len(sign)))
    # Generous: what grows with the square of its length takes minutes here.
    assert time.perf_counter() - start < 3


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400),
    st.binary(max_size=20),
    st.sampled_from([b"", b"---\n", b"+++\n", b"{", b"[#]: a: ", b"\xff\xfe"]),
)
def test_no_bytes_raise(data: bytes, key: bytes, beginning: bytes) -> None:
    piece = read(beginning + data, key)
    assert piece.title
    assert clean_line(piece.title) == piece.title
    assert clean(piece.body) == piece.body
    assert piece.body_line >= 1
