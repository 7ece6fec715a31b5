"""Articles for tests: each names only what the sentence is about."""

import json
from pathlib import Path


def a_file(folder: Path, name: str, title: str = "", body: str = "Text.\n", **fields: object) -> Path:
    """An article's file in a folder, with front matter of just these fields; without any, just the body."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    said = ({"title": title} if title else {}) | fields
    # JSON is YAML: every value is quoted as it must be.
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in said.items()]
    path.write_text("\n".join(["---", *lines, "---", "", body]) if said else body)
    return path
