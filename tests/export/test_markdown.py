"""What is exported as Markdown reads back to the same article."""

from dataclasses import replace
from datetime import date
from typing import Any

import frontmatter
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.export.markdown import markdown
from newsdesk.model.article import Article, Piece
from newsdesk.model.moment import Moment
from newsdesk.sources.article import read_article
from newsdesk.sources.options import ReadingOptions
from newsdesk.text.clean import clean
from tests.builders import a_moment
from tests.corpus import ARTICLES
from tests.export.articles import a_kept_article


def _read_back(article: Article) -> Piece:
    return read_article(markdown(article).encode(), key=b"x.md", options=ReadingOptions())


def _same(piece: Piece) -> Piece:
    """What makes it this article: not on which line of which file its body began, nor what was wrong there."""
    return replace(piece, body_line=1, problems=())


def test_every_field_comes_back() -> None:
    article = a_kept_article(
        'DeepSeek\'s "open" source: #1 [of 2] & more',
        body="# It\n\n---\n\n'Quoted' — text.\n",
        subtitle="It's: a subtitle",
        description="yes",
        authors=("Anna O'Neil", "李雷"),
        published=a_moment("2025-02-03"),
        updated=a_moment("2025-02-04T05:06:07+00:00"),
        created=a_moment("2024-12-31"),
        image="https://example.org/a.png",
        image_alt="A: picture",
        cta="Read on →",
        tags=("no", "2024", "a, b"),
        status="review",
        language="en",
        slug="deep-seek",
        url="https://example.org/deep-seek",
        minutes=8,
        extra={"layout": "post", "weights": [1, 2.5, True, None, {"deep": "x: y"}], "null": "~"},
    )
    back = _read_back(article)
    counted = replace(article.piece, words=back.words, traits=back.traits)
    assert _same(back) == _same(counted)


def test_other_programs_read_it_as_plain_yaml() -> None:
    article = a_kept_article("It's: here", tags=("a",), published=a_moment("2025-02-03"), body="Text.")
    post = frontmatter.loads(markdown(article))
    assert (post["title"], post["tags"], post["publish_date"]) == ("It's: here", ["a"], "2025-02-03")
    assert post.content == "Text."


def test_what_an_article_does_not_say_is_not_written() -> None:
    assert markdown(a_kept_article("Flood", body="Water.\n")) == "---\ntitle: Flood\n---\nWater.\n"


_LETTERS = st.text(alphabet="abcé<>*_()~;李'\":#-?!,[]{}&%@ \\0123", min_size=1, max_size=20)
_LINES = _LETTERS.map(lambda text: "a" + " ".join(text.split()) + "z")
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | _LINES | st.text("a-.: \n#", max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_LINES, inner, max_size=3),
    max_leaves=6,
)


@given(
    title=_LINES,
    subtitle=_LINES,
    body=st.text(max_size=200).map(clean),
    minutes=st.integers(1, 500),
    published=st.dates(min_value=date(1000, 1, 1)).map(Moment.of_day),
    extra=st.dictionaries(_LINES.map("x{}".format), _JSON, max_size=3),
)
@settings(max_examples=200)
def test_any_text_comes_back(**fields: Any) -> None:
    article = a_kept_article(fields.pop("title"), **fields)
    back = _read_back(article)
    assert _same(back) == _same(replace(article.piece, words=back.words, traits=back.traits))


@pytest.mark.corpus
def test_real_articles_come_back() -> None:
    other: list[str] = []
    paths = sorted(path for path in ARTICLES.rglob("*.md") if path.is_file())[::40]
    for path in paths:
        once = read_article(path.read_bytes(), key=b"x.md", options=ReadingOptions())
        article = replace(a_kept_article("x"), piece=once)
        back = _read_back(article)
        if _same(back) != _same(replace(once, words=back.words, traits=back.traits)):
            other.append(str(path))
    assert other == []
