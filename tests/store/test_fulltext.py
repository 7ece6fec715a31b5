"""The words of bodies: what says this, in any script, as it stands now."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.model.article import ArticleId, News
from newsdesk.model.source import Source
from newsdesk.store import Store, fulltext
from newsdesk.text.clean import clean
from newsdesk.text.tokens import tokens
from tests.builders import an_article
from tests.store.desks import a_source, a_store, numbered, take_in


def _bring_in(store: Store) -> None:
    while store.bring_in_words():
        pass


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("The river rises.", "river"),
        ("The river rises.", "riv"),
        ("The river rises.", "RIVER RISES"),
        ("The river rises.", "river ris"),
        ("The river rises.", '"river rises"'),
        ("Über die Straße", "uber"),
        ("Über die Straße", "strasse"),
        ("Open-source don't", "open-source"),
        ("Open-source don't", "don’t"),
        ("开源软件的新闻", "软件"),
        ("开源软件的新闻", "软"),
        ("开源软件的新闻", "软件的新"),
        ("ข่าววันนี้", "วันนี้"),
        ("Prices at 3.5 today", "3.5"),
        ("x" * 100, "x" * 90),
        ("A 🎉 party", "🎉"),
    ],
)
def test_a_body_is_found_by_what_it_says(store: Store, source: Source, body: str, said: str) -> None:
    [article_id, _] = take_in(store, source, an_article("It", body=body), an_article("Other", body="Nothing of it."))
    _bring_in(store)
    assert store.search_bodies(said) == {article_id}


@pytest.mark.parametrize("said", ["", '"', '""', "…", "*", "rises river", '"river ris"', "OR", "NEAR(river)", "'"])
def test_what_no_body_says_finds_nothing(store: Store, source: Source, said: str) -> None:
    take_in(store, source, an_article("It", body="The river rises, orally."))
    _bring_in(store)
    assert store.search_bodies(said) == (set() if said != "OR" else {ArticleId(1)})


def test_words_come_in_after_the_article_and_are_counted_until_then(store: Store, source: Source) -> None:
    take_in(store, source, *numbered(5))
    assert store.unworded() == 5
    assert store.bring_in_words(2) == 3
    assert len(store.search_bodies("body")) == 2
    assert store.bring_in_words() == 0
    assert len(store.search_bodies("body")) == 5


def test_an_amended_body_is_found_by_its_new_words_only(store: Store, source: Source) -> None:
    [article_id] = take_in(store, source, an_article("It", body="river"))
    _bring_in(store)
    for body in ("flood", "drought"):  # the words between are never brought in
        store.write(News(source.id, amended=((article_id, an_article("It", body=body)),)))
    _bring_in(store)
    found = [store.search_bodies(word) for word in ("river", "flood", "drought")]
    assert found == [set(), set(), {article_id}]
    assert store.findings() == []


def test_an_article_that_is_gone_is_not_found(store: Store, source: Source) -> None:
    ids = take_in(store, source, *numbered(2))
    store.write(News(source.id, gone=(ids[0],)))
    _bring_in(store)
    assert store.search_bodies("body") == {ids[1]}
    store.write(News(source.id, gone=(ids[1],)))
    _bring_in(store)
    assert store.search_bodies("body") == set()


def test_words_cut_by_other_rules_are_brought_in_anew(
    store: Store, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = take_in(store, source, *numbered(3))
    _bring_in(store)
    monkeypatch.setattr(fulltext, "RULES", "99 99.0.0")
    assert store.unworded() == 3
    store.write(News(source.id, amended=((ids[0], an_article("It", body="river")),)))
    _bring_in(store)
    assert store.search_bodies("body") == set(ids[1:])
    assert store.search_bodies("river") == {ids[0]}


def test_a_full_text_that_is_forgotten_comes_back(store: Store, source: Source) -> None:
    ids = take_in(store, source, *numbered(3))
    _bring_in(store)
    store.begin_words_anew()
    assert (store.unworded(), store.search_bodies("body")) == (3, set())
    _bring_in(store)
    assert store.search_bodies("body") == set(ids)


_WORDS = st.sampled_from(["a", "b", "ab", "über", "开源", "开", "源开", "ü b", "a-b", "'s", "🎉"])
_BODIES = st.lists(_WORDS, max_size=6).map(" ".join)


@given(bodies=st.lists(_BODIES, min_size=1, max_size=5), said=_BODIES, whole=st.booleans())
def test_what_is_found_is_what_reading_every_body_finds(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[str], said: str, whole: bool
) -> None:
    with a_store(tmp_path_factory.mktemp("words")) as store:
        articles = [an_article(str(number), body=clean(body)) for number, body in enumerate(bodies)]
        ids = take_in(store, a_source(store), *articles)
        _bring_in(store)
        expected = {article_id for article_id, body in zip(ids, bodies, strict=True) if _says(body, said, whole)}
        assert store.search_bodies(f'"{said}"' if whole else said) == expected


def _says(body: str, said: str, whole: bool) -> bool:
    words, sought = [token.text for token in tokens(body)], tokens(said)
    if len(sought) > 1 and sought[-1].start < sought[-2].end:
        sought = sought[:-1]
    wanted = [token.text for token in sought]
    if not wanted:
        return False
    for begin in range(len(words) - len(wanted) + 1):
        stretch = words[begin : begin + len(wanted)]
        last = stretch[-1] == wanted[-1] if whole else stretch[-1].startswith(wanted[-1])
        if stretch[:-1] == wanted[:-1] and last:
            return True
    return False


def test_a_large_desk_of_words_is_brought_in_by_stretches(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        take_in(store, a_source(store), *numbered(40))
        left = [store.bring_in_words(15) for _ in range(3)]
    assert left == [25, 10, 0]


@pytest.mark.parametrize(
    ("body", "said", "found"),
    [
        ("<p>The river<br>rises.</p><p class='harbour'>At <b>n</b>oon.</p>", "river rises at noon", True),
        ("<p>The river<br>rises.</p><p class='harbour'>At <b>n</b>oon.</p>", "harbour", False),
        ("<p>Caf&eacute; &#8220;Zum Anker&#8221;</p>", "café zum anker", True),
        ("<p>One</p><script>var two</script>", "two", False),
        ("Text.\n\n```html\n<script>var two</script>\n```\n", "two", True),
    ],
)
def test_tags_and_entities_are_no_words(store: Store, source: Source, body: str, said: str, found: bool) -> None:
    [article_id] = take_in(store, source, an_article("It", body=body))
    _bring_in(store)
    assert store.search_bodies(said) == ({article_id} if found else set())
