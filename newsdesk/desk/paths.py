"""Where things lie: the data folder, the desks in it, the configuration file, the sample desk.

    DATA/                 the standing desk: the platform's data folder, NEWSDESK_DATA_DIR, --data-dir
      desks/HASH/         the desk of `newsdesk SOURCE…`, named by the real paths of its sources
      desks/sample/       the state of the sample desk, whose articles stay in the package

Decides only; `Desk.open` and the store create what is missing.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import newsdesk
from newsdesk.model.errors import SourceNotFound

STORE_FILE = "desk.sqlite3"
INDEX_FOLDER = "index"


@dataclass(frozen=True, slots=True)
class DeskPath:
    """One desk: where its state lies, and what it is made of."""

    folder: Path
    sources: tuple[bytes, ...] | None = None
    """The real paths of the only sources it has; None when it keeps a list of its own (the standing desk)."""
    is_sample: bool = False

    @property
    def store(self) -> Path:
        """The one truth."""
        return self.folder / STORE_FILE

    @property
    def store_files(self) -> tuple[Path, ...]:
        """The store and what SQLite may have laid beside it."""
        return tuple(self.store.with_name(self.store.name + ending) for ending in ("", "-wal", "-shm", "-journal"))

    @property
    def index(self) -> Path:
        """The saved index: may be thrown away."""
        return self.folder / INDEX_FOLDER


def data_folder(option: str | None, environment: Mapping[str, str]) -> Path:
    """The data folder: of the option, else NEWSDESK_DATA_DIR, else the platform's."""
    named = option or environment.get("NEWSDESK_DATA_DIR")
    if named:
        return Path(named).expanduser().absolute()
    # Costs a tenth of a start; not needed by those who name a folder.
    import platformdirs

    return platformdirs.user_data_path("newsdesk", appauthor=False)


def configuration_file(option: str | None, environment: Mapping[str, str]) -> Path:
    """The configuration file: of the option, else NEWSDESK_CONFIG, else the platform's."""
    named = option or environment.get("NEWSDESK_CONFIG")
    if named:
        return Path(named).expanduser().absolute()
    import platformdirs

    return platformdirs.user_config_path("newsdesk", appauthor=False) / "config.toml"


def standing_desk(data: Path) -> DeskPath:
    """The desk that `newsdesk` opens: it keeps a list of its sources."""
    return DeskPath(data)


def sample_desk(data: Path) -> DeskPath:
    """The desk for a first look, and for trying things on."""
    # By a fixed name: the package moves with each new Python or environment, what was read and starred should not.
    return DeskPath(data / "desks" / "sample", (real_path(os.fsencode(sample_articles())),), is_sample=True)


def desk_of(data: Path, sources: Sequence[str]) -> DeskPath:
    """The desk of just these sources, the same one whenever they are named again, in any order or spelling.

    Raises:
        SourceNotFound: one is not there, and there is no desk that remembers it.
    """
    # With OpenSSL behind it, it costs more than all else here; the standing desk needs no name.
    import hashlib

    real = tuple(dict.fromkeys(real_path(source) for source in sources))
    name = hashlib.blake2b(b"\0".join(sorted(real)), digest_size=10).hexdigest()
    desk = DeskPath(data / "desks" / name, real)
    for source, path in zip(sources, (real_path(source) for source in sources), strict=True):
        # The empty path would be the working directory: a script's variable that was never set.
        if not source or (not os.path.lexists(path) and not desk.store.exists()):
            raise SourceNotFound(source)
    return desk


def real_path(path: str | bytes) -> bytes:
    """The one path of a file or folder: absolute, links resolved."""
    return os.path.realpath(os.fsencode(path))


def sample_articles() -> Path:
    """The folder of the sample desk's articles: in the installed package, else in the checkout."""
    package = Path(newsdesk.__file__).parent
    packed = package / "sample-desk"
    return packed if packed.is_dir() else package.parent / "fixtures" / "sample-desk"
