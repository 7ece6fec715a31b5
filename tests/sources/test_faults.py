"""Every fault that real articles have, one a file: what is read of it, and what mending makes of it."""

import json
from pathlib import Path

import frontmatter
import pytest

from newsdesk.lint import mended
from newsdesk.text.decoding import decode
from newsdesk.text.front_matter import Form, read_front_matter
from newsdesk.text.values import as_json
from tests.sources.faults import FAULTS, described, fault_files


@pytest.mark.parametrize("path", fault_files(), ids=lambda path: str(path.relative_to(FAULTS)))
def test_a_faulty_file_is_read_as_a_person_would_read_it(path: Path) -> None:
    expected = json.loads(path.with_name(path.name + ".json").read_text(encoding="utf-8"))
    assert described(path) == expected


@pytest.mark.parametrize("path", fault_files(), ids=lambda path: str(path.relative_to(FAULTS)))
def test_mending_twice_is_mending_once(path: Path) -> None:
    once = mended(path.read_bytes())
    assert once is None or mended(once) is None


@pytest.mark.parametrize("path", fault_files(), ids=lambda path: str(path.relative_to(FAULTS)))
def test_what_python_frontmatter_loads_of_a_mended_file_is_what_newsdesk_read(path: Path) -> None:
    data = path.read_bytes()
    new = mended(data)
    if new is None:
        pytest.skip("nothing to mend")
    read = read_front_matter(decode(data).text.replace("\r\n", "\n").replace("\r", "\n"))
    loaded = frontmatter.loads(decode(new).text.replace("\r\n", "\n").replace("\r", "\n")).metadata
    assert read.form is Form.YAML
    assert {key: str(value) for key, value in loaded.items()} == {
        key: str(as_json(value)) for key, value in read.fields.items()
    }


def test_every_fault_has_its_expectation_and_no_expectation_is_left_over() -> None:
    expectations = {path.with_suffix("") for path in FAULTS.rglob("*.json")}
    assert expectations == set(fault_files())
