"""The feeds of a desk as rows: which there are, what their reader wants of them, how asking for them has gone."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

from newsdesk.model.article import Flag
from newsdesk.model.clean import Clean
from newsdesk.model.errors import SourceNotFound
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.model.wire import Access, Course, Keep, Wire, WireFigures
from newsdesk.store import rows, sequence, source_list, tagging

_COLUMNS = (
    "feed.title, site, folder, tags, hidden, full_text, paused, retired, secret_kind, secret_name, secret_user,"
    " keep_days, keep_articles, due, tried, succeeded, failures, failure, notes, etag, last_modified, ttl_seconds,"
    " skip_hours, skip_days, newest, hub"
)
_LISTED = f"""
SELECT source.id, location, name, missing, {_COLUMNS} FROM feed JOIN source USING (id) WHERE NOT removed ORDER BY id
"""  # noqa: S608 (names of this module)
_ONE = f"""
SELECT source.id, location, name, missing, {_COLUMNS} FROM feed JOIN source USING (id) WHERE NOT removed AND id = ?
"""  # noqa: S608
_FOLLOWED = "SELECT id FROM source JOIN feed USING (id) WHERE kind = 'feed' AND location = ? AND NOT removed"
_PUT = f"INSERT OR REPLACE INTO feed VALUES ({', '.join('?' * 27)})"  # noqa: S608
_COURSE = """
UPDATE feed SET due = ?, tried = ?, succeeded = ?, failures = ?, failure = ?, notes = ?, etag = ?, last_modified = ?,
       ttl_seconds = ?, skip_hours = ?, skip_days = ?, newest = ?, hub = ?
WHERE id = ?
"""
_FIGURES = f"""
SELECT source_id, count(*), sum(flags & {Flag.READ.value} <> 0), ifnull(sum(published >= ?), 0)
FROM article JOIN feed ON feed.id = source_id WHERE NOT gone GROUP BY source_id
"""  # noqa: S608
_TAGS_OF = """
SELECT article.id, ifnull(own, headline.tags) FROM article JOIN headline USING (id) LEFT JOIN tagging USING (id)
WHERE source_id = ?
"""


def listed(connection: sqlite3.Connection) -> list[Wire]:
    """All feeds that are followed, in the order in which they were added."""
    return [_wire(row) for row in connection.execute(_LISTED)]


def with_id(connection: sqlite3.Connection, source_id: SourceId) -> Wire:
    """One feed.

    Raises:
        SourceNotFound: there is none of this number.
    """
    row = connection.execute(_ONE, (source_id,)).fetchone()
    if row is None:
        raise SourceNotFound(f"with number {source_id}")
    return _wire(row)


def add(connection: sqlite3.Connection, wire: Wire) -> Wire:
    """Follow a feed; one that is followed stays as it is, one that was removed begins anew. Its number is drawn."""
    known = connection.execute(_FOLLOWED, (wire.source.location,)).fetchone()
    if known is not None:
        return with_id(connection, SourceId(known[0]))
    source = source_list.add(connection, SourceKind.FEED, wire.source.location, wire.source.name)
    connection.execute("DELETE FROM feed WHERE id = ?", (source.id,))
    put(connection, source.id, wire)
    return with_id(connection, source.id)


def put(connection: sqlite3.Connection, source_id: SourceId, wire: Wire) -> None:
    """Write all that is known of a feed; its articles get its labels."""
    before = connection.execute("SELECT folder, tags FROM feed WHERE id = ?", (source_id,)).fetchone()
    access = wire.access
    secret = (None, None, None) if access is None else (access.kind, access.name, access.user)
    connection.execute(
        _PUT,
        (
            source_id,
            wire.title,
            wire.site,
            rows.packed_names(wire.folder),
            rows.packed_names(wire.tags),
            wire.hidden,
            wire.full_text,
            wire.paused,
            wire.retired,
            *secret,
            wire.keep.days,
            wire.keep.articles,
            *_course_row(wire.course),
        ),
    )
    if before is not None:
        old = (*rows.unpacked_names(before[0]), *rows.unpacked_names(before[1]))
        _relabel(connection, source_id, old, wire.labels)


def put_course(connection: sqlite3.Connection, source_id: SourceId, course: Course) -> None:
    """Write how asking for a feed went."""
    connection.execute(_COURSE, (*_course_row(course), source_id))


def figures(connection: sqlite3.Connection, recent_since: int) -> dict[SourceId, WireFigures]:
    """What each feed has brought, of those that brought anything; recent is what was published since then."""
    return {
        SourceId(source_id): WireFigures(articles, read, recent)
        for source_id, articles, read, recent in connection.execute(_FIGURES, (recent_since,))
    }


def _relabel(connection: sqlite3.Connection, source_id: int, old: Sequence[Clean], new: Sequence[Clean]) -> None:
    """Take the labels from a feed's articles that it had, and give them those that it has now."""
    gone = {label.casefold() for label in old} - {label.casefold() for label in new}
    come = [label for label in new if label.casefold() not in {one.casefold() for one in old}]
    if not gone and not come:
        return
    changed: list[tuple[str, int]] = []
    for article_id, packed in connection.execute(_TAGS_OF, (source_id,)).fetchall():
        kept = [tag for tag in rows.unpacked_names(packed) if tag.casefold() not in gone]
        there = {tag.casefold() for tag in kept}
        after = rows.packed_names([*kept, *(label for label in come if label.casefold() not in there)])
        if after != packed:
            changed.append((after, article_id))
    connection.executemany("UPDATE headline SET tags = ? WHERE id = ?", changed)
    tagging.put_back(connection, [article_id for _tags, article_id in changed])
    connection.executemany(
        "UPDATE article SET content_at = ? WHERE id = ?",
        zip(sequence.take(connection, len(changed)), (article_id for _tags, article_id in changed), strict=True),
    )


