"""An article as one HTML page that stands alone and runs nothing.

Markdown of an article may hold HTML, and an article may come from anywhere: HTML in it is shown as it is written, never
executed; addresses of scripts are no links (`markdown-it` lets through http, https, mailto and the like); and a policy
in the page's head forbids every browser what might have been overlooked (Content Security Policy, level 3).
"""

from functools import cache
from html import escape

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from newsdesk.model.article import Article, Piece
from newsdesk.model.moment import Moment

_POLICY = "default-src 'none'; img-src https: http:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = (
    "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.1rem/1.6 Georgia,serif}"
    "img{max-width:100%}pre{overflow-x:auto}table{border-collapse:collapse}td,th{border:1px solid;padding:.2rem .6rem}"
    ".by{color:#666}"
)
_WEB = ("http://", "https://")


def page(article: Article) -> str:
    """The page, a whole HTML document in UTF-8."""
    piece = article.piece
    language = f' lang="{escape(piece.language)}"' if piece.language else ""
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{escape(piece.title)}</title>",
        f"<style>{_STYLE}</style>",
    ]
    if piece.url.startswith(_WEB):
        head.append(f'<link rel="canonical" href="{escape(piece.url)}">')
    parts = [*_above(piece), _parser().render(piece.body)]
    if piece.cta:
        parts.append(f"<p><strong>{escape(piece.cta)}</strong></p>")
    return (
        f"<!DOCTYPE html>\n<html{language}>\n<head>\n" + "\n".join(head) + "\n</head>\n<body>\n"
        "<article>\n" + "\n".join(parts) + "\n</article>\n</body>\n</html>\n"
    )


def _above(piece: Piece) -> list[str]:
    parts = [f"<h1>{escape(piece.title)}</h1>"]
    if piece.subtitle:
        parts.append(f"<p><em>{escape(piece.subtitle)}</em></p>")
    by = [escape(", ".join(piece.authors))] if piece.authors else []
    by += [_time(moment) for moment in (piece.published,) if moment]
    if piece.minutes:
        by.append(f"{piece.minutes} min")
    if by:
        parts.append(f'<p class="by">{" · ".join(by)}</p>')
    if piece.image.startswith(_WEB):
        parts.append(f'<p><img src="{escape(piece.image)}" alt="{escape(piece.image_alt)}"></p>')
    if piece.tags:
        parts.append(f'<p class="by">{escape(", ".join(piece.tags))}</p>')
    return parts


def _time(moment: Moment) -> str:
    said = moment.isoformat()
    return f'<time datetime="{said}">{said[:10]}</time>'


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return parser.use(footnote_plugin).use(tasklists_plugin)
