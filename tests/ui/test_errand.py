"""Slow work off the event loop."""

import threading

from newsdesk.ui.errand import Errand


def test_deeds_are_carried_out_in_their_order() -> None:
    done: list[int] = []
    errand = Errand(done.append, lambda error: None, name="deeds")
    for number in range(100):
        errand.ask(number)
    errand.close(10)
    assert done == list(range(100))


def test_of_searches_that_wait_only_the_newest_is_made() -> None:
    begun, go_on = threading.Event(), threading.Event()
    done: list[str] = []

    def search(text: str) -> None:
        if text == "d":
            begun.set()
            go_on.wait(10)
        done.append(text)

    errand = Errand(search, lambda error: None, name="search", newest_only=True)
    errand.ask("d")
    assert begun.wait(10)
    for text in ("de", "dee", "deep"):
        errand.ask(text)
    assert errand.overtaken
    go_on.set()
    while errand.busy:
        threading.Event().wait(0.001)
    errand.close(10)
    assert done == ["d", "deep"]


def test_a_bug_is_told_and_the_next_request_is_still_carried_out() -> None:
    told: list[BaseException] = []
    done: list[int] = []

    def divide(number: int) -> None:
        done.append(1 // number)

    errand = Errand(divide, told.append, name="divide")
    errand.ask(0)
    errand.ask(1)
    errand.close(10)
    assert isinstance(told[0], ZeroDivisionError)
    assert done == [1]
