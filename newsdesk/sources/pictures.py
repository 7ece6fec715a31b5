"""The hero image of an article, from a string, a list or a mapping."""

from dataclasses import dataclass

from newsdesk.model.article import EMPTY
from newsdesk.model.clean import Clean
from newsdesk.text.article_keys import normal
from newsdesk.text.clean import clean_line
from newsdesk.text.plain import plain_line
from newsdesk.text.values import Value

LONGEST_ADDRESS = 2048
"""In characters; what is longer is a `data:` URI, which is no address of a picture."""
_ADDRESS_KEYS = (
    "src",
    "url",
    "image",
    "path",
    "href",
    "file",
    "filename",
    "feature",
    "overlayimage",
    "teaser",
    "thumbnail",
    "thumb",
)
_ALT_KEYS = ("alt", "alttext", "imagealt", "imagedescription", "caption", "title", "description")


@dataclass(frozen=True, slots=True)
class Picture:
    """Where a picture is, and what it shows."""

    address: Clean = EMPTY
    """A URL, or a path as the article gives it."""
    alt: Clean = EMPTY


def read_picture(value: Value, depth: int = 0) -> Picture:
    """The picture that a value names; an empty one when it names none."""
    if isinstance(value, list) and depth < 3:
        return next((picture for item in value if (picture := read_picture(item, depth + 1)).address), Picture())
    if isinstance(value, dict) and depth < 3:
        keys = {normal(key): item for key, item in value.items()}
        alt = next((plain_line(text) for key in _ALT_KEYS if isinstance(text := keys.get(key), str) and text), EMPTY)
        for key in _ADDRESS_KEYS:
            picture = read_picture(keys.get(key), depth + 1)
            if picture.address:
                return Picture(picture.address, picture.alt or alt)
        return Picture()
    if not isinstance(value, str) or len(value) > LONGEST_ADDRESS or value[:5].lower() == "data:":
        return Picture()
    address = clean_line(value)
    # `hero: true` and `header: Welcome to the house` are no pictures.
    return Picture(address) if ("." in address or "/" in address) and "{{" not in address else Picture()
