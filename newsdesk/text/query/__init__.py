"""The query's language: `parse` it, change its text, complete what is being typed. Pure and light; the index answers.

`docs/search.md` describes the language for readers, `grammar` and `operators.OPERATORS` define it.
"""

from newsdesk.text.query.editing import Completion, complete, quote, with_operator, without_chip
from newsdesk.text.query.grammar import parse
from newsdesk.text.query.operators import OPERATORS, Operator
from newsdesk.text.query.tree import Chip, Column, Order, Query, Sort

__all__ = [
    "OPERATORS",
    "Chip",
    "Column",
    "Completion",
    "Operator",
    "Order",
    "Query",
    "Sort",
    "complete",
    "parse",
    "quote",
    "with_operator",
    "without_chip",
]
