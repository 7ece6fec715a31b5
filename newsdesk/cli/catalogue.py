"""Every command of `newsdesk`, declared once: its name, its options, its examples.

Help is printed from here, and docs/commands.md is tested against it. Nothing is carried out here.
"""

import argparse
from argparse import ArgumentParser

from newsdesk.cli.arguments import Command
from newsdesk.cli.feeds_declared import declare_feeds, declare_fetch


def _whole_number(text: str) -> int:
    if not text.strip().isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is not a whole number")
    return int(text)


def _json(parser: ArgumentParser, of: str) -> None:
    parser.add_argument("--json", action="store_true", help=f"JSON Lines: {of}")


def _limit(parser: ArgumentParser, what: str) -> None:
    parser.add_argument("--limit", type=_whole_number, metavar="N", help=f"at most N {what}")


def _refreshing(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--no-refresh", action="store_true", help="answer from what was read before; do not look at the sources"
    )


def _sources(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="add|remove|rename|pause|resume|list")
    of_several = (
        ("add", "follow folders or files"),
        ("remove", "follow them no longer; their files stay"),
        ("pause", "take nothing more in from them; their articles stay"),
        ("resume", "take in again what changes in them"),
    )
    for name, says in of_several:
        action = actions.add_parser(name, help=says, description=says[:1].upper() + says[1:] + ".", allow_abbrev=False)
        action.add_argument("paths", nargs="+", metavar="PATH", help="a folder of articles, or one article")
    rename = actions.add_parser(
        "rename", help="call one by another name", description="Call a source by another name.", allow_abbrev=False
    )
    rename.add_argument("path", metavar="SOURCE", help="its path, or the name that `list` shows")
    rename.add_argument("name", metavar="NAME", help="what it is called from now on")
    listing = actions.add_parser(
        "list", help="what is followed", description="List what is followed.", allow_abbrev=False
    )
    _json(listing, "one source an object")


def _search(parser: ArgumentParser) -> None:
    parser.add_argument("query", nargs="+", metavar="QUERY", help="what you would type into the search bar")
    _json(parser, "one article an object")
    _limit(parser, "articles")
    parser.add_argument("--as-typed", action="store_true", help="leave out what only matches with typos forgiven")
    parser.add_argument("--body", action="store_true", help="look for the words in the texts, not in the headlines")
    parser.add_argument("--explain", action="store_true", help="say of each hit why it stands where it does")
    _refreshing(parser)


def _list(parser: ArgumentParser) -> None:
    _json(parser, "one article an object")
    _limit(parser, "articles, the newest")
    _refreshing(parser)


def _show(parser: ArgumentParser) -> None:
    parser.add_argument(
        "article", metavar="ID|PATH|-", help="an id of `newsdesk list`, a file, or - for standard input"
    )
    form = parser.add_mutually_exclusive_group()
    _json(form, "the article as one object, without its body")  # type: ignore[arg-type]
    form.add_argument("--markdown", action="store_true", help="the article as Markdown, not laid out")
    form.add_argument("--plain", action="store_true", help="laid out, without colours and links")
    parser.add_argument(
        "--width",
        type=_whole_number,
        metavar="N",
        help="columns to lay it out in (default: the terminal's, at most the measure)",
    )
    _refreshing(parser)
    parser.add_argument("--pictures", action="store_true", help="with its pictures, as well as the terminal can")
    parser.add_argument("--full-text", action="store_true", help="of a feed's article: the text of its page")
    parser.add_argument("--no-pager", action="store_true", help="never through $PAGER, however long it is")


def _export(parser: ArgumentParser) -> None:
    parser.add_argument("query", nargs="+", metavar="QUERY", help="which articles: those that match it as typed")
    parser.add_argument("folder", metavar="DIR", help="where to; it is made where there is none")
    parser.add_argument(
        "--format",
        choices=("markdown", "json", "jsonl", "csv", "html"),
        default="markdown",
        help="markdown and html: a file an article; the others: one file of all (default: markdown)",
    )
    _json(parser, "one object with the names of the files")
    _refreshing(parser)


def _log(parser: ArgumentParser) -> None:
    parser.add_argument("article", metavar="ID|PATH", help="an id of `newsdesk list`, or a file")
    _json(parser, "one version an object, with its text")
    _refreshing(parser)
    parser.set_defaults(versions="log")


