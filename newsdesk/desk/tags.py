"""Tags as a reader types them."""

from collections.abc import Collection, Iterable

from newsdesk.model.action import Tagging
from newsdesk.model.clean import Clean
from newsdesk.model.errors import UsageError
from newsdesk.text.clean import clean_line

COMMA = ","
"""Between two tags that are typed in one line: none can hold it."""


def typed_tag(text: str, *, longest: int) -> Clean:
    """The tag that somebody typed.

    Args:
        text: As it was typed.
        longest: Where it is cut, in characters, as a tag of an article would be.

    Raises:
        UsageError: it says nothing, or is more than one.
    """
    tag = clean_line(clean_line(text)[:longest])
    if not tag:
        raise UsageError("A tag has at least one character that can be seen.")
    if COMMA in tag:
        raise UsageError("A tag has no comma: give one after the other.")
    return tag


def typed_tags(text: str, *, longest: int) -> tuple[Clean, ...]:
    """The tags of a line with commas between them, each once, in their order; what says nothing is left out."""
    cut = (clean_line(clean_line(one)[:longest]) for one in text.split(COMMA))
    return tuple(dict.fromkeys(filter(None, cut)))


def in_a_line(tags: Iterable[str]) -> str:
    """Tags as `typed_tags` reads them."""
    return f"{COMMA} ".join(tags)


def becoming(before: Collection[Clean], after: Collection[Clean]) -> Tagging:
    """What is to be given and taken, so that some tags become others."""
    return Tagging(
        give=tuple(one for one in after if one not in before), take=tuple(one for one in before if one not in after)
    )
