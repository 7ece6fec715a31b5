"""The store: the SQLite file of a desk, the one truth. Nothing else knows SQL.

`Store` is what other rooms use; `lock.only_one` keeps work to one process at a time. Importing it brings in nothing
heavier than `sqlite3`: the first screen waits for it.
"""

from newsdesk.store.revisions import Limits, Revision
from newsdesk.store.store import Store

__all__ = ["Limits", "Revision", "Store"]