def _diff(parser: ArgumentParser) -> None:
    parser.add_argument("article", metavar="ID|PATH", help="an id of `newsdesk list`, or a file")
    parser.add_argument(
        "version",
        nargs="?",
        type=_whole_number,
        metavar="N",
        help="a version of `newsdesk log`; else: the one you read",
    )
    _json(parser, "one stretch of text an object: stayed, went or new")
    _refreshing(parser)
    parser.set_defaults(versions="diff")


def _stats(parser: ArgumentParser) -> None:
    parser.add_argument("query", nargs="*", metavar="QUERY", help="count only what this finds")
    parser.add_argument("--json", action="store_true", help="one object: totals, and [value, count] for each facet")
    _limit(parser, "values of each facet (default: 10 for people, all in JSON)")
    _refreshing(parser)


def _lint(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files or folders; - for standard input; none: your sources"
    )
    _json(parser, "one problem an object")
    parser.add_argument(
        "--fix", action="store_true", help="mend what can be mended: only the broken lines of front matter change"
    )
    parser.add_argument("--diff", action="store_true", help="with --fix: show what it would do, write nothing")


def _scan(parser: ArgumentParser) -> None:
    _json(parser, "one object: what is new, amended, moved, gone")


def _mark(parser: ArgumentParser) -> None:
    states = ("read", "unread", "starred", "unstarred", "archived", "unarchived")
    parser.add_argument("state", choices=states, metavar="STATE", help=", ".join(states))
    _acting(parser, "mark")


def _archive(parser: ArgumentParser) -> None:
    _acting(parser, "archive")


def _tag(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=("add", "remove"), metavar="add|remove", help="give the tag, or take it away")
    parser.add_argument("tag", metavar="TAG", help="the tag; what an article says of itself cannot be removed")
    _acting(parser, "tag")


def _acting(parser: ArgumentParser, mark: str) -> None:
    parser.add_argument("query", nargs="*", metavar="QUERY", help="which articles: those that match it as typed")
    parser.add_argument(
        "--id",
        action="append",
        default=[],
        dest="articles",
        metavar="ID|PATH",
        help="just this article, by an id of `newsdesk list` or its file; may be given several times",
    )
    _json(parser, "one object with the ids that changed")
    _refreshing(parser)
    parser.set_defaults(mark=mark)


def _undo(parser: ArgumentParser) -> None:
    _json(parser, "one object with the ids that changed")
    parser.set_defaults(mark="undo")


def _redo(parser: ArgumentParser) -> None:
    _json(parser, "one object with the ids that changed")
    parser.set_defaults(mark="redo")


def _backup(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="where to; an earlier backup there is replaced")
    parser.set_defaults(care="backup")


def _restore(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="what `newsdesk backup` wrote")
    parser.set_defaults(care="restore")


def _doctor(parser: ArgumentParser) -> None:
    _json(parser, "one finding an object")
    parser.add_argument(
        "--fix", action="store_true", help="make the index and the full text anew, and read the sources"
    )
    parser.set_defaults(care="doctor")


def _config(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="path|show|check")
    actions.add_parser("path", help="where the configuration file lies", allow_abbrev=False)
    shown = actions.add_parser("show", help="every key, its value, and what it is for", allow_abbrev=False)
    _json(shown, "one key an object")
    actions.add_parser(
        "check", help="what the file says wrongly; exit code 1 when there is something", allow_abbrev=False
    )


