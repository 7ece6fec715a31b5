"""Every command on a small desk: its result, its exit code, nothing else on standard output."""

import json
from pathlib import Path

import pytest

from tests.builders import a_file
from tests.cli.conftest import Newsdesk

KEYS = [
    "id",
    "title",
    "subtitle",
    "description",
    "authors",
    "source",
    "path",
    "url",
    "published",
    "updated",
    "created",
    "image",
    "cta",
    "words",
    "minutes",
    "tags",
    "status",
    "language",
    "slug",
    "extra",
    "problems",
]


@pytest.fixture
def news(house: Path) -> Path:
    a_file(
        house,
        "flood.md",
        "Flood recedes",
        "Water.\n",
        subtitle="At last",
        author=["Ada Lovett", "Bo Quist"],
        date="2025-02-03",
        updated="2025-02-03T14:00:00+02:00",
        tags=["weather", "house"],
        read_time="8 mins",
        mood="wet",
    )
    a_file(house, "frost.md", "Frost is here", author="Bo Quist", date="2025-01-01")
    a_file(house, "old.md", "Old news", date="2020-05-05")
    return house


def test_list_prints_the_newest_first_with_tabs_between_the_fields(newsdesk: Newsdesk, news: Path) -> None:
    ran = newsdesk("list", "--source", news)
    assert ran.code == 0
    assert [line.split("\t")[1:] for line in ran.lines] == [
        ["2025-02-03", "Flood recedes", "Ada Lovett, Bo Quist", "house"],
        ["2025-01-01", "Frost is here", "Bo Quist", "house"],
        ["2020-05-05", "Old news", "", "house"],
    ]
    assert newsdesk("list", "--source", news, "--limit", "1").lines == ran.lines[:1]


def test_json_has_every_key_of_an_article_in_its_order(newsdesk: Newsdesk, news: Path) -> None:
    records = [json.loads(line) for line in newsdesk("list", "--source", news, "--json").lines]
    assert [list(record) for record in records] == [KEYS] * 3
    flood = records[0]
    assert flood["path"] == str(news / "flood.md")
    assert (flood["authors"], flood["tags"]) == (["Ada Lovett", "Bo Quist"], ["weather", "house"])
    assert (flood["published"], flood["updated"], flood["created"]) == ("2025-02-03", "2025-02-03T12:00:00Z", None)
    assert (flood["minutes"], flood["words"], flood["source"]) == (8, 1, "house")
    assert flood["extra"] == {"mood": "wet"}


def test_search_finds_what_is_misspelt_and_says_by_its_exit_code_whether(newsdesk: Newsdesk, news: Path) -> None:
    ran = newsdesk("search", "flod", "recdes", "--source", news)
    assert ran.code == 0
    assert "Flood recedes" in ran.out
    assert newsdesk("search", "zebra", "--source", news).code == 1
    assert newsdesk("search", "flod", "recdes", "--as-typed", "--source", news).code == 1
    assert newsdesk("search", "fl", "--as-typed", "--source", news).code == 0


def test_a_word_with_a_minus_is_left_out_and_no_option(newsdesk: Newsdesk, news: Path) -> None:
    ran = newsdesk("search", "author:quist", "-flood", "--json", "--source", news)
    assert [json.loads(line)["title"] for line in ran.lines] == ["Frost is here"]


