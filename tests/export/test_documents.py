"""What an export consists of: names, one file or many, and nothing in them that runs."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.export.documents import Format, documents
from newsdesk.export.page import page
from newsdesk.model.article import Article, Origin
from newsdesk.model.source import SourceKind
from newsdesk.text.clean import clean, clean_line
from tests.builders import a_moment
from tests.export.articles import HERE, a_kept_article

_TITLES = [
    "Flood",
    "flood",
    "FLOOD!",
    "../../etc/passwd",
    "/",
    "..",
    ".hidden",
    "nul",
    "a" * 300,
    "洪水" * 100,
    "é",
    "e\u0301",
    "",
    "Flood-2",
    "-rf",
    "a\\b:c*?",
]


def _written(articles: Iterable[Article], wanted: Format) -> dict[str, bytes]:
    return {document.name: b"".join(document.pieces) for document in documents(articles, wanted)}


@pytest.mark.parametrize("wanted", [Format.MARKDOWN, Format.HTML])
def test_each_article_has_a_file_of_its_own_that_any_file_system_takes(wanted: Format) -> None:
    articles = [a_kept_article(title, number=number) for number, title in enumerate(_TITLES)]
    names = [document.name for document in documents(articles, wanted)]
    assert len({name.casefold() for name in names}) == len(_TITLES)
    for name in names:
        assert not set(name) & set('/\\:*?"<>|')
        assert not name.startswith((".", "-"))
        assert len(name.encode()) < 200
        assert name.partition(".")[0].lower() != "nul"


def test_a_file_is_named_by_day_and_title() -> None:
    article = a_kept_article("It's Über-late", published=a_moment("2025-02-03T23:30:00+00:00"))
    assert list(_written([article], Format.MARKDOWN)) == ["2025-02-03-it-s-über-late.md"]


@given(titles=st.lists(st.text(max_size=8), max_size=6))
def test_no_two_files_are_called_alike(titles: list[str]) -> None:
    articles = [a_kept_article(clean_line(title)) for title in titles]
    names = [document.name.casefold() for document in documents(articles, Format.MARKDOWN)]
    assert len(set(names)) == len(titles)


def test_json_is_one_list_and_json_lines_one_object_a_line() -> None:
    articles = [a_kept_article("Flood", body="Wasser — “hoch”\nnoch höher", tags=("a",)), a_kept_article("Drought")]
    [(name, data)] = _written(articles, Format.JSON).items()
    [(lines_name, lines)] = _written(articles, Format.JSONL).items()
    assert (name, lines_name) == ("articles.json", "articles.jsonl")
    found = json.loads(data)
    assert found == [json.loads(line) for line in lines.splitlines()]
    assert [one["title"] for one in found] == ["Flood", "Drought"]
    assert found[0]["body"] == "Wasser — “hoch”\nnoch höher"
    assert found[0]["path"] == "/articles/Flood.md"
    assert json.loads(_written([], Format.JSON)["articles.json"]) == []
    assert _written([], Format.JSONL) == {"articles.jsonl": b""}


def test_numbers_that_json_cannot_say_and_paths_that_are_no_text_are_exported_all_the_same() -> None:
    article = a_kept_article("Flood", extra={"ratio": float("inf"), "nan": [float("nan")]})
    article = replace(article, origin=Origin(b"\xff\xfe.md", b"0" * 16))
    [line] = _written([article], Format.JSONL).values()
    assert json.loads(line)["extra"] == {"ratio": "inf", "nan": ["nan"]}
    assert json.loads(line)["path"] == "/articles/\udcff\udcfe.md"
    [rows] = _written([article], Format.CSV).values()
    assert "/articles/??.md" in rows.decode()


def test_an_item_of_a_feed_has_no_path() -> None:
    feed = replace(a_kept_article("Flood"), source=replace(HERE, kind=SourceKind.FEED))
    assert json.loads(_written([feed], Format.JSONL)["articles.jsonl"])["path"] is None


def test_a_table_has_a_row_an_article() -> None:
    article = a_kept_article("Flood, 1", authors=("A", "B"), minutes=3, subtitle='She said "no"')
    [data] = _written([article], Format.CSV).values()
    head, row = csv.reader(io.StringIO(data.decode(), newline=""))
    found = dict(zip(head, row, strict=True))
    assert (found["title"], found["subtitle"], found["authors"]) == ("Flood, 1", 'She said "no"', "A; B")
    assert (found["minutes"], found["published"]) == ("3", "")


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "@SUM(A1)", "+cmd|' /C calc'!A0", "-1+1", "＝1"])
def test_a_spreadsheet_takes_no_title_for_a_formula(title: str) -> None:
    [data] = _written([a_kept_article(title, tags=(title,))], Format.CSV).values()
    _, row = csv.reader(io.StringIO(data.decode(), newline=""))
    assert row.count("'" + title) == 2


class _Seen(HTMLParser):
    """What a browser would see that could run or load something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "iframe", "object", "embed", "form", "base", "svg", "math"}:
            self.found.append(tag)
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name.startswith("on") or (
                name in {"href", "src", "srcset"} and address.startswith(("javascript", "vbscript", "data:", "file"))
            ):
                self.found.append(f"{name}={value}")


_HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "![x](data:text/html;base64,PHNjcmlwdD4=)",
    "<javascript:alert(1)>",
    "[x]: vbscript:x\n\n[x]",
    '"><svg onload=alert(1)>',
    "```<script>\nx\n```",
    "[^1]\n\n[^1]: <iframe src=x>",
    "- [ ] <b onclick=x>",
]


@pytest.mark.parametrize("text", _HOSTILE)
def test_nothing_of_an_article_runs_in_its_page(text: str) -> None:
    line = clean_line(text)
    article = a_kept_article(
        line,
        body=clean(text),
        subtitle=line,
        authors=(line,),
        tags=(line,),
        cta=line,
        image=line,
        image_alt=line,
        language=line,
        url=line,
    )
    seen = _Seen()
    seen.feed(page(article))
    assert seen.found == []


def test_a_page_shows_the_article() -> None:
    body = "## Water\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[link](https://example.org) and ~~gone~~\n"
    shown = page(a_kept_article("Flood & more", body=body, authors=("A",), published=a_moment("2025-02-03"), minutes=2))
    for part in ("<h1>Flood &amp; more</h1>", "<h2>Water</h2>", "<td>1</td>", 'href="https://example.org"', "2 min"):
        assert part in shown
    assert "Content-Security-Policy" in shown
