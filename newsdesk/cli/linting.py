"""`newsdesk lint`: what is wrong with articles, a problem a line, and `--fix` to mend their front matter."""

import argparse
import difflib
import os
import sys
from collections.abc import Iterator

from newsdesk.cli.opening import opened, settings_for
from newsdesk.cli.output import Output, Tone
from newsdesk.desk.linting import Examined, examine, examine_all, write_back
from newsdesk.desk.mending import NotMended
from newsdesk.desk.paths import real_path
from newsdesk.desk.readers import reading_options
from newsdesk.desk.settings import Settings
from newsdesk.model.errors import UsageError
from newsdesk.model.source import SourceKind

CLEAN, PROBLEMS = 0, 1
STANDARD_INPUT = "-"


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print the problems; 1 when there are some, after `--fix` when some are left."""
    if arguments.paths and arguments.only:
        raise UsageError("Name the files behind `lint`, or with --source, not both ways at once.")
    settings = settings_for(arguments, output)
    if STANDARD_INPUT in arguments.paths:
        if len(arguments.paths) > 1:
            raise UsageError("Standard input is linted alone: `newsdesk lint - < article.md`.")
        return _lint_standard_input(arguments, output, settings)
    return _Run(arguments, output, settings).run()


def _lint_standard_input(arguments: argparse.Namespace, output: Output, settings: Settings) -> int:
    options = reading_options(settings)
    data = sys.stdin.buffer.read(options.limits.article_bytes + 1) if sys.stdin else b""
    examined = examine(data, STANDARD_INPUT.encode(), options)
    report = _Report(arguments, output)
    if arguments.diff:
        report.show_diff(STANDARD_INPUT, examined)
    elif arguments.fix:
        # A filter: the mended article is the result, the problems stand beside it.
        output.raw(examined.mended or examined.data)
        left = examine(examined.mended or examined.data, STANDARD_INPUT.encode(), options)
        for problem in left.problems:
            output.note(f"{STANDARD_INPUT}:{problem.line or 1}: {problem.message}")
        return PROBLEMS if left.problems else CLEAN
    else:
        report.show_problems(STANDARD_INPUT, examined)
    report.sum_up()
    return PROBLEMS if examined.problems else CLEAN


class _Run:
    """One run over files on the disk."""

    def __init__(self, arguments: argparse.Namespace, output: Output, settings: Settings) -> None:
        self._arguments = arguments
        self._output = output
        self._settings = settings
        self._options = reading_options(settings)
        self._report = _Report(arguments, output)

    def run(self) -> int:
        for shown, root in self._roots():
            for examined in examine_all(root, self._settings.ignore, self._options):
                path = os.path.join(shown, os.fsdecode(examined.key)) if examined.key else shown
                self._one(path, examined)
        self._report.sum_up()
        return PROBLEMS if self._report.problems else CLEAN

    def _roots(self) -> Iterator[tuple[str, bytes]]:
        """What to lint: how it is written in the result, and its real path."""
        if self._arguments.paths:
            for path in self._arguments.paths:
                yield path, real_path(path)
            return
        # The files are looked at as they are now: the desk only says where they lie.
        self._arguments.no_refresh = True
        with opened(self._arguments, self._output, settings=self._settings) as desk:
            sources = [source for source in desk.sources() if source.kind is not SourceKind.FEED]
        for source in sources:
            yield os.fsdecode(source.location), source.location

    def _one(self, path: str, examined: Examined) -> None:
        if self._arguments.diff:
            self._report.show_diff(path, examined)
            return
        if self._arguments.fix and examined.mended is not None:
            try:
                examined = write_back(examined, self._options)
                self._report.mended += 1
            except NotMended as error:
                self._output.note(str(error))
        self._report.show_problems(path, examined)


class _Report:
    """What is printed, and counted for the last line."""

    def __init__(self, arguments: argparse.Namespace, output: Output) -> None:
        self._as_json = arguments.json
        self._may_fix = not arguments.fix or arguments.diff
        self._output = output
        self.problems = self.fixable = self.files = self.mended = 0

    def show_problems(self, path: str, examined: Examined) -> None:
        """A line a problem, as compilers write them: editors jump to it."""
        self._count(examined)
        for problem in examined.problems:
            if self._as_json:
                self._output.json(
                    {
                        "path": path,
                        "line": problem.line,
                        "column": problem.column,
                        "code": problem.code,
                        "message": problem.message,
                        "fixable": problem.fixable,
                    }
                )
                continue
            place = ":".join(str(number) for number in (problem.line, problem.column) if number is not None)
            self._output.line(
                (path, Tone.STRONG),
                f":{place}: " if place else ": ",
                problem.message,
                (f" [{problem.code}]", Tone.DIM),
            )

    def show_diff(self, path: str, examined: Examined) -> None:
        """What `--fix` would change, as a unified diff."""
        self._count(examined)
        if examined.mended is None:
            return
        before, after = (data.decode("utf-8", "replace").splitlines() for data in (examined.data, examined.mended))
        tones = {"+": Tone.ADDED, "-": Tone.REMOVED, "@": Tone.DIM}
        for line in difflib.unified_diff(before, after, path, path, lineterm=""):
            self._output.line((line, tones.get(line[0], Tone.PLAIN)))

    def sum_up(self) -> None:
        """Say how much it was, beside the result."""
        if self.mended:
            self._output.note(f"{_counted(self.mended, 'file')} mended.")
        if self.problems:
            mend = ""
            if self.fixable and self._may_fix:
                mend = f"; {self.fixable:,} of them can be mended: `newsdesk lint --fix`"
            self._output.note(f"{_counted(self.problems, 'problem')} in {_counted(self.files, 'file')}{mend}.")

    def _count(self, examined: Examined) -> None:
        self.problems += len(examined.problems)
        self.fixable += sum(problem.fixable for problem in examined.problems)
        self.files += bool(examined.problems)


def _counted(number: int, of: str) -> str:
    return f"{number:,} {of}" if number == 1 else f"{number:,} {of}s"
