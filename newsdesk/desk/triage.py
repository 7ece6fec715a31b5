"""Decide which files of a source are news to the desk.

Pure: given what the store knew and what a source just showed, say what to read, and of what was read, what to write.
No clock, no disk, no database; `desk.refresh` owns those.

A file is the same article by its path; failing that, when its old path is gone, by the digest of its content (renamed,
moved). Of several of the same content that all moved, the first path takes the first article: none is lost.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from newsdesk.model.article import ArticleId, Known, News, Origin, RawArticle
from newsdesk.model.source import SourceId
from newsdesk.sources.folder import FoundFile


@dataclass(slots=True)
class Vanished:
    """Articles whose path is gone, until a file of the same content turns up. Each is found again once at most."""

    by_digest: dict[bytes, deque[Known]] = field(default_factory=dict)

    def found_again(self, digest: bytes) -> Known | None:
        """The article that this content was, taken out."""
        waiting = self.by_digest.get(digest)
        return waiting.popleft() if waiting else None

    def ids(self) -> tuple[ArticleId, ...]:
        """Those that did not turn up."""
        return tuple(known.id for waiting in self.by_digest.values() for known in waiting)


@dataclass(frozen=True, slots=True)
class Look:
    """What a walk through a source showed, next to what is known of it."""

    to_read: tuple[FoundFile, ...]
    """New ones, and those whose size, time or inode differ."""
    vanished: Vanished
    """Known articles whose path is gone: moved, or deleted."""


@dataclass(frozen=True, slots=True)
class Triage:
    """What to write, and how much of it is what to a reader."""

    news: News
    amended: int
    """Articles that say something else now."""
    moved: int
    """Articles that lie elsewhere now and say the same."""


def look(
    known: Mapping[bytes, Known], found: Iterable[FoundFile], unseen: Iterable[bytes] = (), *, again: bool = False
) -> Look:
    """Compare by path, size, time and inode; nothing is read.

    Args:
        known: What the store remembers of the source, by key.
        found: All files that the source has now.
        unseen: Keys of folders that could not be looked into (no permission, a broken disk): what is known below them
            is neither there nor gone.
        again: Whether everything is to be read, changed or not.
    """
    to_read: list[FoundFile] = []
    seen: set[bytes] = set()
    for file in found:
        seen.add(file.key)
        before = known.get(file.key)
        if again or before is None or not _looks_the_same(before.origin, file):
            to_read.append(file)
    hidden = tuple(key.rstrip(b"/") + b"/" if key else b"" for key in unseen)
    vanished = Vanished()
    for key in sorted(known.keys() - seen):
        if not key.startswith(hidden):
            vanished.by_digest.setdefault(known[key].origin.digest, deque()).append(known[key])
    return Look(tuple(sorted(to_read, key=lambda file: file.key)), vanished)


def triage(
    source_id: SourceId,
    known: Mapping[bytes, Known],
    vanished: Vanished,
    arrived: Iterable[RawArticle],
    *,
    again: bool = False,
) -> Triage:
    """Say what some of the articles that were read change. `vanished` loses those that turned up.

    Args:
        source_id: Of all of them.
        known: As in `look`.
        vanished: As `look` gave it; the same one for all parts of a source.
        arrived: What was read.
        again: Whether the same bytes may mean something else now (other aliases, another zone, a newer newsdesk).
    """
    added: list[RawArticle] = []
    amended: list[tuple[ArticleId, RawArticle]] = []
    touched: list[tuple[ArticleId, Origin]] = []
    same_text = moved = 0
    for article in arrived:
        origin = article.origin
        before = known.get(origin.key) or vanished.found_again(origin.digest)
        if before is None:
            added.append(article)
        elif _could_not_be_read(origin):
            # It vanished in that moment, as files do while they are saved: what is known of it stays, and the next
            # look tells.
            continue
        elif before.origin.digest == origin.digest and before.origin.key == origin.key and not again:
            touched.append((before.id, origin))
        else:
            # A moved one is written whole: title and date may come from the file's name.
            amended.append((before.id, article))
            same_text += before.origin.digest == origin.digest
            moved += before.origin.key != origin.key
    news = News(source_id, tuple(added), tuple(amended), tuple(touched))
    return Triage(news, amended=len(amended) - same_text, moved=moved)


def gone(source_id: SourceId, vanished: Vanished) -> News:
    """What is left when everything was read: these files are not there any more."""
    return News(source_id, gone=vanished.ids())


def _could_not_be_read(origin: Origin) -> bool:
    return not (origin.size or origin.mtime_ns or origin.inode)


def _looks_the_same(origin: Origin, file: FoundFile) -> bool:
    return (origin.size, origin.mtime_ns, origin.inode) == (file.size, file.mtime_ns, file.inode)
