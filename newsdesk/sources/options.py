"""How articles are read: what the desk's settings say to every reader of files and feeds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo


@dataclass(frozen=True, slots=True)
class Limits:
    """What is cut, and told as a problem."""

    title: int = 1024
    author: int = 256
    tag: int = 128
    """In characters."""
    article_bytes: int = 16 * 1024 * 1024
    """Of a longer file the beginning is read."""


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """Everything that decides how bytes become an article."""

    zone: tzinfo = UTC
    """The desk's time zone: of times that name none."""
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field (`title`, `published`, …, as `text.article_keys.SPELLINGS` names them) → further spellings of its key."""
    limits: Limits = field(default_factory=Limits)
