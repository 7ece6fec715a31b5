"""A desk of any size on disk, for benchmarks that start the real newsdesk on it.

It is made once for each size and kept in the temporary folder: a million articles take a while to write. Its one
source is a feed, so that nothing on disk has to be read again at the start; its index has been saved, as that of any
desk that was open before.
"""

import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import newsdesk
from newsdesk.desk.paths import standing_desk
from newsdesk.model.article import News, Origin, Piece, RawArticle
from newsdesk.model.clean import Clean
from newsdesk.model.headline import SEPARATOR, HeadlineColumns
from newsdesk.model.moment import Moment
from newsdesk.model.source import SourceKind
from newsdesk.store import Store
from tests.benchmarks.desks import generated
from tests.terminal.terminal import NEWSDESK, Terminal

AT_ONCE = 5_000
MAKING_S = 900.0
"""How long the index of a new desk may take."""
TITLES = "titles.txt"
NEWEST = "Newest of all"
"""The beginning of the headline that stands in the first row."""

_NEWEST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""After all of the generated ones."""


@dataclass(frozen=True, slots=True)
class StoredDesk:
    """A standing desk that newsdesk can be started on."""

    data: Path
    """What `NEWSDESK_DATA_DIR` is to be."""
    titles: tuple[str, ...]
    newest: str = NEWEST
    """What the first row begins with."""

    @property
    def counted(self) -> str:
        """What the header says as soon as the index answers."""
        return f"{len(self.titles):,} articles"


def stored_desk(size: int) -> StoredDesk:
    """The desk with so many articles, made at the first call."""
    kept = Path(tempfile.gettempdir()) / f"newsdesk-benchmarks-{os.getuid()}-{newsdesk.__version__}"
    data = kept / str(size)
    if data.exists():
        return StoredDesk(data, tuple((data / TITLES).read_text("utf-8").splitlines()))
    making = kept / f"{size}.making"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    columns = generated(size).columns
    _fill(standing_desk(making).store, columns)
    (making / TITLES).write_text("\n".join(columns.titles), "utf-8")
    desk = StoredDesk(making, tuple(columns.titles))
    _open_once(desk, kept / "home")
    # Whoever stops this half-way finds nothing, rather than half a desk.
    making.rename(data)
    return replace(desk, data=data)


def opened(desk: StoredDesk, home: Path, *, columns: int = 120, rows: int = 40) -> Terminal:
    """A newsdesk that opens this desk in a terminal."""
    return Terminal([NEWSDESK], home=home, columns=columns, rows=rows, env={"NEWSDESK_DATA_DIR": os.fspath(desk.data)})


def _fill(path: Path, columns: HeadlineColumns) -> None:
    with Store.open(path) as store:
        source = store.add_source(SourceKind.FEED, b"https://benchmark.example/feed", Clean("Benchmark"))
        for begin in range(0, len(columns), AT_ONCE):
            rows = range(begin, min(begin + AT_ONCE, len(columns)))
            store.write(News(source.id, added=tuple(_article(columns, row) for row in rows)))
        while store.bring_in_words():
            pass


def _article(columns: HeadlineColumns, row: int) -> RawArticle:
    title = columns.titles[row].capitalize()
    published = datetime.fromtimestamp(columns.published[row], UTC) if row else _NEWEST_DAY
    piece = Piece(
        title=Clean(title if row else f"{NEWEST}: {title}"),
        body=Clean(f"{title}.\n\nThe harbour says little, and repeats it.\n"),
        authors=(Clean(columns.authors[row]),),
        tags=tuple(Clean(tag) for tag in columns.tags[row].split(SEPARATOR)),
        published=Moment(published),
        words=columns.words[row],
        minutes=columns.minutes[row],
    )
    return RawArticle(Origin(b"%d" % row, row.to_bytes(16, "big")), piece)


def _open_once(desk: StoredDesk, home: Path) -> None:
    """Let newsdesk save its index."""
    with opened(desk, home) as terminal:
        terminal.wait_for(desk.counted, MAKING_S)
        terminal.press("q")
        terminal.wait_for_end()
