"""The first heading of a body, as a headline."""

import pytest

from newsdesk.text.headings import first_heading


@pytest.mark.parametrize(
    ("body", "heading"),
    {
        "# One\n\n# Two\n": "One",
        "## Small\n\n# Big\n": "Big",
        "## Only small\n": "Only small",
        "#\tTabbed ##\n": "Tabbed",
        "   # Indented\n": "Indented",
        "# With an id {#id .class}\n": "With an id",
        "Setext\n======\n": "Setext",
        "Setext, second level\n---\n": "Setext, second level",
        "标题\n==\n": "标题",
        "<h1 align='center'>\n  HTML\n</h1>\n": "HTML",
        "<!-- # no -->\n# Yes\n": "Yes",
        "~~~\n# no\n~~~\n# Yes\n": "Yes",
        "```\n# never closed\n": "",
        "    # code\n": "",
        "#hashtag\n": "",
        "- item\n---\n": "",
        "Text.\n\n---\n": "",
        "": "",
    }.items(),
)
def test_the_first_heading_of_the_first_level_else_of_any(body: str, heading: str) -> None:
    assert first_heading(body).strip() == heading
