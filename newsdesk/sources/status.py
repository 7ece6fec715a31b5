"""Whether an article is published: generators disagree how to say it, all are understood."""

from newsdesk.model.article import PUBLISHED
from newsdesk.model.clean import Clean
from newsdesk.text.clean import clean_line
from newsdesk.text.values import Plain, Value, plain_value

DRAFT = Clean("draft")
HIDDEN = Clean("hidden")
_YES = {"true", "yes", "on", "1", "y"}
_NO = {"false", "no", "off", "0", "n"}
_SAME = {
    **dict.fromkeys(("publish", "published", "public", "live", "final", "visible", "done", "posted"), "published"),
    **dict.fromkeys(("draft", "drafts", "unpublished", "wip", "in progress", "unfinished", "todo"), "draft"),
    **dict.fromkeys(
        ("review", "in review", "in-review", "in_review", "pending", "pending review", "needs review"), "review"
    ),
    **dict.fromkeys(("scheduled", "schedule", "future", "planned"), "scheduled"),
    **dict.fromkeys(("hidden", "private", "unlisted", "internal"), "hidden"),
}
_LONGEST = 40


def read_status(paths: dict[str, tuple[str, Value]], used: set[str]) -> Clean:
    """The status that an article's keys add up to: a draft whatever else is said, then hidden, then what it is called.

    Args:
        paths: Normalised key → the key as spelt, and its value.
        used: Receives the keys that said something.
    """
    named = _named(paths, used)
    if _says(paths, used, "draft", yes=True) or _says(paths, used, "published", yes=False):
        return DRAFT
    if _says(paths, used, "publish", yes=False) or _says(paths, used, "isdraft", yes=True):
        return DRAFT
    if any(_says(paths, used, key, yes=True) for key in ("hidden", "unlisted", "private")):
        return HIDDEN
    return named or PUBLISHED


def _named(paths: dict[str, tuple[str, Value]], used: set[str]) -> Clean | None:
    for key in ("status", "poststatus", "state", "visibility"):
        path, value = paths.get(key, ("", None))
        if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST:
            continue
        used.add(path)
        status = clean_line(value).lower()
        return Clean(_SAME.get(status, status))
    return None


def _says(paths: dict[str, tuple[str, Value]], used: set[str], key: str, *, yes: bool) -> bool:
    """Whether a key says yes (or no); a key that says either is understood and leaves `extra`."""
    path, value = paths.get(key, ("", None))
    if isinstance(value, Plain) and isinstance(typed := plain_value(value), bool):
        value = typed
    if isinstance(value, str):
        word = value.strip().lower()
        value = True if word in _YES else False if word in _NO else None
    if not isinstance(value, bool):
        return False
    used.add(path)
    return value is yes
