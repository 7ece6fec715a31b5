"""The saved index: one file beside the store, opened by memory map, so that nothing is rebuilt at start.

    magic, length and checksum of the header · header (JSON) · blocks, an array each, at multiples of 64 bytes

The header names version, the store's change sequence, time zone, and of each block its place, type and checksum. It is
checked at opening, as is the file's length; the blocks are checked by a thread of their own, and the first search waits
for it. Whatever is wrong raises `SnapshotUnusable`: the index is then built anew. A checksum is the sum of a block's
64-bit words, which any flipped bit changes, twenty times as fast as a cryptographic one: it guards against disks, not
against people who may write there anyway.

Written beside and renamed, by one process at a time (a lock file): who has the old file open keeps it.
"""

import fcntl
import json
import logging
import mmap
import os
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

import numpy as np

from newsdesk.index.arrays import Array
from newsdesk.index.holding.segment import Segment, arrays_in
from newsdesk.model.errors import SnapshotUnusable

VERSION = 3
"""Of the format and of all that the arrays depend on: how text is cut and folded, how documents are ordered."""
MAGIC = b"NDINDEX\n"
_ALIGNED = 64
_FIXED_HEADER_BYTES = len(MAGIC) + 8
_MAX_HEADER_BYTES = 1 << 20
_READ_AT_ONCE = 1 << 20
NAME = "headlines.index"

log = logging.getLogger(__name__)


def save(segment: Segment, sequence: int, zone: str, folder: Path) -> bool:
    """Write a segment beside the store.

    Returns:
        Whether it was written: not when another process writes at the moment, nor when the disk refuses (the log says
        why): the next start then rebuilds, nothing is lost.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder) as alone:
            if alone:
                _write(segment, sequence, zone, folder)
            return alone
    except OSError as error:
        log.warning("The index could not be saved in %s: %s", folder, error)
        return False


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    with (folder / f"{NAME}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _write(segment: Segment, sequence: int, zone: str, folder: Path) -> None:
    blocks, offset = [], 0
    arrays = arrays_in(segment)
    for name, array in arrays.items():
        blocks.append([name, array.dtype.str, len(array), offset, _checksum(array)])
        offset += _padded(array.nbytes)
    header = json.dumps(
        {"version": VERSION, "sequence": sequence, "zone": zone, "size": offset, "blocks": blocks}
    ).encode()
    header += b" " * (-(_FIXED_HEADER_BYTES + len(header)) % _ALIGNED)
    beside = folder / f"{NAME}.{os.getpid()}.new"
    try:
        with beside.open("wb") as file:
            file.write(MAGIC + len(header).to_bytes(4, "little") + zlib.crc32(header).to_bytes(4, "little") + header)
            for array in arrays.values():
                file.write(np.ascontiguousarray(array).data)
                file.write(bytes(_padded(array.nbytes) - array.nbytes))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(folder / NAME)
    finally:
        beside.unlink(missing_ok=True)
    _sync(folder)


def _padded(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED


def _sync(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _checksum(array: Array) -> int:
    return _sum(np.ascontiguousarray(array).view(np.uint8))


def _sum(data: Array) -> int:
    whole = len(data) // 8 * 8
    total = int(data[:whole].view(np.uint64).sum(dtype=np.uint64)) if whole else 0
    return (total + int.from_bytes(data[whole:].tobytes(), "little")) % (1 << 64)


class Snapshot:
    """An opened file. Its blocks are being checked: `check` waits for that."""

    def __init__(self, folder: Path, zone: str) -> None:
        """Open the file in a folder. Raises `SnapshotUnusable`."""
        path = folder / NAME
        try:
            with path.open("rb") as file:
                header, start = _header(file.read(_FIXED_HEADER_BYTES), file.read(_MAX_HEADER_BYTES))
                _reject_unless(header["version"] == VERSION, "it was written by another version")
                _reject_unless(header["zone"] == zone, "it was written for another time zone")
                _reject_unless(os.fstat(file.fileno()).st_size == start + header["size"], "it is cut short")
                self._file = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                self._reread = os.dup(file.fileno())
            self._blocks = [(*block[:3], start + block[3], block[4]) for block in header["blocks"]]
            self.sequence: int = header["sequence"]
            self.segment: Segment = _planted(Segment, self._arrays(), "")
        except FileNotFoundError as error:
            raise SnapshotUnusable(f"There is no saved index in {folder}.") from error
        except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            raise SnapshotUnusable(f"The saved index in {folder} cannot be used: {error}.") from error
        self._fault: SnapshotUnusable | None = None
        self._checking = threading.Thread(target=self._check_blocks, name="check index", daemon=True)
        self._checking.start()

    def check(self) -> None:
        """Wait until every block was checked. Raises `SnapshotUnusable` where one is damaged."""
        self._checking.join()
        if self._fault is not None:
            raise self._fault

    def _arrays(self) -> dict[str, Array]:
        return {
            name: np.frombuffer(self._file, np.dtype(kind), count, offset)
            for name, kind, count, offset, _ in self._blocks
        }

    def _check_blocks(self) -> None:
        # Read, not mapped: looking at all of the map would count all of it as the program's memory.
        buffer = np.zeros(_READ_AT_ONCE, np.uint8)
        try:
            with os.fdopen(self._reread, "rb", buffering=0) as file:
                for name, kind, count, offset, checksum in self._blocks:
                    # The zeros up to the next block are looked at as well.
                    if _sum_of_file(file, offset, _padded(np.dtype(kind).itemsize * count), buffer) != checksum:
                        self._fault = SnapshotUnusable(f"The saved index is damaged in its block {name}.")
                        return
        except OSError as error:
            self._fault = SnapshotUnusable(f"The saved index cannot be read: {error}.")


def _sum_of_file(file: Any, offset: int, size: int, buffer: Array) -> int:
    file.seek(offset)
    total = 0
    while size:
        read = file.readinto(buffer[: min(size, len(buffer))].data)
        if not read:
            raise OSError("it is cut short")
        whole = read // 8 * 8  # no word is cut in two
        if whole < read:
            file.seek(whole - read, os.SEEK_CUR)
        total += _sum(buffer[:whole])
        size -= whole
    return total % (1 << 64)


def _header(fixed: bytes, rest: bytes) -> tuple[Mapping[str, Any], int]:
    _reject_unless(len(fixed) == _FIXED_HEADER_BYTES and fixed.startswith(MAGIC), "it is no index")
    length = int.from_bytes(fixed[len(MAGIC) : len(MAGIC) + 4], "little")
    header = rest[:length]
    checksum = int.from_bytes(fixed[len(MAGIC) + 4 :], "little")
    _reject_unless(len(header) == length and zlib.crc32(header) == checksum, "its header is damaged")
    return json.loads(header), _FIXED_HEADER_BYTES + length


def _reject_unless(fine: bool, reason: str) -> None:
    if not fine:
        raise ValueError(reason)


def _planted(kind: Any, arrays: Mapping[str, Array], name: str) -> Any:
    """A segment, or a part of one, of the arrays by their dotted names."""
    hints = get_type_hints(kind)
    parts = {}
    for part in fields(kind):
        if part.init:
            dotted = f"{name}.{part.name}" if name else part.name
            inner = hints[part.name]
            parts[part.name] = _planted(inner, arrays, dotted) if is_dataclass(inner) else arrays[dotted]
    return kind(**parts)
