"""What is wrong with an article's file, and its mending as new bytes. Pure; writing them is the desk's.

`check(data, piece)` lists the problems of a file; `mended(data)` gives its bytes with the broken lines of its front
matter rewritten.
"""

from newsdesk.lint.checking import check
from newsdesk.lint.mending import mended

__all__ = ["check", "mended"]
