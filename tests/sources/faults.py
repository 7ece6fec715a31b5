"""The files with a fault each in `fixtures/faults`, and what is expected of them beside each (`x.md`, `x.md.json`).

`python -m tests.sources.faults` writes the expectations anew: read every one that changes.
"""

import json
from datetime import UTC
from pathlib import Path
from typing import Any

from newsdesk.lint import check, mended
from newsdesk.model.article import Piece
from newsdesk.sources.article import read_article
from newsdesk.sources.options import ReadingOptions

FAULTS = Path(__file__).resolve().parents[2] / "fixtures" / "faults"


def fault_files() -> list[Path]:
    """All files with a fault."""
    return sorted(path for path in FAULTS.rglob("*") if path.is_file() and path.suffix != ".json")


def described(path: Path) -> dict[str, Any]:
    """What newsdesk makes of a file: its filled fields, its problems, and the lines that mending writes anew."""
    data = path.read_bytes()
    piece = read_article(data, key=path.relative_to(FAULTS).as_posix().encode(), options=ReadingOptions(zone=UTC))
    described = {name: value for name in _FIELDS if (value := _plain(piece, name)) not in ("", [], {}, None)}
    described["lint"] = [
        [problem.line, problem.column, problem.code, *(["mendable"] if problem.fixable else [])]
        for problem in check(data, piece)
    ]
    new = mended(data)
    if new is not None:
        described["mended"] = new.decode("utf-8-sig" if new.startswith(b"\xef") else _encoding(new)).splitlines()[:20]
    return described


def _encoding(data: bytes) -> str:
    return "utf-16" if data.startswith(b"\xff\xfe") else "utf-8"


_FIELDS = (
    *("title", "subtitle", "description", "authors", "published", "created", "updated", "image", "image_alt", "cta"),
    *("tags", "status", "language", "slug", "url", "minutes", "words", "extra", "traits", "body_line", "body"),
)


def _plain(piece: Piece, name: str) -> Any:
    value = getattr(piece, name)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if name == "traits":
        return [flag.name for flag in value]
    return list(value) if isinstance(value, tuple) else value


def main() -> None:
    """Write what is expected."""
    for path in fault_files():
        text = json.dumps(described(path), ensure_ascii=False, indent=1)
        path.with_name(path.name + ".json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
