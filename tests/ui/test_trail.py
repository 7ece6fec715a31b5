"""The way back."""

from newsdesk.model.article import ArticleId, Place
from newsdesk.ui.trail import STOPS_KEPT, Stop, Trail


def stop(number: int) -> Stop:
    return Stop(ArticleId(number), Place(number, 0.5))


def test_one_goes_back_and_forward_again() -> None:
    trail = Trail()
    trail.leave(stop(1))
    trail.leave(stop(2))
    assert trail.step(-1, stop(3)) == stop(2)
    assert trail.step(-1, stop(2)) == stop(1)
    assert trail.step(-1, stop(1)) is None
    assert trail.step(1, stop(1)) == stop(2)
    assert trail.step(1, stop(2)) == stop(3)
    assert trail.step(1, stop(3)) is None


def test_a_new_link_forgets_what_was_ahead() -> None:
    trail = Trail()
    trail.leave(stop(1))
    trail.step(-1, stop(2))
    trail.leave(stop(1))
    assert trail.step(1, stop(3)) is None
    assert trail.step(-1, stop(3)) == stop(1)


def test_a_link_that_leads_nowhere_leaves_no_stop() -> None:
    trail = Trail()
    trail.leave(stop(1))
    trail.stay()
    trail.stay()
    assert trail.step(-1, stop(1)) is None
    trail.leave(stop(1))
    trail.leave(stop(1))
    trail.stay()
    assert trail.step(-1, stop(2)) == stop(1)


def test_only_so_many_stops_are_kept() -> None:
    trail = Trail()
    for number in range(STOPS_KEPT * 2):
        trail.leave(stop(number))
    back = 0
    while trail.step(-1, stop(-1)) is not None:
        back += 1
    assert back == STOPS_KEPT
