"""Headlines in memory, asked at every keystroke. Knows no disk save its own snapshot.

Imports numpy and rapidfuzz: import it late.
"""

from newsdesk.index.index import Index
from newsdesk.index.showing.found import Found

__all__ = ["Found", "Index"]
