"""What a query means."""

import time
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsdesk.model.article import Flag
from newsdesk.model.hits import Field
from newsdesk.text.query import Order, Query, Sort, parse
from newsdesk.text.query.tree import (
    Amount,
    Body,
    Column,
    Days,
    Either,
    Every,
    Exactly,
    Flagged,
    Named,
    Node,
    Not,
    Pattern,
    Phrase,
    Word,
)

TODAY = date(2025, 2, 3)


def read(text: str) -> Query:
    return parse(text, today=TODAY)


def days(first: str | None, last: str | None) -> Days:
    return Days(
        date.fromisoformat(first).toordinal() if first else None, date.fromisoformat(last).toordinal() if last else None
    )


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("", ()),
        ("deepseek revolu", (Word("deepseek"), Word("revolu"))),
        ("Open-Source", (Word("open"), Word("source"))),
        ("NLP", (Word("nlp", None, capitals=True),)),
        ('"open source"', (Phrase(("open", "source")),)),
        ('"open sou', (Phrase(("open", "sou"), None, unfinished=True),)),
        ("=source", (Exactly("source"),)),
        ("=open-source", (Phrase(("open", "source")),)),
        ("-trump", (Not(Word("trump")),)),
        ("-open-source", (Not(Phrase(("open", "source"))),)),
        ('-"open source"', (Not(Phrase(("open", "source"))),)),
        ("a OR b c", (Either((Word("a"), Word("b"))), Word("c"))),
        ("a | b | c", (Either((Word("a"), Word("b"), Word("c"))),)),
        ("(a b) OR c", (Either((Every((Word("a"), Word("b"))), Word("c"))),)),
        ("-(a b)", (Not(Every((Word("a"), Word("b")))),)),
        ("a OR", (Word("a"),)),
        ("OR a", (Word("or"), Word("a"))),
        ("or", (Word("or"),)),
        ("(((a)))", (Word("a"),)),
        ("((", ()),
        ("a)) b", (Word("a"), Word("b"))),
        ("title:flood", (Word("flood", Field.TITLE),)),
        ('title:"flood recedes"', (Phrase(("flood", "recedes"), Field.TITLE),)),
        ("author:jenkins", (Word("jenkins", Field.AUTHORS),)),
        ('author:"David Jenkins"', (Named(Column.AUTHOR, "david jenkins", whole=True),)),
        ("tag:=politics", (Named(Column.TAG, "politics", whole=True),)),
        ("source:reu", (Named(Column.SOURCE, "reu", whole=False),)),
        ("lang:pt-BR", (Named(Column.LANGUAGE, "pt br", whole=False),)),
        ("is:unread", (Flagged(Flag.READ, wanted=False),)),
        ("-is:Starred", (Not(Flagged(Flag.STARRED)),)),
        ("has:image", (Flagged(Flag.IMAGE),)),
        ("after:2025-02-01", (days("2025-02-01", None),)),
        ("before:2025-02", (days(None, "2025-01-31"),)),
        ("date:2024-02", (days("2024-02-01", "2024-02-29"),)),
        ("date:2024", (days("2024-01-01", "2024-12-31"),)),
        ("date:2024-12..2025-01-05", (days("2024-12-01", "2025-01-05"),)),
        ("date:today", (days("2025-02-03", "2025-02-03"),)),
        ("date:yesterday", (days("2025-02-02", "2025-02-02"),)),
        ("age:<7d", (days("2025-01-28", None),)),
        ("age:>1y", (Days(None, TODAY.toordinal() - 366),)),
        ("words:>1000", (Amount("words", 1001, None),)),
        ("minutes:<5", (Amount("minutes", 0, 4),)),
        ("words:200..400", (Amount("words", 200, 400),)),
        ("body:tariff", (Body("tariff"),)),
        ("/de+p/", (Pattern("de+p"),)),
        ("/open source/ x", (Pattern("open source"), Word("x"))),
        ("author:", ()),
        ('author:"', ()),
        ("sort:date", ()),
        ("人工智能", (Word("人工"), Word("工智"), Word("智能"))),
    ],
)
def test_the_language_is_read_as_it_is_documented(text: str, nodes: tuple[Node, ...]) -> None:
    assert read(text).root == Every(nodes)
    assert not read(text).notes


