"""How rows are laid out: by configuration and by hand."""

from dataclasses import replace

import pytest

from newsdesk.desk.settings import ListSettings
from newsdesk.ui.arranging import arrangement_of, written
from newsdesk.ui.widgets.rows import COLUMN_MOST_CELLS, Arrangement

PLAIN = ListSettings()


def test_without_a_word_the_rows_are_as_they_are() -> None:
    assert arrangement_of(PLAIN, None) == Arrangement()


def test_columns_come_in_the_order_and_with_the_widths_of_the_configuration() -> None:
    settings = ListSettings(("age", "title", "author:24", "age"), "two", "description", "comfortable")
    assert arrangement_of(settings, None) == Arrangement(
        ("age", "title", "author"), {"author": 24}, lines=2, description=True, spaced=True
    )


def test_the_headline_is_there_also_when_nobody_names_it() -> None:
    assert arrangement_of(ListSettings(("age",)), None).columns == ("title", "age")


def test_no_width_is_absurd() -> None:
    assert arrangement_of(ListSettings(("title", "author:9999")), None).cells == {"author": COLUMN_MOST_CELLS}


def test_what_was_chosen_by_hand_comes_again() -> None:
    for by_hand in (
        Arrangement(cells={"age": 16}, lines=1),
        Arrangement(lines=2, description=True),
        Arrangement(spaced=True),
    ):
        assert arrangement_of(ListSettings(rows="two"), written(by_hand)) == replace(by_hand)


@pytest.mark.parametrize(
    "said", ["", "[]", "{", '{"cells": 3}', '{"lines": "x", "cells": {"age": "wide"}}', "[" * 9999]
)
def test_what_nobody_wrote_changes_nothing(said: str) -> None:
    assert arrangement_of(PLAIN, said) == Arrangement()
