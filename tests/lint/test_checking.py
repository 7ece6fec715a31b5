"""What `newsdesk lint` tells an editor, with line and column."""

import ast
import re
from pathlib import Path

import newsdesk
from newsdesk.lint import check
from newsdesk.sources.article import read_article
from newsdesk.sources.options import ReadingOptions
from tests.sources.faults import described, fault_files

DOCUMENTED = Path(__file__).resolve().parents[2] / "docs" / "problems.md"
PACKAGE = Path(newsdesk.__file__).parent
ROOMS = ("text", "sources", "lint", "desk")
"""Where problems are found."""


def lint(text: str | bytes, key: bytes = b"a.md") -> list[tuple[int | None, int | None, str, bool]]:
    data = text if isinstance(text, bytes) else text.encode()
    piece = read_article(data, key=key, options=ReadingOptions())
    return [(problem.line, problem.column, problem.code, problem.fixable) for problem in check(data, piece)]


def test_a_good_article_has_no_problems() -> None:
    assert lint("---\ntitle: x\ndate: 2025-02-03\n---\n# x\n\n```\ncode\n```\n") == []


def test_every_broken_line_is_named_with_the_column_where_yaml_loses_its_way() -> None:
    text = "---\ntitle: 'DeepSeek's Revolution'\nsubtitle: 'How it's done'\ndate: 2025-02-03\n---\nText.\n"
    assert lint(text) == [(2, 17, "front-matter-quote", True), (3, 18, "front-matter-quote", True)]


def test_an_article_without_title_or_date_is_told() -> None:
    assert lint("Text.\n") == [(None, None, "title-missing", False), (None, None, "date-missing", False)]
    assert lint("# Heading\n", b"2025-02-03-x.md") == []


def test_characters_that_are_not_shown_are_told_where_they_stand() -> None:
    text = "---\ntitle: a\u202eb\ndate: 2025-02-03\n---\nText\x1b[2J\nta\U000e0041g\n"
    assert lint(text) == [
        (2, 9, "bidi-character", False),
        (5, 5, "control-character", False),
        (6, 3, "invisible-character", False),
    ]


def test_an_escape_that_makes_a_control_character_is_told() -> None:
    assert lint('---\ntitle: "a\\e[2J"\ndate: 2025-02-03\n---\n') == [(2, 1, "control-character", False)]


def test_a_code_block_that_is_never_closed_is_told() -> None:
    start = "---\ntitle: x\ndate: 2025-02-03\n---\n"
    assert lint(start + "````\n```\nx\n") == [(5, 1, "code-unclosed", False)]
    assert lint(start + "```\nx\n```\n\n~~~\ny\n~~~\n") == []
    assert lint(start + "Inline ``` is no fence, and ```x``` neither.\n```x``` y\n") == []


def test_duplicate_keys_and_impossible_dates_are_told() -> None:
    assert lint("---\ntitle: a\ntitle: b\ndate: 2024-02-30\n---\n") == [
        (None, None, "date-missing", False),
        (3, 1, "duplicate-key", False),
        (4, 1, "date-impossible", False),
    ]


def test_files_that_are_no_text_are_told_once() -> None:
    assert lint(b"") == [(None, None, "file-empty", False)]
    assert lint(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1") == [(None, None, "file-binary", False)]


KEBAB_CASE = re.compile(r"[a-z]+(-[a-z]+)+")


def documented() -> set[str]:
    return set(re.findall(r"^\| `([a-z-]+)`", DOCUMENTED.read_text(encoding="utf-8"), re.MULTILINE))


def test_every_code_that_a_fault_brings_is_documented() -> None:
    shown = {problem[2] for path in fault_files() for problem in described(path)["lint"]}
    assert len(shown) > 20
    assert shown <= documented()


def test_every_code_in_the_source_is_documented_and_no_other() -> None:
    """A code is a text in kebab-case of a family that the documentation knows, or the first word of a `Problem`."""
    families = {code.partition("-")[0] for code in documented()}
    codes: set[str] = set()
    rooms = [path for room in ROOMS for path in (PACKAGE / room).rglob("*.py")]
    for node in (node for path in rooms for node in ast.walk(ast.parse(path.read_bytes()))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
            codes |= {str(one.value) for one in node.args[:1] if isinstance(one, ast.Constant)}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and KEBAB_CASE.fullmatch(node.value):
            codes |= {node.value} if node.value.partition("-")[0] in families else set()
    assert not codes - documented()
    # Of one word, and put together with the name of the form.
    assert documented() - codes <= {"encoding", "front-matter-toml", "front-matter-json"}
