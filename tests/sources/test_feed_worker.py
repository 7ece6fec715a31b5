import os
import threading
from collections.abc import Iterator

import pytest

from newsdesk.sources.feed import FeedUnreadable
from newsdesk.sources.feed_worker import FeedReaders, FeedTask, PageTask
from newsdesk.sources.page import PageUnreadable
from tests.sources.feeds import an_rss, titles

URL = "https://feeds.example/wire"


@pytest.fixture(scope="module")
def readers() -> Iterator[FeedReaders]:
    with FeedReaders(1) as running:
        yield running


def test_a_worker_reads_feeds_and_pages(readers: FeedReaders) -> None:
    feed = readers.read(FeedTask(an_rss({"title": "Flood"}).encode(), URL))
    assert titles(feed) == ["Flood"]
    text = "<p>The river fell by two metres over night, said the mayor.</p>" * 5
    page = f"<html><body><article>{text}</article></body></html>"
    assert "two metres" in readers.read_page(PageTask(page.encode(), URL, "text/html")).html


def test_what_is_no_feed_is_told_by_the_one_who_asked(readers: FeedReaders) -> None:
    with pytest.raises(FeedUnreadable, match="empty"):
        readers.read(FeedTask(b"", URL))
    with pytest.raises(PageUnreadable, match="no article"):
        readers.read_page(PageTask(b"", URL))


def test_a_worker_that_dies_is_replaced(readers: FeedReaders) -> None:
    readers.read(FeedTask(an_rss().encode(), URL))
    worker = readers._idle.queue[-1]
    assert worker._process is not None
    worker._process.kill()
    worker._process.join()
    with pytest.raises(FeedUnreadable):
        readers.read(FeedTask(an_rss().encode(), URL))
    assert readers.read(FeedTask(an_rss().encode(), URL)).title == "Wire"


# THREATS rows 29 and 30
def test_what_takes_too_long_is_stopped_and_the_next_feed_read() -> None:
    slow = b"<rss><channel>" + b"<![CDATA[" * 3_000_000
    with FeedReaders(1, deadline_seconds=0.2) as impatient, pytest.raises(FeedUnreadable, match=r"more than 0\.2 sec"):
        impatient.read(FeedTask(slow, URL))
    with FeedReaders(1, deadline_seconds=15) as patient:
        assert patient.read(FeedTask(an_rss().encode(), URL)).title == "Wire"


def test_no_worker_starts_before_it_is_needed_and_none_is_left_behind() -> None:
    readers = FeedReaders(2)
    assert all(worker._process is None for worker in readers._idle.queue)
    readers.read(FeedTask(an_rss().encode(), URL))
    started = [worker._process.pid for worker in readers._idle.queue if worker._process is not None]
    readers.close()
    readers.close()
    assert len(started) == 1
    with pytest.raises(ProcessLookupError):
        os.kill(started[0] or 0, 0)
    with pytest.raises(FeedUnreadable, match="closing"):
        readers.read(FeedTask(an_rss().encode(), URL))


def test_several_threads_share_the_workers(readers: FeedReaders) -> None:
    read: list[str] = []

    def work(number: int) -> None:
        read.extend(titles(readers.read(FeedTask(an_rss({"title": f"News {number}"}).encode(), URL))))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(read) == [f"News {number}" for number in range(6)]
