"""The sources screen as far as it lists: rows, figures, and what there is to say of the one at the cursor.

Owns the widgets and when the sources are counted again; what keys do is `sources_screen`'s.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.signal import Signal

from newsdesk.desk.followed import Followed
from newsdesk.model.source import Source, SourceId
from newsdesk.model.wire import Wire
from newsdesk.text.linebreak import break_lines
from newsdesk.ui.commands import Where
from newsdesk.ui.signs import Signs
from newsdesk.ui.source_care import Listed, SourceCare
from newsdesk.ui.source_rows import NO_STANDING, SourceRow, Standing, arranged, sentences, standing
from newsdesk.ui.widgets.hints import Hints
from newsdesk.ui.widgets.one_line import OneLine, Word
from newsdesk.ui.widgets.prompt import Prompt
from newsdesk.ui.widgets.source_list import SourceList, column_titles

LEAD = Word("   ")
SENTENCE_LINES = 2
LEAST_CELLS = 8
LOW_ROWS = 14
"""With fewer rows the list needs the room of what stands around it."""


class ListedSources(Screen[str | None]):
    """All sources, listed."""

    def __init__(
        self,
        care: SourceCare,
        changed: Signal[bool],
        wires_say: Callable[[], str],
        now: Callable[[], datetime],
        zone: tzinfo,
        *,
        signs: Signs,
    ) -> None:
        """Make the screen.

        Args:
            care: Does what is asked here.
            changed: Published with whether the desk changed; else only what there is to say of the wires did.
            wires_say: What there is to say of the wires.
            now: The clock, for ages.
            zone: Of the desk.
            signs: To draw with.
        """
        super().__init__()
        self._care = care
        self._changed = changed
        self._wires_say = wires_say
        self._now = now
        self._zone = zone
        self._signs = signs
        self._sources: Sequence[Followed] = ()
        self._struck: dict[SourceId, Source] = {}
        """What is removed when the screen is left, in the order in which it was crossed out."""
        self._wanted = ""
        self._looking_at = ""
        """The address that is looked at."""
        self._title = OneLine(signs=signs, id="title")
        self._columns = OneLine(signs=signs, id="columns")
        self._list = SourceList(self._standing, signs=signs, id="sources")
        self._place = OneLine(signs=signs, id="place")
        self._sentence = tuple(OneLine(signs=signs) for _line in range(SENTENCE_LINES))
        self._prompt = Prompt(id="prompt")
        self._hints = Hints(signs=signs, id="hints")
        self._listing = self._outdated = False
        """Whether the sources are being listed, and whether that is out of date already."""
        self._standing_on: SourceId | None = None
        """Where the cursor goes when the sources are listed the next time."""

    def compose(self) -> ComposeResult:
        """From the top: title, columns, sources, what there is to say of the one at the cursor, hints."""
        yield self._title
        yield self._columns
        yield self._list
        yield self._place
        yield from self._sentence
        yield self._prompt
        yield self._hints

    def on_mount(self) -> None:
        """List what there is."""
        self._changed.subscribe(self, self._hear)
        self._list.nothing = ("", "The sources are being counted.")
        self._hints.show_for(Where.SOURCES)
        self._list.focus()
        self._look()

    def on_resize(self) -> None:
        """The columns are of another width; a low screen is all list."""
        low = self.size.height < LOW_ROWS
        for line in (self._columns, self._place, *self._sentence):
            line.display = not low
        self._title.set_class(low, "-low")
        self._say()
        self._columns.say([Word(column_titles(max(self.size.width - 1, 0)), "line--faint")])

    # What is listed.

    def _hear(self, desk_changed: bool) -> None:
        if desk_changed:
            self._look()
        else:
            self._say()

    def _look(self) -> None:
        # While a million articles are taken in, the desk changes faster than they are counted.
        if self._listing:
            self._outdated = True
        else:
            self._listing = True
            self._care.look(self.post_message)

    @on(Listed)
    def _show(self, listed: Listed) -> None:
        self._listing = False
        if self._outdated:
            self._outdated = False
            self._look()
        self._sources = listed.sources
        self._list.nothing = ("", "Nothing is followed yet.", "", "a adds a folder, a file, or a feed from the web.")
        self._arrange()
        if self._standing_on is not None:
            self._list.stand_on(self._standing_on)
            self._standing_on = None

    def _arrange(self) -> None:
        rows = arranged(self._sources, self._wanted)
        if self._wanted and not rows:
            self._list.nothing = ("", "No source is called so.", "", "Esc shows all of them.")
        self._list.show(rows)
        self._say()

    def _standing(self, row: SourceRow) -> Standing:
        if row.followed is None:
            return NO_STANDING
        return standing(row.followed, self._now(), self._zone, self._struck)

    @on(SourceList.Moved)
    def _say(self) -> None:
        title = [Word(" Sources", "line--strong"), Word(f"   {len(self._sources):,}", "line--faint")]
        if self._wanted:
            title.append(Word(f'   with "{self._wanted}"', "line--notice"))
        doing = f"looking at {self._looking_at}; Esc stops that " if self._looking_at else ""
        wires = self._wires_say()
        self._title.say(
            title, [Word(doing, "line--notice") if doing else Word(f"{wires} " if wires else "", "line--faint")]
        )
        one = self._followed
        where, how = sentences(one, self._now(), self._zone, self._struck) if one else ("", "")
        self._place.say([LEAD, Word(where, "line--faint")])
        rows = list(break_lines(how, max(self.size.width - 2 * len(LEAD.text), LEAST_CELLS)))
        for number, line in enumerate(self._sentence):
            # What does not fit into the last line is cut there.
            start, end = rows[number] if number < len(rows) else (0, 0)
            line.say([LEAD, Word(how[start:] if number == SENTENCE_LINES - 1 and end else how[start:end])])

    @property
    def _followed(self) -> Followed | None:
        """The source that the cursor is on."""
        return self._list.row.followed if self._list.row else None

    @property
    def _wire(self) -> Wire | None:
        """The feed that the cursor is on."""
        one = self._followed
        return one.health.wire if one is not None and one.health is not None else None
