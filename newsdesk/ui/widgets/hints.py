"""The footer: the main keys of where one is, read from the table of commands. A click does the same as the key."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual import events
from textual.message import Message

from newsdesk.ui.commands import Command, Where, commands_of, key_name
from newsdesk.ui.signs import ASCII
from newsdesk.ui.widgets.one_line import OneLine, Word

ALL_KEYS = "question_mark"


class Hints(OneLine):
    """Keys and what they do."""

    @dataclass
    class Chosen(Message):
        """A hint was clicked."""

        command: Command

    _commands: Mapping[Word, Command] = {}

    def show_for(self, where: Where, *, arrows: str = "") -> None:
        """Say the keys of a place, then those of everywhere.

        Args:
            where: The place.
            arrows: What the arrow keys do there, when a hint should say so.
        """
        commands: dict[Word, Command] = {}
        left = [Word(" ", "line--faint")]
        if arrows:
            left += [Word(self.signs.arrows, "line--strong"), Word(f" {arrows}   ", "line--faint")]
        right: list[Word] = []
        alone = where in {Where.SEARCH, Where.SOURCES, Where.TAGS, Where.FOOT}
        places = [where] if alone else [where, Where.EVERYWHERE]
        # What a key of the place means stands before what it means elsewhere.
        taken = {key for command in commands_of(where) for key in command.keys} if where in places[:-1] else set()
        shown = [command for place in places for command in commands_of(place) if command.footer]
        for command in (one for one in shown if one.where is where or one.keys[0] not in taken):
            key = Word(key_name(command.keys[0], ascii_only=self.signs is ASCII), "line--strong")
            label = Word(f" {command.label.lower()}   ", "line--faint")
            # The way to all other keys stays where the line is too short for these.
            (right if ALL_KEYS in command.keys else left).extend((key, label))
            commands[key] = commands[label] = command
        self._commands = commands
        self.say(left, right)

    def on_click(self, event: events.Click) -> None:
        """Do what the hint says."""
        word = self.word_at(event.x)
        if word is not None and word in self._commands:
            self.post_message(self.Chosen(self._commands[word]))