COMMANDS = (
    Command(
        "search",
        "Find articles as the search bar does: misspelt words, operators and all.",
        "finding",
        _search,
        "  newsdesk search depsek revoluton\n"
        "  newsdesk search 'author:jenkins after:2025-02 -china'\n"
        "  newsdesk search is:unread tag:science --json | jq -r .path\n"
        "  newsdesk search --body tariff",
        takes_query=True,
    ),
    Command(
        "list",
        "List the articles, newest first.",
        "listing",
        _list,
        "  newsdesk list --limit 20\n  newsdesk list --source articles/ --json | jq -r '[.published, .title] | @tsv'",
    ),
    Command(
        "show",
        "Read an article: in colour on a terminal, as plain text down a pipe.",
        "showing",
        _show,
        "  newsdesk show 12\n"
        "  newsdesk show articles/flood.md --width 60\n"
        "  curl -s https://example.org/a.md | newsdesk show -",
    ),
    Command(
        "log",
        "List what an article said before its source changed it.",
        "versions",
        _log,
        "  newsdesk log 12\n  newsdesk log articles/flood.md --json",
    ),
    Command(
        "diff",
        "Show which words of an article its source changed.",
        "versions",
        _diff,
        "  newsdesk diff 12      since you read it, else since the version before\n"
        "  newsdesk diff 12 1    since the oldest that is kept",
    ),
    Command(
        "export",
        "Write what a query finds as files for other programs.",
        "exporting",
        _export,
        "  newsdesk export tag:science science/\n  newsdesk export 'author:jenkins after:2025' jenkins/ --format csv",
        takes_query=True,
    ),
    Command(
        "stats",
        "Count: articles, words, reading time, and by source, author, tag, month, status, language.",
        "figures",
        _stats,
        "  newsdesk stats\n  newsdesk stats is:unread --json | jq .author",
        takes_query=True,
    ),
    Command(
        "lint",
        "Say what is wrong with articles, line by line, and mend their front matter.",
        "linting",
        _lint,
        "  newsdesk lint articles/\n"
        "  newsdesk lint articles/ --fix --diff    what it would change\n"
        "  newsdesk lint articles/ --fix",
    ),
    Command(
        "sources",
        "Add, remove, rename, pause and list what your desk follows.",
        "sourcing",
        _sources,
        "  newsdesk sources add ~/articles\n  newsdesk sources list\n  newsdesk sources rename ~/articles House",
    ),
    Command(
        "feeds",
        "Follow feeds of the web: add, list, tag, pause, import, export, …",
        "feeds",
        declare_feeds,
        "  newsdesk feeds add example.org --tag science\n"
        "  newsdesk feeds list --health\n"
        "  newsdesk feeds import ~/.newsboat/urls\n"
        "  newsdesk feeds export feeds.opml",
    ),
    Command(
        "fetch",
        "Ask the feeds what is new; exit code 1: some failed, 3: none could be reached.",
        "fetching",
        declare_fetch,
        "  newsdesk fetch\n  newsdesk fetch --due --json    for a timer: only those that are due",
    ),
    Command(
        "scan",
        "Read the sources without opening the desk: for a first time, or a timer.",
        "scanning",
        _scan,
        "  newsdesk scan\n  newsdesk scan --source articles/ --json",
    ),
    Command(
        "mark",
        "Mark what a query finds as read, unread, starred, …",
        "marking",
        _mark,
        "  newsdesk mark read 'before:2025-01'\n  newsdesk mark starred author:jenkins tag:science\n"
        "  newsdesk mark unread --id 12",
        takes_query=True,
    ),
    Command(
        "archive",
        "Take what a query finds out of the list; `is:archived` finds it again.",
        "marking",
        _archive,
        "  newsdesk archive is:read 'age:>30d'",
        takes_query=True,
    ),
    Command(
        "tag",
        "Give what a query finds a tag of yours, or take it away again.",
        "marking",
        _tag,
        "  newsdesk tag add follow-up author:jenkins is:starred\n"
        "  newsdesk tag add 'front page' --id 12 --id articles/flood.md\n"
        "  newsdesk tag remove follow-up tag:follow-up",
        takes_query=True,
    ),
    Command("undo", "Take back the last thing that was done to articles.", "marking", _undo, "  newsdesk undo"),
    Command("redo", "Do again what was taken back.", "marking", _redo, "  newsdesk redo"),
    Command(
        "backup",
        "Copy all that your desk keeps to a file, while it is in use.",
        "upkeep",
        _backup,
        "  newsdesk backup ~/desk-of-monday.sqlite3",
    ),
    Command(
        "restore",
        "Take over a backup; what was there before is kept beside it.",
        "upkeep",
        _restore,
        "  newsdesk restore ~/desk-of-monday.sqlite3",
    ),
    Command(
        "doctor",
        "Look whether everything is sound, and what helps where it is not.",
        "upkeep",
        _doctor,
        "  newsdesk doctor\n  newsdesk doctor --fix",
    ),
    Command(
        "config",
        "Show where the configuration lies, what it says, and what is wrong with it.",
        "configuring",
        _config,
        '  newsdesk config show\n  $EDITOR "$(newsdesk config path)"',
    ),
)
