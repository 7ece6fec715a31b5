"""Headlines in memory, asked at every keystroke. Knows no disk save its own snapshot.

Imports numpy and rapidfuzz: import it late.
"""

from newsdesk.index.found import Found
from newsdesk.index.index import Index

__all__ = ["Found", "Index"]
