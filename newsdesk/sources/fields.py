"""Front matter → the fields of an article, whatever its generator calls them.

`text.article_keys` says which keys mean what; here stands how their values are understood. Everything passes the gate
after its last decoding. What gets no meaning is kept in `extra`, key by key, as it was. Pure; never raises.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from newsdesk.model.article import EMPTY, PUBLISHED, Json
from newsdesk.model.clean import Clean
from newsdesk.model.moment import Moment
from newsdesk.model.problem import Problem
from newsdesk.sources.names import read_authors, read_tags
from newsdesk.sources.options import ReadingOptions
from newsdesk.sources.pictures import Picture, read_picture
from newsdesk.sources.status import read_status
from newsdesk.text.article_keys import SECTIONS, normal, spellings
from newsdesk.text.clean import clean, clean_line
from newsdesk.text.dates import date_in_name, leading_day, parse_date
from newsdesk.text.plain import LONGEST, plain_line
from newsdesk.text.reading_time import minutes_stated
from newsdesk.text.values import Fields, Plain, Value, as_json, holds_mapping, is_nothing, plain_value

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_TEMPLATE = re.compile(r"\{\{.*\}\}|\{%.*%\}|<%.*%>", re.DOTALL)
_SLUG_UNFIT = re.compile(r"[^\w./~%-]")


@dataclass(slots=True)
class Understood:
    """What front matter says of an article."""

    title: Clean = EMPTY
    subtitle: Clean = EMPTY
    description: Clean = EMPTY
    authors: tuple[Clean, ...] = ()
    published: Moment | None = None
    created: Moment | None = None
    updated: Moment | None = None
    minutes: int | None = None
    picture: Picture = field(default_factory=Picture)
    cta: Clean = EMPTY
    tags: tuple[Clean, ...] = ()
    slug: Clean = EMPTY
    language: Clean = EMPTY
    status: Clean = PUBLISHED
    url: Clean = EMPTY
    extra: dict[str, Json] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def understand(fields: Fields, options: ReadingOptions, first_line: int = 1) -> Understood:
    """Give front matter its meaning.

    Args:
        fields: What was read.
        options: Time zone, aliases, limits.
        first_line: The line of the file on which the fields begin.
    """
    return _Reader(fields, options, first_line).read()


class _Reader:
    def __init__(self, fields: Fields, options: ReadingOptions, first_line: int) -> None:
        self.fields = fields
        self.options = options
        self.first_line = first_line
        self.found = Understood()
        self.used: set[str] = set()
        """Paths of the keys that got a meaning, as they are spelt: `title`, `extra.image`."""
        self.paths: dict[str, tuple[str, Value]] = {}
        """Normalised path → the path as it is spelt, and its value. What stands at the top wins."""
        for key, value in fields.items():
            self.paths.setdefault(normal(key), (key, value))
        for key, value in fields.items():
            if isinstance(value, dict):
                section = normal(key)
                for inner, deep in value.items():
                    path = f"{key}\x00{inner}"
                    self.paths.setdefault(f"{section}.{normal(inner)}", (path, deep))
                    if section in SECTIONS:
                        self.paths.setdefault(normal(inner), (path, deep))

    def read(self) -> Understood:
        found = self.found
        found.title = self._title()
        found.subtitle = self._text("subtitle")
        found.description = self._text("description", LONGEST)
        found.authors = self._authors()
        found.minutes = self._minutes()
        self._dates()
        found.picture = self._picture()
        found.cta = self._text("cta")
        found.tags = self._tags()
        found.language = self._language()
        found.url = self._url()
        found.slug = self._slug()
        found.status = read_status(self.paths, self.used)
        found.extra = self._extra()
        return found

    def _values(self, name: str) -> list[tuple[str, Value]]:
        """The keys that mean `name` and are filled, most telling first: path as spelt, and value."""
        values = []
        for spelling in spellings(name, self.options.aliases):
            if spelling in self.paths:
                path, value = self.paths[spelling]
                if not is_nothing(value) and path not in self.used:
                    values.append((path, value))
        return values

    def _use(self, path: str, value: Value) -> None:
        """Take a key out of `extra`, unless it says more than what was understood (an author's page, a caption)."""
        if not holds_mapping(value) or normal(path) == "taxonomies":
            self.used.add(path)

    def _problem(self, path: str, code: str, sentence: str) -> None:
        line = self.fields.lines.get(path.split("\x00")[0])
        at = None if line is None else self.first_line + line
        self.found.problems.append(Problem(code, clean_line(sentence), at, None if at is None else 1))

    def _title(self) -> Clean:
        for path, value in self._values("title"):
            text = _as_text(value)
            if not text or _TEMPLATE.fullmatch(text.strip()):
                continue
            title = plain_line(text)
            if title:
                self.used.add(path)
                return self._cut(path, title, self.options.limits.title, "title-long", "title")
        return EMPTY

    def _cut(self, path: str, text: Clean, limit: int, code: str, what: str) -> Clean:
        if len(text) <= limit:
            return text
        self._problem(path, code, f"This {what} is longer than {limit} characters; its beginning is shown.")
        return clean_line(text[:limit])

    def _text(self, name: str, limit: int = 0) -> Clean:
        limit = limit or self.options.limits.title
        for path, value in self._values(name):
            text = plain_line(_as_text(value)) if not isinstance(value, dict | list) else EMPTY
            if text and not _TEMPLATE.fullmatch(text):
                self.used.add(path)
                return clean_line(text[:limit])
        return EMPTY

    def _authors(self) -> tuple[Clean, ...]:
        for path, value in self._values("authors"):
            names = read_authors(value)
            if names:
                self._use(path, value)
                limit = self.options.limits.author
                return tuple(self._cut(path, name, limit, "author-long", "author's name") for name in names)
        return ()

    def _tags(self) -> tuple[Clean, ...]:
        tags: dict[str, Clean] = {}
        for path, value in self._values("tags"):
            several = normal(path.rpartition("\x00")[2]) in {"tags", "categories"}
            read = read_tags(value, several=several)
            if read:
                self._use(path, value)
            for tag in read:
                shown = self._cut(path, tag, self.options.limits.tag, "tag-long", "tag")
                tags.setdefault(shown.casefold(), shown)
        return tuple(tags.values())

    def _minutes(self) -> int | None:
        for path, value in self._values("read_time"):
            if isinstance(value, dict):
                value = value.get("minutes") or value.get("text")
            minutes = minutes_stated(value)
            if minutes is not None:
                self.used.add(path)
                return minutes
        return None

    def _dates(self) -> None:
        found = self.found
        whole = self.paths.get("date")
        if whole is not None and isinstance(whole[1], dict):
            found.published = self._moment_in(whole, ("published", "publish", "created", "date"))
            found.created = self._moment_in(whole, ("created",))
            found.updated = self._moment_in(whole, ("updated", "modified", "lastmod"))
        found.published = found.published or self._moment("published") or self._day_in_path()
        found.created = found.created or self._moment("created")
        found.updated = found.updated or self._moment("updated")

    def _moment_in(self, whole: tuple[str, Value], names: tuple[str, ...]) -> Moment | None:
        path, mapping = whole
        for key, value in mapping.items() if isinstance(mapping, dict) else ():
            if normal(key) in names and (moment := parse_date(value, zone=self.options.zone)):
                self.used.add(path)
                return moment
        return None

    def _moment(self, name: str) -> Moment | None:
        for path, value in self._values(name):
            if isinstance(value, bool | dict | list) or (
                isinstance(value, Plain) and isinstance(plain_value(value), bool)
            ):
                continue
            moment = parse_date(value, zone=self.options.zone)
            if moment is None:
                moment = self._salvaged(path, value)
            if moment is not None:
                self.used.add(path)
                return moment
        return None

    def _day_in_path(self) -> Moment | None:
        """The day in the path that an article is published under: `path = "2025/06/26/Rust-1.88.0"`."""
        for key in ("path", "permalink", "slug", "url", "aliases"):
            value = self.paths.get(key, ("", None))[1]
            text = value[0] if isinstance(value, list) and value else value
            if isinstance(text, str) and (day := date_in_name(text)):
                return day
        return None

    def _salvaged(self, path: str, value: Value) -> Moment | None:
        """The day of a date whose time is broken; and the problem, where a date was meant."""
        text = value.isoformat() if isinstance(value, date | datetime) else str(value).strip()
        if len(text) > 80 or not any(map(str.isdigit, text)) or _TEMPLATE.search(text):
            return None
        day = leading_day(text)
        said = f"The day of “{text}” is read, its time cannot be." if day else f"“{text}” is no date that can be read."
        self._problem(path, "date-impossible", said)
        return day

    def _picture(self) -> Picture:
        for path, value in self._values("image"):
            picture = read_picture(value)
            if picture.address:
                self._use(path, value)
                alt = picture.alt or self._text("image_alt")
                return Picture(picture.address, alt)
        return Picture(EMPTY, self._text("image_alt"))

    def _language(self) -> Clean:
        for path, value in self._values("language"):
            text = _as_text(value).strip()
            if _LANGUAGE.fullmatch(text):
                self.used.add(path)
                return clean_line(text.replace("_", "-"))
        return EMPTY

    def _url(self) -> Clean:
        for path, value in self._values("url"):
            text = clean_line(_as_text(value))
            if re.match(r"https?://[^\s/]", text, re.IGNORECASE) and " " not in text and len(text) <= 2048:
                self.used.add(path)
                return text
        return EMPTY

    def _slug(self) -> Clean:
        for path, value in self._values("slug"):
            text = clean_line(_as_text(value))
            if text and not _SLUG_UNFIT.search(text) and len(text) <= 512:
                self.used.add(path)
                return text
        return EMPTY

    def _extra(self) -> dict[str, Json]:
        extra: dict[str, Json] = {}
        for key, value in self.fields.items():
            if key in self.used:
                continue
            if isinstance(value, dict):
                left = {inner: deep for inner, deep in value.items() if f"{key}\x00{inner}" not in self.used}
                if not left and value:
                    continue
                value = left
            extra[clean_line(key)] = _clean_json(as_json(value))
        return extra


def _as_text(value: Value) -> str:
    """A value as one text: numbers and dates as they are written, the parts of a list behind one another."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_as_text, value)))
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(as_json(value))


def _clean_json(value: Json) -> Json:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_clean_json(item) for item in value]
    if isinstance(value, dict):
        return {clean_line(key): _clean_json(item) for key, item in value.items()}
    return value
