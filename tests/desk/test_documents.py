"""docs/configuration.md says what the code says. Run as a program, this prints its table."""

from pathlib import Path

from newsdesk.desk.settings import Settings, as_toml, listed
from newsdesk.text.article_keys import SPELLINGS

PAGE = Path(__file__).parents[2] / "docs" / "configuration.md"


def table() -> str:
    rows = (f"| `{one.name}` | {one.kind} | `{as_toml(one.default)}` | {one.says} |" for one in listed(Settings()))
    return "\n".join(["| key | value | default | what it is for |", "| --- | --- | --- | --- |", *rows])


def test_the_table_of_keys_is_the_one_of_the_code() -> None:
    assert table() in PAGE.read_text()


def test_every_field_that_can_have_an_alias_is_named() -> None:
    assert all(f"`{field}`" in PAGE.read_text() for field in SPELLINGS)


def test_the_example_is_a_valid_configuration(tmp_path: Path) -> None:
    from newsdesk.desk.settings import examine

    example = PAGE.read_text().partition("```toml\n")[2].partition("```")[0]
    (tmp_path / "config.toml").write_text(example)
    settings, faults = examine(tmp_path / "config.toml")
    assert not faults
    assert settings.measure == 66


if __name__ == "__main__":
    print(table())
