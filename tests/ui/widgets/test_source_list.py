"""The list of sources: columns that give way, a cursor that passes over headings, many rows for the price of few."""

from unittest.mock import patch

from textual.app import App, ComposeResult

from newsdesk.model.clean import Clean
from newsdesk.model.source_figures import SourceFigures
from newsdesk.text.widths import width
from newsdesk.ui.signs import UNICODE
from newsdesk.ui.source_rows import NO_STANDING, SourceRow
from newsdesk.ui.widgets.source_list import GUTTER_CELLS, SourceColumns, SourceList, column_titles, source_columns


class Listing(App[None]):
    CSS = "SourceList { height: 1fr; } SourceList > .lines--thumb { color: red; }"

    def __init__(self, rows: list[SourceRow]) -> None:
        super().__init__()
        self.rows = rows
        self.list = SourceList(lambda row: NO_STANDING, signs=UNICODE)

    def compose(self) -> ComposeResult:
        yield self.list

    def on_mount(self) -> None:
        self.list.show(self.rows)
        self.list.focus()


def a_row(name: str, articles: int = 0) -> SourceRow:
    return SourceRow(Clean(name), SourceFigures(articles))


def test_the_columns_fit_into_every_width() -> None:
    for cells in range(3, 240):
        columns = source_columns(cells)
        given = columns.name + columns.articles + columns.unread + columns.problems
        assert GUTTER_CELLS + given + (columns.state + 2 if columns.state else 0) <= max(cells, GUTTER_CELLS)
        assert width(column_titles(cells)) <= max(cells, len("   source"))


def test_what_gives_way_first_as_it_gets_narrower() -> None:
    def there(columns: SourceColumns) -> str:
        named = (("s", columns.state), ("p", columns.problems), ("a", columns.articles), ("u", columns.unread))
        return "".join(name for name, cells in named if cells)

    seen = [there(source_columns(cells)) for cells in range(120, 10, -1)]
    assert list(dict.fromkeys(seen)) == ["spau", "sau", "au", "u", ""]


async def test_the_cursor_passes_over_headings() -> None:
    heading = SourceRow(Clean("Folders"), is_heading=True)
    app = Listing([heading, a_row("one"), heading, a_row("two"), heading])
    async with app.run_test() as pilot:
        seen = []
        for key in ("", "j", "j", "k", "k", "G", "g"):
            if key:
                await pilot.press(key)
            seen.append(app.list.row.label if app.list.row else "")
        assert seen == ["one", "two", "two", "one", "one", "two", "one"]


async def test_ten_thousand_sources_are_painted_as_far_as_they_are_seen() -> None:
    app = Listing([a_row(f"Source {number}", articles=number) for number in range(10_000)])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G")
        assert app.list.cursor == 9_999
        with patch.object(SourceList, "paint", autospec=True, side_effect=SourceList.paint) as painted:
            await pilot.press("k")
            await pilot.press("g")
            await pilot.pause()
        assert painted.call_count <= 24 + 4


async def test_the_cursor_stays_with_its_row_when_others_come() -> None:
    app = Listing([a_row("one"), a_row("two")])
    async with app.run_test() as pilot:
        await pilot.press("j")
        app.list.show([a_row("none"), a_row("one"), a_row("between"), a_row("two")])
        assert app.list.row is not None
        assert app.list.row.label == "two"
        app.list.show([])
        assert app.list.row is None
