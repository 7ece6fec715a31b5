"""HTTP/2 (RFC 9113) where the server speaks it: the same limits hold."""

import asyncio
import gzip
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import h2.config
import h2.connection
import h2.events
import pytest

from newsdesk.net.client import Client
from newsdesk.net.errors import TooLarge
from newsdesk.net.options import NetworkOptions
from newsdesk.net.replies import Fresh, Request
from tests.net.test_certificates import AUTHORITY, CERTIFICATES


@asynccontextmanager
async def http2_server(body: bytes, *headers: tuple[str, str]) -> AsyncIterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / "ours.pem")
    context.set_alpn_protocols(["h2"])

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        connection.initiate_connection()
        writer.write(connection.data_to_send())
        while data := await reader.read(65536):
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.RequestReceived) and event.stream_id is not None:
                    connection.send_headers(event.stream_id, [(":status", "200"), *headers])
                    for at in range(0, len(body), 16_000):
                        connection.send_data(event.stream_id, body[at : at + 16_000])
                    connection.end_stream(event.stream_id)
            writer.write(connection.data_to_send())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]


def client() -> Client:
    return Client(NetworkOptions(allow_hosts=("127.0.0.1",), ca_file=AUTHORITY, body_bytes=1024 * 1024))


async def test_a_server_that_speaks_http2_is_asked_in_it() -> None:
    async with http2_server(b"<rss/>", ("etag", '"two"')) as port, client() as fetching:
        reply = await fetching.fetch(Request(f"https://127.0.0.1:{port}/feed"))
    assert isinstance(reply, Fresh)
    assert (reply.body, reply.validators.etag) == (b"<rss/>", '"two"')


# THREATS row 22
async def test_a_bomb_is_one_in_http2_too() -> None:
    packed = gzip.compress(bytes(20 * 1024 * 1024), 9)
    async with http2_server(packed, ("content-encoding", "gzip")) as port, client() as fetching:
        with pytest.raises(TooLarge):
            await fetching.fetch(Request(f"https://127.0.0.1:{port}/feed"))