def _course_row(course: Course) -> rows.Row:
    return (
        _seconds(course.due),
        _seconds(course.tried),
        _seconds(course.succeeded),
        course.failures,
        course.failure,
        rows.packed_names(course.notes),
        course.etag,
        course.last_modified,
        course.ttl_seconds,
        json.dumps(course.skip_hours),
        json.dumps(course.skip_days),
        json.dumps(course.newest),
        course.hub,
    )


def _wire(row: rows.Row) -> Wire:
    source_id, location, name, missing, title, site, folder, tags, hidden, full_text, paused, retired, *rest = row
    kind, secret, user, days, articles, *course = rest
    return Wire(
        source=Source(SourceId(source_id), SourceKind.FEED, location, Clean(name), bool(missing)),
        title=Clean(title),
        site=Clean(site),
        folder=rows.unpacked_names(folder),
        tags=rows.unpacked_names(tags),
        hidden=bool(hidden),
        full_text=bool(full_text),
        paused=bool(paused),
        retired=bool(retired),
        access=Access(kind, secret, user or "") if kind else None,
        keep=Keep(days, articles),
        course=_course(course),
    )


def _course(row: Sequence[object]) -> Course:
    due, tried, succeeded, failures, failure, notes, etag, modified, ttl, hours, days, newest, hub = row
    return Course(
        due=_moment(due),
        tried=_moment(tried),
        succeeded=_moment(succeeded),
        failures=_whole(failures),
        failure=Clean(str(failure)),
        notes=rows.unpacked_names(str(notes)),
        etag=str(etag),
        last_modified=str(modified),
        ttl_seconds=None if ttl is None else _whole(ttl),
        skip_hours=tuple(json.loads(str(hours))),
        skip_days=tuple(json.loads(str(days))),
        newest=tuple(json.loads(str(newest))),
        hub=Clean(str(hub)),
    )


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def _moment(seconds: object) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(_whole(seconds), UTC)


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("a number is none")
    return value
