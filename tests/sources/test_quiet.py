"""What is logged goes to the log of NEWSDESK_LOG, or nowhere: never to a terminal that somebody reads in."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "module",
    ["newsdesk.net.client", "newsdesk.sources.feed_worker", "newsdesk.desk.refresh", "newsdesk.pictures.process"],
)
def test_without_a_log_nothing_is_written_to_standard_error(module: str) -> None:
    logs = f"import {module} as module; module.log.error('boats %s', 'sank')"
    ran = subprocess.run([sys.executable, "-c", logs], capture_output=True, text=True, check=True)
    assert ran.stderr == ""
