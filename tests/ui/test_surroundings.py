"""What the environment says about the terminal."""

import pytest

from newsdesk.ui.surroundings import Surroundings, prepare

MODERN = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "en_GB.UTF-8"}


def test_a_modern_terminal_is_trusted_with_everything() -> None:
    assert Surroundings.of(MODERN) == Surroundings(true_colour=True)


@pytest.mark.parametrize("term", ["linux", "vt100", ""])
def test_a_plain_terminal_gets_ascii_and_sixteen_colours(term: str) -> None:
    found = Surroundings.of(MODERN | {"TERM": term, "COLORTERM": ""})
    assert found.ascii
    assert found.few_colours
    assert found.plain


@pytest.mark.parametrize(
    ("locale", "ascii_only"),
    [
        ({"LC_ALL": "C"}, True),
        ({"LC_ALL": "", "LC_CTYPE": "POSIX"}, True),
        ({"LANG": "de_DE.ISO-8859-1"}, True),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "de_DE.utf8@euro"}, False),
        ({"LANG": "de_DE"}, False),
        ({"LANG": ""}, False),
    ],
)
def test_signs_are_ascii_where_the_locale_is_not_utf_8(locale: dict[str, str], ascii_only: bool) -> None:
    assert Surroundings.of(MODERN | locale).ascii is ascii_only


def test_no_color_leaves_only_what_needs_none() -> None:
    assert Surroundings.of(MODERN | {"NO_COLOR": "1"}).few_colours
    assert not Surroundings.of(MODERN | {"NO_COLOR": ""}).few_colours


def test_a_terminal_that_says_so_is_light() -> None:
    assert Surroundings.of(MODERN | {"COLORFGBG": "0;15"}).light
    assert Surroundings.of(MODERN | {"COLORFGBG": "15;default;0"}).light is False
    assert Surroundings.of(MODERN | {"COLORFGBG": "0;default"}).light is None
    assert Surroundings.of(MODERN).light is None


def test_over_ssh_no_keyboard_protocol_is_left_behind_by_a_dropped_line() -> None:
    environ = MODERN | {"SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}
    prepare(environ, Surroundings.of(environ))
    assert environ["TEXTUAL_DISABLE_KITTY_KEY"] == "1"


def test_what_the_user_set_already_stays() -> None:
    environ = MODERN | {"TEXTUAL_FPS": "15"}
    prepare(environ, Surroundings.of(environ))
    assert environ["TEXTUAL_FPS"] == "15"
    assert environ["TEXTUAL_ANIMATIONS"] == "none"
