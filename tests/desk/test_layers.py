"""What comes along with each layer: each is imported in a fresh process, and looked at."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("textual", "numpy", "rapidfuzz", "httpx", "yaml", "frontmatter", "pygments", "markdown_it", "rich.console")


def comes_along(statement: str, tmp_path: Path) -> set[str]:
    """The modules that are there after a statement."""
    script = f"import sys\n{statement}\nimport json\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    environment = {"HOME": str(tmp_path), "NEWSDESK_DATA_DIR": str(tmp_path / "data"), "PATH": ""}
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    return set(json.loads(ran.stdout.splitlines()[-1]))


def run(*arguments: str) -> str:
    return f"from newsdesk.__main__ import main; main({list(arguments)!r})"


@pytest.mark.parametrize(
    ("statement", "not_there"),
    [
        (run("--version"), (*HEAVY, "sqlite3", "platformdirs", "newsdesk.desk.desk", "difflib", "logging")),
        (run("config", "path"), (*HEAVY, "sqlite3")),
        (run("list"), ("textual", "httpx", "pygments", "markdown_it", "multiprocessing")),
        (run("search", "flood"), ("textual", "httpx", "pygments", "markdown_it")),
        (run("stats"), ("textual", "httpx", "pygments", "markdown_it")),
        (run("feeds", "list"), ("textual", "httpx", "numpy", "lxml", "multiprocessing", "trafilatura")),
        (run("feeds", "export"), ("textual", "httpx", "numpy", "trafilatura")),
        (run("lint"), ("textual", "httpx", "numpy")),
        ("import newsdesk.text.query", HEAVY),
        ("import newsdesk.store", HEAVY),
        ("import newsdesk.sources.folder", ("textual", "httpx", "numpy", "sqlite3")),
        ("import newsdesk.reading.reading", ("textual", "httpx", "numpy", "sqlite3")),
        ("import newsdesk.index", ("textual", "httpx", "sqlite3")),
    ],
    ids=lambda value: value[-40:] if isinstance(value, str) else "",
)
def test_a_layer_brings_nothing_along_that_it_does_not_need(
    statement: str, not_there: tuple[str, ...], tmp_path: Path
) -> None:
    assert not comes_along(statement, tmp_path) & set(not_there)


def test_the_first_screen_waits_for_nothing_heavy(tmp_path: Path) -> None:
    statement = (
        "from pathlib import Path\n"
        "from newsdesk.desk.opening import open_desk\n"
        "import newsdesk.__main__, newsdesk.cli.arguments, newsdesk.cli.opening\n"
        "from newsdesk.desk.settings import load\n"
        f"desk = open_desk(Path({str(tmp_path / 'data')!r}), (), load(Path('none.toml')))\n"
        "desk.newest(100), desk.title, desk.sources(), desk.recall('query'); desk.close()"
    )
    there = comes_along(statement, tmp_path)
    assert not there & {
        *HEAVY,
        "logging",
        "multiprocessing",
        "concurrent.futures",
        "difflib",
        "newsdesk.sources.folder",
    }
