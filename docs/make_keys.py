"""Write docs/keys.md from the table of commands: `python docs/make_keys.py`."""

from pathlib import Path

from newsdesk.ui.reference import as_markdown

if __name__ == "__main__":
    (Path(__file__).parent / "keys.md").write_text(as_markdown(), encoding="utf-8")
