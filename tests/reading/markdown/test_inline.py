"""What stands in a sentence: emphasis, code, links, pictures, and what site generators put there."""

import pytest

from newsdesk.reading.links import Link, LinkKind
from newsdesk.reading.spans import Role, Style
from tests.reading.pages import rows, spans


def styles(body: str) -> list[tuple[str, Style]]:
    return [(span.text, span.style) for span in spans(body)]


def test_emphasis_is_style_and_its_signs_are_gone() -> None:
    assert styles("plain **bold *both*** ~~gone~~ `code`") == [
        ("plain ", Style.PLAIN),
        ("bold ", Style.STRONG),
        ("both", Style.STRONG | Style.EMPHASIS),
        ("gone", Style.STRIKE),
        ("code", Style.CODE),
    ]


def test_stars_work_where_no_spaces_are_written() -> None:
    assert styles("**「強調」**は")[0] == ("「強調」", Style.STRONG)
    assert styles("**公开是不同的。**公开项目")[0] == ("公开是不同的。", Style.STRONG)
    assert styles("**[문서](a.md)**는")[0] == ("문서", Style.STRONG | Style.LINK)


def test_html_in_a_sentence_says_what_it_means() -> None:
    assert styles("<b>bold</b> <kbd>Esc</kbd> <mark>seen</mark> <u>low</u> <span class='x'>plain</span>") == [
        ("bold", Style.STRONG),
        ("Esc", Style.KEY),
        ("seen", Style.MARKED),
        ("low", Style.UNDERLINE),
        (" plain", Style.PLAIN),
    ]


def test_html_that_is_nested_wrongly_loses_no_text() -> None:
    assert rows("<b>one <i>two</b> three</i> *four <b>five* six") == ["one two three four five six"]


def test_a_line_break_in_html_breaks_the_line() -> None:
    assert rows("one<br>two  \nthree\\\nfour") == ["one", "two", "three", "four"]


def test_raised_and_lowered_figures_use_the_signs_that_unicode_has() -> None:
    assert rows("10<sup>6</sup> H<sub>2</sub>O 2<sup>nd</sup> x<sup>§</sup>") == ["10⁶ H₂O 2ⁿᵈ x§"]


def test_a_picture_is_named_by_its_description() -> None:
    assert rows("![A *red* `door`](door.png) and ![](x.png)") == ["[picture: A red door] and [picture]"]
    (picture, *_) = spans("![A door](door.png)")
    assert picture.role is Role.PLACEHOLDER
    assert picture.link == Link(LinkKind.PICTURE, "door.png")


def test_a_picture_inside_of_a_link_leads_where_the_link_does() -> None:
    (badge,) = spans("[![built](b.svg)](https://e.org)")
    assert (badge.text, badge.link) == ("[picture: built]", Link(LinkKind.WEB, "https://e.org"))


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("Film: {{< youtube w7Ft2ym >}}", "Film: [youtube w7Ft2ym]"),
        ("{{ site.title }} is ours", "[site.title] is ours"),
        ("{% include note.html text_a=_b_ %}", "[include note.html text_a=_b_]"),
        ("{% if x %}yes{% else %}no{% endif %}", "yesno"),
        ('{{< figure src="a.png" caption="A door" >}}', "[picture: A door]"),
        ("Text with a class. {: .lead #id }", "Text with a class."),
        ("{: .no_toc }\n\nText", "Text"),
        ("![A](a.png){:\n.left} Text", "[picture: A] Text"),
        ("Text {/* a comment */} here", "Text here"),
        ("See <Chart data={{a: 1}} /> here", "See [Chart] here"),
        ("<Note>inside</Note>", "inside"),
        ("[about]({{ site.baseurl }}/about)", "about"),
        ("`{{ kept }}` and `{% kept %}`", "{{ kept }} and {% kept %}"),
        ("{{ unclosed", "{{ unclosed"),
    ],
)
def test_what_is_meant_for_a_site_generator_is_a_quiet_placeholder(body: str, shown: str) -> None:
    assert rows(body) == [shown]


def test_a_template_in_a_link_leaves_the_rest_of_the_address() -> None:
    (link,) = [span.link for span in spans("[about]({{ site.baseurl }}/about)") if span.link]
    assert link == Link(LinkKind.ARTICLE, "/about")
    (link,) = [span.link for span in spans("[post]({% post_url 2025-01-01-a %})") if span.link]
    assert link == Link(LinkKind.ARTICLE, "2025-01-01-a")


def test_an_escape_that_an_entity_makes_does_not_reach_the_page() -> None:
    """THREATS 4: `&#27;` is harmless until it is decoded."""
    shown = "".join(rows("a &#27;]52;c;x&#7; b &#x9b;31m c `&#27;`"))
    assert not [sign for sign in shown if ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0]


def test_a_line_end_between_chinese_characters_is_no_space() -> None:
    assert rows("日本\n語 and\nmore") == ["日本語 and more"]


def test_dollars_are_a_formula_only_where_it_looks_like_one() -> None:
    assert rows("It costs $5 or $10, $HOME is set, and $x^2 \\le y$ holds.") == [
        "It costs $5 or $10, $HOME is set, and x² ≤ y holds."
    ]
