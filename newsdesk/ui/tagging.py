"""Asking which tags articles are to have: what they were given so far, and the panel that asks."""

from collections.abc import Sequence
from functools import reduce

from newsdesk.desk.desk import Desk
from newsdesk.model.article import ArticleId
from newsdesk.model.clean import Clean
from newsdesk.model.errors import NewsdeskError
from newsdesk.text.query import Column
from newsdesk.ui.commands import Where
from newsdesk.ui.say import say
from newsdesk.ui.screens.frame import Frame
from newsdesk.ui.signs import Signs
from newsdesk.ui.themes import styles_folder
from newsdesk.ui.widgets.tags_panel import Question, TagsPanel

SUGGESTIONS = 20
MOST_LOOKED_AT = 1_000
"""Of more articles nobody waits for what they have in common: the line is empty, and a minus takes a tag away."""


async def ask_for_tags(screen: Frame, desk: Desk, ids: Sequence[ArticleId], signs: Signs) -> None:
    """Ask, over the foot of the panes; the answer, if there is one, is a `TagsWanted`.

    Args:
        screen: Over its panes the panel lies, and has the focus when this returns.
        desk: Asked for the tags there are.
        ids: Of the articles; of several, the tags that all of them were given stand in the line.
        signs: To draw with.
    """
    try:
        question = _question(desk, ids)
    except NewsdeskError as error:
        say(screen.app, str(error), severity="error")
        return
    screen.app.stylesheet.read(styles_folder() / "tags.tcss")
    suggest = lambda beginning: [one for one, _count in desk.facets(Column.TAG, beginning, SUGGESTIONS)]  # noqa: E731
    panel = TagsPanel(question, suggest, signs=signs)
    # Painted once, with all that it says.
    with screen.app.batch_update():
        await screen.lay_panel_over(panel, panel.line, Where.TAGS)


def _question(desk: Desk, ids: Sequence[ArticleId]) -> Question:
    longest = desk.settings.limits.tag_characters
    given = _given_to_all(desk, ids)
    headlines = desk.headlines(ids) if len(ids) == 1 else []
    if not headlines:
        return Question(ids, f"{len(ids):,} article{'' if len(ids) == 1 else 's'}", (), given, longest)
    own = [one for one in headlines[0].tags if one not in given]
    return Question(ids, headlines[0].title, own, given, longest)


def _given_to_all(desk: Desk, ids: Sequence[ArticleId]) -> tuple[Clean, ...]:
    if not 0 < len(ids) <= MOST_LOOKED_AT:
        return ()
    given = desk.given_tags(ids)
    each = [given.get(article_id, ()) for article_id in ids]
    return reduce(lambda some, others: tuple(one for one in some if one in others), each)
