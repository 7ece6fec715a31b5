"""What a person can set: read once at start, checked strictly, passed down as one frozen value.

Owns the configuration file, a TOML 1.0 document. Each key is declared once, as a field below: its default gives the
type, `says` its sentence; the checks, `newsdesk config show` and docs/configuration.md are read from there.
Where the file lies is `desk.paths`' business.
"""

import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import tzinfo
from pathlib import Path
from typing import Any, TypeVar, cast

from newsdesk.desk.toml_lines import Lines
from newsdesk.desk.zone import ZoneUnknown, zone_named
from newsdesk.model.clean import Clean
from newsdesk.model.errors import SettingsInvalid
from newsdesk.text.clean import clean_line

MAX_FILE_BYTES = 1024 * 1024
"""A configuration file is a page; what is larger was named by mistake."""

LIST_COLUMNS = ("title", "author", "source", "tags", "status", "language", "words", "minutes", "age")

T = TypeVar("T")


def _key(
    default: T, says: str, *, least: int | None = None, most: int | None = None, one_of: tuple[str, ...] = ()
) -> T:
    """Declare a key: its default, its sentence, and what its value may be."""
    metadata = {"says": says, "least": least, "most": most, "one_of": one_of}
    declared: Any = (
        field(default_factory=default.copy, metadata=metadata)
        if isinstance(default, dict)
        else field(default=default, metadata=metadata)
    )
    return cast("T", declared)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of what comes from outside is taken in; passing one is a problem in plain words, never a crash."""

    article_mib: int = _key(16, "The largest article file that is read, in MiB.", least=1, most=1024)
    title_characters: int = _key(1024, "Where a title is cut.", least=16, most=65536)
    author_characters: int = _key(256, "Where the name of an author is cut.", least=16, most=65536)
    tag_characters: int = _key(128, "Where a tag is cut.", least=16, most=65536)
    picture_mib: int = _key(10, "The largest picture that is shown, in MiB.", least=1, most=64)
    picture_megapixels: int = _key(24, "The most pixels of a picture that is shown, in millions.", least=1, most=100)
    picture_cache_mib: int = _key(
        200, "How much of the pictures from the web is kept for the next time, in MiB; 0: none.", least=0, most=65536
    )
    article_versions: int = _key(
        20, "How many older versions of an article are kept, besides the one that you read last.", least=1, most=10_000
    )
    desk_versions: int = _key(
        100_000, "How many older versions of all articles together are kept.", least=1, most=100_000_000
    )


@dataclass(frozen=True, slots=True)
class Network:
    """How newsdesk goes out to the web."""

    allow_hosts: tuple[str, ...] = _key(
        (),
        "Hosts, addresses and networks outside the public internet that may be fetched from all the same: "
        '["intranet.example", "10.0.0.0/8"]. NEWSDESK_ALLOW_HOSTS adds to them.',
    )
    proxy: str = _key("", 'A proxy through which everything goes: "http://proxy.example:3128".')
    ca_file: str = _key("", "A file of certificates in PEM that are trusted besides the usual ones.")
    contact: str = _key("", "Who runs this newsdesk, an address of mail or web: told to the servers that are asked.")
    body_mib: int = _key(64, "The largest answer that is taken, in MiB, unpacked.", least=1, most=1024)
    deadline_seconds: int = _key(20, "What one fetch may take, with all its redirects.", least=1, most=600)


@dataclass(frozen=True, slots=True)
class Feeds:
    """How feeds are followed."""

    fetch: str = _key(
        "auto", "Whether an open desk fetches feeds when they are due, or only when asked to.", one_of=("auto", "asked")
    )
    least_minutes: int = _key(15, "No feed is asked more often than that by itself.", least=1, most=1440)
    new_items: int = _key(
        1000, "How many new items of a feed are taken in at once, the newest first.", least=1, most=1000000
    )
    keep_days: int = _key(
        0, "Articles of feeds are kept so long after their date; 0 means for good.", least=0, most=36500
    )
    keep_articles: int = _key(
        0, "So many articles of a feed are kept, the newest; 0 means all.", least=0, most=100000000
    )


@dataclass(frozen=True, slots=True)
class ListSettings:
    """How the list looks, as long as nobody arranged it by hand."""

    columns: tuple[str, ...] = _key(
        ("title", "author", "source", "minutes", "age"),
        "The columns, from left to right, each perhaps with its width in cells: "
        f'["age", "title", "author:24"]. There are {", ".join(LIST_COLUMNS)}.',
    )
    rows: str = _key("auto", "Lines a row; auto goes by the width.", one_of=("auto", "one", "two"))
    second: str = _key("byline", "What a second line says.", one_of=("byline", "description"))
    density: str = _key("compact", "Whether an empty line stands between rows.", one_of=("compact", "comfortable"))


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set. The defaults are what newsdesk does without a configuration file."""

    time_zone: str = _key(
        "",
        'The zone in which instants become days and hours, such as "Europe/Berlin"; empty means the machine\'s own. '
        "It is also the zone of dates that do not name one.",
    )
    measure: int = _key(72, "The widest line of the reading pane, in columns.", least=20, most=400)
    theme: str = _key(
        "auto",
        "The colours, as long as nobody chose others for the desk under F2. newsdesk-16 uses only the terminal's own "
        "sixteen; auto is light or dark, as the terminal is.",
        one_of=(
            "auto",
            "newsdesk-dark",
            "newsdesk-light",
            "newsdesk-sepia",
            "newsdesk-contrast",
            "newsdesk-dim",
            "newsdesk-16",
        ),
    )
    bidi: str = _key(
        "terminal",
        "Who puts right-to-left text in order. terminal: yours does, or is to show it as it is read; app: newsdesk "
        "does, in articles.",
        one_of=("terminal", "app"),
    )
    pictures: str = _key(
        "usual",
        "When pictures are shown. usual: those of your own articles at once, those of feeds when you ask with i, and "
        "over SSH all when you ask; auto: all at once; ask: from the web only when you ask; never: only their words.",
        one_of=("usual", "auto", "ask", "never"),
    )
    picture_protocol: str = _key(
        "auto",
        "How the terminal is sent pictures; auto goes by what the terminal calls itself.",
        one_of=("auto", "kitty", "sixel", "iterm2", "blocks", "ascii"),
    )
    ignore: tuple[str, ...] = _key(
        (),
        'Files and folders passed over in every source, as patterns of .gitignore: ["drafts/", "*.bak.md"].',
    )
    aliases: Mapping[str, tuple[str, ...]] = _key(
        {},
        'More front matter keys for a field, a line a field: subtitle = ["kicker", "onderkop"]. They come before '
        "the spellings that are known anyway.",
    )
    list: ListSettings = field(default_factory=ListSettings)
    limits: Limits = field(default_factory=Limits)
    network: Network = field(default_factory=Network)
    feeds: Feeds = field(default_factory=Feeds)

    @property
    def zone(self) -> tzinfo:
        """The zone that `time_zone` names."""
        return zone_named(self.time_zone)


