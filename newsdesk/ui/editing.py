"""The file of an article in `$EDITOR`, at the line one reads.

Owns the command, a list of arguments that no shell sees, and the terminal while the editor has it.
"""

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence

from textual.app import App, SuspendNotSupported

from newsdesk.model.article import Article
from newsdesk.model.errors import UsageError
from newsdesk.model.source import SourceKind

FALLBACKS = ("vi", "nano")

# How editors are told a line, by the name of their program.
_PLUS = frozenset(
    {"vi", "vim", "nvim", "vimx", "gvim", "view", "nano", "pico", "rnano", "emacs", "emacsclient", "mg", "jed", "joe"}
    | {"jmacs", "ne", "kak", "micro", "mcedit", "gedit", "less", "vis", "neovim", "elvis", "zile", "tilde"}
)
_COLON = frozenset({"hx", "helix", "subl", "sublime_text", "zed", "zeditor", "lapce", "amp"})
_GOTO = frozenset({"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"})
_LINE = frozenset({"kate", "kwrite", "mate"})


def file_of(article: Article) -> bytes:
    """The path of an article's file.

    Raises:
        UsageError: it has none.
    """
    source = article.source
    match source.kind:
        case SourceKind.FOLDER:
            return os.path.join(source.location, article.origin.key)
        case SourceKind.FILE:
            return source.location
        case _:
            raise UsageError("This article came over a wire: there is no file of it to edit. y m copies its text.")


def editor_command(environment: Mapping[str, str], path: bytes, line: int) -> list[bytes]:
    """The command that opens a file in the reader's editor.

    Args:
        environment: `VISUAL`, `EDITOR` and `PATH` of the process.
        path: The absolute path of the file.
        line: Counted from 1; told to editors of which is known how.

    Raises:
        UsageError: no editor is known, or it is not installed.
    """
    wished = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        command = shlex.split(wished)
    except ValueError as error:
        raise UsageError(f"$EDITOR is not understood ({error}): {wished}") from error
    search = environment.get("PATH")
    if not command:
        command = [name for name in FALLBACKS if shutil.which(name, path=search)][:1]
        if not command:
            raise UsageError("No editor is set. export EDITOR=… names the one that you like.")
    if shutil.which(command[0], path=search) is None:
        raise UsageError(f"$EDITOR says {command[0]}, which is not installed here.")
    return [*map(os.fsencode, command), *_at_line(os.path.basename(command[0]), path, line)]


def _at_line(name: str, path: bytes, line: int) -> list[bytes]:
    if name in _PLUS:
        return [b"+%d" % line, path]
    if name in _COLON:
        return [b"%s:%d" % (path, line)]
    if name in _GOTO:
        return [b"--goto", b"%s:%d" % (path, line)]
    if name in _LINE:
        return [b"-l", b"%d" % line, path]
    return [path]


def run_on_terminal(app: App[object], command: Sequence[str | bytes]) -> None:
    """Lend the terminal to a program until it ends.

    Raises:
        UsageError: it did not start, or says that it failed.
    """
    name = os.fsdecode(os.path.basename(command[0]))
    try:
        with app.suspend():
            # Ctrl+C is for the program; a handler, unlike "ignore", is not handed down to it.
            before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
            try:
                code = subprocess.run(command, check=False).returncode
            finally:
                signal.signal(signal.SIGINT, before)
    except OSError as error:
        raise UsageError(f"{name} cannot be started: {error.strerror}.") from error
    except SuspendNotSupported as error:
        raise UsageError(f"There is no terminal here to lend to {name}.") from error
    if code:
        raise UsageError(f"{name} ended with {code}.")
