"""The Markdown parser, set up for articles: CommonMark 0.31, GFM, and what site generators add to it.

Parsing goes in two steps, so that a book opens as fast as a note: `parse_blocks` finds the blocks of a piece of text
and leaves their sentences alone; `parse_inline` reads the sentences of one block when somebody looks at it.

Both count their steps and give up on a text that would keep a reader waiting (`TooIntricate`): who calls shows it as
plain text, and says so. Counting steps and not seconds, they give the same answer on every machine.
"""

import re
from collections.abc import MutableMapping, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, emphasis
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

Environment = MutableMapping[str, Any]
"""What blocks of one article know of each other: link references and footnotes, as markdown-it keeps them."""

TEMPLATE_BLOCK = re.compile(
    r"\{[%{][<%\-]*\s*(?P<name>highlight|codeblock|code|comment)\b\s*(?:lang\s*[=:]\s*)?[\"']?(?P<language>[\w+#.\-]*)"
    r"[^%}]*[%>\-]*[%}]\}\s*$"
)
"""The first line of a block between the tags of a site generator."""
_WITHOUT_SPACES = re.compile("[\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003fffd]")

MAX_NESTING = 60
"""Blocks in blocks, and emphasis in emphasis. Readers lose count at six; the parser loses text beyond this."""

# A step is one attempt at a block or at a sign within a sentence: some microseconds.
MAX_BLOCK_STEPS = 8_000
MAX_INLINE_STEPS = 3_000
# Signs of emphasis are paired in a way that takes the square of their number.
MAX_EMPHASIS_SIGNS = 2_000
_STEPS = "newsdesk.steps"
NUMBERS = "newsdesk.numbers"
"""The key of the environment under which the number of each footnote stands, by label."""


class TooIntricate(Exception):
    """The text would take too long to parse, or is nested deeper than the parser follows. Caught in this room."""


def parse_blocks(source: str, environment: Environment) -> list[Token]:
    r"""The block tokens of a piece of Markdown; `inline` tokens carry their source and no children.

    Args:
        source: Clean text with `\n` line ends.
        environment: Gains the link references and footnotes that are defined in the source.

    Raises:
        TooIntricate: see the module.
    """
    environment[_STEPS] = MAX_BLOCK_STEPS
    try:
        # The plugin for containers looks at a character behind a last line that has no end.
        tokens = _block_parser().parse(source if source.endswith("\n") else source + "\n", environment)
    except TooIntricate:
        raise
    except Exception as error:
        # A fault of the parser or of a plugin in somebody's article must not end the desk: it is shown as written.
        raise TooIntricate from error
    # The parser leaves out what is nested deeper; a list takes two levels.
    if any(token.level >= MAX_NESTING - 2 for token in tokens):
        raise TooIntricate
    return tokens


def parse_inline(source: str, environment: Environment) -> Sequence[Token]:
    """The tokens of a block's sentences: text, emphasis, links, line ends.

    Raises:
        TooIntricate: see the module.
    """
    if sum(map(source.count, "*_~")) > MAX_EMPHASIS_SIGNS:
        raise TooIntricate
    environment[_STEPS] = MAX_INLINE_STEPS
    token = Token("inline", "", 0, content=source, children=[])
    parser = _inline_parser()
    state = StateCore(source, parser, environment, [token])
    try:
        parser.core.process(state)
    except TooIntricate:
        raise
    except Exception as error:
        raise TooIntricate from error
    return token.children or ()


