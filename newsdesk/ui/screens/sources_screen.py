"""What the desk follows: folders, files and feeds, how each is doing, and looking after them.

Owns the rows and what keys do to them; `source_care` does it, behind the screen. Nothing asks whether one is sure: a
source that is removed is crossed out, comes back with `z`, and leaves the desk when the screen is left. Gives back the
query that the list is to show, or none.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.signal import Signal

from newsdesk.desk.followed import Followed
from newsdesk.model.source import Source, SourceId
from newsdesk.model.wire import Wire
from newsdesk.text.clean import clean_line
from newsdesk.text.linebreak import break_lines
from newsdesk.ui.commands import Where, bindings_of
from newsdesk.ui.say import say
from newsdesk.ui.signs import Signs
from newsdesk.ui.source_care import Added, Listed, Looked, LookingAt, SourceCare
from newsdesk.ui.source_rows import NO_STANDING, SourceRow, Standing, arranged, sentences, standing
from newsdesk.ui.themes import styles_folder
from newsdesk.ui.widgets.hints import Hints
from newsdesk.ui.widgets.one_line import OneLine, Word
from newsdesk.ui.widgets.prompt import Prompt
from newsdesk.ui.widgets.source_list import SourceList, column_titles

if TYPE_CHECKING:
    from newsdesk.desk.looking import Preview

ADD, RENAME, FIND, FOLDER = "add", "rename", "find", "folder"
LEAD = Word("   ")
SENTENCE_LINES = 2
LEAST_CELLS = 8
LOW_ROWS = 14
"""With fewer rows the list needs the room of what stands around it."""


class SourcesScreen(Screen[str | None]):
    """All sources; gives back what the list is to show, or None."""

    CSS_PATH = styles_folder() / "sources.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Where.SOURCES)

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

    # Keys.

    def action_show(self) -> None:
        """The articles of this row, in the list."""
        if self._list.row is not None:
            self._leave(self._list.row.query)

    @on(SourceList.Chosen)
    def _show_chosen(self) -> None:
        self.action_show()

    def action_add(self) -> None:
        """Ask what to add."""
        self._ask(ADD, "Add:", placeholder="a folder, a file, or an address on the web")

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted among the sources is to be added; Enter says so."""
        pasted = event.text.strip().splitlines()
        if pasted and not self._prompt.about:
            self._ask(ADD, "Add:", value=clean_line(pasted[0]))

    def action_rename(self) -> None:
        """Ask for another name."""
        if self._followed is not None:
            self._ask(RENAME, "Call it:", value=self._followed.source.name)

    def action_find(self) -> None:
        """Ask for a part of a name."""
        self._ask(FIND, "/", value=self._wanted, placeholder="a part of a name or an address")

    def _ask(self, about: str, question: str, *, value: str = "", placeholder: str = "") -> None:
        self._hints.display = False
        self._prompt.ask(about, question, value=value, placeholder=placeholder)

    def _answered(self) -> None:
        self._hints.display = True
        self._list.focus()

    @on(Prompt.Typed)
    def _find(self, typed: Prompt.Typed) -> None:
        if typed.about == FIND:
            self._wanted = typed.text
            self._arrange()

    @on(Prompt.GivenUp)
    def _give_up(self, given_up: Prompt.GivenUp) -> None:
        if given_up.about == FIND:
            self._wanted = ""
            self._arrange()
        self._answered()

    @on(Prompt.Answered)
    def _do(self, answered: Prompt.Answered) -> None:
        self._answered()
        one = self._followed
        if answered.about == ADD and answered.text:
            self._care.add(answered.text, self.post_message)
        elif answered.about == FOLDER and one is not None:
            self._care.put_into_folder(one.source.id, [part.strip() for part in answered.text.split("/")])
        elif answered.about == RENAME and one is not None and answered.text != one.source.name:
            self._care.rename(one.source, answered.text)

    @on(LookingAt)
    def _wait(self, looking: LookingAt) -> None:
        self._looking_at = clean_line(looking.typed)
        self._say()

    @on(Looked)
    def _offer(self, looked: Looked) -> None:
        if clean_line(looked.typed) != self._looking_at:
            # Given up, or something else was asked for meanwhile.
            return
        self._looking_at = ""
        self._say()
        if not looked.previews:
            say(self.app, looked.failure, severity="error")
            return
        from newsdesk.ui.screens.feeds_screen import FeedsScreen

        screen = FeedsScreen(looked.typed, looked.previews, self._now, self._zone, signs=self._signs)
        self.app.push_screen(screen, self._follow)

    def _follow(self, preview: "Preview | None") -> None:
        if preview is not None:
            self._care.follow(preview, self.post_message)

    @on(Added)
    def _stand_on_new(self, added: Added) -> None:
        self._wanted = ""
        self._standing_on = added.source.id
        self._struck.pop(added.source.id, None)
        self._look()

    def action_problems(self) -> None:
        """Those articles of this row that have a problem, in the list."""
        if self._list.row is not None:
            self._leave(f"{self._list.row.query} is:problem".strip())

    def action_pause(self) -> None:
        """Take nothing more in from this source, or go on."""
        one = self._followed
        if one is not None:
            self._care.pause(one, resting=not one.paused)

    def action_fetch(self) -> None:
        """Bring this source up to date, or all of them."""
        one = self._followed
        if one is not None:
            self._care.bring_up_to_date(one.source)
        else:
            self._care.fetch(None)

    def action_full_texts(self) -> None:
        """Fetch the whole of this feed's articles by itself, or no longer."""
        wire = self._wire
        if wire is None:
            say(self.app, "Only the articles of feeds have a fuller text elsewhere.")
            return
        self._care.fetch_full_texts(wire.source.id, wanted=not wire.full_text)
        says = "only on F from now on" if wire.full_text else "fetched with each new article from now on"
        say(self.app, f"Full texts of {wire.source.name}: {says}.")

    def action_folder(self) -> None:
        """Ask for a folder."""
        wire = self._wire
        if wire is None:
            say(self.app, "Only feeds lie in folders.")
        else:
            self._ask(
                FOLDER, "Folder:", value="/".join(wire.folder), placeholder="News, or News/World; none: in no folder"
            )

    @property
    def _wire(self) -> Wire | None:
        """The feed that the cursor is on."""
        one = self._followed
        return one.health.wire if one is not None and one.health is not None else None

    def action_remove(self) -> None:
        """Cross this source out."""
        one = self._followed
        if one is not None and self._care.why_none_can_go:
            say(self.app, self._care.why_none_can_go)
        elif one is not None and one.source.id not in self._struck:
            self._struck[one.source.id] = one.source
            self._show_struck()
            say(self.app, f"{one.source.name} leaves the desk when you leave this screen. z keeps it.")

    def action_keep(self) -> None:
        """Take back the last crossing out."""
        if self._struck:
            self._struck.popitem()
            self._show_struck()
        else:
            say(self.app, "There is nothing to take back here.")

    def _show_struck(self) -> None:
        self._list.struck = frozenset(self._struck)
        self._list.repaint()
        self._say()

    def action_keys(self) -> None:
        """All keys."""
        from newsdesk.ui.screens.keys_screen import KeysScreen

        self.app.push_screen(KeysScreen(signs=self._signs))

    def action_back(self) -> None:
        """One step back: first from an address that is looked at, then from what was looked for, then from here."""
        if self._looking_at:
            self._looking_at = ""
            self._say()
        elif self._wanted:
            self._wanted = ""
            self._arrange()
        else:
            self._leave(None)

    def _leave(self, query: str | None) -> None:
        if self._struck:
            self._care.remove(tuple(self._struck.values()))
        self.dismiss(query)

    @on(Hints.Chosen)
    async def _do_hint(self, chosen: Hints.Chosen) -> None:
        await self.run_action(chosen.command.action)
