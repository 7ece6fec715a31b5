"""The examples of the CommonMark specification: what one reads is what its HTML says."""

import json
import re
from html.parser import HTMLParser

import pytest

from newsdesk.reading.spans import Role, text_of
from tests.corpus import CORPUS
from tests.reading.pages import EVERYTHING, a_reading

EXAMPLES = CORPUS / "markdown" / "commonmark.json"
DECORATION = {Role.MARKER, Role.QUOTE_BAR, Role.CALLOUT_BAR, Role.RULE, Role.CODE_LANGUAGE}
EXCEPTIONS = {
    628: "`<!-->` is a whole comment (HTML 13.2.5.44); the standard library's parser, which reads the expected HTML, "
    "takes what follows for the rest of it.",
}


class _Text(HTMLParser):
    """The text of HTML as a browser shows it: pictures by their description, scripts and styles not at all."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = self._hidden or tag in {"script", "style", "textarea"}
        if tag == "img":
            self.text += dict(attrs).get("alt") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style", "textarea"}:
            self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text += data


def _expected(html: str) -> str:
    parser = _Text()
    parser.feed(html)
    parser.close()
    return re.sub(r"\s", "", parser.text)


def _shown(markdown: str) -> str:
    said: list[str] = []
    for line in a_reading(markdown, 200, measure=190).lines(2, EVERYTHING):
        for span in line:
            if span.role is Role.PLACEHOLDER:
                said.append(re.sub(r"^\[picture(?:: )?|\]$", "", span.text))
            elif span.role not in DECORATION:
                said.append(span.text)
    return re.sub(r"\s", "", "".join(said))


@pytest.mark.corpus
@pytest.mark.skipif(not EXAMPLES.exists(), reason="the examples are not here")
def test_the_text_of_each_example_is_what_the_specification_says() -> None:
    examples = json.loads(EXAMPLES.read_text())
    assert len(examples) == 655
    wrong = [
        (example["example"], example["markdown"], _shown(example["markdown"]), _expected(example["html"]))
        for example in examples
        if _shown(example["markdown"]) != _expected(example["html"])
    ]
    assert [number for number, *_ in wrong] == list(EXCEPTIONS), wrong


def test_what_the_exception_shows_is_what_a_browser_shows() -> None:
    shown = [text_of(line).strip() for line in a_reading("foo <!--> foo -->").lines(3, EVERYTHING)]
    assert shown == ["foo foo -->"]
