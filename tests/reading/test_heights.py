"""The sums are those of adding up, in whatever order heights change and are asked for."""

from hypothesis import given
from hypothesis import strategies as st

from newsdesk.reading import heights
from newsdesk.reading.heights import Heights

CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("extend"), st.lists(st.integers(0, 5), max_size=4)),
        st.tuples(st.just("replace"), st.lists(st.integers(0, 5), max_size=6)),
        st.tuples(st.just("set"), st.tuples(st.integers(0, 20), st.integers(0, 5))),
        st.tuples(st.just("ask"), st.integers(-2, 40)),
    ),
    max_size=20,
)


@given(CHANGES, st.integers(1, 3))
def test_a_row_lies_in_the_block_that_adding_up_says(changes: list[tuple[str, object]], stride: int) -> None:
    ours = Heights()
    plain: list[int] = []
    before, heights.STRIDE = heights.STRIDE, stride
    for kind, what in changes:
        if kind == "extend" and isinstance(what, list):
            ours.extend(what)
            plain.extend(what)
        elif kind == "replace" and isinstance(what, list):
            ours.replace(what)
            plain = list(what)
        elif isinstance(what, tuple) and what[0] < len(plain):
            ours[what[0]] = plain[what[0]] = what[1]
        elif isinstance(what, int):
            holding = [block for block in range(len(plain)) if sum(plain[:block]) <= what < sum(plain[: block + 1])]
            if holding:
                assert ours.at(what) == holding[0]
            elif plain and what >= sum(plain):
                assert ours.at(what) == len(plain) - 1
            else:
                assert ours.at(what) == 0
    heights.STRIDE = before
    assert ours.total == sum(plain)
    tops = [sum(plain[:block]) for block in range(len(plain) + 1)]
    assert [ours.top(block) for block in range(len(tops))] == tops
