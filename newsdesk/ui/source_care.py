"""Looking after the sources behind the screen: list them with their figures, add, rename, pause, remove.

Owns two threads: one does these, one after the other, and finishes what was begun before newsdesk leaves; one looks at
addresses on the web, which may take long and is given up at any time. Says what came of it by messages to the main
screen; what the sources screen asked for, it hears in messages of its own.
"""

import os
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from newsdesk.desk.desk import Desk
from newsdesk.desk.followed import Followed
from newsdesk.desk.opening import open_own_desk
from newsdesk.model.errors import NewsdeskError, UsageError
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.text.clean import clean_line
from newsdesk.ui.errand import Errand
from newsdesk.ui.messages import Broke, DeskChanged, Failed, OwnDeskBegun, Said

if TYPE_CHECKING:
    # Brings along what goes out to the web, which listing sources does not wait for.
    from newsdesk.desk.looking import Preview

# Removing a source of a million articles takes some seconds.
CLOSING_S = 10.0
MOST_NAMES_SAID = 3
LIST_ENDING = ".opml"
"""Of a list of feeds, which is not an article."""
MADE_OF_NAMED = (
    "This desk is made of what was named on the command line. `newsdesk` alone opens your own desk: change it there."
)
SAMPLES_STAY = "The samples make way when you follow something of your own: a adds it."

_ADDRESS = re.compile(
    r"(?:https?|feed):|[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]|$)|localhost(?::\d+)?(?:/|$)", re.IGNORECASE
)

Post = Callable[[Message], object]


@dataclass
class Listed(Message):
    """The sources as they are now."""

    sources: Sequence[Followed]


@dataclass
class Added(Message):
    """A source is followed now; its articles come."""

    source: Source


@dataclass
class LookingAt(Message):
    """What was typed is an address: it is looked at."""

    typed: str


@dataclass
class Looked(Message):
    """What there is at an address."""

    typed: str
    previews: "Sequence[Preview]"
    """None where there is nothing to follow."""
    failure: str = ""
    """Why there is none, in a sentence."""


