"""What the body of an article looks like, kind by kind."""

import pytest

from newsdesk.reading.signs import ASCII
from newsdesk.reading.spans import Role
from tests.reading.pages import rows, spans


def roles(body: str) -> list[tuple[str, Role]]:
    return [(span.text.strip(), span.role) for span in spans(body)]


def test_headings_differ_without_colours() -> None:
    assert rows("# One\n\n## Two\n\n### Three", 20) == ["One", "━" * 20, "", "Two", "───", "", "Three"]


def test_a_heading_that_repeats_the_headline_is_shown_once() -> None:
    assert rows("# Title\n\nText") == ["Text"]


def test_lists_nest_and_their_numbers_stand_below_one_another() -> None:
    body = "- one\n- two\n  - in\n    - deep\n\n9. nine\n10. ten\n\n    more\n"
    assert rows(body) == ["• one", "• two", "  ◦ in", "    ▪ deep", "", " 9. nine", "", "10. ten", "", "    more"]


def test_a_wrapped_item_hangs_behind_its_bullet() -> None:
    assert rows("- one two three", 10) == ["• one two", "  three"]


def test_an_empty_item_has_its_bullet() -> None:
    assert rows("- \n- b") == ["•", "• b"]


def test_tasks_show_whether_they_are_done() -> None:
    assert rows("- [ ] to do\n- [x] done") == ["☐ to do", "☑ done"]
    assert rows("- [ ] to do\n- [x] done", signs=ASCII) == ["_ to do", "x done"]


def test_a_quote_has_a_bar_on_each_row_and_between_its_paragraphs() -> None:
    assert rows("> one two three\n>\n> > four", 10) == ["▎ one two", "▎ three", "▎", "▎ ▎ four"]


@pytest.mark.parametrize(
    "body",
    [
        "> [!WARNING]\n> Mind it.",
        "::: warning\nMind it.\n:::",
        ":::warning\nMind it.\n:::",
        "!!! warning\n    Mind it.",
        "??? warning\n    Mind it.",
        ":::{warning}\nMind it.\n:::",
    ],
)
def test_all_ways_to_warn_look_alike(body: str) -> None:
    assert rows(body) == ["▌ Warning", "▌ Mind it."]
    assert roles(body)[1] == ("Warning", Role.CALLOUT)


@pytest.mark.parametrize(
    "body", ['!!! note "Look here"\n    It is.', ":::note[Look here]\nIt is.\n:::", "> [!note] Look here\n> It is."]
)
def test_a_callout_can_have_a_title_of_its_own(body: str) -> None:
    assert rows(body) == ["▌ Look here", "▌ It is."]


def test_code_names_its_language_and_keeps_its_shape() -> None:
    body = "```python\ndef f():\n\treturn 1\n```"
    assert [row.rstrip() for row in rows(body, 20)] == [" " * 13 + "python", " def f():", "     return 1"]
    assert ("def", Role.CODE_KEYWORD) in roles(body)
    assert ("1", Role.CODE_NUMBER) in roles(body)


def test_a_long_line_of_code_goes_on_below_itself() -> None:
    assert [row.rstrip() for row in rows("    one two three four", 12)] == [" one two", "↪three four"]


def test_an_unknown_language_is_shown_without_colours() -> None:
    """THREATS 50."""
    assert {role for _, role in roles("```;id\nx = 1\n```")} == {Role.CODE_LANGUAGE, Role.CODE}


@pytest.mark.parametrize(
    "body",
    [
        "{% highlight ruby %}\na = 1\n\n*b*\n{% endhighlight %}",
        "{{< highlight ruby >}}\na = 1\n\n*b*\n{{< /highlight >}}",
        "{% codeblock lang:ruby %}\na = 1\n\n*b*\n{% endcodeblock %}",
        "{%- highlight ruby linenos -%}\na = 1\n\n*b*\n{%- endhighlight -%}",
    ],
)
def test_code_between_the_tags_of_a_site_generator_is_code(body: str) -> None:
    assert [row.strip() for row in rows(body)] == ["ruby", "a = 1", "", "*b*"]


def test_a_comment_between_tags_is_not_shown() -> None:
    assert rows("{% comment %}\nnot *this*\n\nnor this\n{% endcomment %}\n\nText") == ["Text"]


def test_tags_that_are_never_closed_hide_nothing() -> None:
    assert rows("{% highlight ruby %}\ntext\n\nmore") == ["text", "", "more"]


def test_definitions_are_indented_below_their_term() -> None:
    assert rows("Term\n: What it is\n\nOther\n: That") == ["Term", "    What it is", "", "Other", "    That"]


def test_details_are_shown_open() -> None:
    assert rows("<details><summary>More</summary>\n\nInside.\n\n</details>") == ["▾ More", "", "Inside."]


def test_html_is_converted_and_never_shown_as_tags() -> None:
    body = "<div align=center>\n<h3>Head</h3>\n<p>One <b>bold</b> word</p>\n<img src=a.png alt=Logo>\n</div>"
    assert rows(body) == ["Head", "", "One bold word", "", "[picture: Logo]"]


def test_a_table_in_html_is_a_table() -> None:
    assert rows("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>") == [
        "A │ B",
        "──┼──",
        "1 │ 2",
    ]


def test_formulas_on_lines_of_their_own() -> None:
    assert rows("$$\nx^2 \\ge 0\n$$") == ["x² ≥ 0"]


def test_imports_of_mdx_are_a_quiet_placeholder() -> None:
    body = "import Tabs from '@theme/Tabs';\nimport { A, B } from './x'\n\nText\n\nexport const a = 1"
    assert rows(body) == ["[import Tabs, A, B]", "", "Text", "", "[export const a = 1]"]


def test_import_may_be_an_ordinary_word() -> None:
    assert rows("import duties rose from 'low' to high this year") == [
        "import duties rose from 'low' to high this year"
    ]


def test_footnotes_stand_at_the_end_in_the_order_in_which_they_are_referred_to() -> None:
    body = "One[^b] two[^a].\n\n[^a]: Note a.\n[^b]: Note b,\n    longer.\n"
    assert rows(body, 20) == ["One[1] two[2].", "", "─" * 20, "", "[1] Note b, longer.", "[2] Note a."]


def test_a_text_that_is_read_from_the_right_stands_on_the_right() -> None:
    assert rows("שלום עולם", 20) == [" " * 11 + "שלום עולם"]


def test_the_line_under_a_heading_that_is_read_from_the_right_stands_there_too() -> None:
    assert rows("## שלום", 20) == [" " * 16 + "שלום", " " * 16 + "────"]


def test_a_terminal_without_unicode_gets_ascii() -> None:
    shown = "".join(rows("# H\n\n- a\n\n> q\n\n***\n\n| a | b |\n|---|---|\n| 1 | 2 |", signs=ASCII))
    assert shown.isascii()


def test_nested_too_deeply_it_is_shown_as_it_was_written_and_that_is_said() -> None:
    shown = rows("> " * 500 + "deep")
    assert shown[0].startswith("This part is nested too deeply")
    assert shown[-1].endswith("deep")
