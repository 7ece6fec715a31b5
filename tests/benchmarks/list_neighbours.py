"""Textual's own lists as programs, for `listing` to type at: `python -m tests.benchmarks.list_neighbours KIND FILE`."""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import DataTable, OptionList


class Neighbour(App[None]):
    """One list, and nothing else."""

    def __init__(self, kind: str, titles: list[str]) -> None:
        super().__init__()
        self._kind = kind
        self._titles = titles

    def compose(self) -> ComposeResult:
        """The list."""
        if self._kind == "OptionList":
            yield OptionList(*map(Content, self._titles))
        else:
            yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill a table."""
        for table in self.query(DataTable):
            table.add_columns("Headline", "Author", "Date")
            table.add_rows([(title, "Ada Reyes", "3 Feb 2025") for title in self._titles])


if __name__ == "__main__":
    Neighbour(sys.argv[1], Path(sys.argv[2]).read_text("utf-8").splitlines()).run()
