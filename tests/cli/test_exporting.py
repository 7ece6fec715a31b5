"""Articles as files, and their older versions: what leaves the desk for other programs and other eyes."""

import json
import os
from pathlib import Path

import pytest

from tests.builders import a_file
from tests.cli.conftest import Newsdesk


@pytest.fixture
def news(newsdesk: Newsdesk, house: Path) -> Path:
    """A standing desk of three articles."""
    a_file(house, "flood.md", "Flood recedes", date="2025-02-03", body="The river fell by one metre.\n")
    a_file(house, "flow.md", "Flow of money", date="2025-02-02", body="Banks lend.\n")
    a_file(house, "evil.md", "../../flood", date="2025-02-01", body="=1+1\n")
    assert newsdesk("sources", "add", house).code == 0
    return house


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ("markdown", {"2025-02-03-flood-recedes.md", "2025-02-01-flood.md"}),
        ("html", {"2025-02-03-flood-recedes.html", "2025-02-01-flood.html"}),
        ("json", {"articles.json"}),
        ("jsonl", {"articles.jsonl"}),
        ("csv", {"articles.csv"}),
    ],
)
def test_what_matches_as_typed_is_exported_into_the_folder_and_nowhere_else(
    newsdesk: Newsdesk, news: Path, tmp_path: Path, form: str, names: set[str]
) -> None:
    folder = tmp_path / "out" / "deep"
    ran = newsdesk("export", "flood", folder, "--format", form)
    assert (ran.code, ran.out) == (0, "")
    assert {path.name for path in folder.iterdir()} == names
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["deep"]


def test_an_exported_article_reads_back(newsdesk: Newsdesk, news: Path, tmp_path: Path) -> None:
    ran = newsdesk("export", "recedes", tmp_path / "out", "--json")
    [name] = json.loads(ran.out)["files"]
    [before] = newsdesk("show", news / "flood.md", "--json").lines
    [after] = newsdesk("show", tmp_path / "out" / name, "--json").lines
    varies = {"id", "source", "path", "problems"}
    assert {key: held for key, held in json.loads(before).items() if key not in varies} == {
        key: held for key, held in json.loads(after).items() if key not in varies
    }


def test_an_export_writes_over_nothing_and_leaves_no_half_of_itself(
    newsdesk: Newsdesk, news: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (tmp_path / "letter").write_text("Dear editor")
    (folder / "2025-02-01-flood.md").symlink_to(tmp_path / "letter")
    ran = newsdesk("export", "flood", folder)
    assert ran.code == 2
    assert "2025-02-01-flood.md is there already. Nothing was exported" in ran.err
    assert os.listdir(folder) == ["2025-02-01-flood.md"]
    assert (tmp_path / "letter").read_text() == "Dear editor"
    assert newsdesk("export", "flood", tmp_path / "letter").code == 2


def test_an_export_of_nothing_makes_no_folder(newsdesk: Newsdesk, news: Path, tmp_path: Path) -> None:
    ran = newsdesk("export", "recdes", tmp_path / "out")
    assert ran.code == 1
    assert "1 are near" in ran.err
    assert not (tmp_path / "out").exists()


def test_older_versions_are_listed_and_compared_by_words(newsdesk: Newsdesk, news: Path) -> None:
    assert newsdesk("diff", news / "flood.md").code == 1
    a_file(news, "flood.md", "Flood recedes", date="2025-02-03", body="The river fell by two metres.\n")
    assert newsdesk("diff", news / "flood.md").out == "…\nThe river fell by [-one metre-]{+two metres+}.\n"
    a_file(news, "flood.md", "Flood is over", date="2025-02-03", body="The river fell by two metres.\n")
    assert [line.split("\t")[::2] for line in newsdesk("log", news / "flood.md").lines] == [
        ["3", "Flood is over"],
        ["2", "Flood recedes"],
        ["1", "Flood recedes"],
    ]
    assert newsdesk("diff", news / "flood.md").out == "Flood [-recedes-]{+is over+}\n…\n"
    told = [json.loads(line) for line in newsdesk("diff", news / "flood.md", "1", "--json").lines]
    assert "".join(one["text"] for one in told if one["fate"] != "new").endswith("fell by one metre.\n")
    assert newsdesk("diff", news / "flood.md", "3").code == 2


def test_what_changed_is_told_since_the_article_was_read(newsdesk: Newsdesk, news: Path) -> None:
    file = a_file(news, "flood.md", "Flood", body="One.\n")
    newsdesk("mark", "read", "--id", file)
    for body in ("Two.\n", "Three.\n"):
        a_file(news, "flood.md", "Flood", body=body)
        newsdesk("scan")
    assert "[-One-]{+Three+}." in newsdesk("diff", file).out
    told = [json.loads(line) for line in newsdesk("log", file, "--json").lines]
    # The newest version is first; what the article said before it was marked is the one that was read.
    assert [(one["body"].strip(), one["read"]) for one in told][:3] == [
        ("Three.", False),
        ("Two.", False),
        ("One.", True),
    ]


def test_words_are_looked_for_in_the_texts(newsdesk: Newsdesk, news: Path) -> None:
    def titles(*words: str) -> list[str]:
        return [json.loads(line)["title"] for line in newsdesk("search", "--body", *words, "--json").lines]

    assert titles("river", "metre") == ["Flood recedes"]
    assert titles("river", "OR", "banks") == ["Flood recedes", "Flow of money"]
    assert titles("(river", "OR", "lend)", "before:2025-02-03") == ["Flow of money"]
    assert titles('"one metre"') == ["Flood recedes"]
    assert titles("-river", "title:flo") == ["Flow of money", "../../flood"]
    assert titles("money") == []


def test_who_asks_for_bodies_before_their_words_are_in_is_told_so(newsdesk: Newsdesk, news: Path) -> None:
    a_file(news, "new.md", "New", body="syzygy\n")
    newsdesk("list")
    ran = newsdesk("search", "body:syzygy", "--no-refresh")
    assert "The words of 4 articles are not taken in yet" in ran.err
    assert "not taken in" not in newsdesk("search", "body:syzygy").err
