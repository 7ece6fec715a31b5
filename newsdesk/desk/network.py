"""What the settings and the environment mean to whoever fetches from the web."""

from collections.abc import Mapping

from newsdesk.desk.settings import Settings
from newsdesk.net.options import NetworkOptions

ALLOW_HOSTS = "NEWSDESK_ALLOW_HOSTS"
"""Hosts, addresses and networks with commas between them, let through besides those of the configuration."""


def network_options(settings: Settings, environment: Mapping[str, str]) -> NetworkOptions:
    """How far newsdesk goes to get something, and how politely."""
    network = settings.network
    added = (entry.strip() for entry in environment.get(ALLOW_HOSTS, "").split(","))
    return NetworkOptions(
        allow_hosts=(*network.allow_hosts, *filter(None, added)),
        proxy=network.proxy,
        ca_file=network.ca_file,
        contact=network.contact,
        deadline_seconds=float(network.deadline_seconds),
        body_bytes=network.body_mib * 1024 * 1024,
    )
