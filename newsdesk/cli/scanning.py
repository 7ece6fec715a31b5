"""`newsdesk scan`: read the sources without opening the desk, with progress on standard error."""

import argparse
import os

from newsdesk.cli.opening import settings_for, showing_progress
from newsdesk.cli.output import Output
from newsdesk.desk.opening import open_desk
from newsdesk.desk.paths import data_folder


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Read what changed, the words of the bodies included, and print what that was; always 0.

    Raises:
        StoreNotWritable: what was read cannot be saved.
    """
    settings = settings_for(arguments, output)
    data = data_folder(arguments.data_dir, os.environ)
    with open_desk(data, arguments.only, settings) as desk, showing_progress(output, patience_s=0) as heard:
        report = desk.refresh(heard)
        desk.load_index(heard)
    if report.busy:
        output.note("Another newsdesk is reading the sources of this desk right now.")
    for name in report.missing:
        output.note(f"{name} cannot be reached: its articles stay as they are.")
    figures = {
        "added": report.added,
        "amended": report.amended,
        "moved": report.moved,
        "gone": report.gone,
        "problems": report.problems,
    }
    if arguments.json:
        output.json(figures | {"missing": report.missing, "busy": report.busy})
    else:
        output.line(", ".join(f"{number:,} {name}" for name, number in figures.items()))
    return 0
