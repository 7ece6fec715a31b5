"""Tags as a reader types them."""

from collections.abc import Collection, Iterable

from newsdesk.model.action import Tagging
from newsdesk.model.clean import Clean
from newsdesk.model.errors import UsageError
from newsdesk.text.clean import clean_line

COMMA = ","
"""Between two tags that are typed in one line: none can hold it."""
MINUS = "-"
"""Before a tag that is to be taken."""


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


def wanted(before: Collection[Clean], text: str, *, longest: int) -> Tagging:
    """What somebody wants who changed a line of tags: what is new in it is given, what is missing is taken.

    Args:
        before: The tags that stood in the line.
        text: The line as it is now. A tag with a minus before it is taken, also from articles of which it did not stand
            in the line.
        longest: Where a tag is cut, in characters.
    """
    after = typed_tags(text, longest=longest)
    struck = [Clean(one[1:].strip()) for one in after if one.startswith(MINUS)]
    kept = [one for one in after if not one.startswith(MINUS)]
    return Tagging(
        give=tuple(one for one in kept if one not in before),
        take=(*(one for one in before if one not in kept), *(one for one in struck if one and one not in before)),
    )
