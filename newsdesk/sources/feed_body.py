"""What a feed's article says, for reading: its HTML as Markdown, with what came along, made when somebody opens it.

The store keeps what came; a better conversion tomorrow serves the articles of yesterday.
"""

from newsdesk.model.article import Piece
from newsdesk.model.clean import Clean
from newsdesk.sources.feed_attached import attached
from newsdesk.text.web_markdown import web_markdown


def as_markdown(piece: Piece, feed_url: str) -> Clean:
    """The Markdown of an article that came from a feed.

    Args:
        piece: As the store keeps it, its body in HTML.
        feed_url: Of its feed: what relative addresses stand on when the item has no address either.
    """
    base = piece.extra.get("base")
    return web_markdown(piece.body + attached(piece), base if isinstance(base, str) and base else piece.url or feed_url)
