"""Feeds and pages read in the process of the test: what reading processes are for is tested where they are.

A process takes half a second to start, and most sentences about feeds do not speak of it. Import `read_here` into a
module of tests, and all of them read so.
"""

import pytest

from newsdesk.sources.feed import Feed, read_feed
from newsdesk.sources.feed_worker import FeedTask, PageTask
from newsdesk.sources.page import Page, read_page


class ReadHere:
    """In the place of `FeedReaders`."""

    def __init__(self, _workers: int = 2) -> None:
        """Nothing is to be started."""

    def read(self, task: FeedTask) -> Feed:
        """Read a feed. Raises `FeedUnreadable`."""
        return read_feed(
            _bytes(task),
            url=task.url,
            content_type=task.content_type,
            options=task.options,
            known=task.known,
            now=task.now,
        )

    def read_page(self, task: PageTask) -> Page:
        """Find the article of a page. Raises `PageUnreadable`."""
        return read_page(_bytes(task), url=task.url, content_type=task.content_type, zone=task.zone)

    def close(self) -> None:
        """Nothing is to be ended."""


def _bytes(task: FeedTask | PageTask) -> bytes:
    return task.data if isinstance(task.data, bytes) else task.data.taken()


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test of this module starts a process to read in."""
    monkeypatch.setattr("newsdesk.desk.web.FeedReaders", ReadHere)
