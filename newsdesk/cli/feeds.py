"""`newsdesk feeds …`: which feeds the standing desk follows, and how they are doing."""

import argparse
import difflib
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from newsdesk.cli.opening import settings_for
from newsdesk.cli.output import Output, Tone
from newsdesk.desk.desk import Desk
from newsdesk.desk.opening import open_standing_desk
from newsdesk.desk.paths import data_folder
from newsdesk.model.errors import NewsdeskError, UsageError
from newsdesk.model.wire import Access, Condition, Health, Keep, Wire

if TYPE_CHECKING:
    from newsdesk.desk.looking import Preview

DONE = 0
NO_FEEDS = "No feed is followed yet: `newsdesk feeds add URL` is the first step."
MOST_NEWEST = 5
"""Headlines of a feed that is looked at."""


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Carry out an action.

    Raises:
        NewsdeskError: what stopped it.
    """
    with opened_desk(arguments, output) as desk:
        _ACTIONS[arguments.action](desk, arguments, output)
    return DONE


def opened_desk(arguments: argparse.Namespace, output: Output) -> Desk:
    """The standing desk, the only one that follows feeds.

    Raises:
        UsageError: another one was asked for.
    """
    if arguments.only:
        raise UsageError("Feeds are those of your desk; --source names folders that other commands work on instead.")
    return open_standing_desk(data_folder(arguments.data_dir, os.environ), settings_for(arguments, output))


def named(desk: Desk, text: str) -> Wire:
    """The feed that somebody means: by its name, its address, its number, or the beginning that only it has.

    Raises:
        UsageError: none or several are called so.
    """
    wires = desk.wires.listed()
    addresses = {text, f"{text}/"}
    with suppress(NewsdeskError):
        from newsdesk.desk.looking import addresses_of

        addresses.update(addresses_of(text))
    for wire in wires:
        if wire.source.name == text or wire.url in addresses or str(wire.source.id) == text:
            return wire
    folded = text.casefold()
    near = [wire for wire in wires if folded and wire.source.name.casefold().startswith(folded)]
    if len(near) == 1:
        return near[0]
    if near:
        names = ", ".join(wire.source.name for wire in near[:3])
        raise UsageError(f"Several feeds are called {text}…: {names}. Give the whole name, or the address.")
    close = difflib.get_close_matches(text, [wire.source.name for wire in wires], n=1)
    hint = f"Did you mean {close[0]}?" if close else "`newsdesk feeds list` shows which are."
    raise UsageError(f"No feed {text} is followed. {hint}")


def _add(desk: Desk, arguments: argparse.Namespace, output: Output) -> None:
    from newsdesk.desk.wire_following import Wishes

    access = _access(arguments)
    previews = desk.wires.look(arguments.url, access)
    pick = 1 if arguments.pick is None else arguments.pick
    if not 1 <= pick <= len(previews):
        raise UsageError(f"{arguments.url} has {_feeds(len(previews))}; --pick {pick} is none of them.")
    wire = None
    known = desk.wires.followed(previews[pick - 1].url)
    if not arguments.dry_run:
        wishes = Wishes(arguments.name, _folder(arguments.folder), arguments.tag, arguments.full_text, access)
        wire = desk.wires.add(previews[pick - 1], wishes)
    if arguments.json:
        found = [_preview_record(number, preview) for number, preview in enumerate(previews, start=1)]
        output.json({"found": found, "added": None if wire is None or known else wire_record(wire)})
        return
    for number, preview in enumerate(previews, start=1):
        _print_preview(number, preview, output, chosen=number == pick)
    if known is not None:
        output.note(f"{known.source.name} is followed already.")
    elif wire is None:
        output.note("Nothing was added: without --dry-run, it is.")
    else:
        others = f" --pick takes another of the {len(previews)}." if len(previews) > 1 and not arguments.pick else ""
        output.note(f"{wire.source.name} is followed from now on.{others}")


def _access(arguments: argparse.Namespace) -> Access | None:
    for kind, name in (
        ("environment", arguments.secret_env),
        ("command", arguments.password_command),
        ("keyring", arguments.keyring),
    ):
        if name:
            return Access(kind, name, arguments.user)
    if arguments.user:
        raise UsageError("Say where the password of --user is: --secret-env, --password-command or --keyring.")
    return None


def _folder(text: str) -> list[str]:
    return [part for part in text.split("/") if part.strip()]


def _feeds(count: int) -> str:
    return f"{count} feed{'' if count == 1 else 's'}"


def _print_preview(number: int, preview: "Preview", output: Output, *, chosen: bool) -> None:
    newest = preview.newest
    dates = [item.piece.published.isoformat() for item in newest if item.piece.published is not None]
    day = max(dates, default="")[:10]
    if output.width is None:
        output.row((str(number), preview.url, preview.title, str(len(newest)), day))
        return
    count = f"{len(newest):,} article{'' if len(newest) == 1 else 's'}" + (f", the newest of {day}" if day else "")
    output.line(f"{number}  ", (preview.title, Tone.STRONG), (f"  {count}", Tone.DIM))
    output.line((f"   {preview.url}", Tone.DIM))
    if chosen:
        for item in newest[:MOST_NEWEST]:
            output.line(f"   - {item.piece.title}"[: output.width])


def _preview_record(number: int, preview: "Preview") -> Mapping[str, Any]:
    return {
        "number": number,
        "url": preview.url,
        "title": preview.title,
        "site": preview.site,
        "articles": len(preview.newest),
        "newest": [item.piece.title for item in preview.newest[:MOST_NEWEST]],
    }


def _list(desk: Desk, arguments: argparse.Namespace, output: Output) -> None:
    listed = desk.wires.health(figures=arguments.health)
    if not listed:
        output.note(NO_FEEDS)
    for one in listed:
        if arguments.json:
            output.json(wire_record(one.wire) | (_health_record(one) if arguments.health else {}))
        elif output.width is None:
            output.row((*_fields(one.wire), *(_health_fields(one) if arguments.health else ())))
        else:
            _print_wire(one, output, desk.settings.zone, with_health=arguments.health)


def _fields(wire: Wire) -> Sequence[str]:
    return (wire.source.name, wire.url, "/".join(wire.folder), ", ".join(wire.tags))


def _health_fields(one: Health) -> Sequence[str]:
    course = one.wire.course
    read = "" if one.share_read is None else f"{one.share_read:.0%}"
    dates = [moment.isoformat(timespec="seconds") if moment else "" for moment in (course.succeeded, course.due)]
    return (one.condition.value, one.says, *dates, f"{one.a_week:.1f}", read)


def _print_wire(one: Health, output: Output, zone: tzinfo, *, with_health: bool) -> None:
    wire = one.wire
    labels = "  ".join(filter(None, ("/".join(wire.folder), " ".join(f"#{tag}" for tag in wire.tags))))
    ill = one.condition in {Condition.FAILING, Condition.RETIRED}
    state = "" if one.condition is Condition.WELL else f"  {one.condition.value}"
    output.line(
        (wire.source.name, Tone.STRONG), f"  {wire.url}", (f"  {labels}" if labels else "", Tone.DIM),
        (state, Tone.WARNING if ill else Tone.DIM),
    )  # fmt: skip
    if not with_health:
        return
    if one.says:
        output.line(f"    {one.says}")
    course = wire.course
    when = (("last read", course.succeeded), ("next", None if wire.paused or wire.retired else course.due))
    facts = [f"{name} {moment.astimezone(zone):%Y-%m-%d %H:%M}" for name, moment in when if moment is not None]
    count = one.figures.articles
    facts.append(f"{count:,} article{'' if count == 1 else 's'}, {one.a_week:.1f} a week")
    if one.share_read is not None:
        facts.append(f"{one.share_read:.0%} read")
    output.line((f"    {', '.join(facts)}", Tone.DIM))


def wire_record(wire: Wire) -> dict[str, Any]:
    """The object of one feed."""
    return {
        "id": wire.source.id,
        "name": wire.source.name,
        "url": wire.url,
        "title": wire.title,
        "site": wire.site,
        "folder": list(wire.folder),
        "tags": list(wire.tags),
        "paused": wire.paused,
        "retired": wire.retired,
        "full_text": wire.full_text,
        "keep_days": wire.keep.days,
        "keep_articles": wire.keep.articles,
    }


def _health_record(one: Health) -> dict[str, Any]:
    course = one.wire.course
    moments = {"last_success": course.succeeded, "last_try": course.tried, "next_try": course.due}
    return {
        "condition": one.condition.value,
        "says": one.says,
        **{name: moment and moment.isoformat(timespec="seconds") for name, moment in moments.items()},
        "failures": course.failures,
        "failure": course.failure,
        "notes": list(course.notes),
        "articles": one.figures.articles,
        "articles_a_week": round(one.a_week, 2),
        "share_read": one.share_read,
    }


def _remove(desk: Desk, arguments: argparse.Namespace, output: Output) -> None:
    for wire in [named(desk, text) for text in arguments.feeds]:
        desk.wires.remove(wire.source.id)
        output.note(f"{wire.source.name} is followed no longer. `newsdesk feeds add {wire.url}` brings it back.")


def _rename(desk: Desk, arguments: argparse.Namespace, _output: Output) -> None:
    desk.wires.rename(named(desk, arguments.feed).source.id, arguments.name)


def _tag(desk: Desk, arguments: argparse.Namespace, output: Output) -> None:
    wire = named(desk, arguments.feed)
    folder = None if arguments.folder is None else _folder(arguments.folder)
    wire = desk.wires.tag(wire.source.id, give=arguments.tags, take=arguments.remove, folder=folder)
    labels = ", ".join(wire.labels)
    output.note(f"{wire.source.name}: {labels}." if labels else f"{wire.source.name} has no tags.")


def _move(desk: Desk, arguments: argparse.Namespace, output: Output) -> None:
    wire = desk.wires.move(named(desk, arguments.feed).source.id, arguments.url)
    output.note(f"{wire.source.name} is asked for at {wire.url} from now on.")


def _let_in(desk: Desk, arguments: argparse.Namespace, _output: Output) -> None:
    desk.wires.let_in(named(desk, arguments.feed).source.id, _access(arguments))


def _pause(desk: Desk, arguments: argparse.Namespace, _output: Output) -> None:
    for wire in [named(desk, text) for text in arguments.feeds]:
        desk.wires.pause(wire.source.id)


def _resume(desk: Desk, arguments: argparse.Namespace, _output: Output) -> None:
    for wire in [named(desk, text) for text in arguments.feeds]:
        desk.wires.resume(wire.source.id)


def _full_text(desk: Desk, arguments: argparse.Namespace, _output: Output) -> None:
    desk.wires.fetch_full_texts(named(desk, arguments.feed).source.id, arguments.wanted == "on")


def _keep(desk: Desk, arguments: argparse.Namespace, _output: Output) -> None:
    desk.wires.keep(named(desk, arguments.feed).source.id, Keep(arguments.days, arguments.articles))


def _prune(desk: Desk, arguments: argparse.Namespace, output: Output) -> None:
    found = desk.wires.prune(dry_run=arguments.dry_run)
    for pruning in found:
        name, url, count = pruning.wire.source.name, pruning.wire.url, len(pruning.ids)
        if arguments.json:
            output.json({"name": name, "url": url, "articles": count})
        elif output.width is None:
            output.row((name, url, str(count)))
        else:
            output.line((name, Tone.STRONG), f"  {count:,} articles")
    total = sum(len(pruning.ids) for pruning in found)
    gone = "would leave" if arguments.dry_run else "left"
    output.note(f"{total:,} article{'' if total == 1 else 's'} {gone} the desk.")


def _import(desk: Desk, arguments: argparse.Namespace, output: Output) -> None:
    file = Path(arguments.file)
    beside = file.with_name("cache.db")
    cache = Path(arguments.cache) if arguments.cache else beside if file.name == "urls" and beside.is_file() else None
    report = desk.wires.import_list(file, cache)
    if arguments.json:
        output.json(
            {
                "added": [wire_record(wire) for wire in report.added],
                "known": report.known,
                "refused": [{"text": one.text, "reason": one.reason} for one in report.refused],
                "queries": [{"name": one.name, "query": one.query} for one in report.queries],
                "read": report.read,
            }
        )
        return
    for one in report.refused:
        output.note(f"Not followed: {one.text}: {one.reason}.")
    for query in report.queries:
        output.note(f"{query.name} is a question to newsboat, and not followed: {query.query}")
    if report.malformed:
        output.note("The list is not well-formed; it was read as a person would read it.")
    facts = [f"{len(report.added):,} added", f"{report.known:,} known"]
    facts += [f"{len(report.refused):,} refused"] if report.refused else []
    facts += [f"{report.read:,} items read in newsboat"] if report.read else []
    output.line(", ".join(facts))
    if report.added:
        output.note("`newsdesk fetch` brings their articles.")


def _export(desk: Desk, arguments: argparse.Namespace, output: Output) -> None:
    data = desk.wires.export_list(arguments.format)
    if not arguments.file:
        output.raw(data)
        return
    try:
        Path(arguments.file).write_bytes(data)
    except OSError as error:
        raise UsageError(f"{arguments.file} cannot be written: {error.strerror}.") from error


_Action: TypeAlias = Callable[[Desk, argparse.Namespace, Output], None]
_ACTIONS: Mapping[str, _Action] = {
    "add": _add,
    "list": _list,
    "remove": _remove,
    "rename": _rename,
    "tag": _tag,
    "move": _move,
    "secret": _let_in,
    "pause": _pause,
    "resume": _resume,
    "full-text": _full_text,
    "keep": _keep,
    "prune": _prune,
    "import": _import,
    "export": _export,
}
