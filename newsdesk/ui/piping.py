"""An article, as Markdown, to the standard input of a command: a list of arguments that no shell sees.

Bounded in time and in what is kept of its output, so that `yes` is not the end of an afternoon.
"""

import asyncio
import os
import shlex
import signal
from contextlib import suppress
from dataclasses import dataclass

from newsdesk.model.clean import Clean
from newsdesk.model.errors import UsageError
from newsdesk.text.clean import clean

TIME_LIMIT_S = 30.0
LAST_WORDS_S = 1.0
MAX_OUTPUT_BYTES = 1_048_576


@dataclass(frozen=True, slots=True)
class Piped:
    """What became of it."""

    command: str
    output: Clean
    """Standard output and standard error, as they came."""
    code: int | None
    """The exit code; None where it was ended because of a limit."""
    ended: str = ""
    """Why it was ended, in words; nothing where it ended by itself."""


async def pipe(command: str, text: str, *, limit_s: float = TIME_LIMIT_S) -> Piped:
    """Run a command on a text.

    Args:
        command: As typed, split as a shell splits it.
        text: What it gets.
        limit_s: Seconds that it may take.

    Raises:
        UsageError: it is not understood, or cannot be started.
    """
    try:
        arguments = shlex.split(command)
    except ValueError as error:
        raise UsageError(f"The command is not understood: {error}.") from error
    if not arguments:
        raise UsageError("There is no command.")
    try:
        process = await asyncio.create_subprocess_exec(
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{arguments[0]} cannot be started: {why}.") from error
    output = bytearray()
    ended = ""
    try:
        async with asyncio.timeout(limit_s):
            await asyncio.gather(_feed(process, text.encode("utf-8", "replace")), _read(process, output))
            if len(output) < MAX_OUTPUT_BYTES:
                await process.wait()
            else:
                ended = "ended after 1 MiB of output"
    except TimeoutError:
        ended = f"ended after {limit_s:g} seconds"
    finally:
        # Also where newsdesk leaves meanwhile.
        if process.returncode is None:
            await _end_all(process)
    said = clean(bytes(output[:MAX_OUTPUT_BYTES]).decode("utf-8", "replace"))
    return Piped(command, said, None if ended else process.returncode, ended)


async def _feed(process: asyncio.subprocess.Process, data: bytes) -> None:
    if process.stdin is None:
        return
    # A command that has read enough (`head`) closes its end.
    with suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(data)
        await process.stdin.drain()
    process.stdin.close()


async def _read(process: asyncio.subprocess.Process, output: bytearray) -> None:
    while process.stdout is not None and len(output) < MAX_OUTPUT_BYTES:
        data = await process.stdout.read(65_536)
        if not data:
            return
        output += data


async def _end_all(process: asyncio.subprocess.Process) -> None:
    """End it and what it started; wait no longer for its last words than a moment."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    with suppress(TimeoutError):
        async with asyncio.timeout(LAST_WORDS_S):
            # asyncio hears of the end only when nothing is left in the pipe.
            while process.stdout is not None and await process.stdout.read(65_536):
                pass
            await process.wait()
