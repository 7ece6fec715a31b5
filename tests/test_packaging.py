"""What an installed newsdesk has with it: built as pip would, looked into, and run from what was built."""

import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

import newsdesk

CHECKOUT = Path(__file__).parent.parent
SAMPLE = CHECKOUT / "fixtures" / "sample-desk"


def _build(target: str, folder: Path) -> Path:
    # hatchling itself, without the isolated environment that pip would download it into.
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        cwd=CHECKOUT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build("wheel", tmp_path_factory.mktemp("wheel"))


def _names(folder: Path, below: str) -> set[str]:
    return {f"{below}/{path.relative_to(folder).as_posix()}" for path in folder.rglob("*") if path.is_file()}


def test_the_wheel_has_the_whole_sample_desk_and_all_styles_with_it(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    assert _names(SAMPLE, "newsdesk/sample-desk") <= inside
    styles = {name for name in _names(CHECKOUT / "styles", "newsdesk/styles") if not name.endswith("/.gitkeep")}
    assert styles
    assert styles <= inside
    assert "newsdesk/py.typed" in inside


def test_the_wheel_has_nothing_with_it_that_readers_do_not_need(wheel: Path) -> None:
    inside = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in inside} == {"newsdesk", f"newsdesk-{newsdesk.__version__}.dist-info"}
    assert not [name for name in inside if "__pycache__" in name]


def test_newsdesk_from_the_wheel_prints_the_sample_desk(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    printed = subprocess.run(
        # -P: not the folder it is started in; the wheel's folder goes before the checkout on the path.
        [sys.executable, "-P", "-m", "newsdesk"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(tmp_path / "site")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert printed.returncode == 0, printed.stderr
    assert "The Saturday Un-Crossword" in printed.stdout
    assert len(printed.stdout.splitlines()) >= 40


def test_the_source_distribution_has_all_that_its_tests_and_its_documentation_need(tmp_path: Path) -> None:
    with tarfile.open(_build("sdist", tmp_path)) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert _names(SAMPLE, "fixtures/sample-desk") <= inside
    for needed in (
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        ".ci/run",
        "docs/architecture.md",
        "newsdesk/__main__.py",
        "tests/test_packaging.py",
    ):
        assert needed in inside


def test_version_is_said_in_one_voice() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == newsdesk.__version__
    assert f"## [{newsdesk.__version__}]" in (CHECKOUT / "CHANGELOG.md").read_text("utf-8")


def test_what_snapshots_depend_on_is_pinned_for_the_tests() -> None:
    test = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]["test"]
    assert {line.split("==")[0] for line in test if "==" in line} >= {"textual", "rich", "pygments"}
