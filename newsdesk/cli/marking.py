"""`newsdesk mark`, `archive`, `tag`, `undo`, `redo`: act on what a query finds, and take it back.

Only articles that match as typed are acted on: what is merely near is for a person to look at.
"""

import argparse
from collections.abc import Sequence

from newsdesk.cli.opening import opened, settings_for
from newsdesk.cli.output import Output
from newsdesk.desk.desk import Desk
from newsdesk.desk.tags import typed_tag
from newsdesk.model.action import Action, Deed, Tagging
from newsdesk.model.article import ArticleId
from newsdesk.model.errors import UsageError

STATES = {
    "read": Action.READ,
    "unread": Action.UNREAD,
    "starred": Action.STAR,
    "unstarred": Action.UNSTAR,
    "archived": Action.ARCHIVE,
    "unarchived": Action.UNARCHIVE,
}
DONE, NOTHING_FOUND = 0, 1


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Carry it out; 1 when the query finds nothing as typed, or there is nothing to take back.

    Raises:
        UsageError: neither a query nor an article was named, or both; or the tag says nothing.
        ArticleNotFound: there is no such article on the desk.
    """
    if arguments.mark in {"undo", "redo"}:
        return _take_back(arguments, output)
    if bool(arguments.query) == bool(arguments.articles):
        raise UsageError('Say which articles: a QUERY (an empty one, "", means all), or --id and an article, not both.')
    settings = settings_for(arguments, output)
    wanted = _wanted(arguments, settings.limits.tag_characters)
    with opened(arguments, output, settings=settings, words="body:" in " ".join(arguments.query)) as desk:
        ids = _articles(arguments, desk, output)
        if not ids:
            return NOTHING_FOUND
        deed = desk.tag(wanted, ids) if isinstance(wanted, Tagging) else desk.act(wanted, ids)
    _tell(deed, output, as_json=arguments.json)
    output.note(f"{len(deed.changed):,} of {len(ids):,} articles {_done(arguments)}. `newsdesk undo` takes it back.")
    return DONE


def _wanted(arguments: argparse.Namespace, longest: int) -> Action | Tagging:
    if arguments.mark == "tag":
        tag = typed_tag(arguments.tag, longest=longest)
        return Tagging(give=(tag,)) if arguments.action == "add" else Tagging(take=(tag,))
    return STATES[arguments.state] if arguments.mark == "mark" else Action.ARCHIVE


def _done(arguments: argparse.Namespace) -> str:
    if arguments.mark == "tag":
        return f"{'tagged' if arguments.action == 'add' else 'no longer tagged'} {arguments.tag}"
    return f"marked {arguments.state if arguments.mark == 'mark' else 'archived'}"


def _articles(arguments: argparse.Namespace, desk: Desk, output: Output) -> Sequence[ArticleId]:
    """Which articles are meant; of a query, those that match as typed."""
    if arguments.articles:
        return [desk.find(reference) for reference in arguments.articles]
    desk.load_index()
    hits = desk.search(" ".join(arguments.query).strip())
    for note in hits.notes:
        output.note(note)
    if not hits.exact:
        near = f" {hits.near} are near: spell the query as they do." if hits.near else ""
        output.note(f"Nothing matches as typed.{near}")
    return hits.first_tier_ids()


def _take_back(arguments: argparse.Namespace, output: Output) -> int:
    arguments.no_refresh = True
    with opened(arguments, output) as desk:
        deed = _turn(desk, arguments.mark)
    if deed is None:
        output.note("There is nothing to take back." if arguments.mark == "undo" else "There is nothing to do again.")
        return NOTHING_FOUND
    _tell(deed, output, as_json=arguments.json)
    verb = "taken back" if deed.undone else "done again"
    output.note(f"“{deed.action}” of {len(deed.changed):,} articles was {verb}.")
    return DONE


def _turn(desk: Desk, which: str) -> Deed | None:
    return desk.undo() if which == "undo" else desk.redo()


def _tell(deed: Deed, output: Output, *, as_json: bool) -> None:
    if not as_json:
        return
    record: dict[str, object] = {"action": deed.action.value, "undone": deed.undone, "changed": list(deed.changed)}
    if deed.action is Action.TAG:
        record |= {"given": list(deed.tagging.give), "taken": list(deed.tagging.take)}
    output.json(record)
