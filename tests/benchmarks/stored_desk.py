"""A desk of any size on disk, for benchmarks that start the real newsdesk on it.

It is made once for each size and kept in the temporary folder: a million articles take a while to write. Its one
source is a feed, so that nothing on disk has to be read again at the start; its index has been saved, as that of any
desk that was open before.
"""

import os
import random
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import newsdesk
from newsdesk.desk.paths import standing_desk
from newsdesk.model.article import News, Origin, Piece, RawArticle
from newsdesk.model.clean import Clean
from newsdesk.model.moment import Moment
from newsdesk.model.source import SourceKind
from newsdesk.store import Store
from tests.terminal.terminal import NEWSDESK, Terminal

AT_ONCE = 5_000
WORDS = 40_000
MAKING_S = 900.0
"""How long the index of a new desk may take."""
NEWEST = "Newest of all"
"""The beginning of the headline that stands in the first row."""

_ONSETS = "b d f g h k l m n p r s t v w st tr ch"
_RIMES = "a e i o u ar en ing or ust"
_NEWEST_DAY = datetime(2026, 1, 1, tzinfo=UTC)


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
    titles = _titles(size)
    kept = Path(tempfile.gettempdir()) / f"newsdesk-benchmarks-{os.getuid()}-{newsdesk.__version__}"
    data = kept / str(size)
    desk = StoredDesk(data, titles)
    if not data.exists():
        making = kept / f"{size}.making"
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        _fill(standing_desk(making).store, titles)
        # Whoever stops this half-way finds nothing, rather than half a desk.
        making.rename(data)
        _open_once(desk, kept / "home")
    return desk


def opened(desk: StoredDesk, home: Path, *, columns: int = 120, rows: int = 40) -> Terminal:
    """A newsdesk that opens this desk in a terminal."""
    return Terminal([NEWSDESK], home=home, columns=columns, rows=rows, env={"NEWSDESK_DATA_DIR": os.fspath(desk.data)})


def _titles(size: int) -> tuple[str, ...]:
    """Headlines of words that are as frequent as words are (Zipf's law); the same ones each time."""
    chance = random.Random(1871)
    onsets, rimes = _ONSETS.split(), _RIMES.split()
    words = [
        "".join(chance.choice(onsets) + chance.choice(rimes) for _ in range(chance.randint(1, 4))) for _ in range(WORDS)
    ]
    stock = chance.choices(words, [1 / rank for rank in range(1, WORDS + 1)], k=size * 8)
    return tuple(" ".join(stock[begin : begin + 8]).capitalize() for begin in range(0, len(stock), 8))


def _fill(path: Path, titles: tuple[str, ...]) -> None:
    with Store.open(path) as store:
        source = store.add_source(SourceKind.FEED, b"https://benchmark.example/feed", Clean("Benchmark"))
        for begin in range(0, len(titles), AT_ONCE):
            chunk = tuple(
                _article(number, titles[number]) for number in range(begin, min(begin + AT_ONCE, len(titles)))
            )
            store.write(News(source.id, added=chunk))
        while store.bring_in_words():
            pass


def _open_once(desk: StoredDesk, home: Path) -> None:
    """Let newsdesk save its index."""
    with opened(desk, home) as terminal:
        terminal.wait_for(desk.counted, MAKING_S)
        terminal.press("q")
        terminal.wait_for_end()


def _article(number: int, title: str) -> RawArticle:
    piece = Piece(
        title=Clean(f"{NEWEST}: {title}" if number == 0 else title),
        body=Clean(f"{title}.\n\nThe harbour says little, and repeats it.\n"),
        authors=(Clean(f"Author {number % 97}"),),
        tags=(Clean(f"tag {number % 53}"), Clean(f"tag {number % 11}")),
        published=Moment(_NEWEST_DAY - timedelta(minutes=7 * number)),
        words=7 + len(title.split()),
        minutes=1,
    )
    return RawArticle(Origin(b"%d" % number, number.to_bytes(16, "big")), piece)
