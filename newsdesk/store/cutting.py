"""Cut bodies, and what somebody looks for in them, into the words of the full text. `fulltext` keeps them."""

from newsdesk.store import rows
from newsdesk.text.markup import read_text
from newsdesk.text.tokens import PIECE, Token, tokens, words_in

MAX_PIECES_KEPT = 100_000
"""Of text already cut, for as long as a stretch of articles is brought in: some 15 MB."""


def sought(text: str) -> list[Token]:
    """The words that a query asks the bodies for."""
    found = tokens(text)
    # The letter that stands alone behind the pairs of its run: the run may go on in the article.
    if len(found) > 1 and found[-1].start < found[-2].end:
        found.pop()
    return found


class Words(dict[str, str]):
    """Each piece of text that was seen, cut and folded: five sixths of the time otherwise, as words recur."""

    def __missing__(self, piece: str) -> str:
        if len(self) >= MAX_PIECES_KEPT:
            self.clear()
        cut = self[piece] = " ".join([word for _start, _end, word in words_in(piece)])
        return cut

    def of(self, packed: str | bytes) -> str:
        """The words of a body as the full text takes them, in the order in which `text.tokens` gives them."""
        return " ".join([self[piece] for piece in PIECE.findall(read_text(rows.unpacked_text(packed)))])
