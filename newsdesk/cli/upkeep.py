"""`newsdesk backup`, `restore` and `doctor`: the care of a desk."""

import argparse
import os
from collections.abc import Mapping
from pathlib import Path

from newsdesk.cli.opening import settings_for, showing_progress
from newsdesk.cli.output import Output, Tone
from newsdesk.desk.desk import Desk
from newsdesk.desk.paths import DeskPath, configuration_file, data_folder, desk_of, standing_desk
from newsdesk.desk.settings import examine
from newsdesk.desk.upkeep import Finding, look_over, restore

SOUND, SOMETHING_WRONG = 0, 1
NAME_THE_TERMINAL = "Set TERM to what the terminal is, such as xterm-256color."
_UNKNOWN_TERMINALS = {"", "dumb", "unknown"}


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Carry it out; `doctor` gives 1 when something is wrong.

    Raises:
        NewsdeskError: a backup could not be written, or not be taken over.
    """
    data = data_folder(arguments.data_dir, os.environ)
    where = desk_of(data, arguments.only) if arguments.only else standing_desk(data)
    if arguments.care == "doctor":
        return _look_over(arguments, output, where)
    settings = settings_for(arguments, output)
    file = Path(arguments.file)
    if arguments.care == "backup":
        with Desk.open(where, settings) as desk, showing_progress(output) as heard:
            desk.back_up(file, heard)
        output.note(f"The desk is copied to {file}.")
    else:
        kept = restore(where, settings, file)
        output.note(f"The desk is now what {file} holds. What was there before is kept in {kept}.")
    return 0


def _look_over(arguments: argparse.Namespace, output: Output, where: DeskPath) -> int:
    configuration = configuration_file(arguments.config, os.environ)
    # With a broken configuration, too: that is one of the findings.
    settings = examine(configuration)[0]
    sound = True
    for finding in (*look_over(where, settings, configuration, mend=arguments.fix), _terminal(output)):
        sound = sound and finding.sound
        _print(finding, output, as_json=arguments.json)
    return SOUND if sound else SOMETHING_WRONG


def _terminal(output: Output) -> Finding:
    if not output.is_terminal:
        return Finding("terminal", "none here: `newsdesk` would print the list")
    name = os.environ.get("TERM", "")
    if name in _UNKNOWN_TERMINALS:
        shown = "`newsdesk` would print the list" if name == "dumb" else "the desk is drawn with the plainest signs"
        return Finding("terminal", f"TERM={name} tells nothing of it: {shown}", False, NAME_THE_TERMINAL)
    if not output.speaks_unicode:
        return Finding("terminal", f"{name}, not UTF-8", False, "Set LANG to a UTF-8 locale, such as C.UTF-8.")
    colours = _colours_of(name, os.environ)
    return Finding("terminal", f"{name}, {output.width} columns, {output.height} rows, UTF-8, {colours}")


def _colours_of(terminal: str, environment: Mapping[str, str]) -> str:
    """How many colours the desk is drawn in, as far as the environment tells."""
    if environment.get("NO_COLOR"):
        return "no colours, as NO_COLOR asks"
    if environment.get("COLORTERM") in {"truecolor", "24bit"} or "direct" in terminal or "kitty" in terminal:
        return "16 million colours"
    if "256" in terminal:
        return "256 colours"
    return "16 colours (COLORTERM=truecolor, where the terminal has more)"


def _print(finding: Finding, output: Output, *, as_json: bool) -> None:
    if as_json:
        output.json({"about": finding.about, "sound": finding.sound, "says": finding.says, "way_out": finding.way_out})
        return
    mark = ("ok  ", Tone.ADDED) if finding.sound else ("!   ", Tone.WARNING)
    output.line(mark, f"{finding.about:<14}", finding.says)
    if finding.way_out:
        output.line(" " * 18, (finding.way_out, Tone.DIM))