class SourceCare:
    """Looks after the sources of one desk."""

    def __init__(
        self,
        desk: Desk,
        post: Post,
        read_again: Callable[[], object],
        fetch: Callable[[Collection[SourceId] | None], object],
    ) -> None:
        """Prepare; the threads start with the first request.

        Args:
            desk: Whose sources.
            post: Takes what the main screen is to hear.
            read_again: Has folders and files read: something is to come from them.
            fetch: Has feeds fetched: these, or all.
        """
        self._desk = desk
        self._post = post
        self._read_again = read_again
        self.fetch = fetch
        broke = lambda error: post(Broke(error))  # noqa: E731
        self._errand: Errand[Callable[[], object]] = Errand(self._carry_out, broke, name="newsdesk-sources")
        self._looking: Errand[Callable[[], object]] = Errand(
            self._carry_out, broke, name="newsdesk-looking", newest_only=True
        )

    @property
    def why_none_can_go(self) -> str:
        """Why no source of this desk can be removed; nothing where they can."""
        if self._desk.is_sample:
            return SAMPLES_STAY
        return MADE_OF_NAMED if self._desk.where.sources is not None else ""

    def look(self, answer: Post) -> None:
        """List the sources; the answer is a `Listed`."""

        def look() -> None:
            sources: Sequence[Followed] = ()
            try:
                sources = self._desk.followed()
            finally:
                # Whoever waits for it is told also when they cannot be read.
                answer(Listed(sources))

        self._errand.ask(look)

    def add(self, typed: str, answer: Post) -> None:
        """Follow a folder or a file, all feeds of an OPML list, or look at an address on the web.

        The answer is an `Added`, or a `LookingAt` and then a `Looked`; where the samples make way, an `OwnDeskBegun`
        to the main screen.
        """

        def add() -> None:
            path = path_of(typed)
            if path is not None and path.casefold().endswith(LIST_ENDING):
                self._refuse_where_named()
                self._bring_in_list(path)
            elif path is None:
                self._refuse_where_named()
                answer(LookingAt(typed))
                self._looking.ask(lambda: answer(self._looked(typed)))
            else:
                self._follow(lambda desk: desk.add_source(path), answer)
                self._read_again()

        self._errand.ask(add)

    def _bring_in_list(self, path: str) -> None:
        if self._desk.is_sample:
            with open_own_desk(self._desk) as own:
                own.wires.import_list(Path(path))
            self._post(OwnDeskBegun())
            return
        report = self._desk.wires.import_list(Path(path))
        self._post(DeskChanged())
        known = f", {report.known:,} followed already" if report.known else ""
        refused = f", {len(report.refused):,} refused" if report.refused else ""
        self._post(Said(clean_line(f"{len(report.added):,} feeds added{known}{refused}. R fetches them.")))

    def follow(self, preview: "Preview", answer: Post) -> None:
        """Follow a feed that was looked at; the answer is that of `add`."""
        self._errand.ask(lambda: self._follow(lambda desk: desk.wires.add(preview).source, answer))

    def _looked(self, typed: str) -> Looked:
        try:
            return Looked(typed, self._desk.wires.look(typed))
        except NewsdeskError as error:
            return Looked(typed, (), str(error))

    def _follow(self, add: Callable[[Desk], Source], answer: Post) -> None:
        if self._desk.is_sample:
            with open_own_desk(self._desk) as own:
                add(own)
            self._post(OwnDeskBegun())
            return
        self._refuse_where_named()
        answer(Added(add(self._desk)))
        self._post(DeskChanged())

    def _refuse_where_named(self) -> None:
        """The desk of sources that were named has just those, and would forget others at its next start."""
        if self._desk.where.sources is not None and not self._desk.is_sample:
            raise UsageError(MADE_OF_NAMED)

    def rename(self, source: Source, name: str) -> None:
        """Call a source by another name; a feed, with none, as it calls itself."""
        rename = self._desk.wires.rename if source.kind is SourceKind.FEED else self._desk.rename_source
        self._change(lambda: rename(source.id, name))

    def pause(self, one: Followed, *, resting: bool) -> None:
        """Take nothing more in from a source, or go on."""

        def pause() -> None:
            source_id = one.source.id
            if one.source.kind is not SourceKind.FEED:
                self._desk.pause_source(source_id, resting)
            elif resting:
                self._desk.wires.pause(source_id)
            else:
                self._desk.wires.resume(source_id)

        self._change(pause)
        if not resting:
            self.bring_up_to_date(one.source)

    def bring_up_to_date(self, source: Source) -> None:
        """Read a folder or file, or fetch a feed, now."""
        if source.kind is SourceKind.FEED:
            self._errand.ask(lambda: self.fetch({source.id}))
        else:
            self._errand.ask(self._read_again)

    def fetch_full_texts(self, source_id: SourceId, *, wanted: bool) -> None:
        """Fetch the full texts of a feed's new articles without being asked for, or no longer."""
        self._change(lambda: self._desk.wires.fetch_full_texts(source_id, wanted))

    def put_into_folder(self, source_id: SourceId, folder: Sequence[str]) -> None:
        """Put a feed into a folder, or a folder in a folder; nothing takes it out of all."""
        self._change(lambda: self._desk.wires.tag(source_id, folder=folder))

    def remove(self, sources: Collection[Source]) -> None:
        """Follow sources no longer."""

        def remove() -> None:
            for source in sources:
                self._desk.remove_source(source.id)
            few = len(sources) <= MOST_NAMES_SAID
            names = ", ".join(source.name for source in sources) if few else f"{len(sources):,} sources"
            files = any(source.kind is not SourceKind.FEED for source in sources)
            self._post(Said(clean_line(f"No longer followed: {names}.{' No file was touched.' if files else ''}")))

        self._change(remove)

    def _change(self, deed: Callable[[], object]) -> None:
        def change() -> None:
            deed()
            self._post(DeskChanged())

        self._errand.ask(change)

    def close(self) -> None:
        """Finish what was begun, and take nothing more."""
        self._looking.close(0)
        self._errand.close(CLOSING_S)

    def _carry_out(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except NewsdeskError as error:
            self._post(Failed(clean_line(str(error))))


def path_of(typed: str) -> str | None:
    """The path that somebody typed or pasted; None where it is an address on the web."""
    text = typed.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    path = os.path.expanduser(text.removeprefix("file://"))  # noqa: PTH111 (a text: names need not be UTF-8)
    if _ADDRESS.match(text) and (not os.path.lexists(path) or "://" in text):
        return None
    return path
