"""The store that most tests begin with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsdesk.model.source import Source
from newsdesk.store import Store
from tests.store.desks import a_source, a_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with a_store(tmp_path) as opened:
        yield opened


@pytest.fixture
def source(store: Store) -> Source:
    """A source of it."""
    return a_source(store)
