"""Real articles: all of them open, none loses its body, and their titles are what their front matter says.

The ordinary run takes every fourth of them; `pytest -m full tests/sources/test_real_articles.py` takes all.
"""

import html
import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
import yaml

from newsdesk.lint import mended
from newsdesk.sources.folder import FoundFile, read_file, walk
from newsdesk.sources.options import ReadingOptions
from newsdesk.text.clean import clean, clean_line
from tests.corpus import ARTICLES

pytestmark = pytest.mark.corpus
STEPS = pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.full)])
OPTIONS = ReadingOptions()
FENCED = re.compile(r"\s*^(---|\+\+\+)[ \t]*\n(.*?)^(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
# An independent and simple reading of a title: what stands behind the colon on its line, and the line that follows.
TITLE = re.compile(r"^title\s*[:=][ \t]*(.*)(?=\n?(.*))", re.MULTILINE)
REMARK = re.compile(r"(?<=[^'\"])\s#[^'\"]*$")


def repositories() -> list[str]:
    return sorted(path.name for path in ARTICLES.iterdir() if path.is_dir()) if ARTICLES.is_dir() else []


def files(repository: str, step: int) -> Iterator[FoundFile]:
    return islice(walk(os.fsencode(ARTICLES / repository)), 0, None, step)


def text_of(path: bytes) -> str:
    data = Path(os.fsdecode(path)).read_bytes()
    text = data.decode("utf-16") if data.startswith(b"\xff\xfe") else data.decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def letters(text: str) -> str:
    """What two readings of a headline must have in common: everything but quotes, escapes and markup."""
    return re.sub(r"[^\w]", "", clean_line(html.unescape(re.sub(r"<[^<>]+>", "", text))))


@STEPS
@pytest.mark.parametrize("repository", repositories())
def test_no_body_is_lost_and_every_title_is_what_the_front_matter_says(repository: str, step: int) -> None:
    for file in files(repository, step):
        text = text_of(file.path)
        split = FENCED.match(text)
        piece = read_file(file.path, key=file.key, options=OPTIONS).piece
        body = text[split.end() :] if split else text
        assert piece.body.strip() == clean(body).strip(), file.key
        titles = TITLE.findall(split[2]) if split else []
        said, following = titles[-1] if titles else ("", "")
        # Of block scalars there is no simple second reading.
        if said and said[0] not in "|>":
            title, wanted = letters(piece.title), letters(REMARK.sub("", said))
            goes_on = following and not re.match(r"[\w-]+\s*[:=]|\[", following)
            assert title.startswith(wanted) if goes_on else title == wanted, file.key


@STEPS
@pytest.mark.parametrize("repository", repositories())
def test_what_is_mended_is_yaml_and_is_mended_once(repository: str, step: int) -> None:
    for file in files(repository, step):
        new = mended(Path(os.fsdecode(file.path)).read_bytes())
        if new is not None:
            assert mended(new) is None, file.key
            split = FENCED.match(new.decode())
            assert split is not None
            assert isinstance(yaml.safe_load(split[2]), dict), file.key
