"""A small site on loopback for tests of what follows feeds: a page, its feed, the articles' own pages.

It runs in a thread, so that a newsdesk in a terminal of its own can ask it, and can be stopped while that is open.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PARAGRAPH = (
    "The harbour office has counted the boats three times now, and each time one more was there than before. "
    "Nobody saw it come, and nobody who was asked that morning could say whose it is or where it is bound for."
)


@dataclass
class Site:
    """Pages by their paths."""

    address: str = ""
    pages: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """Path → content type and body."""
    asked: list[str] = field(default_factory=list)
    """The paths that were asked for, in order."""
    stop: threading.Event = field(default_factory=threading.Event)
    answers: threading.Event = field(default_factory=threading.Event)
    """Cleared: whoever asks has to wait."""

    def page(self, path: str, title: str, body: str, *feeds: tuple[str, str]) -> None:
        """Have an HTML page; feeds are paths and titles that its head names."""
        links = "".join(
            f'<link rel="alternate" type="application/rss+xml" title="{name}" href="{path}">' for path, name in feeds
        )
        html = f"<!DOCTYPE html><html><head><title>{title}</title>{links}</head><body>{body}</body></html>"
        self.pages[path] = ("text/html; charset=utf-8", html.encode())

    def article(self, path: str, title: str, paragraphs: int = 4) -> None:
        """Have the page of an article, with a text that stands in no feed."""
        text = "".join(f"<p>Paragraph {number} of the whole story. {PARAGRAPH}</p>" for number in range(paragraphs))
        self.page(path, title, f"<nav>Home Sport Weather</nav><article><h1>{title}</h1>{text}</article>")

    def feed(self, path: str, title: str, *items: tuple[str, str]) -> None:
        """Have an RSS feed; items are headlines and paths of their pages."""
        entries = "".join(
            f"<item><title>{headline}</title><link>{self.address}{page}</link><guid>{page}</guid>"
            f"<description>In short: {headline}.</description>"
            f"<pubDate>Mon, {3 + number:02} Feb 2025 08:00:00 GMT</pubDate></item>"
            for number, (headline, page) in enumerate(items)
        )
        document = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{entries}</channel></rss>'
        self.pages[path] = ("application/rss+xml", document.encode())


@contextmanager
def a_site() -> Iterator[Site]:
    """The site while a test runs, or until the test stops it."""
    site = Site()
    site.answers.set()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            site.asked.append(path)
            site.answers.wait()
            kind, body = site.pages.get(path, ("text/plain", b"Nothing here."))
            self.send_response(200 if path in site.pages else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True).start()

    def stop_when_told() -> None:
        site.stop.wait()
        server.shutdown()
        server.server_close()

    stopper = threading.Thread(target=stop_when_told, daemon=True)
    stopper.start()
    try:
        yield site
    finally:
        site.answers.set()
        site.stop.set()
        stopper.join()
