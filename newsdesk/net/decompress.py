"""Unpack what a server sent, piece by piece and never more than allowed.

A thousand bytes can unpack to a gigabyte. So no call unpacks more than `STEP_BYTES` at once, the whole is bounded, and
what shrank to less than a four-hundredth is taken for a bomb before it fills the memory. Read are gzip (RFC 1952, also
several members in a row) and deflate (RFC 9110, 8.4.1.2, with or without zlib's wrapping). Codings on top of one
another are refused: no server needs them, and each multiplies.
"""

import zlib

STEP_BYTES = 64 * 1024
LARGEST_RATIO = 400
"""Feeds shrink to a tenth, the dullest to a hundredth; zeros to a thousandth."""
RATIO_COUNTS_FROM_BYTES = 4 * 1024 * 1024

ACCEPTED = "gzip, deflate"


class CodingUnknown(ValueError):
    """The server packed with something that was not asked for, or twice."""


class PackedTooMuch(ValueError):
    """There is more inside than allowed."""


class Unpacker:
    """Takes the bytes of one answer in pieces, and gives out what they hold."""

    def __init__(self, coding: str, *, limit_bytes: int) -> None:
        """Begin an answer.

        Args:
            coding: The value of `Content-Encoding`, as it came.
            limit_bytes: The most that is unpacked.

        Raises:
            CodingUnknown: it cannot be unpacked.
        """
        names = [name for part in coding.lower().split(",") if (name := part.strip()) and name != "identity"]
        if len(names) > 1:
            raise CodingUnknown("it is packed more than once")
        self._coding = {"x-gzip": "gzip"}.get(names[0], names[0]) if names else ""
        if self._coding not in {"", "gzip", "deflate"}:
            raise CodingUnknown(f"it is packed as {self._coding[:20]}, which was not asked for")
        self._stream = zlib.decompressobj(31) if self._coding == "gzip" else None
        self._limit = limit_bytes
        self._came = 0
        self._held = b""
        self.given = 0
        """Bytes given out so far."""

    def feed(self, data: bytes) -> list[bytes]:
        """Unpack a piece.

        Raises:
            PackedTooMuch: the limit is passed.
            zlib.error: it is damaged.
        """
        self._came += len(data)
        if self._came > self._limit:
            raise PackedTooMuch
        if not self._coding:
            return [self._counted(data)]
        pieces: list[bytes] = []
        if self._stream is None:
            # Which deflate it is, its first two bytes say; they may come one by one.
            data = self._held = self._held + data
            if len(data) < 2:
                return []
        while data:
            stream = self._stream = self._stream or _deflated(data)
            pieces.append(self._counted(stream.decompress(data, STEP_BYTES)))
            data = stream.unconsumed_tail
            if stream.eof:
                # Further members follow, or the filling zeros of some servers, which are no data.
                data = stream.unused_data.lstrip(b"\0") if self._coding == "gzip" else b""
                self._stream = zlib.decompressobj(31) if data else stream
        return pieces

    def finish(self) -> bytes:
        """What is left when the answer ended; an answer cut short keeps what it had."""
        return self._counted(self._stream.flush()) if self._stream is not None and not self._stream.eof else b""

    def _counted(self, piece: bytes) -> bytes:
        self.given += len(piece)
        bomb = self.given > RATIO_COUNTS_FROM_BYTES and self.given > self._came * LARGEST_RATIO
        if bomb or self.given > self._limit:
            raise PackedTooMuch
        return piece


def _deflated(data: bytes) -> "zlib._Decompress":
    """Some servers send deflate without zlib's two bytes around it, whatever the standard says."""
    wrapped = len(data) >= 2 and data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    return zlib.decompressobj(15 if wrapped else -15)