@pytest.mark.parametrize(
    ("text", "nodes", "says"),
    [
        ("after:never", (Word("after"), Word("never")), "is not a date"),
        ("date:2025-02-30", (Word("date"), Word("2025"), Word("02"), Word("30")), "is not a date"),
        ("is:lost", (Word("is"), Word("lost")), "unread or read"),
        ("words:many", (Word("words"), Word("many")), "a number"),
        ("age:old", (Word("age"), Word("old")), "an age"),
        ("titel:flood", (Word("titel"), Word("flood")), "title:"),
        ("/(/", (), "no regular expression"),
        ("/a{99999}/", (Word("a"), Word("99999")), "repetitions"),
        ("sort:colour", (), "relevance, date"),
    ],
)
def test_what_makes_no_sense_is_taken_as_words_and_said_so(text: str, nodes: tuple[Node, ...], says: str) -> None:
    query = read(text)
    assert query.root.nodes == nodes
    assert says in query.notes[0]


def test_a_colon_in_a_headline_is_no_operator_and_no_remark() -> None:
    assert read("Trump: the end").root.nodes == (Word("trump"), Word("the"), Word("end"))
    assert not read("Trump: the end").notes


def test_an_order_is_asked_for_and_turned_round() -> None:
    assert read("a").sort == Sort(Order.RELEVANCE)
    assert read("a sort:title").sort == Sort(Order.TITLE)
    assert read("sort:-length a").sort == Sort(Order.LENGTH, reverse=True)


def test_operators_are_shown_as_chips_that_know_where_they_stand() -> None:
    text = 'deepseek author:"David Jenkins" -tag:ai after:2025-02-01 is:unread sort:date -trump /x+/'
    chips = read(text).chips
    assert [(chip.label, text[chip.start : chip.end]) for chip in chips] == [
        ("author: David Jenkins", 'author:"David Jenkins"'),
        ("not tag: ai", "-tag:ai"),
        ("after 1 Feb 2025", "after:2025-02-01"),
        ("unread", "is:unread"),
        ("sort: date", "sort:date"),
        ("not trump", "-trump"),
        ("/x+/", "/x+/"),
    ]


def test_of_a_very_long_query_the_first_part_counts_and_that_is_said() -> None:
    assert len(read("x" * 100_000).text) == 4096
    assert "4,096 characters" in read("x" * 100_000).notes[0]
    query = read("ab " * 1000)
    assert len(query.root.nodes) == 64
    assert "64 words" in query.notes[0]


def test_ten_thousand_parentheses_are_no_trouble() -> None:
    assert read("(" * 10_000 + "a").notes
    nested = "(a OR (b " * 2000
    assert read(nested).root.nodes


def test_text_of_a_body_is_named_for_the_store_to_look_up() -> None:
    assert read('body:tariff (x OR body:"trade war") -body:tariff').bodies == ("tariff", '"trade war"')


@given(st.text())
@example("\x00\x1b[31m\ud800 a")
@example('"')
@example("-")
@example("()|OR=:/")
@example('title:"')
@example("-:a")
def test_anything_at_all_is_a_query(text: str) -> None:
    query = read(text)
    for chip in query.chips:
        assert 0 <= chip.start < chip.end <= len(query.text)


@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "OR",
                "|",
                "(",
                ")",
                "-",
                '"',
                "author:",
                "x y",
                "is:read",
                "after:",
                "2025",
                "/",
                "=",
                " ",
                "date:2025-02",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_any_mixture_of_the_language_is_a_query(text: str) -> None:
    assert isinstance(read(text).root, Every)


def test_the_worst_queries_are_read_at_once() -> None:
    start = time.perf_counter()
    for text in ("(a OR " * 700, '"' * 4096, "-" * 4096, "a:" * 2048, "/" * 4096, "title:titel: " * 300, "=" * 4096):
        read(text)
    assert time.perf_counter() - start < 2
