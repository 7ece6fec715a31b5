"""The type of text that may reach a terminal."""

from typing import NewType

Clean = NewType("Clean", str)
"""Text without control characters, escape sequences, lone surrogates or bidi tricks.

Only `newsdesk.text.clean` makes it. Text that newsdesk itself wrote (labels, literals) may be wrapped directly.
"""
