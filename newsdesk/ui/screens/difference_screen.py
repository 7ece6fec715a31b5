"""What the source of an article changed in it, word by word: since it was read, or since a version chosen here."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from newsdesk.desk.desk import Desk
from newsdesk.desk.versions import last_known
from newsdesk.model.article import ArticleId
from newsdesk.model.clean import Clean
from newsdesk.model.errors import NewsdeskError
from newsdesk.text.diff import Fate, Stretch, by_words, changed_lines
from newsdesk.text.widths import graphemes, width
from newsdesk.ui.say import say
from newsdesk.ui.signs import Signs
from newsdesk.ui.themes import styles_folder
from newsdesk.ui.widgets.one_line import OneLine, Word
from newsdesk.ui.widgets.page import Page

PAGES = styles_folder() / "pages.tcss"
MARGIN = 2
NARROWEST = 8
TAB_CELLS = 4

_STYLES = {Fate.STAYED: "page--text", Fate.WENT: "page--went", Fate.NEW: "page--new"}
# The same as `newsdesk diff` prints: what changed is told where there are no colours, too.
_MARKS = {Fate.STAYED: ("", ""), Fate.WENT: ("[-", "-]"), Fate.NEW: ("{+", "+}")}
_PIECE = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one older version."""

    until: str
    """When the next version took its place, as it is shown."""
    read: bool
    """Whether the reader had read it."""
    lines: tuple[tuple[Stretch, ...], ...]
    """The lines in which something changed; an empty one where lines are left out."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What became of all older versions of an article, oldest first."""

    title: Clean
    since: tuple[Difference, ...]
    known: int = 0
    """The place of the version that the reader knows."""


def differences_of(desk: Desk, article_id: ArticleId, zone: tzinfo) -> Differences:
    """Compare what an article says with each of its older versions. Raises `ArticleNotFound`."""
    piece = desk.article(article_id).piece
    now = f"{piece.title}\n\n{piece.body}"
    older = desk.revisions(article_id)
    since = tuple(
        Difference(
            old.until.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
            old.read,
            tuple(changed_lines(by_words(f"{old.title}\n\n{old.body}", now))),
        )
        for old in older
    )
    return Differences(piece.title, since, last_known(older) if older else 0)


async def show_differences(app: App[object], desk: Desk, article_id: ArticleId, signs: Signs) -> None:
    """Open the screen; where nothing ever changed, or the article is gone, say so instead."""
    try:
        # Comparing long texts takes more than a frame.
        found = await asyncio.to_thread(differences_of, desk, article_id, desk.settings.zone)
    except NewsdeskError as error:
        say(app, str(error), severity="error")
        return
    if found.since:
        app.push_screen(DifferenceScreen(found, signs=signs))
    else:
        say(app, "Its source never changed it, as far as is known here.")


class DifferenceScreen(Screen[None]):
    """The changed lines since one version; the arrows choose an older or a newer one."""

    CSS_PATH = PAGES
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,D", "dismiss", show=False),
        Binding("left,h", "version(-1)", show=False),
        Binding("right,l", "version(1)", show=False),
    ]

    def __init__(self, differences: Differences, *, signs: Signs) -> None:
        super().__init__()
        self._differences = differences
        self._signs = signs
        self._version = differences.known

    def compose(self) -> ComposeResult:
        """A title, the changed lines, hints."""
        yield OneLine(signs=self._signs, id="title")
        yield Page((), signs=self._signs)
        yield OneLine(signs=self._signs, id="hints")

    def on_mount(self) -> None:
        """Say what can be done here."""
        words = [Word(" ", "line--faint")]
        keys = [("Esc", "back")]
        if len(self._differences.since) > 1:
            keys = [("← →" if self._signs.arrows == "↑↓" else "Left Right", "older, newer version"), *keys]
        for key, label in [(self._signs.arrows, "scroll"), *keys]:
            words += [Word(key, "line--strong"), Word(f" {label}   ", "line--faint")]
        self.query_one("#hints", OneLine).say(words)
        self.query_one(Page).focus()

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._show()

    def action_version(self, step: int) -> None:
        """Compare with an older or a newer version."""
        version = min(max(self._version + step, 0), len(self._differences.since) - 1)
        if version != self._version:
            self._version = version
            self._show()

    def _show(self) -> None:
        since = self._differences.since
        chosen = since[self._version]
        of = f", version {self._version + 1} of {len(since)}" if len(since) > 1 else ""
        when = "you read it" if chosen.read else chosen.until
        self.query_one("#title", OneLine).say(
            [Word(f" {self._differences.title}", "line--strong")],
            [Word(f"changed since {when}{of} ", "line--faint")],
        )
        self.query_one(Page).show(list(broken(chosen.lines, self.size.width, self._signs.ellipsis)))


def broken(lines: Sequence[Sequence[Stretch]], columns: int, ellipsis: str) -> Iterator[tuple[Word, ...]]:
    """The lines in rows of the screen, a row between any two, `ellipsis` where lines are left out."""
    room = max(columns - 2 * MARGIN - 1, NARROWEST)
    for line in lines:
        if line:
            yield from _rows(line, room)
        else:
            yield (Word(" " * MARGIN + ellipsis, "page--faint"),)
        yield ()


def _rows(line: Sequence[Stretch], room: int) -> Iterator[tuple[Word, ...]]:
    row: list[Word] = [Word(" " * MARGIN)]
    used = 0
    for stretch in line:
        before, after = _MARKS[stretch.fate]
        for piece in _pieces(before + stretch.text.expandtabs(TAB_CELLS) + after, room):
            if used and used + width(piece) > room:
                yield tuple(row)
                row, used = [Word(" " * MARGIN)], 0
                if piece.isspace():
                    continue
            row.append(Word(piece, _STYLES[stretch.fate]))
            used += width(piece)
    yield tuple(row)


def _pieces(text: str, room: int) -> Iterator[str]:
    """Words and what is between them, none wider than a row."""
    for piece in _PIECE.findall(text):
        start, cells = 0, 0
        for begin, _end, wide in graphemes(piece):
            if cells + wide > room:
                yield piece[start:begin]
                start, cells = begin, 0
            cells += wide
        yield piece[start:]
