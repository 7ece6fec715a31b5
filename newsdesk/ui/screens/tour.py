"""The tour for newcomers on the sample desk: three things to try, one line above the hints."""

from textual.screen import Screen

from newsdesk.ui.signs import Signs
from newsdesk.ui.widgets.one_line import OneLine, Word

STEPS = (
    "Type / and misspell something.",
    "Enter goes to the list, and opens an article there. Space reads on.",
    "s keeps an article for later, z takes that back. ? shows all keys.",
)
AFTERWARDS = "And now your own: A, then a follows a folder or a feed."
FROM_THE_SHELL = "   Or: newsdesk sources add FOLDER, newsdesk feeds add URL."


class Tour:
    """Says one step; goes on when the reader has done what it says."""

    def __init__(self, screen: Screen[None], signs: Signs) -> None:
        self._screen = screen
        self._line = OneLine(signs=signs, id="tour")
        self._step = 0

    @property
    def on(self) -> bool:
        """Whether a step stands there, or what to do after them."""
        return self._step > 0

    def begin(self) -> None:
        """Say the first step."""
        self._screen.mount(self._line, before="#hints")
        self._say(1)

    def did(self, step: int) -> bool:
        """The reader did what a step says; whether that was the last one."""
        if step != self._step:
            return False
        if step == len(STEPS):
            self._step += 1
            self._line.say(
                [Word(f" {AFTERWARDS}", "line--notice"), Word(FROM_THE_SHELL, "line--faint")],
                [Word("Esc ", "line--faint")],
            )
            return True
        self._say(step + 1)
        return False

    def end(self) -> None:
        """Take the line away."""
        self._step = 0
        self._line.remove()

    def _say(self, step: int) -> None:
        self._step = step
        hello = "   Welcome. These articles are samples to try things on." if step == 1 else ""
        self._line.say(
            [Word(f" {step}/{len(STEPS)}  {STEPS[step - 1]}", "line--notice"), Word(hello, "line--faint")],
            [Word("Esc: no tour ", "line--faint")],
        )
