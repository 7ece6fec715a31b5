"""What is news: identity by path, else by content; what is unseen is not gone."""

from newsdesk.desk.triage import Vanished, gone, look, triage
from newsdesk.model.article import ArticleId, Known, News, Origin, Piece, RawArticle
from newsdesk.model.clean import Clean
from newsdesk.model.source import SourceId
from newsdesk.sources.folder import FoundFile

HOUSE = SourceId(1)


def known(**digests: str) -> dict[bytes, Known]:
    """What the store remembers: file names and what they hold, numbered from 1."""
    return {
        name.encode(): Known(ArticleId(number), Origin(name.encode(), digest.encode(), size=len(digest), inode=number))
        for number, (name, digest) in enumerate(digests.items(), start=1)
    }


def found(name: str, text: str, inode: int = 0) -> FoundFile:
    return FoundFile(name.encode(), b"/house/" + name.encode(), len(text), 0, inode)


def arrived(name: str, text: str) -> RawArticle:
    return RawArticle(Origin(name.encode(), text.encode(), size=len(text), inode=1), Piece(Clean(name)))


def test_only_new_files_and_those_that_look_different_are_read() -> None:
    before = known(flood="water", fire="smoke")
    seen = look(before, [found("flood", "water", 1), found("fire", "smoke!", 2), found("frost", "ice", 3)])
    assert [file.key for file in seen.to_read] == [b"fire", b"frost"]
    assert seen.vanished.ids() == ()


def test_everything_is_read_when_it_may_mean_something_else_now() -> None:
    assert len(look(known(flood="water"), [found("flood", "water", 1)], again=True).to_read) == 1


def test_a_new_file_is_added() -> None:
    decided = triage(HOUSE, {}, Vanished(), [arrived("flood", "water")])
    assert [article.origin.key for article in decided.news.added] == [b"flood"]
    assert (decided.amended, decided.moved) == (0, 0)


def test_a_file_with_another_text_amends_the_article_it_was() -> None:
    before = known(flood="water")
    after = arrived("flood", "more water")
    decided = triage(HOUSE, before, Vanished(), [after])
    assert decided.news.amended == ((before[b"flood"].id, after),)
    assert (decided.amended, decided.moved) == (1, 0)


def test_a_file_that_was_only_touched_keeps_its_article_as_it_is() -> None:
    before = known(flood="water")
    decided = triage(HOUSE, before, Vanished(), [arrived("flood", "water")])
    assert [article_id for article_id, _origin in decided.news.moved] == [before[b"flood"].id]
    assert not decided.news.amended
    assert (decided.amended, decided.moved) == (0, 0)


def test_a_renamed_file_is_the_same_article_and_is_read_anew_for_what_its_name_says() -> None:
    before = known(flood="water")
    seen = look(before, [found("rain", "water", 1)])
    after = arrived("rain", "water")
    decided = triage(HOUSE, before, seen.vanished, [after])
    assert decided.news.amended == ((before[b"flood"].id, after),)
    assert (decided.amended, decided.moved) == (0, 1)
    assert gone(HOUSE, seen.vanished).gone == ()


def test_a_copy_of_a_file_that_is_still_there_is_another_article() -> None:
    before = known(flood="water")
    seen = look(before, [found("flood", "water", 1), found("copy", "water", 2)])
    assert len(triage(HOUSE, before, seen.vanished, [arrived("copy", "water")]).news.added) == 1


def test_of_two_files_of_the_same_text_that_moved_neither_is_lost() -> None:
    before = known(a="same", b="same")
    seen = look(before, [found("x", "same", 1), found("y", "same", 2), found("z", "same", 3)])
    decided = triage(HOUSE, before, seen.vanished, [arrived(name, "same") for name in "xyz"])
    assert [article_id for article_id, _raw in decided.news.amended] == [1, 2]
    assert [raw.origin.key for raw in decided.news.added] == [b"z"]


def test_two_files_that_swapped_their_names_are_told_by_their_names() -> None:
    before = known(a="one", b="two")
    decided = triage(HOUSE, before, Vanished(), [arrived("a", "two"), arrived("b", "one")])
    assert [article_id for article_id, _raw in decided.news.amended] == [1, 2]


def test_a_known_file_that_vanished_while_it_was_read_says_nothing() -> None:
    vanished = RawArticle(Origin(b"flood", b"unreadable"), Piece(Clean("Flood")))
    decided = triage(HOUSE, known(flood="water"), Vanished(), [vanished])
    assert decided.news == News(HOUSE)
    assert len(triage(HOUSE, {}, Vanished(), [vanished]).news.added) == 1


def test_what_did_not_turn_up_anywhere_is_gone() -> None:
    before = known(flood="water", fire="smoke")
    seen = look(before, [found("fire", "smoke", 2)])
    assert gone(HOUSE, seen.vanished).gone == (before[b"flood"].id,)


def test_what_lies_in_a_folder_that_cannot_be_looked_into_is_not_gone() -> None:
    before = known(**{"news/flood": "water", "newsroom": "desk"})
    assert look(before, [], [b"news"]).vanished.ids() == (2,)
    assert look(before, [], [b"news/"]).vanished.ids() == (2,)
    assert look(before, [], [b""]).vanished.ids() == ()
