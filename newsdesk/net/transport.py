"""httpx's transport with the guard's hands on every connection, and the certificates that are trusted."""

import ssl
from urllib.parse import urlsplit

import httpcore
import httpx

from newsdesk.net.errors import AuthoritiesUnreadable
from newsdesk.net.guard import Guard, GuardedBackend, Resolve
from newsdesk.net.options import NetworkOptions

KEEP_ALIVE_SECONDS = 15.0


def trusted(ca_file: str) -> ssl.SSLContext:
    """The usual authorities, and those of a file.

    Raises:
        AuthoritiesUnreadable: the file cannot be read as certificates.
    """
    context = httpx.create_ssl_context(trust_env=False)
    if ca_file:
        try:
            context.load_verify_locations(ca_file)
        except (OSError, ssl.SSLError) as error:
            raise AuthoritiesUnreadable(ca_file) from error
    return context


class GuardedTransport(httpx.AsyncHTTPTransport):
    """Connects only where the guard allows."""

    def __init__(self, options: NetworkOptions, guard: Guard, resolve: Resolve) -> None:
        context = trusted(options.ca_file)
        super().__init__(verify=context, trust_env=False)
        # httpx has no setting for the backend of its pool, so the pool is built here, as httpx builds it.
        if options.proxy:
            # The proxy itself may well be a private host: it was named by the configuration.
            guard = Guard(guard.hosts | {(urlsplit(options.proxy).hostname or "").lower()}, guard.networks)
            self._pool: httpcore.AsyncConnectionPool = httpcore.AsyncHTTPProxy(
                options.proxy,
                ssl_context=context,
                max_connections=options.at_once,
                max_keepalive_connections=options.at_once,
                keepalive_expiry=KEEP_ALIVE_SECONDS,
                http2=True,
                network_backend=GuardedBackend(guard, resolve=resolve),
            )
        else:
            self._pool = httpcore.AsyncConnectionPool(
                ssl_context=context,
                max_connections=options.at_once,
                max_keepalive_connections=options.at_once,
                keepalive_expiry=KEEP_ALIVE_SECONDS,
                http2=True,
                network_backend=GuardedBackend(guard, resolve=resolve),
            )
