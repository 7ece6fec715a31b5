"""The footer: the main keys of where one is, read from the table of commands. A click does the same as the key."""

from dataclasses import dataclass

from textual import events
from textual.message import Message

from newsdesk.ui.commands import Command, Where, commands_of, key_name
from newsdesk.ui.signs import ASCII
from newsdesk.ui.widgets.one_line import OneLine, Word


class Hints(OneLine):
    """Keys and what they do."""

    @dataclass
    class Chosen(Message):
        """A hint was clicked."""

        command: Command

    _commands: tuple[Command, ...] = ()

    def show_for(self, where: Where, *, arrows: str = "") -> None:
        """Say the keys of a place, then those of everywhere.

        Args:
            where: The place.
            arrows: What the arrow keys do there, when a hint should say so.
        """
        ascii_only = self.signs is ASCII
        shown = [command for command in commands_of(where) if command.footer]
        if where is not Where.SEARCH:
            shown += [command for command in commands_of(Where.EVERYWHERE) if command.footer]
        words = [Word(" ", "line--faint")]
        if arrows:
            words += [Word(self.signs.arrows, "line--key"), Word(f" {arrows}   ", "line--faint")]
        self._first = len(words)
        for command in shown:
            key = key_name(command.keys[0], ascii_only=ascii_only)
            words += [Word(key, "line--key"), Word(f" {command.label.lower()}   ", "line--faint")]
        self._commands = tuple(shown)
        self.say(words)

    def on_click(self, event: events.Click) -> None:
        """Do what the hint says."""
        number = self.word_at(event.x)
        if number is not None and 0 <= number - self._first < 2 * len(self._commands):
            self.post_message(self.Chosen(self._commands[(number - self._first) // 2]))
