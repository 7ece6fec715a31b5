from hypothesis import given
from hypothesis import strategies as st

from tests.terminal.control_sequences import foreign, left_on, pieces, unfinished

OUTPUT = st.lists(
    st.sampled_from(
        [b"\x1b", b"[", b"]", b"8;;", b"https://a", b"\x07", b"\\", b"P", b"m", b"31", b"H", b"\xc2", b"\x9b", b"a"]
    )
).map(b"".join)


@given(OUTPUT)
def test_nothing_of_the_output_is_lost_when_it_is_taken_apart(data: bytes) -> None:
    assert b"".join(piece.data for piece in pieces(data)) == data


@given(OUTPUT, st.integers(0, 60))
def test_a_sequence_that_a_read_cut_in_two_is_put_together_again(data: bytes, at: int) -> None:
    whole = [piece.data for piece in pieces(data[: unfinished(data)])]
    first = data[:at]
    cut = unfinished(first)
    rest = first[cut:] + data[at:]
    halves = [*pieces(first[:cut]), *pieces(rest[: unfinished(rest)])]
    assert b"".join(piece.data for piece in halves) == b"".join(whole)


def test_what_newsdesk_draws_is_its_own() -> None:
    drawn = (
        b"\x1b[?1049h\x1b[?25l\x1b[>25u\x1b[?2026$p\x1b[2;3H\x1b[1;38;2;1;2;3mFog\x1b[0m\r\n"
        b"\x1b]8;id=1;https://tidings.example/a%20b\x1b\\Fog\x1b]8;;\x1b\\\x1b]22;default\x07\x1b[<u\x1b[?1049l"
    )
    assert foreign(drawn) == []


def test_what_an_article_smuggles_in_is_found() -> None:
    smuggled = [
        b"\x1b]52;c;cHduZWQ=\x07",
        b"\x1b]0;title\x1b\\",
        b"\x1b]8;;javascript:alert(1)\x1b\\",
        b"\x1b[2J",
        b"\x1b[6n",
        b"\x1b[21t",
        b"\x1b[c",
        b"\x1bPq#0\x1b\\",
        b"\x1b_Ga=T;AAAA\x1b\\",
        b"\x1bc",
        b"\x9b31m".decode("latin-1").encode(),
        b"\x00",
        b"\x08",
        b"\x7f",
    ]
    for sequence in smuggled:
        assert foreign(b"Fog" + sequence + b"bell"), sequence


def test_a_string_that_never_ends_is_found_too() -> None:
    assert foreign(b"Fog\x1b]0;and then nothing") == [b"\x1b]"]


def test_what_was_switched_on_and_stays_on_is_noticed() -> None:
    taken = b"\x1b[?1049h\x1b[?25l\x1b[>25u"
    assert left_on(taken) == ["mode 1049", "mode 25", "keyboard protocol"]
    assert left_on(taken + b"\x1b[<u\x1b[?25h\x1b[?1049l") == []
