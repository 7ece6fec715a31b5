"""An article printed for a terminal, for a pipe, and as Markdown."""

import re

from newsdesk.model.clean import Clean
from newsdesk.reading.show import ansi, markdown, plain
from newsdesk.reading.signs import ASCII
from newsdesk.text.widths import width
from tests.reading.pages import a_stored_article

BODY = "A **bold** word, [a link](https://e.org/ä) and [a note](other.md).\n\n```py\nx = 1\n```\n"


def test_plain_text_has_no_escapes_and_nothing_at_the_ends_of_rows() -> None:
    shown = list(plain(a_stored_article(BODY), 50))
    assert not any("\x1b" in row for row in shown)
    assert all(row == row.rstrip() for row in shown)
    assert "  A bold word, a link and a note." in shown


def test_a_terminal_gets_styles_and_links_to_the_web_alone() -> None:
    shown = "\n".join(ansi(a_stored_article(BODY), 50))
    assert "\x1b[1mbold\x1b[0m" in shown
    assert "\x1b]8;;https://e.org/%C3%A4\x1b\\\x1b[4ma link\x1b[0m\x1b]8;;\x1b\\" in shown
    assert shown.count("\x1b]8;;\x1b\\") == 1


def test_without_colours_there_are_still_bold_and_underlined() -> None:
    shown = "\n".join(ansi(a_stored_article(BODY), 50, colour=False, links=False))
    assert not re.search(r"\x1b\[[0-9;]*3\d", shown)
    assert "\x1b[1mbold\x1b[0m" in shown
    assert "\x1b]8" not in shown


def test_what_is_printed_says_the_same_with_and_without_styles() -> None:
    article = a_stored_article(BODY)
    bare = [re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;;[^\x1b]*\x1b\\", "", row).rstrip() for row in ansi(article, 50)]
    assert bare == list(plain(article, 50))


def test_a_wide_table_is_printed_whole() -> None:
    body = f"|{'|'.join(f'a-long-name-{n}' for n in range(9))}|\n{'|---' * 9}|\n|{'|'.join(map(str, range(9)))}|\n"
    shown = list(plain(a_stored_article(body), 50))
    assert "  a-long-name-8" in shown
    assert all(width(row) <= 50 for row in shown)


def test_a_long_article_is_printed_to_its_end() -> None:
    shown = list(plain(a_stored_article("\n\n".join(f"word {n}" for n in range(5_000))), 50))
    assert shown[-1] == "  word 4999"


def test_right_to_left_text_is_put_in_order_for_a_terminal_where_that_is_wished() -> None:
    article = a_stored_article("שלום עולם")
    assert "שלום עולם"[::-1] in "".join(ansi(article, 60, bidi=True))
    assert "שלום עולם" in "".join(ansi(article, 60))
    assert "שלום עולם" in "".join(plain(article, 60))


def test_ascii_is_enough() -> None:
    assert "".join(plain(a_stored_article("# H\n\n- a\n\n> q\n\n***\n"), 50, signs=ASCII)).isascii()


def test_markdown_is_the_body_as_it_was_written_below_its_headline() -> None:
    article = a_stored_article("Some *text*.\n\n", "Flood", subtitle=Clean("In town"), cta=Clean("Write to us."))
    assert markdown(article) == "# Flood\n\n*In town*\n\nSome *text*.\n\n---\n\nWrite to us.\n"
