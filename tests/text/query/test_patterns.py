"""An expression finds in many lines at once what it finds in each alone."""

from hypothesis import given, settings
from hypothesis import strategies as st
from regex import error

from newsdesk.text.query.patterns import compiled, compiled_for_lines

PIECES = [
    *("a", "b", " ", ".", "^", "$", "a*", "b+?", ".*", "(a|b)", "(?:ab)+", "[ab]", "[^a]", "[^-a]", "[^]a]", "[a-c]"),
    *(r"\s", r"\S", r"\W", r"\w+", r"\D", r"\d", r"\b", r"\B", r"\.", r"\A", r"\Z", r"[\s]", r"[\sa]", r"[^\S]", r"\n"),
    *(
        "(?=b)",
        "(?!b)",
        "(?<=a)",
        "(?<!a)",
        r"(?!\s)",
        r"(?<!\W)",
        "(?>a+)",
        "a++",
        "[^b]*+",
        "(?P<x>a)",
        r"\1",
        "a{2}",
    ),
    *("{", "}", "(?i)", "(?s).", "x?", "|", "(?:b){e<=1}", "é", "[[:alpha:]]", r"\p{L}", r"\012"),
    *("B", "s", "S+", "[A-C]", "[^A]", "É", "[é-ö]", "[s]"),
]
TITLES = st.lists(st.text("abB .-éÉ1ſS", max_size=6), min_size=1, max_size=6)


def lines_found(source: str, titles: list[str]) -> list[int] | None:
    expression = compiled_for_lines(source)
    if expression is None:
        return None
    pattern, text = expression.for_text("\n".join(titles) + "\n")
    starts = [match.start() for match in pattern.finditer(text) if match.start() < len(text)]
    return sorted({text.count("\n", 0, start) for start in starts})


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join), TITLES)
def test_each_line_is_searched_as_if_it_were_alone(source: str, titles: list[str]) -> None:
    try:
        pattern = compiled(source)
    except error:
        return
    found = lines_found(source, titles)
    if found is not None:
        assert found == [number for number, title in enumerate(titles) if pattern.search(title)]


def test_the_expressions_that_people_write_can_search_many_lines() -> None:
    usual = (
        "colou?rs?",
        r"^the\b",
        r"\d{4}$",
        "(flood|storm)s?",
        r"[^a-z]ai[^a-z]",
        r"\bU\.S\.",
        r"\s-\s",
        "[“”]",
        "a+?b",
    )
    assert all(compiled_for_lines(source) for source in usual)
    odd = (r"\Athe", "(?s)a.b", r"[\s,]x", r"\x0a", "(?:flood){e<=1}", "a(?(1)b|c)")
    assert not any(compiled_for_lines(source) for source in odd)
