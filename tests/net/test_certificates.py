"""THREATS row 42: a server that cannot prove who it is gets nothing and gives nothing."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from newsdesk.net.client import Client
from newsdesk.net.errors import AuthoritiesUnreadable, CertificateRefused, RedirectRefused
from newsdesk.net.options import NetworkOptions
from newsdesk.net.replies import Fresh, Request

CERTIFICATES = Path(__file__).parent / "certificates"
AUTHORITY = str(CERTIFICATES / "authority.pem")


@asynccontextmanager
async def secure_server(certificate: str, answer: bytes) -> AsyncIterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / certificate)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    # What the client breaks off on purpose is no news to the loop of the test.
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]


FEED = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>"


async def fetched(certificate: str, answer: bytes = FEED, **options: str) -> object:
    client = Client(NetworkOptions(allow_hosts=("127.0.0.1",), **options))  # type: ignore[arg-type]
    async with secure_server(certificate, answer) as port, client:
        return await client.fetch(Request(f"https://127.0.0.1:{port}/feed"))


async def test_a_server_of_an_own_authority_is_trusted_when_that_is_named() -> None:
    assert isinstance(await fetched("ours.pem", ca_file=AUTHORITY), Fresh)


async def test_a_server_of_an_authority_that_nobody_knows_is_not() -> None:
    with pytest.raises(CertificateRefused, match="ca_file"):
        await fetched("ours.pem")


@pytest.mark.parametrize(("certificate", "says"), [("another_host.pem", "127.0.0.1"), ("expired.pem", "expired")])
async def test_a_certificate_that_does_not_fit_is_refused(certificate: str, says: str) -> None:
    with pytest.raises(CertificateRefused, match=says):
        await fetched(certificate, ca_file=AUTHORITY)


async def test_a_redirect_from_https_to_http_is_not_followed() -> None:
    answer = b"HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/feed\r\nContent-Length: 0\r\n\r\n"
    with pytest.raises(RedirectRefused, match="https to http"):
        await fetched("ours.pem", answer, ca_file=AUTHORITY)


def test_a_file_without_certificates_is_told_before_anything_is_fetched(tmp_path: Path) -> None:
    with pytest.raises(AuthoritiesUnreadable, match="PEM"):
        Client(NetworkOptions(ca_file=str(tmp_path / "missing.pem")))
