"""What comes along with a feed's item, as HTML behind its text: files to hear and see, chapters, where it is discussed.

A podcast is little without its sound. Nothing is fetched: all are links.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final
from urllib.parse import unquote, urlsplit

from newsdesk.model.article import Json, Piece

MOST_CHAPTERS: Final = 200
_KINDS: Final = {"audio": "Audio", "video": "Film", "image": "Picture"}
_LINKS: Final = {"transcript": "Transcript", "chapters_file": "Chapters", "comments": "Comments"}
_MIB: Final = 1024 * 1024


def attached(piece: Piece) -> str:
    """The HTML of what comes along; empty where nothing does that the text does not show already."""
    lists = (list(_files(piece)), list(_chapters(piece)), list(_links(piece)))
    return "".join(f"<hr><ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>" for lines in lists if lines)


def _files(piece: Piece) -> Iterator[str]:
    for file in _mappings(piece.extra.get("enclosures")):
        url = _text(file, "url")
        if not url or url == piece.image or url in piece.body:
            continue
        kind = _text(file, "type")
        size = file.get("bytes")
        heard = kind.startswith(("audio", "video"))
        facts = [
            _KINDS.get(kind.partition("/")[0].lower(), kind),
            _duration(file.get("seconds") or piece.extra.get("duration")) if heard else "",
            f"{size / _MIB:,.1f} MiB" if isinstance(size, int) and size > 0 else "",
        ]
        said = ", ".join(fact for fact in facts if fact)
        yield _link(url, _text(file, "title") or _name(url)) + (f" ({escape(said)})" if said else "")


def _chapters(piece: Piece) -> Iterator[str]:
    for chapter in _mappings(piece.extra.get("chapters"))[:MOST_CHAPTERS]:
        title, url = _text(chapter, "title"), _text(chapter, "url")
        start = escape(_text(chapter, "start").partition(".")[0])
        yield f"{start} {_link(url, title or url) if url else escape(title)}".strip()


def _links(piece: Piece) -> Iterator[str]:
    for key, name in _LINKS.items():
        url = _text(piece.extra, key)
        if key == "chapters_file" and piece.extra.get("chapters"):
            continue
        if url.startswith(("http://", "https://")) and url not in piece.body:
            count = _text(piece.extra, "comment_count") if key == "comments" else ""
            yield _link(url, name) + (f" ({escape(count)})" if count.isdigit() else "")


def _duration(value: Json) -> str:
    """As the feed says it, seconds as hours and minutes."""
    said = str(value or "").strip()
    if not said.isdigit() or len(said) > 6:
        return said[:12]
    minutes, seconds = divmod(int(said), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _name(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return unquote(parts.path.rstrip("/").rpartition("/")[2]) or parts.netloc


def _link(url: str, name: str) -> str:
    return f'<a href="{escape(url)}">{escape(name)}</a>'


def _mappings(value: Json) -> Sequence[Mapping[str, Json]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, (list, tuple)) else []


def _text(said: Mapping[str, Json], key: str) -> str:
    value = said.get(key)
    return value.strip() if isinstance(value, str) else ""
