"""Whatever is done in whatever order, by two processes in turn: the store says what a plain dictionary says."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from newsdesk.model.action import Action, Tagging
from newsdesk.model.article import NO_FLAGS, ArticleId, Flag, News
from newsdesk.model.clean import Clean
from newsdesk.model.source import Source
from tests.builders import an_article
from tests.store.desks import a_source, a_store

_SETS = {Action.READ: Flag.READ, Action.STAR: Flag.STARRED, Action.ARCHIVE: Flag.ARCHIVED}
_CLEARS = {Action.UNREAD: Flag.READ, Action.UNSTAR: Flag.STARRED, Action.UNARCHIVE: Flag.ARCHIVED}
_KEYS = st.sampled_from([b"a", b"b", b"c", b"d"])


_TAGS = st.lists(st.sampled_from(["p", "q", "r"]), max_size=2, unique=True)

_Before: TypeAlias = "Flag | tuple[tuple[str, ...], tuple[str, ...]]"
"""The marks of an article before a deed; of a deed on tags, those that were given before and after."""
_Deed: TypeAlias = "tuple[Action, dict[bytes, _Before]]"


@dataclass
class _Expected:
    """What the store should hold."""

    title: str
    flags: Flag = NO_FLAGS
    own: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    versions: list[str] = field(default_factory=list)
    listed: bool = True


class Desk(RuleBasedStateMachine):
    """A desk of one source and at most four files."""

    @initialize()
    def _open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.here, self.there = a_store(Path(self.folder.name)), a_store(Path(self.folder.name))
        self.source: Source = a_source(self.here)
        self.files: dict[bytes, _Expected] = {}
        self.ids: dict[bytes, ArticleId] = {}
        self.done: list[_Deed] = []
        self.undone: list[_Deed] = []
        self.held: dict[int, tuple[str, int]] = {}
        self.since = 0

    @rule(key=_KEYS, title=st.sampled_from(["x", "y", "z"]), own=_TAGS)
    def save_a_file(self, key: bytes, title: str, own: list[str]) -> None:
        raw = an_article(title, key=key, tags=tuple(own))
        known = self.here.known(self.source.id).get(key)
        news = News(self.source.id, amended=((known.id, raw),)) if known else News(self.source.id, added=(raw,))
        self.here.write(news)
        expected = self.files.get(key)
        if expected is None:
            self.files[key] = _Expected(title, own=tuple(own))
            self.ids[key] = self.here.known(self.source.id)[key].id
            return
        if expected.title != title:
            expected.versions.append(expected.title)
            if expected.flags & Flag.READ:
                expected.flags |= Flag.CHANGED
        expected.title, expected.own, expected.listed = title, tuple(own), True

    @rule(key=_KEYS)
    def delete_a_file(self, key: bytes) -> None:
        expected = self.files.get(key)
        if expected is None:
            return
        self.there.write(News(self.source.id, gone=(self.ids[key],)))
        kept = expected.flags & (Flag.STARRED | Flag.CHANGED) or expected.versions or expected.given
        if expected.listed and not kept:
            # The next file of this name is another article: earlier deeds do not touch it.
            del self.files[key]
            for _, before in (*self.done, *self.undone):
                before.pop(key, None)
        else:
            expected.listed = False

    @rule(action=st.sampled_from([*_SETS, *_CLEARS]), keys=st.lists(_KEYS, max_size=4, unique=True))
    def act(self, action: Action, keys: list[bytes]) -> None:
        deed = self.here.act(action, [self.ids[key] for key in keys if key in self.files])
        before: dict[bytes, _Before] = {}
        for key in keys:
            expected = self.files.get(key)
            if expected is None or not expected.listed:
                continue
            after = self._after(action, expected.flags)
            if after != expected.flags:
                before[key] = expected.flags
                expected.flags = after
        assert deed.changed == tuple(self.ids[key] for key in before)
        if before:
            self.done.append((action, before))
            self.undone.clear()

    @rule(give=_TAGS, take=_TAGS, keys=st.lists(_KEYS, max_size=4, unique=True))
    def tag(self, give: list[str], take: list[str], keys: list[bytes]) -> None:
        wanted = Tagging(tuple(map(Clean, give)), tuple(map(Clean, take)))
        deed = self.here.tag(wanted, [self.ids[key] for key in keys if key in self.files])
        before: dict[bytes, _Before] = {}
        for key in keys:
            expected = self.files.get(key)
            if expected is None or not expected.listed:
                continue
            kept = tuple(one for one in expected.given if one not in take)
            given = kept + tuple(one for one in give if one not in (*kept, *expected.own))
            if given != expected.given:
                before[key] = (expected.given, given)
                expected.given = given
        assert deed.changed == tuple(self.ids[key] for key in before)
        if before:
            self.done.append((Action.TAG, before))
            self.undone.clear()

    @rule()
    def undo(self) -> None:
        deed = self.there.undo()
        turned: tuple[ArticleId, ...] | None = None
        while self.done and turned is None:
            action, before = self.done.pop()
            self.undone.append((action, before))
            turned = self._turn(action, before, back=True)
        assert (deed.changed if deed else None) == turned

    @rule()
    def redo(self) -> None:
        deed = self.here.redo()
        turned: tuple[ArticleId, ...] | None = None
        while self.undone and turned is None:
            action, before = self.undone.pop()
            self.done.append((action, before))
            turned = self._turn(action, before, back=False)
        assert (deed.changed if deed else None) == turned

    @rule()
    def restart(self) -> None:
        self.here.close()
        self.there.close()
        self.here, self.there = a_store(Path(self.folder.name)), a_store(Path(self.folder.name))

    @rule(limit=st.integers(1, 5))
    def catch_up(self, limit: int) -> None:
        more = True
        while more:
            batch = self.there.changes(self.since, limit)
            for article_id in batch.removed:
                self.held.pop(article_id, None)
            for article_id, flags in batch.flags:
                self.held[article_id] = (self.held[article_id][0], flags)
            columns = zip(batch.rows.ids, batch.rows.titles, batch.rows.flags, strict=True)
            self.held.update({article_id: (title, flags) for article_id, title, flags in columns})
            self.since, more = batch.sequence, batch.more
        listed = {self.ids[key]: (one.title, one.flags.value) for key, one in self.files.items() if one.listed}
        assert self.held == listed

    @invariant()
    def the_store_says_what_is_expected(self) -> None:
        if not hasattr(self, "here"):
            return
        for store in (self.here, self.there):
            listed = {key: one for key, one in self.files.items() if one.listed}
            assert {key: known.id for key, known in store.known(self.source.id).items()} == {
                key: self.ids[key] for key in listed
            }
            newest = {one.id: (one.title, one.flags, set(one.tags)) for one in store.newest(9)}
            assert newest == {
                self.ids[key]: (one.title, one.flags, {*one.own, *one.given})
                for key, one in listed.items()
                if not one.flags & Flag.ARCHIVED
            }
            for key, one in self.files.items():
                assert [version.title for version in store.revisions(self.ids[key])] == one.versions[-20:]

    def teardown(self) -> None:
        if hasattr(self, "here"):
            assert self.here.findings() == []
            self.here.close()
            self.there.close()
            self.folder.cleanup()

    def _after(self, action: Action, flags: Flag) -> Flag:
        if action in (Action.READ, Action.UNREAD):
            flags &= ~Flag.CHANGED
        return (flags & ~_CLEARS.get(action, NO_FLAGS)) | _SETS.get(action, NO_FLAGS)

    def _turn(self, action: Action, before: dict[bytes, "_Before"], *, back: bool) -> tuple[ArticleId, ...] | None:
        if action is Action.TAG:
            return self._turn_tags(before, back=back)
        touched = _SETS.get(action, NO_FLAGS) | _CLEARS.get(action, NO_FLAGS)
        if action in (Action.READ, Action.UNREAD):
            touched |= Flag.CHANGED
        turned = []
        for key, earlier in before.items():
            one = self.files.get(key)
            if one is None or not one.listed:
                continue
            assert isinstance(earlier, Flag)
            done = _SETS.get(action, NO_FLAGS)
            expected, wanted = (done, earlier & touched) if back else (earlier & touched, done)
            if one.flags & touched == expected:
                one.flags = (one.flags & ~touched) | wanted
                turned.append(self.ids[key])
        return tuple(turned) or None

    def _turn_tags(self, before: dict[bytes, "_Before"], *, back: bool) -> tuple[ArticleId, ...] | None:
        turned = []
        for key, change in before.items():
            one = self.files.get(key)
            if one is None or not one.listed:
                continue
            assert isinstance(change, tuple)
            there, wanted = (change[1], change[0]) if back else change
            touched = {*there} ^ {*wanted}
            if {*one.given} & touched == {*there} & touched:
                one.given = tuple(tag for tag in one.given if tag not in touched) + tuple(
                    tag for tag in wanted if tag in touched
                )
                turned.append(self.ids[key])
        return tuple(turned) or None


TestDesk = Desk.TestCase
TestDesk.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
