"""`newsdesk config path|show|check`: works with a broken file too, or nobody could mend it."""

import argparse
import os
import textwrap

from newsdesk.cli.output import Output, Tone
from newsdesk.desk.paths import configuration_file
from newsdesk.desk.settings import as_toml, examine, listed, load, others_can_write

SENTENCE_CHARACTERS = 76


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Carry it out; 1 when `check` found something wrong."""
    path = configuration_file(arguments.config, os.environ)
    if arguments.action == "path":
        output.line(str(path))
        return 0
    if arguments.action == "check":
        _settings, faults = examine(path)
        for fault in faults:
            output.line(f"{path}:{fault.line}: {fault.message}" if fault.line else f"{path}: {fault.message}")
        if others_can_write(path):
            output.line(f"{path}: Everybody on this machine may write to it; `chmod o-w` closes it.")
            return 1
        return 1 if faults else 0
    for setting in listed(load(path)):
        if arguments.json:
            output.json(
                {
                    "key": setting.name,
                    "value": setting.value,
                    "default": setting.default,
                    "kind": setting.kind,
                    "says": setting.says,
                }
            )
            continue
        for line in textwrap.wrap(setting.says, SENTENCE_CHARACTERS):
            output.line((f"# {line}", Tone.DIM))
        changed = "" if setting.value == setting.default else f"  # default: {as_toml(setting.default)}"
        output.line((setting.name, Tone.STRONG), f" = {as_toml(setting.value)}", (changed, Tone.DIM))
    return 0
