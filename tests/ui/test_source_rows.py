"""The rows of the sources screen, and the words for how a source is doing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsdesk.desk.followed import Followed
from newsdesk.model.clean import Clean
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.model.source_figures import SourceFigures
from newsdesk.model.wire import Condition, Course, Health, Wire, WireFigures
from newsdesk.ui.source_rows import (
    ALL_WIRES,
    EVERYTHING,
    HOUSE,
    WIRES,
    SourceRow,
    ago,
    arranged,
    sentences,
    standing,
    until,
)

NOW = datetime(2025, 2, 10, 12, tzinfo=UTC)
NOT_ASKED = Course()


NOTHING = SourceFigures()


def a_folder(name: str, number: int = 1, figures: SourceFigures = NOTHING) -> Followed:
    source = Source(SourceId(number), SourceKind.FOLDER, f"/srv/{name}".encode(), Clean(name))
    return Followed(source, figures)


def a_wire(
    name: str,
    number: int = 9,
    *,
    folder: tuple[str, ...] = (),
    condition: Condition = Condition.WELL,
    says: str = "",
    course: Course = NOT_ASKED,
    figures: SourceFigures = NOTHING,
) -> Followed:
    source = Source(SourceId(number), SourceKind.FEED, f"https://{name}.example/feed".encode(), Clean(name))
    wire = Wire(source, folder=tuple(map(Clean, folder)), course=course)
    health = Health(wire, condition, Clean(says), WireFigures(articles=10, read=4), 2.5)
    return Followed(source, figures, health=health)


def outline(rows: list[SourceRow]) -> list[str]:
    return ["  " * row.indent + row.label for row in rows]


def test_one_source_needs_no_sums() -> None:
    assert outline(arranged([a_folder("House")])) == [HOUSE, "  House"]


def test_folders_come_first_then_wires_and_theirs() -> None:
    sources = [
        a_wire("tides", 1, folder=("Sea", "North")),
        a_folder("House", 2),
        a_wire("fog", 3),
        a_wire("ice", 4, folder=("Sea", "North")),
    ]
    assert outline(arranged(sources)) == [
        EVERYTHING,
        HOUSE,
        "  House",
        WIRES,
        "  fog",
        "  Sea / North",
        "    tides",
        "    ice",
    ]


def test_sums_add_up() -> None:
    rows = arranged([a_folder("House", 1, SourceFigures(5, 2, 1)), a_wire("fog", 2, figures=SourceFigures(7, 7, 0))])
    sums = {row.label: row.figures for row in rows}
    assert sums[EVERYTHING] == SourceFigures(12, 9, 1)
    assert sums[WIRES] == SourceFigures(7, 7, 0)


def test_each_row_knows_what_the_list_shows_for_it() -> None:
    rows = arranged([a_folder("The House"), a_wire("fog", 2, folder=("Sea",))])
    queries = {row.label: row.query for row in rows}
    assert queries == {
        EVERYTHING: "",
        HOUSE: "",
        "The House": 'source:"The House"',
        WIRES: ALL_WIRES,
        "Sea": 'tag:"Sea"',
        "fog": 'source:"fog"',
    }


def test_a_part_of_a_name_or_an_address_finds_sources() -> None:
    sources = [a_folder("House"), a_wire("Fog", 2), a_wire("tides", 3)]
    assert outline(arranged(sources, "FOG")) == ["Fog"]
    assert outline(arranged(sources, "example")) == ["Fog", "tides"]
    assert not arranged(sources, "nothing of it")


def test_a_source_says_in_a_few_words_how_it_is_doing() -> None:
    fetched = Course(succeeded=NOW - timedelta(minutes=5), due=NOW + timedelta(minutes=12))
    missing = a_folder("House")
    missing = replace(missing, source=replace(missing.source, missing=True))
    cases = (
        (a_folder("House"), "nothing yet", False),
        (replace(a_folder("H"), figures=SourceFigures(3, changed=NOW - timedelta(hours=3))), "changed 3 h ago", False),
        (missing, "cannot be reached", True),
        (replace(a_folder("House"), paused=True), "paused", False),
        (a_wire("fog", course=fetched), "fetched 5 min ago", False),
        (a_wire("fog", condition=Condition.NEW), "not fetched yet", False),
        (a_wire("fog", condition=Condition.FAILING, says="It is silent."), "failing: It is silent.", True),
        (a_wire("fog", condition=Condition.RETIRED), "gone for good", True),
    )
    for one, says, needs_care in cases:
        found = standing(one, NOW, UTC)
        assert (found.says, found.needs_care) == (says, needs_care)


def test_what_is_crossed_out_says_what_stays() -> None:
    house, fog = a_folder("House", 1), a_wire("fog", 2)
    assert standing(house, NOW, UTC, {SourceId(1)}).says == "removed when you leave"
    assert "files stay" in sentences(house, NOW, UTC, {SourceId(1)})[1]
    assert "articles leave the desk; what you starred" in sentences(fog, NOW, UTC, {SourceId(2)})[1]


def test_a_failing_wire_says_why_and_when_it_is_asked_again() -> None:
    course = Course(failures=3, succeeded=NOW - timedelta(days=2), due=NOW + timedelta(minutes=40))
    one = a_wire("fog", condition=Condition.FAILING, says="fog.example did not answer.", course=course)
    assert sentences(one, NOW, UTC) == (
        "https://fog.example/feed   2.5 a week   40 % read",
        "fog.example did not answer. Last fetched 2 days ago. Asked again in 40 min.",
    )


def test_what_is_wanted_of_a_wire_is_said_beside_its_figures() -> None:
    one = a_wire("fog")
    assert one.health is not None
    wanted = replace(one.health.wire, tags=(Clean("sea"), Clean("north")), full_text=True)
    one = replace(one, health=replace(one.health, wire=wanted))
    assert sentences(one, NOW, UTC)[0] == (
        "https://fog.example/feed   2.5 a week   40 % read   tags: sea, north   fetched whole"
    )


@pytest.mark.parametrize(
    ("seconds", "says"),
    [(-5, "now"), (30, "in a minute"), (720, "in 12 min"), (3 * 3600, "in 3 h"), (3 * 86400, "in 3 days")],
)
def test_how_soon(seconds: int, says: str) -> None:
    assert until(NOW + timedelta(seconds=seconds), NOW) == says


def test_how_long_ago() -> None:
    assert [ago(NOW - timedelta(minutes=m), NOW, UTC) for m in (0, 5, 180)] == ["now", "5 min ago", "3 h ago"]
