"""A server on loopback that has pictures, in a thread of its own; remembers what it was asked."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(slots=True)
class PictureServer:
    """What it has, by path."""

    port: int
    has: dict[str, bytes]
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)
    """While it is not set, no answer is given."""

    def url(self, path: str) -> str:
        """The address of a picture."""
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def picture_server(has: Mapping[str, bytes]) -> Iterator[PictureServer]:
    """The server while a test runs."""
    known: list[PictureServer] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server = known[0]
            server.asked.append(self.path)
            server.headers.append({name.lower(): value for name, value in self.headers.items()})
            server.hold.wait(20)
            data = server.has.get(self.path)
            self.send_response(404 if data is None else 200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(data or b"")))
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing on standard error."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        server = PictureServer(http.server_address[1], dict(has))
        server.hold.set()
        known.append(server)
        thread = threading.Thread(target=lambda: http.serve_forever(poll_interval=0.02), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.hold.set()
            http.shutdown()
            thread.join(5)
