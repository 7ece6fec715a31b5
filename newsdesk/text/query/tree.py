"""What a query means, as a tree of frozen values. `grammar` grows it, the index answers it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from newsdesk.model.article import Flag
from newsdesk.model.clean import Clean
from newsdesk.model.hits import Field


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the article, the beginning of one, or something near it."""

    text: str
    """Folded."""
    field: Field | None = None
    """Where to look; None: in all fields."""
    capitals: bool = False
    """Typed in capitals: it may be an acronym even where articles hold it as a word."""


@dataclass(frozen=True, slots=True)
class Exactly:
    """A word of the article just as it is, save case and accents."""

    text: str
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow one another in one field, just as they are."""

    words: tuple[str, ...]
    field: Field | None = None
    unfinished: bool = False
    """The closing quote is not typed yet: the last word may be the beginning of one."""


class Column(StrEnum):
    """A column of named values that articles are filtered by."""

    SOURCE = "source"
    AUTHOR = "author"
    TAG = "tag"
    STATUS = "status"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Named:
    """One of the article's values in a column."""

    column: Column
    value: str
    """Folded words, one space between."""
    whole: bool
    """Whether the value must be this one, not just begin with it."""


@dataclass(frozen=True, slots=True)
class Flagged:
    """A yes-or-no fact of the article."""

    flag: Flag
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Days:
    """Published on one of these days, both ends included; in the desk's zone. What has no date never matches."""

    first: int | None
    """As `date.toordinal()`; None: open."""
    last: int | None


@dataclass(frozen=True, slots=True)
class Amount:
    """So many words or minutes of reading, both ends included."""

    of: str
    """`words` or `minutes`."""
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression found in the title, without regard to case."""

    source: str


@dataclass(frozen=True, slots=True)
class Body:
    """Words of the article's text; whoever asks the index brings the ids."""

    text: str


@dataclass(frozen=True, slots=True)
class Not:
    """What must not match as typed; what is merely near is never left out. Words in it are whole words."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class Every:
    """All of these match."""

    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of these matches."""

    nodes: "tuple[Node, ...]"


Node: TypeAlias = Word | Exactly | Phrase | Named | Flagged | Days | Amount | Pattern | Body | Not | Every | Either


class Order(StrEnum):
    """What hits are ordered by, inside their tier."""

    RELEVANCE = "relevance"
    DATE = "date"
    TITLE = "title"
    SOURCE = "source"
    AUTHOR = "author"
    LENGTH = "length"
    RANDOM = "random"


@dataclass(frozen=True, slots=True)
class Sort:
    """An order, perhaps turned round."""

    order: Order = Order.RELEVANCE
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """An operator as it was understood, shown beside the bar; removable by its place in the text."""

    label: Clean
    start: int
    end: int
    """In characters of the query, end exclusive."""
    operator: str = ""
    """The operator's name; nothing for a word that is left out, or an expression."""


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query."""

    text: str
    """As it was typed, at most as long as counts."""
    root: Every
    """What must match. No nodes: everything does."""
    sort: Sort = Sort()
    chips: tuple[Chip, ...] = ()
    notes: tuple[Clean, ...] = ()
    """What was taken for something else than it may have meant, in sentences."""

    @property
    def bodies(self) -> tuple[str, ...]:
        """The texts of all `body:` in it, for the store to resolve."""
        found: list[str] = []
        waiting: list[Node] = [self.root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Body):
                found.append(node.text)
            elif isinstance(node, Not):
                waiting.append(node.node)
            elif isinstance(node, Every | Either):
                waiting += node.nodes
        return tuple(dict.fromkeys(reversed(found)))
