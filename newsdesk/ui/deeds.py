"""What the reader does to articles, carried out in order behind the screen, each told in a sentence with its undo.

What cannot be saved (a full disk) is kept in its order, told once, and tried again until it can, the last time when
newsdesk is left. On a desk that can only be read nothing is kept: the reader is told that it was not done.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.message import Message

from newsdesk.desk.desk import Desk
from newsdesk.model.action import Action, Deed, Tagging
from newsdesk.model.article import ArticleId, Place
from newsdesk.model.clean import Clean
from newsdesk.model.errors import NewsdeskError, StoreNotWritable
from newsdesk.model.hits import Hits
from newsdesk.text.clean import clean_line
from newsdesk.ui.errand import Errand
from newsdesk.ui.messages import Broke, Done, Failed, Progressed, Unsaved

# What was begun is finished before newsdesk leaves.
CLOSING_S = 10.0
# So many articles take some time; meanwhile the header says what goes on.
WORTH_TELLING = 20_000
READ_ONLY = Clean("This desk can only be read: nothing was changed.")

_SAYS = {
    Action.READ: "marked as read",
    Action.UNREAD: "marked as unread",
    Action.STAR: "starred",
    Action.UNSTAR: "no longer starred",
    Action.ARCHIVE: "archived",
    Action.UNARCHIVE: "back on the list",
}


@dataclass(frozen=True, slots=True)
class _Deed:
    """Something to carry out."""

    carry_out: Callable[[], None]
    kept: bool = True
    """Whether it is worth trying again; a place in an article is another one by then."""


class Deeds:
    """Acts on the desk, in a thread of its own."""

    def __init__(self, desk: Desk, post: Callable[[Message], object]) -> None:
        self._desk = desk
        self._post = post
        self._owed: deque[_Deed] = deque()
        """What is not saved yet, in its order: an undo must find what it takes back."""
        self._owing = threading.Lock()
        self._why = ""
        """What stopped the last attempt, in a sentence; the reader was told. Nothing when it was saved."""
        self._waiting = 0
        """How many changes the reader was told are not saved."""
        self._errand: Errand[None] = Errand(self._save, lambda error: post(Broke(error)), name="newsdesk-deeds")

    def act(self, action: Action, ids: Sequence[ArticleId], *, quietly: bool = False) -> None:
        """Do something to articles. Quietly: it follows from reading, and the list stays as it is."""
        self._do(lambda: self._act(action, ids, quietly=quietly), quietly=quietly)

    def turn(self, ids: Callable[[], Sequence[ArticleId]], action: Action, back: Action | None = None) -> None:
        """Do something to many articles; where it is so with all of them already, the opposite.

        Args:
            ids: Gets their ids, in the thread that carries it out.
            action: What to do.
            back: The opposite, where there is to be one.
        """
        self._do(lambda: self._turn(ids(), action, back))

    def tag(self, wanted: Tagging, ids: Sequence[ArticleId]) -> None:
        """Give tags to articles, and take others."""
        self._do(lambda: self._tell(self._desk.tag(wanted, ids)))

    def mark_first_tier_read(self, hits: Hits) -> None:
        """Mark what matches as typed; what is near is acted on by hand."""
        self._do(lambda: self._act(Action.READ, hits.ids(0, hits.exact), quietly=False))

    def undo(self) -> None:
        """Take back the last deed."""
        self._do(lambda: self._back(self._desk.undo(), "There is nothing to take back."))

    def redo(self) -> None:
        """Do again what was taken back."""
        self._do(lambda: self._back(self._desk.redo(), "There is nothing to do again."))

    def keep_place(self, article_id: ArticleId, place: Place) -> None:
        """Remember where somebody is in an article."""
        self._do(lambda: self._desk.set_place(article_id, place), quietly=True, kept=False)

    def remember(self, key: str, value: str) -> None:
        """Remember a small thing of the desk."""
        self._do(lambda: self._desk.remember(key, value), quietly=True, kept=False)

    def try_again(self) -> None:
        """Try to save what could not be saved; nothing to do where everything is saved."""
        if self._owed:
            self._errand.ask(None)

    def close(self) -> None:
        """Finish what was begun, with a last attempt at what could not be saved, and take nothing more."""
        self.try_again()
        self._errand.close(CLOSING_S)

    @property
    def lost(self) -> Clean:
        """After the end: what could not be saved and why, in a sentence; nothing when all is."""
        with self._owing:
            lost = sum(deed.kept for deed in self._owed)
        if not lost:
            return Clean("")
        why = self._why or "Another newsdesk has been writing to the desk for a long time."
        return clean_line(f"{lost:,} of your last changes could not be saved, and {_are(lost)} lost. {why}")

    def _do(self, carry_out: Callable[[], None], *, quietly: bool = False, kept: bool = True) -> None:
        if not self._desk.writable:
            if not quietly:
                self._post(Failed(READ_ONLY))
            return
        with self._owing:
            self._owed.append(_Deed(carry_out, kept))
        self._errand.ask(None)

    def _save(self, _go: None) -> None:
        while self._owed:
            try:
                self._owed[0].carry_out()
            except StoreNotWritable as error:
                self._wait(error)
                return
            except NewsdeskError as error:
                self._post(Failed(clean_line(str(error))))
            except BaseException:
                # A bug: what has one is not tried again.
                self._owed.popleft()
                raise
            self._owed.popleft()
            self._why = ""
        if self._waiting:
            self._waiting = 0
            self._post(Unsaved(0))

    def _wait(self, error: StoreNotWritable) -> None:
        with self._owing:
            self._owed = deque(deed for deed in self._owed if deed.kept)
        if not self._why:
            kept = " What you do is kept meanwhile, and tried again." if self._owed else ""
            self._post(Failed(clean_line(f"{error}{kept}")))
        self._why = str(error)
        if len(self._owed) != self._waiting:
            self._waiting = len(self._owed)
            self._post(Unsaved(self._waiting))

    def _act(self, action: Action, ids: Sequence[ArticleId], *, quietly: bool) -> None:
        if quietly:
            self._post(Done(self._desk.act(action, ids), Clean(""), list_changed=False))
        else:
            self._turn(ids, action, None)

    def _turn(self, ids: Sequence[ArticleId], action: Action, back: Action | None) -> None:
        if len(ids) >= WORTH_TELLING:
            self._post(Progressed(Clean(f"Marking {len(ids):,} articles")))
        try:
            deed = self._desk.act(action, ids)
            self._tell(self._desk.act(back, ids) if back is not None and not deed.changed else deed)
        finally:
            if len(ids) >= WORTH_TELLING:
                self._post(Progressed(Clean("")))

    def _tell(self, deed: Deed) -> None:
        if deed.changed:
            says = f"{_counted(len(deed.changed))} {_done(deed)}. z takes it back."
        else:
            says = f"Nothing to do: {_done(deed)} already."
        self._post(Done(deed, Clean(says), list_changed=True))

    def _back(self, deed: Deed | None, nothing: str) -> None:
        if deed is None:
            self._post(Done(None, Clean(nothing), list_changed=False))
            return
        what = f"{_done(deed)} ({_counted(len(deed.changed))})"
        says = f"Taken back: {what}. Z does it again." if deed.undone else f"Done again: {what}."
        self._post(Done(deed, Clean(says), list_changed=True))


def _done(deed: Deed) -> str:
    if deed.action is not Action.TAG:
        return _SAYS[deed.action]
    said = [("tagged", deed.tagging.give), ("no longer tagged", deed.tagging.take)]
    return " and ".join(f"{what} {', '.join(tags)}" for what, tags in said if tags)


def _counted(articles: int) -> str:
    return f"{articles:,} article{'' if articles == 1 else 's'}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
