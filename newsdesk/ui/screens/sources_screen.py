"""What the desk follows: folders, files and feeds, how each is doing, and looking after them.

What keys do to the rows that `listed_sources` shows; `source_care` does it, behind the screen. Nothing asks whether one
is sure: a source that is removed is crossed out, comes back with `z`, and leaves the desk when the screen is left.
Gives back the query that the list is to show, or none.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import BindingType

from newsdesk.desk.followed import Followed
from newsdesk.text.clean import clean_line
from newsdesk.ui.commands import Where, bindings_of
from newsdesk.ui.completing import completed, completed_path
from newsdesk.ui.say import say
from newsdesk.ui.screens.listed_sources import ListedSources
from newsdesk.ui.source_care import Added, Looked, LookingAt
from newsdesk.ui.themes import styles_folder
from newsdesk.ui.widgets.hints import Hints
from newsdesk.ui.widgets.prompt import Prompt
from newsdesk.ui.widgets.source_list import SourceList

if TYPE_CHECKING:
    from newsdesk.desk.looking import Preview

ADD, RENAME, FIND, FOLDER = "add", "rename", "find", "folder"


class SourcesScreen(ListedSources):
    """All sources; gives back what the list is to show, or None."""

    CSS_PATH = styles_folder() / "sources.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Where.SOURCES)
    _asked_of: Followed | None = None
    """The source that a question is about: the list may change before its answer."""

    def action_show(self) -> None:
        """The articles of this row, in the list."""
        if self._list.row is not None:
            self.dismiss(self._list.row.query)

    @on(SourceList.Chosen)
    def _show_chosen(self) -> None:
        self.action_show()

    def action_add(self) -> None:
        """Ask what to add."""
        self._ask_what_to_add()

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted among the sources is to be added; Enter says so."""
        pasted = event.text.strip().splitlines()
        if pasted and not self._prompt.about:
            self._ask_what_to_add(clean_line(pasted[0]))

    def _ask_what_to_add(self, pasted: str = "") -> None:
        like = "a folder, a file, or an address on the web"
        self._ask(ADD, "Add:", value=pasted, placeholder=like, complete=completed_path)

    def action_rename(self) -> None:
        """Ask for another name."""
        if self._followed is not None:
            self._ask(RENAME, "Call it:", value=self._followed.source.name)

    def action_find(self) -> None:
        """Ask for a part of a name."""
        self._ask(FIND, "/", value=self._wanted, placeholder="a part of a name or an address")

    def _ask(
        self,
        about: str,
        question: str,
        *,
        value: str = "",
        placeholder: str = "",
        complete: Callable[[str], str] = lambda typed: typed,
    ) -> None:
        self._asked_of = self._followed
        self._hints.display = False
        self._prompt.ask(about, question, value=value, placeholder=placeholder, complete=complete)

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
        one = self._asked_of
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
            self.dismiss(f"{self._list.row.query} is:problem".strip())

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
            folders = {"/".join(one.health.wire.folder) for one in self._sources if one.health}
            self._ask(
                FOLDER,
                "Folder:",
                value="/".join(wire.folder),
                placeholder="News, or News/World; none: in no folder",
                complete=lambda typed: completed(typed, folders),
            )

    def action_remove(self) -> None:
        """Cross this source out; the lines below say what that means."""
        one = self._followed
        if one is not None and self._care.why_none_can_go:
            say(self.app, self._care.why_none_can_go)
        elif one is not None and one.source.id not in self._struck:
            self._struck[one.source.id] = one.source
            self._show_struck()
            if not self._place.display:
                # A low screen has no room for these lines.
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
            self.dismiss(None)

    def on_unmount(self) -> None:
        """Whichever way one leaves, what was crossed out leaves, too."""
        if self._struck:
            self._care.remove(tuple(self._struck.values()))

    @on(Hints.Chosen)
    async def _do_hint(self, chosen: Hints.Chosen) -> None:
        await self.run_action(chosen.command.action)