@dataclass(frozen=True, slots=True)
class Setting:
    """One key as a person meets it."""

    name: str
    """With its table in front: `limits.article_mib`."""
    kind: str
    says: str
    default: Any
    value: Any


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing in a configuration file that newsdesk does not understand."""

    message: Clean
    line: int | None = None
    """Counted from 1; None when it concerns the whole file."""


def load(path: Path) -> Settings:
    """Read the configuration file; without one, the defaults.

    Raises:
        SettingsInvalid: it names file, line, key and the nearest known key.
    """
    settings, faults = examine(path)
    if faults:
        first = faults[0]
        where = f"{path}, line {first.line}" if first.line else str(path)
        more = f" ({len(faults) - 1} more: `newsdesk config check` lists them.)" if len(faults) > 1 else ""
        raise SettingsInvalid(f"{where}: {first.message}{more}")
    return settings


def examine(path: Path) -> tuple[Settings, tuple[Fault, ...]]:
    """Read the configuration file and say all that is wrong with it, in the order of its lines.

    Returns:
        The settings, with the default wherever the file is not understood, and the faults.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            return Settings(), (Fault(Clean("This is larger than 1 MiB, so it is no configuration file.")),)
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Settings(), ()
    except OSError as error:
        return Settings(), (Fault(clean_line(f"It cannot be read: {error.strerror}.")),)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return Settings(), (Fault(Clean("This is not UTF-8 text."), line),)
    # Only where there is a file: the first screen waits for this module.
    import tomllib

    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        return Settings(), (_syntax(str(error)),)
    faults: list[Fault] = []
    settings = _filled(Settings, document, (), Lines(text), faults)
    faults.extend(_without_meaning(settings, Lines(text)))
    return settings, tuple(sorted(faults, key=lambda fault: fault.line or 0))


def others_can_write(path: Path) -> bool:
    """Whether every user of the machine may change the configuration file."""
    try:
        return bool(path.stat().st_mode & stat.S_IWOTH)
    except OSError:
        return False


def listed(settings: Settings) -> Iterator[Setting]:
    """Every key in the order of its declaration, those of tables last."""
    yield from _listed(settings, "")


