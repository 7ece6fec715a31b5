"""A line of pieces: what stands on the left gives way to the right, and some of the right to the left."""

from textual.app import App, ComposeResult

from newsdesk.ui.widgets.one_line import OneLine, Word

DESK, FIGURES = Word(" House"), Word("  412 unread")
WIRES, PROGRESS = Word("3 wires ", gives_way=True), Word("Reading House ")


class Header(App[None]):
    CSS = "OneLine { height: 1; }"

    def __init__(self, *right: Word) -> None:
        super().__init__()
        self.line = OneLine()
        self.right = right

    def compose(self) -> ComposeResult:
        yield self.line

    def on_mount(self) -> None:
        self.line.say([DESK, FIGURES], self.right)


async def shown(app: Header, cells: int) -> str:
    async with app.run_test(size=(cells, 2)):
        return app.line.render_line(0).text


async def test_where_there_is_room_both_sides_are_there() -> None:
    assert await shown(Header(WIRES), 30) == " House  412 unread    3 wires "
    assert await shown(Header(PROGRESS), 34) == " House  412 unread  Reading House "


async def test_what_goes_on_is_worth_more_than_the_left() -> None:
    assert await shown(Header(PROGRESS), 26) == " House  41… Reading House "


async def test_what_gives_way_is_left_out_whole() -> None:
    assert await shown(Header(WIRES), 24) == " House  412 unread      "


async def test_what_is_left_out_cannot_be_clicked() -> None:
    app = Header(WIRES)
    async with app.run_test(size=(24, 2)):
        assert app.line.word_at(20) is None
        assert app.line.word_at(10) == FIGURES
    app = Header(WIRES)
    async with app.run_test(size=(30, 2)):
        assert app.line.word_at(25) == WIRES
