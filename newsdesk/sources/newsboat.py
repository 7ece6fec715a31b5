"""newsboat's list of feeds (its file `urls`): a line a feed, with tags, a title after `~`, hidden with `!`.

Read as newsboat reads it (its documentation, "Configuring feeds" and "Query feeds"), except that nothing is run:
backticks are text, `exec:` and `filter:` are refused. Questions (`query:`) are kept in newsboat's words. What
newsboat's cache says of read articles is read where SQL is known, in the store.
"""

from collections.abc import Iterable
from typing import Final

from newsdesk.model.article import EMPTY
from newsdesk.model.clean import Clean
from newsdesk.sources.subscriptions import (
    Gathering,
    Refused,
    SavedQuery,
    Subscription,
    Subscriptions,
    shortened,
)
from newsdesk.text.clean import clean_line
from newsdesk.text.decoding import decode

_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r"}


def read_urls(data: bytes) -> Subscriptions:
    """Read the file. Never raises: a line that says nothing is refused with the reason."""
    gathering = Gathering()
    for line in decode(data).text.splitlines():
        stripped = line.strip()
        if stripped and not stripped.startswith("#"):
            _read_line(gathering, _words(stripped))
    return gathering.all()


def _read_line(gathering: Gathering, words: list[str]) -> None:
    if not words:
        return
    address, *marks = words
    if address.startswith("query:"):
        _, _, rest = address.partition(":")
        name, _, query = rest.partition(":")
        if name and query:
            gathering.queries.append(SavedQuery(shortened(name), clean_line(query)))
        else:
            gathering.refused.append(Refused(shortened(address), "it is a query without a name or without a question"))
        return
    title = next((mark[1:] for mark in marks if mark.startswith("~")), "")
    hidden = any(mark.startswith("!") for mark in marks)
    tags = [shortened(mark) for mark in marks if mark and not mark.startswith(("~", "!"))]
    gathering.add(
        Subscription(
            url=clean_line(address),
            title=shortened(title) if title else EMPTY,
            tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
            hidden=hidden,
        )
    )


def _words(line: str) -> list[str]:
    r"""The words of a line: apart by white space, in double quotes where they hold some, `\` before a sign."""
    words: list[str] = []
    word: list[str] = []
    quoted = started = False
    at = 0
    while at < len(line):
        letter = line[at]
        if quoted and letter == "\\" and at + 1 < len(line):
            at += 1
            word.append(_ESCAPES.get(line[at], line[at]))
        elif letter == '"':
            quoted = not quoted
            started = True
        elif letter.isspace() and not quoted:
            if started:
                words.append("".join(word))
            word, started = [], False
        elif letter == "#" and not quoted and not started:
            break
        else:
            word.append(letter)
            started = True
        at += 1
    if started:
        words.append("".join(word))
    return words


def write_urls(feeds: Iterable[Subscription]) -> bytes:
    """The same list for newsboat; folders become tags, as newsboat has no folders."""
    lines: list[str] = []
    for feed in feeds:
        marks = [*feed.folder, *feed.tags]
        if feed.title:
            marks.insert(0, Clean(f"~{feed.title}"))
        if feed.hidden:
            marks.append(Clean("!"))
        lines.append(" ".join([feed.url, *map(_quoted, marks)]))
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
