"""`newsdesk show`: one article, laid out for a terminal, as plain text down a pipe, as Markdown, as JSON."""

import argparse
import hashlib
import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newsdesk.cli.opening import opened, settings_for
from newsdesk.cli.output import Output
from newsdesk.desk.desk import Desk
from newsdesk.desk.paths import data_folder, real_path
from newsdesk.desk.readers import reading_options
from newsdesk.desk.settings import Settings
from newsdesk.export.records import article_record
from newsdesk.model.article import Article, ArticleId, Origin, RawArticle
from newsdesk.model.clean import Clean
from newsdesk.model.errors import ArticleNotFound, UsageError
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.reading.show import ansi, markdown, plain
from newsdesk.reading.signs import ASCII, UNICODE
from newsdesk.sources.article import read_article
from newsdesk.sources.folder import read_file

if TYPE_CHECKING:
    from newsdesk.cli.printed_pictures import PrintedPictures

STANDARD_INPUT = "-"
NARROWEST, WIDTH_OF_A_PIPE = 20, 80


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print the article; always 0.

    Raises:
        ArticleNotFound: there is neither an article nor a file of that name.
        FullTextMissing: its full text was asked for, and there is none.
        UsageError: options make no sense, or not together.
    """
    if arguments.width is not None and arguments.width < NARROWEST:
        raise UsageError(f"An article needs at least {NARROWEST} columns; --width says {arguments.width}.")
    if arguments.pictures and (arguments.json or arguments.markdown):
        raise UsageError("--pictures shows them in an article that is laid out; --json and --markdown lay nothing out.")
    settings = settings_for(arguments, output)
    folder = data_folder(arguments.data_dir, os.environ)
    if arguments.article == STANDARD_INPUT:
        article = _from_standard_input(settings)
    else:
        with opened(arguments, output, settings=settings) as desk:
            article = _named(desk, arguments.article, settings)
            if arguments.full_text and article.source.kind is not SourceKind.FEED:
                raise UsageError("--full-text is for articles of feeds; this one's file holds all of its text.")
            if arguments.full_text:
                article = desk.wires.full_text(article.id).article
            folder = desk.where.folder
    if arguments.json:
        output.json(article_record(article))
    elif arguments.markdown:
        output.text(markdown(article))
    elif arguments.pictures:
        from newsdesk.cli.printed_pictures import PrintedPictures

        with PrintedPictures(article, folder, settings, output) as pictures:
            _print_laid_out(article, arguments, settings, output, pictures)
    else:
        _print_laid_out(article, arguments, settings, output)
    return 0


def _named(desk: Desk, reference: str, settings: Settings) -> Article:
    """The desk's article, else the file that is called so."""
    try:
        return desk.article(desk.find(reference))
    except ArticleNotFound:
        path = real_path(reference)
        if not Path(os.fsdecode(path)).is_file():
            raise
        return _loose(read_file(path, key=b"", options=reading_options(settings)), path)


def _from_standard_input(settings: Settings) -> Article:
    options = reading_options(settings)
    data = sys.stdin.buffer.read(options.limits.article_bytes + 1) if sys.stdin else b""
    piece = read_article(data, key=STANDARD_INPUT.encode(), options=options)
    digest = hashlib.blake2b(data, digest_size=16).digest()
    return _loose(RawArticle(Origin(b"", digest, len(data)), piece), STANDARD_INPUT.encode())


def _loose(raw: RawArticle, location: bytes) -> Article:
    """An article that is on no desk: its number is 0."""
    source = Source(SourceId(0), SourceKind.FILE, location, Clean(""))
    return Article(ArticleId(0), source, raw.origin, raw.piece, raw.piece.traits)


def _print_laid_out(
    article: Article,
    arguments: argparse.Namespace,
    settings: Settings,
    output: Output,
    pictures: "PrintedPictures | None" = None,
) -> None:
    width = arguments.width or output.width or WIDTH_OF_A_PIPE
    # A width that somebody asks for is meant; the measure is for terminals that happen to be wide.
    measure = arguments.width or settings.measure
    signs = UNICODE if output.speaks_unicode else ASCII
    if pictures is not None:
        pictures.fetch(width, measure)
    if not output.is_terminal or arguments.plain:
        output.rendered(plain(article, width, measure=measure, zone=settings.zone, signs=signs, pictures=pictures))
        return
    colours = output.colours
    rows = ansi(
        article,
        width,
        measure=measure,
        zone=settings.zone,
        signs=signs,
        colour=colours,
        links=colours,
        pictures=pictures,
        bidi=settings.bidi == "app",
    )
    if pictures is not None and pictures.only_straight:
        output.rendered(rows)
        return
    lines = list(rows)
    long = output.height is not None and len(lines) >= output.height
    pager = _pager() if long and not arguments.no_pager else ()
    if not pager or not _paged(lines, pager):
        output.rendered(iter(lines))


def _pager() -> Sequence[str]:
    """The command that the reader pages with; none where `$PAGER` names none."""
    named = os.environ.get("PAGER", "less")
    try:
        return shlex.split(named)
    except ValueError as error:
        raise UsageError(f"$PAGER is not understood ({error}): {named}. --no-pager does without.") from error


def _paged(lines: Sequence[str], pager: Sequence[str]) -> bool:
    """Hand the article to the pager, started without a shell; False when there is none."""
    # What git gives less, too: colours as they are, no pager for what fits, the screen left as it is.
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8"} | os.environ
    try:
        with subprocess.Popen(pager, stdin=subprocess.PIPE, env=environment) as process:
            try:
                process.communicate(("\n".join(lines) + "\n").encode("utf-8", "replace"))
            except KeyboardInterrupt:
                # Ctrl+C is for the pager, which shares the terminal.
                process.wait()
    except OSError:
        return False
    return True
