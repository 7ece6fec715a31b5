"""What arrives from the terminal may be garbled: the desk stays awake."""

from pathlib import Path

from tests.terminal.terminal import NEWSDESK, Terminal

GARBLED = {
    "bytes that are no UTF-8": b"\xff\xfe\x80\xc3",
    "a character cut in two": b"\xe2\x82",
    "a report that never ends": b"\x1b]0;" + b"x" * 20_000,
    "a sequence with five thousand parameters": b"\x1b[" + b";".join([b"1"] * 5_000) + b"m",
    "a device report": b"\x1b[?62;22c\x1b[24;80R\x1bP1$r0m\x1b\\",
    "NULs": b"\x00" * 100,
    "a mouse beyond the edge": b"\x1b[<0;5000;5000M\x1b[<0;5000;5000m\x1b[<64;-1;-1M",
    "a paste that never ends": b"\x1b[200~and then",
}


def test_garbled_input_makes_the_desk_neither_deaf_nor_dead(tmp_path: Path) -> None:
    with Terminal([NEWSDESK], home=tmp_path) as terminal:
        terminal.wait_for("Start Here")
        terminal.settle()
        for what, data in GARBLED.items():
            terminal.type(data)
            # Longer than the input gate waits for the rest of each.
            terminal.settle(2.2 if "paste" in what else 0.7 if "report" in what else 0.25)
            terminal.press("escape", "escape")
            terminal.settle(0.2)
            terminal.press("?")
            terminal.wait_for("Everywhere")
            terminal.press("escape")
            terminal.wait_for(lambda screen: "Everywhere" not in screen)
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0
        assert terminal.left_behind == []


def test_garbled_bytes_are_left_out_of_what_is_searched(tmp_path: Path) -> None:
    with Terminal([NEWSDESK], home=tmp_path) as terminal:
        terminal.wait_for("Start Here")
        terminal.settle()
        terminal.press("/")
        terminal.type(b"depseal\xff \x80revoluton")
        terminal.wait_for("depseal revoluton")
        terminal.wait_for(lambda screen: "Start Here" not in screen)
        assert "DeepSeal's Open-Source Revolution" in terminal.text
