"""The options of `newsdesk feeds` and `newsdesk fetch`. Nothing is carried out here."""

import argparse
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

FEED = "its name, its address, or its number"


def whole_number(text: str) -> int:
    """A number that somebody typed."""
    if not text.strip().isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is not a whole number")
    return int(text)


def declare_feeds(parser: ArgumentParser) -> None:
    """The actions of `newsdesk feeds`, each with its options."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")

    def action(name: str, says: str, declare: Callable[[ArgumentParser], object]) -> None:
        described = f"{says[:1].upper()}{says[1:]}."
        declare(actions.add_parser(name, help=says, description=described, allow_abbrev=False))

    action("add", "follow the feed at an address, or of a page", _add)
    action("list", "which feeds are followed", _list)
    action("remove", "follow feeds no longer; articles that you starred, noted or tagged are kept", _several)
    action("rename", "call a feed by another name", _rename)
    action("tag", "give tags to a feed, take others, put it into a folder: its articles have them, too", _tag)
    action("move", "ask for a feed at another address from now on; its articles stay", _move)
    action("secret", "say where the secret lies that a feed's server asks for; without options: none", _let_in)
    action("pause", "ask for feeds no more until they are resumed", _several)
    action("resume", "ask for paused feeds again, also for those that were gone for good", _several)
    action("full-text", "fetch the full text of a feed's new articles by itself, or no longer", _full_text)
    action("keep", "say how much of a feed is kept; without options: as the configuration says", _keep)
    action("prune", "take off the desk what the rules of keeping do not keep", _prune)
    action("import", "follow the feeds of another reader's list: OPML, or newsboat's `urls`", _import)
    action("export", "write the list of feeds for other readers", _export)


def declare_fetch(parser: ArgumentParser) -> None:
    """The options of `newsdesk fetch`."""
    parser.add_argument("feeds", nargs="*", metavar="FEED", help=f"just these: {FEED}; none: all that are not paused")
    parser.add_argument("--due", action="store_true", help="only those that are due by their schedule: for a timer")
    _json(parser, "one object: what it brought, and which feeds failed")


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="of a feed, or of a page that has one: example.org will do")
    parser.add_argument("--dry-run", action="store_true", help="only show what is there")
    parser.add_argument("--pick", type=whole_number, metavar="N", help="of several feeds, the N-th (default: 1)")
    parser.add_argument("--name", default="", metavar="NAME", help="what to call it (default: as it calls itself)")
    parser.add_argument("--folder", default="", metavar="A/B", help="the folder that it lies in")
    parser.add_argument("--tag", action="append", default=[], metavar="TAG", help="a tag of it; may be repeated")
    parser.add_argument("--full-text", action="store_true", help="fetch the full text of its articles by itself")
    _secret(parser)
    _json(parser, "one object: what was found, and what was added")


def _secret(parser: ArgumentParser) -> None:
    secret = parser.add_argument_group("where its server asks who you are (newsdesk never keeps a secret itself)")
    secret.add_argument("--user", default="", metavar="USER", help="with a password; without it, the secret is a token")
    place = secret.add_mutually_exclusive_group()
    place.add_argument("--secret-env", metavar="VARIABLE", help="the secret is in this variable of the environment")
    place.add_argument("--password-command", metavar="COMMAND", help="this command prints it")
    place.add_argument("--keyring", metavar="SERVICE/USER", help="it is in the system's keyring")


def _let_in(parser: ArgumentParser) -> None:
    parser.add_argument("feed", metavar="FEED", help=FEED)
    _secret(parser)


def _move(parser: ArgumentParser) -> None:
    parser.add_argument("feed", metavar="FEED", help=FEED)
    parser.add_argument("url", metavar="URL", help="where it is from now on")


def _list(parser: ArgumentParser) -> None:
    parser.add_argument("--health", action="store_true", help="how they are doing, and why some fail")
    _json(parser, "one feed an object")


def _several(parser: ArgumentParser) -> None:
    parser.add_argument("feeds", nargs="+", metavar="FEED", help=FEED)


def _rename(parser: ArgumentParser) -> None:
    parser.add_argument("feed", metavar="FEED", help=FEED)
    parser.add_argument("name", metavar="NAME", help="'' for the one that it calls itself")


def _tag(parser: ArgumentParser) -> None:
    parser.add_argument("feed", metavar="FEED", help=FEED)
    parser.add_argument("tags", nargs="*", metavar="TAG", help="tags to give")
    parser.add_argument("--remove", action="append", default=[], metavar="TAG", help="a tag to take; may be repeated")
    parser.add_argument("--folder", metavar="A/B", help="the folder to put it into; '' for none")


def _full_text(parser: ArgumentParser) -> None:
    parser.add_argument("feed", metavar="FEED", help=FEED)
    parser.add_argument("wanted", choices=("on", "off"), metavar="on|off", help="by itself, or only with F")


def _keep(parser: ArgumentParser) -> None:
    parser.add_argument("feed", metavar="FEED", help=FEED)
    parser.add_argument("--days", type=whole_number, metavar="N", help="so long after their date; 0: for good")
    parser.add_argument("--articles", type=whole_number, metavar="N", help="so many, the newest; 0: all")


def _prune(parser: ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="only say what that would be")
    _json(parser, "one feed an object")


def _import(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="an OPML file, or newsboat's urls")
    parser.add_argument(
        "--cache", metavar="FILE", help="newsboat's cache.db: what was read there is read here (default: beside urls)"
    )
    _json(parser, "one object: what was added, known, refused, and newsboat's query feeds")


def _export(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", metavar="FILE", help="where to (default: standard output)")
    parser.add_argument("--format", choices=("opml", "newsboat"), default="opml", help="default: opml")


def _json(parser: Any, of: str) -> None:
    parser.add_argument("--json", action="store_true", help=f"JSON Lines: {of}")
