"""Whatever is done in whatever order, by two processes in turn: the store says what a plain dictionary says."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from newsdesk.model.action import Action
from newsdesk.model.article import NO_FLAGS, ArticleId, Flag, News
from newsdesk.model.source import Source
from tests.builders import an_article
from tests.store.desks import a_source, a_store

_SETS = {Action.READ: Flag.READ, Action.STAR: Flag.STARRED, Action.ARCHIVE: Flag.ARCHIVED}
_CLEARS = {Action.UNREAD: Flag.READ, Action.UNSTAR: Flag.STARRED, Action.UNARCHIVE: Flag.ARCHIVED}
_KEYS = st.sampled_from([b"a", b"b", b"c", b"d"])


@dataclass
class _Expected:
    """What the store should hold."""

    title: str
    flags: Flag = NO_FLAGS
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
        self.done: list[tuple[Action, dict[bytes, Flag]]] = []
        self.undone: list[tuple[Action, dict[bytes, Flag]]] = []
        self.held: dict[int, tuple[str, int]] = {}
        self.since = 0

    @rule(key=_KEYS, title=st.sampled_from(["x", "y", "z"]))
    def save_a_file(self, key: bytes, title: str) -> None:
        raw = an_article(title, key=key)
        known = self.here.known(self.source.id).get(key)
        news = News(self.source.id, amended=((known.id, raw),)) if known else News(self.source.id, added=(raw,))
        self.here.write(news)
        expected = self.files.get(key)
        if expected is None:
            self.files[key] = _Expected(title)
            self.ids[key] = self.here.known(self.source.id)[key].id
            return
        if expected.title != title:
            expected.versions.append(expected.title)
            if expected.flags & Flag.READ:
                expected.flags |= Flag.CHANGED
        expected.title, expected.listed = title, True

    @rule(key=_KEYS)
    def delete_a_file(self, key: bytes) -> None:
        expected = self.files.get(key)
        if expected is None:
            return
        self.there.write(News(self.source.id, gone=(self.ids[key],)))
        if expected.listed and not (expected.flags & (Flag.STARRED | Flag.CHANGED) or expected.versions):
            # The next file of this name is another article: earlier deeds do not touch it.
            del self.files[key]
            for _, before in (*self.done, *self.undone):
                before.pop(key, None)
        else:
            expected.listed = False

    @rule(action=st.sampled_from([*_SETS, *_CLEARS]), keys=st.lists(_KEYS, max_size=4, unique=True))
    def act(self, action: Action, keys: list[bytes]) -> None:
        deed = self.here.act(action, [self.ids[key] for key in keys if key in self.files])
        before = {}
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
            newest = {headline.id: (headline.title, headline.flags) for headline in store.newest(9)}
            assert newest == {
                self.ids[key]: (one.title, one.flags) for key, one in listed.items() if not one.flags & Flag.ARCHIVED
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

    def _turn(self, action: Action, before: dict[bytes, Flag], *, back: bool) -> tuple[ArticleId, ...] | None:
        touched = _SETS.get(action, NO_FLAGS) | _CLEARS.get(action, NO_FLAGS)
        if action in (Action.READ, Action.UNREAD):
            touched |= Flag.CHANGED
        turned = []
        for key, earlier in before.items():
            one = self.files.get(key)
            if one is None or not one.listed:
                continue
            done = _SETS.get(action, NO_FLAGS)
            expected, wanted = (done, earlier & touched) if back else (earlier & touched, done)
            if one.flags & touched == expected:
                one.flags = (one.flags & ~touched) | wanted
                turned.append(self.ids[key])
        return tuple(turned) or None


TestDesk = Desk.TestCase
TestDesk.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
