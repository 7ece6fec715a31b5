"""How the tests share the machine."""

import os

import pytest
from hypothesis import settings

# No deadline: how long an example takes says more about who else works on the machine than about newsdesk.
settings.register_profile("newsdesk", deadline=None, max_examples=60)
settings.load_profile("newsdesk")

TESTS_BESIDE = 1
"""Many tests wait for a program in a terminal, for a process or for a server: another one works meanwhile."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """What `-n auto` means."""
    return (os.cpu_count() or 1) + TESTS_BESIDE
