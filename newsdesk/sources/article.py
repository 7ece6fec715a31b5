"""One article's bytes → a `Piece`: the ladder of decoding, front matter, recovery, meaning.

`read_article` never raises on content, and never loses a body. What it worked round it tells as problems.
"""

import re

from newsdesk.model.article import EMPTY, NO_FLAGS, Flag, Piece
from newsdesk.model.clean import Clean
from newsdesk.model.problem import Problem
from newsdesk.sources.fields import Understood, understand
from newsdesk.sources.options import ReadingOptions
from newsdesk.sources.traits import traits_of
from newsdesk.text.clean import clean, clean_line
from newsdesk.text.dates import date_in_name
from newsdesk.text.decoding import Decoded, decode
from newsdesk.text.front_matter import FrontMatter, read_front_matter
from newsdesk.text.headings import first_heading
from newsdesk.text.plain import plain_line
from newsdesk.text.reading_time import length, minutes_for

_DATE_IN_NAME = re.compile(r"^(?:(?:19|20)\d\d[-_.]?[01]?\d[-_.]?[0-3]?\d)[-_. ]*")
_INDEX = {"index", "_index"}
_LANGUAGE_IN_NAME = re.compile(r"\.([a-z]{2}(?:[-_][A-Za-z]{2,4})?)$")


def read_article(data: bytes, *, key: bytes, options: ReadingOptions) -> Piece:
    """Read an article.

    Args:
        data: The bytes of its file.
        key: Its path below the source, for what only the name says: a title, a date, a language.
        options: Time zone, aliases, limits.

    Returns:
        What it says. An empty or binary file has no body, a title made of its name, and a problem.
    """
    problems: list[Problem] = []
    if len(data) > options.limits.article_bytes:
        data = data[: options.limits.article_bytes]
        size = options.limits.article_bytes // (1024 * 1024)
        problems.append(_problem("file-long", f"The file is longer than {size} MiB; only its beginning is read."))
    decoded = decode(data)
    problems.extend(_problems_of_decoding(decoded))
    text = "" if decoded.binary else decoded.text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    above = read_front_matter(text)
    found = understand(above.fields, options, above.first_line)
    problems.extend(_problems_of(above))
    problems.extend(found.problems)
    body = clean(text[above.body_start :])
    if not text.strip() and not decoded.binary:
        problems.append(_problem("file-empty", "The file is empty."))
    return _piece(found, body, text.count("\n", 0, above.body_start) + 1, key, problems)


def _piece(found: Understood, body: Clean, body_line: int, key: bytes, problems: list[Problem]) -> Piece:
    counted = length(body)
    minutes = found.minutes if found.minutes is not None else minutes_for(counted)
    title = found.title or plain_line(first_heading(body))[:1024] or title_of_name(key)
    traits = traits_of(body) | (Flag.IMAGE if found.picture.address else NO_FLAGS)
    return Piece(
        title=Clean(title),
        body=body,
        body_line=body_line,
        subtitle=found.subtitle,
        description=found.description,
        authors=found.authors,
        published=found.published or date_in_name(key) or found.created,
        updated=found.updated,
        created=found.created,
        image=found.picture.address,
        image_alt=found.picture.alt,
        cta=found.cta,
        tags=found.tags,
        status=found.status,
        language=found.language or _language_of_name(key),
        slug=found.slug,
        url=found.url,
        words=counted.words + counted.characters,
        minutes=minutes,
        extra=found.extra,
        traits=traits | (Flag.PROBLEM if problems else NO_FLAGS),
        problems=tuple(problems),
    )


def _problem(code: str, sentence: str) -> Problem:
    return Problem(code, clean_line(sentence))


def _problems_of_decoding(decoded: Decoded) -> list[Problem]:
    if decoded.binary:
        return [_problem("file-binary", "This is no text: it is listed by its name, and nothing of it is shown.")]
    if not decoded.exact:
        return [_problem("encoding", "Some bytes are no UTF-8; they are read as Windows-1252.")]
    if decoded.encoding != "utf-8":
        name = {"cp1252": "Windows-1252"}.get(decoded.encoding, decoded.encoding.upper())
        return [_problem("encoding", f"The file is not written in UTF-8; it is read as {name}.")]
    return []


def _problems_of(above: FrontMatter) -> list[Problem]:
    return [
        Problem(
            repair.code, clean_line(repair.sentence), above.first_line + repair.line, repair.column, repair.mendable
        )
        for repair in above.repairs
    ]


def title_of_name(key: bytes) -> Clean:
    """A file's name made readable: `2025-02-03-the_flood.md` is “The flood”, `towns/index.md` is “Towns”."""
    parts = [part for part in key.decode("utf-8", "replace").split("/") if part]
    name = parts[-1] if parts else ""
    stem = name.rpartition(".")[0] if "." in name else name
    if _LANGUAGE_IN_NAME.search(stem):
        stem = stem.rpartition(".")[0]
    if stem.lower() in _INDEX and len(parts) > 1:
        stem = parts[-2]
    words = _DATE_IN_NAME.sub("", stem) or stem
    if " " not in words:
        words = re.sub(r"[-_]+", " ", words)
    title = clean_line(words.strip(" -_"))
    return Clean(title[:1].upper() + title[1:]) if title else Clean("Untitled")


def _language_of_name(key: bytes) -> Clean:
    """`flood.ja.md`, as Hugo and MkDocs name translations."""
    stem = key.rpartition(b"/")[2].rpartition(b".")[0].decode("utf-8", "replace")
    found = _LANGUAGE_IN_NAME.search(stem)
    return Clean(found[1].replace("_", "-")) if found and found[1][:2] in _LANGUAGES else EMPTY


_LANGUAGES = frozenset(
    (
        *("ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu"),
        *("id", "it", "ja", "ko", "lt", "lv", "ms", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th"),
        *("tr", "uk", "ur", "vi", "zh"),
    )
)
