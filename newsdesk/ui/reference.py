"""What the keys screen and docs/keys.md say: keys, marks and the query's language, from the tables that define them."""

from collections.abc import Iterable, Iterator

from newsdesk.text.query import OPERATORS, Order
from newsdesk.ui.commands import Command, Where, commands_of, key_name
from newsdesk.ui.signs import ASCII, UNICODE, Signs
from newsdesk.ui.widgets.one_line import Word

KEY_CELLS = 14
PALETTE = ("ctrl+p",)
"""Where a command without a key of its own is found."""
EXAMPLE_CELLS = 26

WORDS = (
    ("two words", "both must be there, in any field; the last may be a beginning"),
    ("misspeld wrods", "one typo from three letters on, two from six; joined and split words too"),
    ('"exact phrase"', "these words side by side"),
    ("=word", "just this word, no beginning, no typo"),
    ("-word", "without it; works before operators too"),
    ("this OR that", "one of them; with (parentheses) for more"),
    ("/expression/", "a regular expression on headlines"),
)


def marks(signs: Signs) -> tuple[tuple[str, str], ...]:
    """The marks before a headline, and what they mean."""
    return (
        (signs.unread, "unread"),
        (signs.changed, "changed since it was read"),
        (signs.starred, "starred: kept for later"),
        (signs.problem, "has a problem; ! lists them"),
        ("d", "its status, by the first letter: draft, review, scheduled; nothing for published"),
        (signs.note, "has a note"),
        (signs.picture, "has a picture"),
        (signs.bar, "the row that keys act on"),
        (signs.selected, "selected"),
        (signs.selected_bar, "selected, and the row that keys act on"),
        (signs.unfolded, "a group whose articles are shown; Enter folds it"),
        (signs.folded, "a group that is folded"),
    )


def operators() -> Iterator[tuple[str, str]]:
    """Every operator: an example, and what it finds."""
    for operator in OPERATORS.values():
        values = f": {', '.join(operator.values)}" if operator.values else ""
        yield operator.example, f"{operator.says}{values}"
    yield "sort:date", f"order by {', '.join(Order)}; -sort: turns it round"


def lines(signs: Signs) -> list[tuple[Word, ...]]:
    """The keys screen, line by line."""
    ascii_only = signs is ASCII
    page: list[tuple[Word, ...]] = []
    for where in Where:
        page += _section(where.value, ((_keys(command, ascii_only), command.says) for command in commands_of(where)))
    page += _section("Marks in the list", marks(signs))
    page += _section("Searching: words", WORDS, EXAMPLE_CELLS)
    page += _section("Searching: operators", operators(), EXAMPLE_CELLS)
    return page


def as_markdown() -> str:
    """docs/keys.md."""
    text = [
        "# Keys",
        "",
        "Read from the table of commands in `newsdesk/ui/commands.py` by `docs/make_keys.py`. None needs more than a",
        "plain terminal sends. The same list, with the query's language, is under `?`.",
    ]
    for where in Where:
        text += ["", f"## {where.value}", "", "| key | what it does |", "| --- | --- |"]
        text += [f"| {_markdown_keys(command)} | {command.says} |" for command in commands_of(where)]
    text += ["", "## Marks in the list", "", "| mark | in ASCII | what it means |", "| --- | --- | --- |"]
    text += [
        f"| `{mark}` | `{plain}` | {says} |"
        for (mark, says), (plain, _) in zip(marks(UNICODE), marks(ASCII), strict=True)
    ]
    return "\n".join(text) + "\n"


def _keys(command: Command, ascii_only: bool) -> str:
    return "  ".join(key_name(key, ascii_only=ascii_only) for key in command.keys or PALETTE)


def _markdown_keys(command: Command) -> str:
    return " ".join(f"`{key_name(key)}`".replace("|", "\\|") for key in command.keys or PALETTE)


def _section(title: str, rows: Iterable[tuple[str, str]], cells: int = KEY_CELLS) -> list[tuple[Word, ...]]:
    section: list[tuple[Word, ...]] = [(), (Word(f"  {title}", "page--title"),)]
    for left, right in rows:
        section.append((Word("    " + left.ljust(cells), "page--key"), Word(f" {right}", "page--text")))
    return section
