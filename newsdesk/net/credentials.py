"""What proves to a server who asks. Never in the database, never in a log: only where to get it is kept.

A `SecretPlace` says where a secret is: in the environment, printed by a command (a password manager), or in the
system's keyring. `secret_from` fetches it when a feed is fetched.
"""

import os
import shlex
import subprocess
from base64 import b64encode
from dataclasses import dataclass, field
from enum import StrEnum

from newsdesk.model.errors import NewsdeskError

COMMAND_SECONDS = 30
"""A password manager may ask for a finger or a key."""


class SecretMissing(NewsdeskError):
    """The place where a secret should be holds none."""


class SecretKind(StrEnum):
    """Where a secret can be."""

    ENVIRONMENT = "environment"
    COMMAND = "command"
    KEYRING = "keyring"


@dataclass(frozen=True, slots=True)
class SecretPlace:
    """Where a secret is; safe to keep and to show."""

    kind: SecretKind
    name: str
    """The variable; the command line; `service/user` in the keyring."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Basic (RFC 7617) where there is a user, else a bearer token (RFC 6750)."""

    secret: str = field(repr=False)
    user: str = ""

    def header(self) -> str:
        """The value of `Authorization`."""
        if not self.user:
            return f"Bearer {self.secret}"
        return "Basic " + b64encode(f"{self.user}:{self.secret}".encode()).decode("ascii")


def secret_from(place: SecretPlace) -> str:
    """Get a secret. Slow where a command is asked; never on the event loop.

    Raises:
        SecretMissing: there is none; the sentence says where it was looked for, and never what was found.
    """
    if place.kind is SecretKind.ENVIRONMENT:
        secret = os.environ.get(place.name, "")
    elif place.kind is SecretKind.COMMAND:
        secret = _printed_by(place.name)
    else:
        secret = _in_keyring(place.name)
    if not secret or not secret.isprintable():
        raise SecretMissing(
            f"There is no usable secret in {place.kind.value} {place.name}. Put it there, or name another place."
        )
    return secret


def _printed_by(command: str) -> str:
    """The first line that a command prints. Its words are split as a shell would, and no shell is asked."""
    try:
        words = shlex.split(command)
        done = subprocess.run(words, capture_output=True, stdin=subprocess.DEVNULL, timeout=COMMAND_SECONDS, check=True)
    except (OSError, ValueError, IndexError, subprocess.SubprocessError) as error:
        # Neither its output nor its words: either may hold what is secret.
        raise SecretMissing("The command that should print a secret failed. Run it by hand to see why.") from error
    return done.stdout.decode("utf-8", "replace").partition("\n")[0].strip("\r")


def _in_keyring(name: str) -> str:
    try:
        import keyring
    except ImportError as error:
        raise SecretMissing(
            "The system's keyring cannot be asked: the Python package keyring is not installed."
        ) from error
    service, _, user = name.rpartition("/")
    return keyring.get_password(service or name, user) or ""
