"""Where links of articles lead: written as their authors write them, found as a reader expects."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsdesk.desk.desk import Desk
from newsdesk.reading.links import Link, LinkKind, link_to
from newsdesk.ui.destinations import Destination, destination_of
from tests.builders import a_file
from tests.ui.newsrooms import a_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    house = tmp_path / "house"
    a_file(house / "news", "flood.md", "Flood", url="https://house.example/news/flood")
    a_file(house / "news", "frost.md", "Frost")
    a_file(house, "big harbour.md", "Harbour")
    a_file(house / "city", "index.md", "City")
    with a_desk(tmp_path / "data", house) as opened:
        yield opened


def led_to(desk: Desk, written: str) -> str | None:
    """The headline or the address that a link in the article on the flood leads to, with its anchor."""
    flood = next(one for one in desk.newest(10) if one.title == "Flood")
    link = link_to(written)
    assert link is not None
    where = destination_of(desk, desk.article(flood.id), link)
    if isinstance(where, Destination):
        return desk.article(where.article_id).piece.title + (f"#{where.anchor}" if where.anchor else "")
    return where


@pytest.mark.parametrize(
    ("written", "there"),
    [
        ("frost.md", "Frost"),
        ("./frost.md#the-cold", "Frost#the-cold"),
        ("../news/frost", "Frost"),
        ("frost.html?utm=1", "Frost"),
        ("../frost/", "Frost"),
        ("/news/frost/", "Frost"),
        ("/frost.md", "Frost"),
        ("../big%20harbour.md", "Harbour"),
        ("/city/", "City"),
        ("../city/", "City"),
        ("flood.md#%C3%BCber", "Flood#über"),
        ("https://elsewhere.example/", "https://elsewhere.example/"),
        ("https://house.example/news/frost/#ice", "Frost#ice"),
        ("https://elsewhere.example/news/frost/", "https://elsewhere.example/news/frost/"),
        ("https://house.example/", "https://house.example/"),
        ("mailto:desk@house.example", "mailto:desk@house.example"),
        # What is no file here is a page of the site that the article stands on.
        ("gone.md", "https://house.example/news/gone.md"),
        ("../../../../../../etc/passwd", "https://house.example/etc/passwd"),
    ],
)
def test_a_link_leads_to_the_article_that_is_meant_or_to_the_web(desk: Desk, written: str, there: str) -> None:
    assert led_to(desk, written) == there


def test_a_number_in_a_link_is_a_file_and_no_id(desk: Desk) -> None:
    assert led_to(desk, "1") == "https://house.example/news/1"


def test_a_link_to_nothing_leads_nowhere(desk: Desk) -> None:
    frost = next(one for one in desk.newest(10) if one.title == "Frost")
    assert destination_of(desk, desk.article(frost.id), Link(LinkKind.ARTICLE, "gone.md")) is None
    assert destination_of(desk, desk.article(frost.id), Link(LinkKind.ARTICLE, "a\0b")) is None
