"""`newsdesk log` and `newsdesk diff`: what an article said before its source changed it."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from newsdesk.cli.opening import opened
from newsdesk.cli.output import Output, Tone
from newsdesk.desk.versions import last_known
from newsdesk.model.errors import UsageError
from newsdesk.text.diff import Fate, Stretch, by_words, changed_lines

DONE, NEVER_CHANGED = 0, 1

_TONES = {Fate.STAYED: Tone.PLAIN, Fate.WENT: Tone.REMOVED, Fate.NEW: Tone.ADDED}
# As `wdiff` and `git diff --word-diff` mark them: what changed is told where there is no colour, too.
_MARKS = {Fate.STAYED: "{}", Fate.WENT: "[-{}-]", Fate.NEW: "{{+{}+}}"}


@dataclass(frozen=True, slots=True)
class _Version:
    number: int
    """Counted from 1, the oldest that is kept; the last is what the article says now."""
    until: datetime | None
    """When the next one took its place; None of the last."""
    title: str
    body: str
    read: bool = False
    """Of an older one: whether the reader had read it."""


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print the versions, or what became of one; `diff` gives 1 when there is none but the present one.

    Raises:
        ArticleNotFound: there is no such article on the desk.
        UsageError: it has no such version.
    """
    with opened(arguments, output) as desk:
        article = desk.article(desk.find(arguments.article))
        older = desk.revisions(article.id)
    versions = [_Version(number, old.until, old.title, old.body, old.read) for number, old in enumerate(older, 1)]
    versions.append(_Version(len(older) + 1, None, article.piece.title, article.piece.body))
    if arguments.versions == "log":
        _list(versions, output, as_json=arguments.json)
        return DONE
    if not older:
        output.note("Its source never changed it, as far as is known here.")
        return NEVER_CHANGED
    number = last_known(older) + 1 if arguments.version is None else arguments.version
    if not 1 <= number < len(versions):
        raise UsageError(f"There is no older version {number} of it: `newsdesk log` shows 1 to {len(versions) - 1}.")
    _compare(versions[number - 1], versions[-1], output, as_json=arguments.json)
    return DONE


def _list(versions: Sequence[_Version], output: Output, *, as_json: bool) -> None:
    for version in reversed(versions):
        until = version.until.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if version.until else None
        if as_json:
            record = {"version": version.number, "until": until, "read": version.read}
            output.json(record | {"title": version.title, "body": version.body})
        elif output.width is None:
            output.row((str(version.number), until or "", version.title))
        else:
            when = f"until {until}{', read' if version.read else ''}" if until else "now"
            output.line((f"{version.number:>3}  {when:<34}", Tone.DIM), version.title)


def _compare(before: _Version, after: _Version, output: Output, *, as_json: bool) -> None:
    stretches = by_words(f"{before.title}\n\n{before.body}", f"{after.title}\n\n{after.body}")
    if as_json:
        for stretch in stretches:
            output.json({"fate": stretch.fate.value, "text": stretch.text})
        return
    for line in changed_lines(stretches):
        output.line(*map(_marked, line)) if line else output.line(("…", Tone.DIM))


def _marked(stretch: Stretch) -> tuple[str, Tone]:
    return _MARKS[stretch.fate].format(stretch.text), _TONES[stretch.fate]
