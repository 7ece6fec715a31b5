"""Write articles as files for other programs: all of them or none, and never over anything that is there.

Acts; `newsdesk.export` decides names and bytes.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from newsdesk.export.documents import Format, documents
from newsdesk.model.article import Article
from newsdesk.model.errors import NewsdeskError


class ExportFailed(NewsdeskError):
    """Nothing was exported: a file is there already, or the folder cannot be written."""


def export(articles: Iterable[Article], wanted: Format, folder: Path) -> list[str]:
    """Write articles into a folder, which is made where there is none.

    Args:
        articles: In their order; read one after the other while it is written.
        wanted: As what.
        folder: Where to. What is in it stays as it is.

    Returns:
        The names of the files that were written.

    Raises:
        ExportFailed: what this run had written is removed again.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # All names are seen from this one folder, whatever its path leads to by then.
        place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except FileExistsError as error:
        raise ExportFailed(f"{folder} is no folder: name another one.") from error
    except OSError as error:
        raise ExportFailed(f"{folder} cannot be written to: {error.strerror}.") from error
    written: list[str] = []
    try:
        for document in documents(articles, wanted):
            _write(place, document.name, document.pieces, written)
    except FileExistsError as error:
        _take_back(place, written)
        raise ExportFailed(
            f"{folder / str(error.filename)} is there already. Nothing was exported: name another folder."
        ) from error
    except OSError as error:
        _take_back(place, written)
        raise ExportFailed(f"{folder} cannot be written to: {error.strerror}. Nothing was exported.") from error
    except BaseException:
        _take_back(place, written)
        raise
    finally:
        os.close(place)
    return written


def _write(place: int, name: str, pieces: Iterable[bytes], written: list[str]) -> None:
    # EXCL: neither a file nor a link that somebody else laid there is written through.
    descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666, dir_fd=place)
    written.append(name)
    with open(descriptor, "wb") as file:
        file.writelines(pieces)


def _take_back(place: int, written: list[str]) -> None:
    for name in written:
        os.unlink(name, dir_fd=place)
