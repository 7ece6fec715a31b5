"""What is logged goes to the log of NEWSDESK_LOG, or nowhere: never to a terminal that somebody reads in."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    "module",
    ["newsdesk.net.client", "newsdesk.sources.feed_worker", "newsdesk.desk.refresh", "newsdesk.pictures.process"],
)
def test_without_a_log_nothing_is_written_to_standard_error(module: str) -> None:
    logs = f"import {module} as module; module.log.error('boats %s', 'sank')"
    ran = subprocess.run([sys.executable, "-c", logs], capture_output=True, text=True, check=True)
    assert ran.stderr == ""


_SHORT_OF_MEMORY = """
from newsdesk.sources.feed import FeedUnreadable
from newsdesk.sources.feed_worker import FeedReaders, FeedTask

if __name__ == "__main__":
    with FeedReaders(1, memory_bytes=180 * 1024 * 1024) as readers:
        try:
            readers.read(FeedTask(bytes(160 * 1024 * 1024), "http://a/"))
        except FeedUnreadable as error:
            print(error.reason)
"""


def test_a_reading_process_that_fails_says_so_to_whoever_asked_and_to_no_terminal(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(_SHORT_OF_MEMORY)
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert "memory" in ran.stdout
    assert ran.stderr == ""
