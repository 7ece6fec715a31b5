"""What the main screen says in its lines: header, answer to a search, empty states.

Sentences only, no widget and no state. An empty state says what to do next.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from newsdesk.desk.desk import Desk
from newsdesk.model.clean import Clean
from newsdesk.model.hits import Facets, Hits
from newsdesk.ui.signs import Signs
from newsdesk.ui.widgets.one_line import Word

if TYPE_CHECKING:
    from newsdesk.text.query import Query

# A figure that the eye cannot tell from nothing is no figure.
_LEAST_MS = 0.1


class Wording:
    """Words for one desk."""

    def __init__(self, desk: Desk, signs: Signs) -> None:
        self._desk = desk
        self._signs = signs
        self.wires: Callable[[], str] = str
        """What there is to say of the feeds."""
        self.unsaved = 0
        """How many changes wait to be saved, where they cannot be at the moment."""

    def masthead(self, whole: Facets | None, activity: Clean) -> tuple[Sequence[Word], Sequence[Word]]:
        """The header: which desk, how much it holds, what goes on.

        Args:
            whole: The figures over the whole desk; None until they are there.
            activity: What goes on; nothing when nothing does.
        """
        left = [Word(" newsdesk", "line--strong"), Word(f"   {self._desk.title}")]
        if whole is not None:
            left.append(Word(f"   {whole.articles:,} article{'' if whole.articles == 1 else 's'}", "line--faint"))
            left.append(Word(f"   {whole.unread:,} unread", "line--faint"))
            if whole.problems:
                left.append(Word(f"   {whole.problems:,} {self._signs.problem}", "line--faint"))
        if self.unsaved:
            changes = f"{self.unsaved:,} change{'' if self.unsaved == 1 else 's'}"
            return left, [Word(f"{changes} not saved yet ", "line--notice")]
        if activity:
            return left, [Word(f"{activity} ", "line--notice")]
        if not self._desk.writable:
            return left, [Word("read-only ", "line--notice")]
        if self._desk.is_sample:
            return left, [Word("samples; A, then a follows your own ", "line--faint", gives_way=True)]
        return left, [Word(f"{wires} ", "line--faint", gives_way=True)] if (wires := self.wires()) else []

    def found(self, query: "Query", hits: Hits) -> Sequence[Word]:
        """The answer to a search in figures: as typed, near, how long it took, in which order."""
        if not query.text.strip():
            return []
        counts = f"{hits.exact:,} hit{'' if hits.exact == 1 else 's'}"
        if hits.near:
            counts += f" {self._signs.dot} {hits.near:,} near"
        took = f"{hits.elapsed_ms:.0f}" if hits.elapsed_ms >= 1 else f"{max(hits.elapsed_ms, _LEAST_MS):.1f}"
        words = [Word(counts), Word(f" {self._signs.dot} {took} ms ", "line--faint")]
        order = query.sort.order.value
        if order != "relevance":
            words.append(Word(f"  sort: {order}{' reversed' if query.sort.reverse else ''} ", "line--faint"))
        return words

    def nothing_yet(self) -> Sequence[str]:
        """In the list of a desk without articles."""
        if not self._desk.source_names():
            return (
                "",
                "This desk follows no sources yet.",
                "",
                "A lists sources; a there adds a folder of articles, or a feed by the address of its page.",
                "",
                "From the shell: newsdesk sources add FOLDER, newsdesk feeds add URL.",
            )
        return ("", "No articles here yet. Sources are read now; r reads them again.")

    def nothing_found(self, query: "Query") -> Sequence[str]:
        """In the list when a search found nothing."""
        if not query.text.strip():
            return self.nothing_yet()
        lines = ["", "Nothing here has these words, not even nearly."]
        if query.chips:
            lines += ["", f"x takes the last filter away: {query.chips[-1].label}"]
        return (*lines, "", "Esc clears the search.")

    def no_article(self) -> Sequence[str]:
        """In the pane where no article is open."""
        return ("", "The article that the cursor rests on is shown here.", "", "Enter reads it.")
