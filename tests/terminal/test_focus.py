"""Where the focus goes, few bytes follow: the line may be slow, and most of the screen stays as it is."""

from pathlib import Path

from tests.terminal.terminal import NEWSDESK, Terminal

QUIET_S = 0.25
MOST_BYTES = 3_000
"""At 120 columns it takes some 1,000; all of the screen takes 20,000."""
KEYS = ("tab", "tab", "/", "escape", "enter", "escape", ":", "escape", "t", "escape")
"""Each moves the focus, or brings it back."""


def test_the_focus_moves_without_sending_the_screen_again(tmp_path: Path) -> None:
    with Terminal([NEWSDESK], home=tmp_path) as terminal:
        terminal.wait_for("42 articles")
        terminal.settle(1.0)
        for key in KEYS:
            terminal.press(key)
            _at, sent = terminal.burst(QUIET_S)
            assert sent < MOST_BYTES, f"{key} sent {sent:,} bytes"
        assert terminal.process.poll() is None
