"""The one way to tell the reader something in passing: a toast, whose text is never read as markup."""

from typing import Literal

from textual.app import App

from newsdesk.text.clean import clean_line

# Long enough to read two sentences and press the key that they name.
SECONDS = 6.0


def say(app: App[object], text: str, *, severity: Literal["information", "warning", "error"] = "information") -> None:
    """Tell the reader a sentence, which may hold text from outside. Only the latest stays on the screen."""
    app.clear_notifications()
    app.notify(clean_line(text), severity=severity, timeout=SECONDS, markup=False)
