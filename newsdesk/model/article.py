"""An article through its life: as a source gave it, as the store keeps it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntFlag
from typing import NewType, TypeAlias

from newsdesk.model.clean import Clean
from newsdesk.model.moment import Moment
from newsdesk.model.problem import Problem
from newsdesk.model.source import Source, SourceId

ArticleId = NewType("ArticleId", int)
"""Never used again, even when the article is gone."""

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
"""What JSON can say; strings and keys have passed the gate."""

EMPTY = Clean("")
PUBLISHED = Clean("published")


class Flag(IntFlag):
    """Yes-or-no facts of an article, packed into one integer column of store and index."""

    # What the reader did: the low byte. Acting and undoing change only these.
    READ = 1
    STARRED = 2
    ARCHIVED = 4
    NOTED = 8
    CHANGED = 16
    """The text changed after it was read."""
    # What the article is: the high byte. Only taking in changes these.
    PROBLEM = 256
    IMAGE = 512
    VIDEO = 1024
    CODE = 2048
    MISSING = 4096
    """Its source cannot be reached at the moment."""
    WIRE = 8192
    """It came from a feed."""

    STATE = READ | STARRED | ARCHIVED | NOTED | CHANGED


NO_FLAGS = Flag(0)


@dataclass(frozen=True, slots=True)
class Piece:
    """What an article says, wherever it came from."""

    title: Clean
    body: Clean = EMPTY
    """Markdown with `\\n` line ends; control characters are gone, everything else is as it was written."""
    body_line: int = 1
    """The line of the file, counted from 1, on which the body begins."""
    subtitle: Clean = EMPTY
    description: Clean = EMPTY
    authors: tuple[Clean, ...] = ()
    published: Moment | None = None
    updated: Moment | None = None
    created: Moment | None = None
    image: Clean = EMPTY
    """The hero image: a URL, or a path as the article gives it."""
    image_alt: Clean = EMPTY
    cta: Clean = EMPTY
    """The call to action at the end."""
    tags: tuple[Clean, ...] = ()
    status: Clean = PUBLISHED
    """`published`, `draft`, `review`, `scheduled`, `hidden`, or what the house calls it, in lower case."""
    language: Clean = EMPTY
    """A BCP 47 tag, or nothing where nobody says."""
    slug: Clean = EMPTY
    url: Clean = EMPTY
    """The canonical address on the web, http or https."""
    words: int = 0
    minutes: int = 0
    """Reading time: as the article says, else counted; at least 1 where there is a body."""
    extra: Mapping[str, Json] = field(default_factory=dict)
    """Every front matter key that newsdesk gives no meaning to, as it was."""
    traits: Flag = NO_FLAGS
    """PROBLEM, IMAGE, VIDEO, CODE: what `has:` and `is:problem` ask for."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where exactly in its source an article lies, and how to tell cheaply that it did not change."""

    key: bytes
    """Names it within its source: a file's path below the root in the file system's bytes (`b""` when the source is
    the file itself); for a feed's item, its guid."""
    digest: bytes
    """blake2b of the file's bytes, 16 bytes long."""
    size: int = 0
    """In bytes."""
    mtime_ns: int = 0
    inode: int = 0


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as a source gave it; the store has not seen it yet."""

    origin: Origin
    piece: Piece


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the store keeps it."""

    id: ArticleId
    source: Source
    origin: Origin
    piece: Piece
    flags: Flag


@dataclass(frozen=True, slots=True)
class Known:
    """What the store remembers of a file: enough to decide whether it is news."""

    id: ArticleId
    origin: Origin


@dataclass(frozen=True, slots=True)
class News:
    """What taking in one source, or a part of it, changes: the desk decides it, the store writes it at once."""

    source_id: SourceId
    added: tuple[RawArticle, ...] = ()
    amended: tuple[tuple[ArticleId, RawArticle], ...] = ()
    """Same article, other content (its place may have changed with it)."""
    moved: tuple[tuple[ArticleId, Origin], ...] = ()
    """Same article, same content, other place or other times on disk."""
    gone: tuple[ArticleId, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an article somebody is, independent of the width it is laid out at."""

    line: int
    """A line of the body, counted from 0."""
    fraction: float = 0.0
    """How much of the article is behind, 0 to 1: for progress in lists."""
