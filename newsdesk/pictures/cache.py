"""Pictures from the web, kept on the disk: shown at once the next time, and where there is no network.

A folder with a file a picture, named by a hash of its address; what has not been looked at for longest goes first when
all together are too large. A file is whole or not there. What cannot be kept is not kept, and nothing else happens. An
empty file says that a picture could not be had.
"""

import contextlib
import hashlib
import logging
import os
import secrets
import time
from pathlib import Path

log = logging.getLogger(__name__)

_ENDING = ".picture"
_NEW = ".new"
_MISSING = ".missing"
_MISSING_S = 24 * 3600


class PictureCache:
    """One folder of pictures; several processes may use it."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        """Prepare; the folder is made when there is something to keep.

        Args:
            folder: Where.
            most_bytes: Of all pictures together.
        """
        self._folder = folder
        self._most_bytes = most_bytes

    def get(self, url: str, limit: int | None = None) -> bytes | None:
        """A picture that was kept, or its first `limit` bytes; None where it was not."""
        path = self._path(url)
        try:
            with path.open("rb") as file:
                data = file.read(limit)
            # Looked at just now.
            os.utime(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            log.warning("a picture that was kept cannot be read: %s", error.strerror)
            return None
        return data

    def size(self, url: str) -> int:
        """The bytes of a picture that was kept, which counts as looked at; 0 where it was not."""
        path = self._path(url)
        try:
            os.utime(path)
            return path.stat().st_size
        except OSError:
            return 0

    def give_up(self, url: str) -> None:
        """Remember for a day that a picture could not be had."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._path(url).with_suffix(_MISSING).touch(0o600)
        except OSError as error:
            log.warning("it is not remembered that a picture could not be had: %s", error.strerror)

    def given_up(self, url: str) -> bool:
        """Whether a picture could not be had within the last day."""
        try:
            return time.time() - self._path(url).with_suffix(_MISSING).stat().st_mtime < _MISSING_S
        except OSError:
            return False

    def put(self, url: str, data: bytes) -> None:
        """Keep a picture, and let go of others where there is no room."""
        if len(data) > self._most_bytes:
            return
        path = self._path(url)
        new = path.with_name(f"{path.stem}.{secrets.token_hex(4)}{_NEW}")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(new, "xb", opener=_private) as file:
                file.write(data)
            new.replace(path)
            path.with_suffix(_MISSING).unlink(missing_ok=True)
            self._make_room()
        except OSError as error:
            log.warning("a picture is not kept: %s", error.strerror)
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)

    def _make_room(self) -> None:
        kept: list[tuple[float, int, Path]] = []
        for path in self._folder.iterdir():
            # Another process may be faster.
            with contextlib.suppress(FileNotFoundError):
                if path.suffix in {_ENDING, _NEW, _MISSING}:
                    status = path.stat()
                    kept.append((status.st_mtime, status.st_size, path))
        total = sum(size for _time, size, _path in kept)
        for _time, size, path in sorted(kept):
            if total <= self._most_bytes:
                return
            path.unlink(missing_ok=True)
            total -= size

    def _path(self, url: str) -> Path:
        return self._folder / (hashlib.blake2b(url.encode(), digest_size=16).hexdigest() + _ENDING)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
