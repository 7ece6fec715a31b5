"""The configuration file: what it may say, and what is said when it says something else."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsdesk.desk.settings import Settings, as_toml, examine, listed, load, others_can_write
from newsdesk.model.errors import SettingsInvalid


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def said(file: Path, text: str) -> list[tuple[int | None, str]]:
    file.write_text(text)
    return [(fault.line, fault.message) for fault in examine(file)[1]]


def test_without_a_file_everything_has_its_default(file: Path) -> None:
    assert load(file) == Settings()


def test_what_the_file_says_is_taken_and_the_rest_keeps_its_default(file: Path) -> None:
    file.write_text(
        'time_zone = "Asia/Tokyo"\nmeasure = 60\nignore = ["drafts/"]\n'
        '[aliases]\nsubtitle = ["kicker", "onderkop"]\n[limits]\ntitle_characters = 200\n'
    )
    now = load(file)
    assert now.zone == ZoneInfo("Asia/Tokyo")
    assert (now.measure, now.ignore, now.theme) == (60, ("drafts/",), Settings().theme)
    assert now.aliases == {"subtitle": ("kicker", "onderkop")}
    assert (now.limits.title_characters, now.limits.article_mib) == (200, 16)


def test_an_unknown_key_is_told_with_its_line_and_the_nearest_name(file: Path) -> None:
    assert said(file, "\nmeasur = 70\n") == [(2, "There is no key measur. Did you mean measure?")]
    assert said(file, "[limits]\ntitle_caracters = 70\n") == [
        (2, "There is no key limits.title_caracters. Did you mean limits.title_characters?")
    ]
    assert said(file, "zzz = 1")[0][1].endswith("`newsdesk config show` lists the keys there are.")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("measure = true", "measure must be a whole number from 20 to 400."),
        ("measure = 4", "measure must be a whole number from 20 to 400."),
        ('measure = "wide"', "measure must be a whole number from 20 to 400."),
        ("time_zone = 3", "time_zone must be a text in quotes."),
        ('theme = "pink"', "theme must be one of auto, newsdesk-dark, newsdesk-light,"),
        ('ignore = "drafts/"', 'ignore must be a list of texts, such as ["one", "two"].'),
        ("ignore = [1]", 'ignore must be a list of texts, such as ["one", "two"].'),
        ("limits = 3", "limits is a table: write [limits] and its keys below."),
        ('aliases = { title = "x" }', "aliases must be a table whose values are lists of texts, such as subtitle ="),
        ('time_zone = "Europe/Berlinn"', "This machine knows no time zone Europe/Berlinn. Did you mean Europe/Berlin?"),
        ('time_zone = "../../etc/passwd"', "This machine knows no time zone ../../etc/passwd."),
        ("measure = ", "This is not TOML: Invalid value."),
    ],
)
def test_a_wrong_value_is_told_in_one_sentence_with_its_line(file: Path, text: str, says: str) -> None:
    [(line, message)] = said(file, text)
    assert message.startswith(says)
    assert line == 1 or text == "measure = "


def test_an_alias_of_a_field_that_no_article_has_is_told(file: Path) -> None:
    assert said(file, '[aliases]\nsubtitel = ["kicker"]\n') == [
        (2, "There is no key aliases.subtitel. Did you mean aliases.subtitle?")
    ]


def test_the_first_fault_stops_a_start_and_says_how_to_see_the_others(file: Path) -> None:
    file.write_text("measur = 1\nthem = 2\n")
    with pytest.raises(SettingsInvalid, match=r"line 1: There is no key measur.*\(1 more: `newsdesk config check`"):
        load(file)


def test_what_is_no_configuration_file_at_all_is_told_without_a_traceback(file: Path, tmp_path: Path) -> None:
    assert examine(tmp_path)[1][0].message == "It cannot be read: Is a directory."
    file.write_bytes(b"\xff\xfe")
    assert examine(file)[1][0].message == "This is not UTF-8 text."
    file.write_bytes(b"a = " + b"[" * 100_000)
    assert "not TOML" in examine(file)[1][0].message
    file.write_bytes(b"#" * (2 * 1024 * 1024))
    assert "larger than 1 MiB" in examine(file)[1][0].message


def test_an_escape_sequence_in_a_key_is_not_repeated(file: Path) -> None:
    assert "\x1b" not in said(file, '"\\u001b]0;x" = 1')[0][1]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200))
def test_nothing_that_stands_in_the_file_raises(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("fuzz") / "config.toml"
    file.write_bytes(data)
    assert examine(file)[0].zone is not None


PLAIN = st.integers() | st.booleans() | st.text(max_size=5)
KEYS = st.sampled_from(["title", "title_characters"])
VALUES = PLAIN | st.lists(PLAIN, max_size=3) | st.dictionaries(KEYS, PLAIN | st.lists(PLAIN, max_size=2), max_size=2)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["measure", "ignore", "limits", "x"]), VALUES))
def test_wrong_types_are_faults_and_never_exceptions(
    tmp_path_factory: pytest.TempPathFactory, document: dict[str, object]
) -> None:
    file = tmp_path_factory.mktemp("fuzz") / "config.toml"
    file.write_text("".join(f"{key} = {as_toml(value)}\n" for key, value in document.items()), newline="\n")
    examine(file)


def test_what_config_show_prints_is_a_configuration_file_that_says_the_same(file: Path) -> None:
    ours = Settings(measure=61, ignore=('a"b\\', "\x7f"), aliases={"title": ("kop", "kopje")})
    file.write_text("".join(f"{one.name} = {as_toml(one.value)}\n" for one in listed(ours)))
    assert load(file) == ours


def test_each_key_has_a_sentence_that_ends(file: Path) -> None:
    for one in listed(Settings()):
        assert one.says[:1].isupper(), one.name
        assert one.says.endswith("."), one.name


def test_a_file_that_everybody_may_write_to_is_noticed(file: Path) -> None:
    file.write_text("")
    file.chmod(0o600)
    assert not others_can_write(file)
    file.chmod(0o666)
    assert others_can_write(file)


def test_the_machines_own_zone_knows_summer_from_winter(monkeypatch: pytest.MonkeyPatch) -> None:
    from newsdesk.desk.zone import zone_named

    monkeypatch.setenv("TZ", "Europe/Berlin")
    zone_named.cache_clear()
    zone = Settings().zone
    assert datetime(2025, 1, 1, tzinfo=zone).utcoffset() != datetime(2025, 7, 1, tzinfo=zone).utcoffset()
    monkeypatch.setenv("TZ", "nonsense;")
    zone_named.cache_clear()
    assert Settings().zone is not None
    zone_named.cache_clear()


def test_the_columns_of_the_list_are_known_ones(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[list]\ncolumns = ["age", "title", "author:24"]\ndensity = "comfortable"\n')
    settings, faults = examine(file)
    assert not faults
    assert settings.list.columns == ("age", "title", "author:24")
    file.write_text('[list]\nrows = "two"\ncolumns = ["titel", "author:wide"]\n')
    _, faults = examine(file)
    assert [(fault.line, fault.message.partition(" is ")[0]) for fault in faults] == [
        (3, "list.columns: titel"),
        (3, "list.columns: author:wide"),
    ]