class _Markdown(MarkdownIt):
    """Leaves addresses as they were written: the gate has cleaned the text, and `links` judges where they lead."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 (the library's name)
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
        return True


def _parser() -> MarkdownIt:
    parser = _Markdown("gfm-like", {"html": True, "linkify": False, "maxNesting": MAX_NESTING})
    footnote_plugin(parser, inline=False, move_to_end=False, always_match_refs=False)
    dollarmath_plugin(
        parser,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        allow_blank_lines=False,
        double_inline=True,
    )
    return parser


@cache
def _block_parser() -> MarkdownIt:
    parser = _parser()
    container_plugin(parser, "container", validate=_any_container)
    admon_plugin(parser)
    deflist_plugin(parser)
    parser.block.ruler.before("fence", "template", _template, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.core.ruler.enableOnly(["normalize", "block"])
    first = parser.block.ruler.get_all_rules()[0]
    parser.block.ruler.before(first, "steps", _count_block_steps)
    return parser


@cache
def _inline_parser() -> MarkdownIt:
    parser = _parser()
    parser.core.ruler.enableOnly(["inline", "text_join"])
    parser.inline.ruler.at("footnote_ref", _footnote_reference)
    parser.inline.ruler.at("emphasis", _emphasis)
    # Behind "text": plain words are passed over in one stride and cost no step.
    parser.inline.ruler.after("text", "steps", _count_inline_steps)
    return parser


def _any_container(parameters: str, *_: object) -> bool:
    return bool(parameters.strip())


def template_end(opening: re.Match[str]) -> re.Pattern[str]:
    """What ends a block that a line matching `TEMPLATE_BLOCK` begins."""
    return _template_end(opening["name"])


@cache
def _template_end(name: str) -> re.Pattern[str]:
    return re.compile(rf"\{{[%{{][<%\-]*\s*(?:end|/)\s*{name}\b")


def _template(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Code and comments between the tags of a site generator: `{% highlight ruby %}` … `{% endhighlight %}`."""
    row = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    opening = TEMPLATE_BLOCK.match(row)
    if not opening or state.is_code_block(start):
        return False
    closing = template_end(opening)
    last = next(
        (line for line in range(start + 1, end) if closing.search(state.src, state.bMarks[line], state.eMarks[line])),
        None,
    )
    if last is None:
        return False
    if silent:
        return True
    if opening["name"] != "comment":
        token = state.push("fence", "code", 0)
        token.info = opening["language"] or ""
        token.content = state.getLines(start + 1, last, state.sCount[start], True)
        token.map = [start, last + 1]
    state.line = last + 1
    return True


def _count_block_steps(state: StateBlock, _line: int, _end: int, _silent: bool) -> bool:
    return _count(state.env)


def _count_inline_steps(state: StateInline, _silent: bool) -> bool:
    return _count(state.env)


def _count(environment: MutableMapping[str, Any]) -> bool:
    left = environment[_STEPS] - 1
    if left < 0:
        raise TooIntricate
    environment[_STEPS] = left
    return False


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Stars as CommonMark reads them, and also between Chinese, Japanese or Korean and punctuation.

    These write no spaces, so that `**「強調」**は` would never end by the specification's rules (6.2, flanking runs),
    although most that write it expect that.
    """
    start, fresh = state.pos, len(state.delimiters)
    if not emphasis.tokenize(state, silent):
        return False
    before = state.src[start - 1] if start else " "
    after = state.src[state.pos] if state.pos < state.posMax else " "
    if state.src[start] == "*":
        for delimiter in state.delimiters[fresh:]:
            delimiter.open |= bool(_WITHOUT_SPACES.match(before)) and not after.isspace()
            delimiter.close |= bool(_WITHOUT_SPACES.match(after)) and not before.isspace()
    return True


def _footnote_reference(state: StateInline, silent: bool) -> bool:
    """`[^label]`, where the article defines it. The plugin numbers by order of parsing; a lazy reader has none."""
    start = state.pos
    if not state.src.startswith("[^", start):
        return False
    end = state.src.find("]", start + 2, state.posMax)
    label = state.src[start + 2 : end]
    if end < 0 or f":{label}" not in state.env.get("footnotes", {}).get("refs", {}):
        return False
    if not silent:
        token = state.push("footnote_ref", "", 0)
        token.meta = {"label": label}
    state.pos = end + 1
    return True
