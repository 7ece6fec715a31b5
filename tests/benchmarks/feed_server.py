"""A server of feeds on loopback for benchmarks: `python -m tests.benchmarks.feed_server FEEDS ITEMS ITEM_BYTES`.

Prints its port, and serves `/feed/N` until its standard input closes: with an ETag, 304 when asked with it. A server of
one feed gives it none, and its first item says something else each time.
"""

import asyncio
import contextlib
import sys

_WORDS = """
    river harbour council engineer bridge market school minister tide island ferry crane storm report village budget
    paper reader court train festival winter repair museum energy garden station letter concert border
""".split()  # noqa: SIM905 (a list of words reads best as words)


def item(feed: int, number: int, size: int) -> str:
    """An item of about so many bytes, with words of its own in its title."""
    seed = feed * 7919 + number * 104_729
    words = [_WORDS[(seed >> shift) % len(_WORDS)] for shift in range(0, 36, 3)]
    head = (
        f"<item><title>{' '.join(words[:7]).capitalize()} {feed}-{number}</title>"
        f"<link>http://wire{feed}.example/{number}</link><guid isPermaLink='false'>{feed}-{number}</guid>"
        f"<pubDate>Mon, {number % 28 + 1:02} Jan 2024 {number % 24:02}:00:00 GMT</pubDate>"
        f"<dc:creator>Author {seed % 400}</dc:creator><category>{words[0]}</category><content:encoded><![CDATA["
    )
    paragraph = f"<p>{' '.join(words)} <b>{words[1]}</b> <a href='/{words[2]}'>{words[3]}</a>.</p>"
    text = paragraph * (max(size - len(head) - 60, 0) // len(paragraph) + 1)
    return f"{head}{text}]]></content:encoded></item>"


def document(feed: int, items: int, size: int) -> bytes:
    """A whole feed."""
    head = (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Wire {feed}</title>'
        f"<link>http://wire{feed}.example/</link>"
    )
    written = "".join(item(feed, number, size) for number in range(items))
    return f"{head}{written}</channel></rss>".encode()


class Server:
    """Feeds are written before the first question, so that the clock runs for the reader only."""

    def __init__(self, feeds: int, items: int, size: int) -> None:
        self.feeds = [document(feed, items, size) for feed in range(feeds)]
        self.asked = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, kept open."""
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                asked = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                number = int(asked.split(" ", 2)[1].rpartition("/")[2])
                if len(self.feeds) == 1:
                    self.asked += 1
                    body = self.feeds[0].replace(b"</title><link>", b" (%d)</title><link>" % self.asked, 2)
                    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
                elif "if-none-match" in asked.lower():
                    writer.write(b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n')
                else:
                    body = self.feeds[number]
                    head = b'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Type: application/rss+xml\r\n'
                    writer.write(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)
                await writer.drain()
        writer.close()


async def main() -> None:
    """Serve until nobody needs it."""
    feeds, items, size = map(int, sys.argv[1:4])
    server = await asyncio.start_server(Server(feeds, items, size).serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main())
