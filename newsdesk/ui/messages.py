"""What the threads behind the screen report, and the panes that come after the first headlines.

Each answer says what it answers, so that a late one can be told.

A message is neither compared nor printed: methods for that, written for each at the import, took 3 ms of a start.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from newsdesk.model.action import Deed, Tagging
from newsdesk.model.article import ArticleId, Place
from newsdesk.model.clean import Clean
from newsdesk.model.headline import Headline
from newsdesk.model.hits import Facets, GroupBy, Hits
from newsdesk.ui.looks import Looks

if TYPE_CHECKING:
    # None of these is needed for the first screen.
    from newsdesk.desk.article_pictures import ArticlePictures
    from newsdesk.pictures.fitting import Size
    from newsdesk.pictures.wish import Drawn
    from newsdesk.reading.links import Link
    from newsdesk.reading.reading import Reading
    from newsdesk.stats import Bar
    from newsdesk.text.query import Query, Sort


@dataclass(eq=False, repr=False)
class Found(Message):
    """A search was answered."""

    query: "Query"
    hits: Hits
    first: list[Headline]
    """The headlines of the first rows, fetched already."""
    latest: ArticleId
    """Of all articles there were, the one that was taken in last."""
    until: ArticleId | None
    """What was taken in after this one was left out."""
    waiting: int
    """How many more there are that were left out."""
    news: int | None
    """The first row of what had been left out before; None where nobody asked for it."""


@dataclass(eq=False, repr=False)
class Offered(Message):
    """What may complete that which is being typed; nothing when nothing does."""

    text: str
    """The query."""
    choices: Sequence[tuple[str, int | None]]
    """Each with how many articles have it, where that says something."""
    taken: int | None = None
    """Which of them stands there already."""


@dataclass(eq=False, repr=False)
class Went(Message):
    """The row that somebody wants to go to was found."""

    hits: Hits
    row: int | None
    """None where there is nothing of that time, nor of the time before."""


@dataclass(eq=False, repr=False)
class Counted(Message):
    """The figures over the hits of a query, and over the whole desk."""

    text: str
    facets: Facets
    whole: Facets


@dataclass(eq=False, repr=False)
class ArticleLoaded(Message):
    """An article is ready to be shown."""

    article_id: ArticleId
    reading: "Reading"
    place: Place | None


@dataclass(eq=False, repr=False)
class Done(Message):
    """Something the reader did is saved."""

    deed: Deed | None
    """None where there was nothing to take back or to do again."""
    says: Clean
    """What to tell them; nothing for what needs no word."""
    list_changed: bool
    """Whether another list of hits may follow from it."""


@dataclass(eq=False, repr=False)
class Narrowed(Message):
    """The reader wants only what a bar of the figures counts."""

    bar: "Bar"


@dataclass(eq=False, repr=False)
class PlaceKept(Message):
    """The reader has rested at a place of the open article."""

    article_id: ArticleId
    place: Place


@dataclass(eq=False, repr=False)
class MeasureChosen(Message):
    """The reader wants lines of another length, in cells."""

    measure: int


@dataclass(eq=False, repr=False)
class LooksChosen(Message):
    """The reader wants the desk to look otherwise, also at the next start."""

    looks: Looks


@dataclass(eq=False, repr=False)
class ThemeShown(Message):
    """The reader looks at a theme, or wants to keep it."""

    name: str
    """Nothing for the one that the configuration and the terminal decide."""
    kept: bool = False


@dataclass(eq=False, repr=False)
class LinkChosen(Message):
    """The reader wants to go where a link of the open article leads."""

    link: "Link"


@dataclass(eq=False, repr=False)
class PictureChosen(Message):
    """The reader wants a picture of the open article alone on the screen."""

    picture: str
    """Its address, as the article gives it."""


@dataclass(eq=False, repr=False)
class PictureFetched(Message):
    """A picture came, or did not."""

    shown: "ArticlePictures"
    url: str
    came: bytes | str
    """Its bytes, or a sentence that says why there are none."""


@dataclass(eq=False, repr=False)
class PictureDrawn(Message):
    """A picture is drawn, or cannot be."""

    shown: "ArticlePictures"
    picture: str
    size: "Size"
    drawn: "Drawn | None"
    word: str = ""
    """Why it cannot be."""


@dataclass(eq=False, repr=False)
class NextWanted(Message):
    """The reader of an article wants the next unread one, or the one before."""

    step: int


@dataclass(eq=False, repr=False)
class PipeWanted(Message):
    """The reader typed a command that the open article is to be piped to."""

    command: str


@dataclass(eq=False, repr=False)
class Progressed(Message):
    """Something long goes on; nothing when it is over."""

    says: Clean


@dataclass(eq=False, repr=False)
class WholeTextCame(Message):
    """What is shown of an article is another text now: that of its page, or what its feed says."""

    article_id: ArticleId


@dataclass(eq=False, repr=False)
class WiresStood(Message):
    """What there is to say of the feeds is another thing now: how far a fetch is, when the next one is due."""


@dataclass(eq=False, repr=False)
class DeskChanged(Message):
    """Articles came, went or changed: what is on the screen may be old."""


@dataclass(eq=False, repr=False)
class OwnDeskBegun(Message):
    """The reader looked at the samples, and follows something of their own now: their desk is to be opened."""


@dataclass(eq=False, repr=False)
class OrderWanted(Message):
    """The reader wants the list in another order."""

    sort: "Sort"


@dataclass(eq=False, repr=False)
class GroupsWanted(Message):
    """The reader wants the list put together by something else, or by nothing."""

    by: GroupBy | None


@dataclass(eq=False, repr=False)
class PlaceWanted(Message):
    """The reader typed where in the list to go."""

    typed: str | None
    """None: nowhere, after all."""


class SourcesRead(Message):
    """The sources have been read to their end, or cannot be."""


@dataclass(eq=False, repr=False)
class IndexLoaded(Message):
    """From now on a search finds every article."""


@dataclass(eq=False, repr=False)
class Said(Message):
    """A sentence for the reader, in passing."""

    says: Clean


@dataclass(eq=False, repr=False)
class TagsWanted(Message):
    """The reader gives tags to articles, and takes others."""

    ids: Sequence[ArticleId]
    tagging: Tagging


@dataclass(eq=False, repr=False)
class Unsaved(Message):
    """So many changes wait to be saved, because the desk cannot be written to at the moment; 0: all are saved again."""

    changes: int


@dataclass(eq=False, repr=False)
class Failed(Message):
    """Something could not be done; the sentence says what, and the way out."""

    says: Clean


@dataclass(eq=False, repr=False)
class Broke(Message):
    """A bug, in a thread: to be raised where it is reported like any other."""

    error: BaseException
