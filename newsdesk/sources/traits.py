"""Whether a body holds images, video or code: what `has:image`, `has:video`, `has:code` ask for.

Cheap and by signs, without parsing the Markdown: an article of 6 KB costs a few microseconds, because a pattern is
only tried where one of its words stands.
"""

import re

from newsdesk.model.article import NO_FLAGS, Flag

_IMAGE = re.compile(
    r"!\[[^\[\]\n]*\](?:\(|\[)|!\[\[|<img[\s>]|<picture[\s>]|<figure[\s>]|\{\{[<%]\s*(?:figure|img|image)\b",
    re.IGNORECASE,
)
_VIDEO = re.compile(
    r"<video[\s>]|\{\{[<%]\s*(?:youtube|vimeo|video)\b|\{%\s*(?:youtube|vimeo|video)\b|youtube(?:-nocookie)?\.com/(?:watch|embed)"
    r"|youtu\.be/|player\.vimeo\.com|vimeo\.com/\d|\.(?:mp4|webm|m3u8)\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"^[ \t>]*(?:```|~~~)|\{%-?\s*highlight\b|\{\{[<%]\s*highlight\b|<pre[\s>]", re.MULTILINE)
_IMAGE_WORDS = ("![", "<img", "<IMG", "<picture", "<figure", "{{<", "{{%")
_VIDEO_WORDS = ("<video", "youtu", "vimeo", ".mp4", ".webm", ".m3u8", "{{<", "{{%", "{%")
_CODE_WORDS = ("```", "~~~", "highlight", "<pre")


def traits_of(body: str) -> Flag:
    """IMAGE, VIDEO, CODE, as far as a Markdown body has them."""
    traits = NO_FLAGS
    if _holds(body, _IMAGE_WORDS) and _IMAGE.search(body):
        traits |= Flag.IMAGE
    if _holds(body, _VIDEO_WORDS) and _VIDEO.search(body):
        traits |= Flag.VIDEO
    if _holds(body, _CODE_WORDS) and _CODE.search(body):
        traits |= Flag.CODE
    return traits


def _holds(body: str, words: tuple[str, ...]) -> bool:
    return any(word in body for word in words)
