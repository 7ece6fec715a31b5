"""What the reader does to articles, carried out in order behind the screen, each told in a sentence with its undo.

What cannot be saved (a full disk) is kept in its order, told once, and tried again until it can.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.message import Message

from newsdesk.desk.desk import Desk
from newsdesk.model.action import Action, Deed
from newsdesk.model.article import ArticleId, Place
from newsdesk.model.clean import Clean
from newsdesk.model.errors import NewsdeskError, StoreNotWritable
from newsdesk.model.hits import Hits
from newsdesk.text.clean import clean_line
from newsdesk.ui.errand import Errand
from newsdesk.ui.messages import Broke, Done, Failed

# What was begun is finished before newsdesk leaves.
CLOSING_S = 10.0

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


_NOTHING_NEW = _Deed(lambda: None, kept=False)


class Deeds:
    """Acts on the desk, in a thread of its own."""

    def __init__(self, desk: Desk, post: Callable[[Message], object]) -> None:
        self._desk = desk
        self._post = post
        self._unsaved: deque[_Deed] = deque()
        self._told = False
        """Whether the reader knows that nothing can be saved at the moment."""
        self._errand: Errand[_Deed] = Errand(self._carry_out, lambda error: post(Broke(error)), name="newsdesk-deeds")

    def act(self, action: Action, ids: Sequence[ArticleId], *, quietly: bool = False) -> None:
        """Do something to articles. Quietly: it follows from reading, and the list stays as it is."""
        self._errand.ask(_Deed(lambda: self._act(action, ids, quietly=quietly)))

    def mark_first_tier_read(self, hits: Hits) -> None:
        """Mark what matches as typed; what is near is acted on by hand."""
        self._errand.ask(_Deed(lambda: self._act(Action.READ, hits.ids(0, hits.exact), quietly=False)))

    def undo(self) -> None:
        """Take back the last deed."""
        self._errand.ask(_Deed(lambda: self._back(self._desk.undo(), "There is nothing to take back.")))

    def redo(self) -> None:
        """Do again what was taken back."""
        self._errand.ask(_Deed(lambda: self._back(self._desk.redo(), "There is nothing to do again.")))

    def keep_place(self, article_id: ArticleId, place: Place) -> None:
        """Remember where somebody is in an article."""
        self._errand.ask(_Deed(lambda: self._desk.set_place(article_id, place), kept=False))

    def remember(self, key: str, value: str) -> None:
        """Remember a small thing of the desk."""
        self._errand.ask(_Deed(lambda: self._desk.remember(key, value), kept=False))

    def try_again(self) -> None:
        """Try to save what could not be saved; nothing to do where everything is saved."""
        if self._unsaved:
            self._errand.ask(_NOTHING_NEW)

    def close(self) -> None:
        """Finish what was begun, and take nothing more."""
        self._errand.close(CLOSING_S)

    def _carry_out(self, deed: _Deed) -> None:
        # What could not be saved comes first: an undo must find what it takes back.
        self._unsaved.append(deed)
        while self._unsaved:
            try:
                self._unsaved[0].carry_out()
            except StoreNotWritable as error:
                self._unsaved = deque(one for one in self._unsaved if one.kept)
                self._tell_unsaved(error)
                return
            except NewsdeskError as error:
                self._post(Failed(clean_line(str(error))))
            except BaseException:
                # A bug: what has one is not tried again.
                self._unsaved.popleft()
                raise
            self._unsaved.popleft()
        if deed is not _NOTHING_NEW:
            self._told = False

    def _tell_unsaved(self, error: StoreNotWritable) -> None:
        if not self._told:
            self._told = True
            kept = " What you do is kept meanwhile, and tried again." if self._unsaved else ""
            self._post(Failed(clean_line(f"{error}{kept}")))

    def _act(self, action: Action, ids: Sequence[ArticleId], *, quietly: bool) -> None:
        deed = self._desk.act(action, ids)
        if quietly:
            says = Clean("")
        elif deed.changed:
            says = Clean(f"{_counted(len(deed.changed))} {_SAYS[action]}. z takes it back.")
        else:
            says = Clean(f"Nothing to do: {_SAYS[action]} already.")
        self._post(Done(deed, says, list_changed=not quietly))

    def _back(self, deed: Deed | None, nothing: str) -> None:
        if deed is None:
            self._post(Done(None, Clean(nothing), list_changed=False))
            return
        what = f"{_SAYS[deed.action]} ({_counted(len(deed.changed))})"
        says = f"Taken back: {what}. Z does it again." if deed.undone else f"Done again: {what}."
        self._post(Done(deed, Clean(says), list_changed=True))


def _counted(articles: int) -> str:
    return f"{articles:,} article{'' if articles == 1 else 's'}"