def test_what_stands_behind_two_dashes_is_no_option(
    newsdesk: Newsdesk, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(news)
    a_file(news, "-odd/-a.md", "Odd name")
    assert "Odd name" in newsdesk("--", "-odd").out
    assert "Odd name" in newsdesk("show", "--", "-odd/-a.md").out
    assert newsdesk("lint", "--", "-odd").code == 1
    assert "Frost is here" in newsdesk("search", "--source", news, "--", "-flood", "author:quist").out


def test_search_explains_why_a_hit_stands_where_it_does(newsdesk: Newsdesk, news: Path) -> None:
    [line] = newsdesk("search", "flood", "--explain", "--source", news).lines
    assert line.split("\t")[5]
    [record] = newsdesk("search", "flood", "--explain", "--json", "--source", news).lines
    assert json.loads(record)["why"]


def test_stats_count_totals_and_facets(newsdesk: Newsdesk, news: Path) -> None:
    record = json.loads(newsdesk("stats", "--json", "--source", news).out)
    assert (record["articles"], record["unread"], record["problems"]) == (3, 3, 0)
    assert record["author"] == [["Bo Quist", 2], ["Ada Lovett", 1]]
    assert record["month"] == [["2025-02", 1], ["2025-01", 1], ["2020-05", 1]]
    narrowed = json.loads(newsdesk("stats", "tag:weather", "--json", "--source", news).out)
    assert narrowed["articles"] == 1
    assert "Bo Quist" in newsdesk("stats", "--source", news).out


def test_show_prints_an_article_by_number_by_path_and_from_standard_input(newsdesk: Newsdesk, news: Path) -> None:
    number = newsdesk("list", "--source", news, "--limit", "1").out.split("\t")[0]
    by_number = newsdesk("show", number, "--source", news)
    by_path = newsdesk("show", news / "flood.md", "--source", news)
    from_input = newsdesk("show", "-", stdin=(news / "flood.md").read_bytes())
    assert "Flood recedes" in by_number.out
    assert by_number.out == by_path.out == from_input.out
    assert "\x1b" not in by_number.out


def test_show_prints_a_file_that_is_on_no_desk(newsdesk: Newsdesk, news: Path) -> None:
    assert "Frost is here" in newsdesk("show", news / "frost.md").out
    record = json.loads(newsdesk("show", news / "frost.md", "--json").out)
    assert (record["id"], record["path"], record["title"]) == (0, str(news / "frost.md"), "Frost is here")


def test_show_gives_markdown_and_a_width(newsdesk: Newsdesk, news: Path) -> None:
    a_file(news, "long.md", "Long", "word " * 100)
    assert newsdesk("show", news / "long.md", "--markdown").out.startswith("# Long\n\nword word")
    narrow = newsdesk("show", news / "long.md", "--width", "40").lines
    assert 30 < max(map(len, narrow)) <= 40
    assert newsdesk("show", news / "long.md", "--width", "3").code == 2


def test_sources_are_added_listed_and_removed(newsdesk: Newsdesk, news: Path) -> None:
    assert newsdesk("sources", "add", news).code == 0
    assert newsdesk("sources", "list").lines == [f"house\tfolder\t{news}\t"]
    [record] = newsdesk("sources", "list", "--json").lines
    said = json.loads(record)
    assert said.items() >= {"id": 1, "name": "house", "kind": "folder", "location": str(news), "missing": False}.items()
    assert (said["articles"], said["unread"], said["problems"], said["paused"]) == (3, 3, 0, False)
    assert len(newsdesk("list").lines) == 3
    assert newsdesk("sources", "remove", "house").code == 0
    assert newsdesk("sources", "list").out == ""
    assert newsdesk("sources", "remove", "house").code == 2


def test_common_options_may_stand_anywhere(newsdesk: Newsdesk, news: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    newsdesk("sources", "add", news, "--data-dir", other)
    assert newsdesk("sources", "list").out == ""
    for arguments in (
        ("--data-dir", other, "sources", "list"),
        ("sources", "--data-dir", other, "list"),
        ("sources", "list", "--data-dir", other),
    ):
        assert newsdesk(*arguments).lines == [f"house\tfolder\t{news}\t"]
    assert newsdesk("lint", news / "flood.md", "--json", news / "frost.md").code == 0


def test_a_path_with_two_spaces_is_printed_as_it_is(newsdesk: Newsdesk, tmp_path: Path) -> None:
    file = a_file(tmp_path, "two  spaces.md", "Flood", date="2025-02-30")
    newsdesk("sources", "add", file)
    assert str(file) in newsdesk("sources", "list").out
    assert newsdesk("lint", file).out.startswith(f"{file}:")


def test_sources_that_are_not_there_are_told_with_exit_code_2(newsdesk: Newsdesk, tmp_path: Path) -> None:
    ran = newsdesk("sources", "add", tmp_path / "nowhere")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"newsdesk: There is no folder or file {tmp_path}/nowhere. Check the spelling, or give the full path.\n"
    )


def test_without_a_terminal_the_list_is_printed_and_how_to_open_the_desk_is_said(
    newsdesk: Newsdesk, news: Path
) -> None:
    ran = newsdesk(news)
    assert ran.code == 0
    assert [line.split("\t")[2] for line in ran.lines] == ["Flood recedes", "Frost is here", "Old news"]
    assert "`newsdesk` opens it" in ran.err
    sample = newsdesk()
    assert sample.code == 0
    assert len(sample.lines) >= 30


def test_the_configuration_is_shown_found_and_checked(newsdesk: Newsdesk, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    assert newsdesk("config", "path").out == f"{file}\n"
    assert newsdesk("config", "check").code == 0
    file.write_text("measure = 60\n")
    assert "measure = 60  # default: 72" in newsdesk("config", "show").out
    shown = {record["key"]: record for record in map(json.loads, newsdesk("config", "show", "--json").lines)}
    assert (shown["measure"]["value"], shown["measure"]["default"]) == (60, 72)
    file.write_text("measur = 60\n")
    ran = newsdesk("config", "check")
    assert ran.code == 1
    assert ran.out == f"{file}:1: There is no key measur. Did you mean measure?\n"
    stopped = newsdesk("list")
    assert (stopped.code, stopped.out) == (2, "")
    assert "line 1: There is no key measur. Did you mean measure?" in stopped.err


def test_a_configuration_that_others_may_change_is_warned_of(newsdesk: Newsdesk, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("")
    file.chmod(0o666)
    assert "chmod o-w" in newsdesk("list").err
    assert newsdesk("config", "check").code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("search",),
        ("search", "x", "--limit", "many"),
        ("list", "--nonsense"),
        ("sources",),
        ("sources", "frobnicate"),
        ("serach", "x"),
        ("",),
        ("list", "--source", ""),
        ("show", "no-such-article"),
        ("show", "123456"),
        ("--nonsense",),
        ("list", "--source", "/nowhere"),
        ("lint", "/nowhere"),
        ("lint", "-", "x"),
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_is_one_sentence_and_exit_code_2(newsdesk: Newsdesk, arguments: tuple[str, ...]) -> None:
    ran = newsdesk(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("newsdesk: ")
    assert ran.err.count("\n") == 1


def test_a_command_wins_over_a_folder_of_its_name(
    newsdesk: Newsdesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_file(tmp_path / "stats", "flood.md", "Flood")
    monkeypatch.chdir(tmp_path)
    assert "articles" in newsdesk("stats").out
    assert "Flood" in newsdesk("./stats").out


def test_help_of_every_command_has_examples(newsdesk: Newsdesk) -> None:
    from newsdesk.cli.catalogue import COMMANDS

    everything = newsdesk("--help")
    assert everything.code == 0
    for command in COMMANDS:
        assert f"  {command.name} " in everything.out
        ran = newsdesk(command.name, "--help")
        assert ran.code == 0
        assert "examples:\n  newsdesk " in ran.out or "examples:\n  curl " in ran.out