def as_toml(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, Mapping):
        inside = ", ".join(f"{as_toml(key)} = {as_toml(item)}" for key, item in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(as_toml(item) for item in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    # TOML allows no control character in a basic string; what a file's \u escapes made of it goes back.
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'


def _listed(part: Any, table: str) -> Iterator[Setting]:
    tables = []
    for declared in fields(part):
        value = getattr(part, declared.name)
        if "says" not in declared.metadata:
            tables.append((declared.name, value))
            continue
        default = declared.default if declared.default is not MISSING else {}
        yield Setting(
            table + declared.name, _kind(default, declared.metadata), declared.metadata["says"], default, value
        )
    for name, inner in tables:
        yield from _listed(inner, f"{table}{name}.")


def _kind(default: object, metadata: Mapping[str, Any]) -> str:
    if metadata["one_of"]:
        return "one of " + ", ".join(metadata["one_of"])
    if isinstance(default, int):
        return f"whole number from {metadata['least']} to {metadata['most']}"
    if isinstance(default, tuple):
        return "list of texts"
    return "table of lists" if isinstance(default, Mapping) else "text"


def _filled(kind: type[T], table: Mapping[str, object], above: tuple[str, ...], lines: Lines, faults: list[Fault]) -> T:
    """A value of `kind` from what the table says; what it says wrongly goes to `faults`."""
    declared = {one.name: one for one in fields(kind)}  # type: ignore[arg-type]
    given: dict[str, Any] = {}
    for key, value in table.items():
        place = (*above, key)
        line = lines.of(place)
        if key not in declared:
            faults.append(Fault(_unknown(place, [".".join((*above, name)) for name in declared]), line))
            continue
        metadata = declared[key].metadata
        name = ".".join(place)
        if "says" in metadata:
            default = declared[key].default if declared[key].default is not MISSING else {}
            wrong = _wrong(value, default, metadata)
            if wrong:
                faults.append(Fault(clean_line(f"{name} must be {wrong}."), line))
            else:
                given[key] = _frozen(value)
        elif isinstance(value, dict):
            inner = cast("type[Any]", declared[key].default_factory)
            given[key] = _filled(inner, value, place, lines, faults)
        else:
            faults.append(Fault(clean_line(f"{name} is a table: write [{name}] and its keys below."), line))
    return kind(**given)


def _wrong(value: object, default: object, metadata: Mapping[str, Any]) -> str | None:
    """What the value ought to be, when it is not."""
    if metadata["one_of"]:
        return None if value in metadata["one_of"] else _kind(default, metadata)
    if isinstance(default, int):
        # A TOML boolean is no number, though Python's is.
        fits = isinstance(value, int) and not isinstance(value, bool) and metadata["least"] <= value <= metadata["most"]
        return None if fits else "a " + _kind(default, metadata)
    if isinstance(default, tuple):
        return None if _texts(value) else 'a list of texts, such as ["one", "two"]'
    if isinstance(default, Mapping):
        fits = isinstance(value, dict) and all(_texts(inner) for inner in value.values())
        return None if fits else 'a table whose values are lists of texts, such as subtitle = ["kicker"]'
    return None if isinstance(value, str) else "a text in quotes"


def _without_meaning(settings: Settings, lines: Lines) -> Iterator[Fault]:
    """Values of the right type that name what there is not."""
    if settings.time_zone:
        try:
            zone_named(settings.time_zone)
        except ZoneUnknown as error:
            yield Fault(clean_line(str(error)), lines.of(("time_zone",)))
    if settings.network.proxy and not re.match(r"https?://[^/\s]", settings.network.proxy):
        says = 'network.proxy must be an address, such as "http://proxy.example:3128".'
        yield Fault(Clean(says), lines.of(("network", "proxy")))
    for column in settings.list.columns:
        name, _, cells = column.partition(":")
        if name not in LIST_COLUMNS or (cells and not cells.isdecimal()):
            there = f"There are {', '.join(LIST_COLUMNS)}, each perhaps with a width: author:24."
            yield Fault(clean_line(f"list.columns: {column} is no column. {there}"), lines.of(("list", "columns")))
    if settings.aliases:
        from newsdesk.text.article_keys import SPELLINGS

        for field_of_article in settings.aliases.keys() - SPELLINGS.keys():
            place = ("aliases", field_of_article)
            yield Fault(_unknown(place, [f"aliases.{name}" for name in SPELLINGS]), lines.of(place))


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _frozen(value: object) -> object:
    if isinstance(value, list):
        return tuple(value)
    return {key: tuple(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def _unknown(place: tuple[str, ...], known: list[str]) -> Clean:
    # Only when something is wrong: the first screen waits for this module.
    import difflib

    name = ".".join(place)
    nearest = difflib.get_close_matches(name, known, n=1)
    hint = f"Did you mean {nearest[0]}?" if nearest else "`newsdesk config show` lists the keys there are."
    return clean_line(f"There is no key {name}. {hint}")


def _syntax(message: str) -> Fault:
    """Tomllib says the place at the end of its message only."""
    found = re.search(r" \(at line (\d+), column \d+\)$", message)
    if found is None:
        return Fault(
            clean_line(f"This is not TOML: {message.removesuffix(' (at end of document)') or 'nested too deeply'}.")
        )
    return Fault(clean_line(f"This is not TOML: {message[: found.start()]}."), int(found[1]))
