"""A folder of somebody else's: what is found in it, what is passed over, and what cannot hurt (THREATS, 43 to 46)."""

import os
import socket
import threading
import time
from pathlib import Path

import pytest

from newsdesk.model.article import Flag
from newsdesk.model.errors import SourceNotFound
from newsdesk.model.problem import Problem
from newsdesk.sources.folder import FoundFile, folders, read_file, walk
from newsdesk.sources.options import Limits, ReadingOptions

OPTIONS = ReadingOptions()


def put(root: Path, *names: str | bytes, text: str = "---\ntitle: x\n---\n") -> None:
    for name in names:
        path = root / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def keys(root: Path, *ignore: str) -> list[bytes]:
    return [found.key for found in walk(os.fsencode(root), ignore=ignore)]


def read(root: Path, key: bytes, options: ReadingOptions = OPTIONS) -> tuple[str, list[str]]:
    article = read_file(os.fsencode(root) + b"/" + key, key=key, options=options)
    return article.piece.title, [problem.code for problem in article.piece.problems]


def test_articles_are_found_below_in_the_order_of_their_paths(tmp_path: Path) -> None:
    put(tmp_path, "b.md", "a.markdown", "c.MDX", "deep/er/d.md", ".md", "not.html", "README")
    assert keys(tmp_path) == [b".md", b"a.markdown", b"b.md", b"c.MDX", b"deep/er/d.md"]


def test_a_text_file_is_an_article_only_with_front_matter(tmp_path: Path) -> None:
    put(tmp_path, "yes.txt", "deep/toml.txt", text="\n+++\ntitle = 'x'\n+++\n")
    put(tmp_path, "no.txt", text="Just text")
    assert keys(tmp_path) == [b"yes.txt", b"deep/toml.txt"]


def test_only_what_is_asked_for_is_looked_at_and_ignore_files_hold_all_the_same(tmp_path: Path) -> None:
    put(tmp_path, "a.md", "deep/b.md", "deep/er/c.md", "deep/er/drafts/d.md", "other/e.md")
    (tmp_path / ".gitignore").write_text("drafts\n")

    def only(*wanted: bytes) -> list[bytes]:
        return [found.key for found in walk(os.fsencode(tmp_path), only=wanted)]

    assert only(b"a.md", b"deep/er", b"deep/er/c.md", b"gone.md", b"gone/x.md") == [b"a.md", b"deep/er/c.md"]
    assert only(b"deep/er/drafts/d.md") == []
    assert only(b"deep/er/c.md", b"deep") == [b"deep/b.md", b"deep/er/c.md"]
    assert only() == []


def test_the_folders_that_are_looked_into_are_those_of_the_articles(tmp_path: Path) -> None:
    put(tmp_path, "a.md", "deep/er/c.md", "drafts/d.md", ".git/x.md", "node_modules/y.md")
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to("/")
    (tmp_path / ".gitignore").write_text("drafts\n")
    assert list(folders(os.fsencode(tmp_path))) == [b"", b"deep", b"deep/er", b"empty"]
    assert list(folders(os.fsencode(tmp_path / "gone"))) == []
    assert list(folders(os.fsencode(tmp_path / "a.md"))) == []


def test_hidden_folders_and_node_modules_are_passed_over_but_not_a_hidden_root(tmp_path: Path) -> None:
    root = tmp_path / ".notes"
    put(root, "a.md", ".git/b.md", "node_modules/c.md", ".hidden.md", "x/.d/e.md")
    assert keys(root) == [b"a.md"]


def test_ignore_files_are_read_as_git_reads_them(tmp_path: Path) -> None:
    put(tmp_path, "a.md", "drafts/b.md", "drafts/keep.md", "build/c.md", "sub/d.md", "sub/e.md", "sub/build/f.md")
    put(tmp_path, ".gitignore", text="# built\n/build/\ndrafts/*\n!drafts/keep.md\n")
    put(tmp_path, "sub/.newsdeskignore", text="d.md\r\n")
    assert keys(tmp_path) == [b"a.md", b"drafts/keep.md", b"sub/e.md", b"sub/build/f.md"]


def test_a_nearer_ignore_file_outdoes_a_farther_one_and_the_desks_own_outdoes_gits(tmp_path: Path) -> None:
    put(tmp_path, "a.tmp.md", "sub/b.tmp.md", "sub/c.tmp.md")
    put(tmp_path, ".gitignore", text="*.tmp.md\n")
    put(tmp_path, "sub/.gitignore", text="!*.tmp.md\n")
    put(tmp_path, "sub/.newsdeskignore", text="c*\n")
    assert keys(tmp_path) == [b"sub/b.tmp.md"]


def test_patterns_of_the_configuration_hold_everywhere(tmp_path: Path) -> None:
    put(tmp_path, "a.md", "x/CHANGELOG.md", "y/z/b.md")
    assert keys(tmp_path, "CHANGELOG.md", "/y") == [b"a.md"]


def test_a_source_can_be_one_file(tmp_path: Path) -> None:
    put(tmp_path, "a.md")
    path = os.fsencode(tmp_path / "a.md")
    (found,) = walk(path)
    assert (found.key, found.path) == (b"", path)
    assert read_file(found.path, key=found.key, options=OPTIONS).piece.title == "x"


def test_a_file_that_is_a_source_may_be_a_link_because_its_user_named_it(tmp_path: Path) -> None:
    put(tmp_path, "a.md")
    (tmp_path / "link.md").symlink_to("a.md")
    (found,) = walk(os.fsencode(tmp_path / "link.md"))
    assert read_file(found.path, key=found.key, options=OPTIONS).piece.title == "x"


def test_a_source_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFound):
        list(walk(os.fsencode(tmp_path / "gone")))


def test_no_link_is_followed_out_of_the_source_or_in_circles(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    put(outside, "secret.md", text="---\ntitle: secret\n---\n")
    root = tmp_path / "root"
    put(root, "a.md", "sub/b.md")
    (root / "link.md").symlink_to(outside / "secret.md")
    (root / "folder").symlink_to(outside)
    (root / "sub" / "loop").symlink_to(root)
    (root / "zero.md").symlink_to("/dev/zero")
    (root / "broken.md").symlink_to("nowhere")
    assert keys(root) == [b"a.md", b"sub/b.md"]
    # Whatever put them into the desk's list, links are not read either: not the file, not a folder on the way.
    assert read(root, b"link.md") == ("Link", ["file-unreadable"])
    assert read(root, b"folder/secret.md") == ("Secret", ["file-unreadable"])


def test_a_root_that_is_a_link_is_what_its_user_named(tmp_path: Path) -> None:
    put(tmp_path / "real", "a.md")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert keys(tmp_path / "link") == [b"a.md"]
    assert read(tmp_path / "link", b"a.md") == ("x", [])


def test_what_is_no_file_never_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "fifo.md")
    os.mkfifo(tmp_path / ".gitignore")
    with socket.socket(socket.AF_UNIX) as server:
        monkeypatch.chdir(tmp_path)
        server.bind("socket.md")
    (tmp_path / "folder.md").mkdir()
    start = time.monotonic()
    assert keys(tmp_path) == [b"fifo.md", b"socket.md"]
    for key in (b"fifo.md", b"socket.md", b"folder.md"):
        assert read(tmp_path, key)[1] == ["file-unreadable"]
    assert time.monotonic() - start < 1


NAMES = (
    *(b"\xff\xfe\x1b]0;x\x07.md", b"new\nline.md", b"[/].md", b"-rf.md", b"a b.md", b"\xe2\x80\xae.md", b"'quote'.md"),
    *(b'"double".md', b"$HOME.md", b"*.md", b"~.md", "中文.md".encode(), "é.md".encode(), "é.md".encode(), b"%s.md"),
    *(b"\x9b31m.md", b"caf\xe9.md", b"a" * 250 + b".md", b"...md", b"a..b.md"),
)


@pytest.mark.parametrize("name", NAMES, ids=map(repr, NAMES))
def test_a_file_may_have_any_name(tmp_path: Path, name: bytes) -> None:
    put(tmp_path, name, text="Text without a heading.")
    found = [file.key for file in walk(os.fsencode(tmp_path))]
    assert found == ([] if name.startswith(b"..") else [name])
    title, problems = read(tmp_path, name)
    assert title
    assert title.isprintable()
    assert not problems


def test_a_file_without_permission_is_told_and_the_rest_is_found(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    put(tmp_path, "a.md", "locked.md", "closed/b.md")
    (tmp_path / "locked.md").chmod(0)
    (tmp_path / "closed").chmod(0)
    problems: list[tuple[bytes, Problem]] = []
    found = [file.key for file in walk(os.fsencode(tmp_path), problems=problems)]
    (tmp_path / "closed").chmod(0o700)
    assert found == [b"a.md", b"locked.md"]
    assert [(key, problem.code) for key, problem in problems] == [(b"closed/", "folder-unreadable")]
    assert read(tmp_path, b"locked.md") == ("Locked", ["file-unreadable"])


def test_a_file_that_is_gone_is_an_article_that_says_so(tmp_path: Path) -> None:
    article = read_file(os.fsencode(tmp_path / "gone.md"), key=b"gone.md", options=OPTIONS)
    assert article.piece.title == "Gone"
    assert article.piece.traits is Flag.PROBLEM
    assert "gone before it could be read" in article.piece.problems[0].message


def test_two_files_that_cannot_be_read_are_not_the_same_article(tmp_path: Path) -> None:
    digests = {
        read_file(os.fsencode(tmp_path / name), key=name.encode(), options=OPTIONS).origin.digest for name in "ab"
    }
    assert len(digests) == 2


def test_of_too_long_a_file_the_beginning_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    with path.open("wb") as file:
        file.write(b"---\ntitle: The long one\n---\n" + b"Text. " * 200_000)
        file.truncate(10 * 1024**3)
    article = read_file(
        os.fsencode(path), key=b"long.md", options=ReadingOptions(limits=Limits(article_bytes=1024 * 1024))
    )
    assert article.piece.title == "The long one"
    assert article.piece.body.startswith("Text.")
    assert [problem.code for problem in article.piece.problems] == ["file-long"]
    assert article.origin.size == 10 * 1024**3


def test_a_file_is_known_again_by_its_digest_size_time_and_inode(tmp_path: Path) -> None:
    put(tmp_path, "a.md", "b.md")
    by_key = {file.key: file for file in walk(os.fsencode(tmp_path))}
    article = read_file(by_key[b"a.md"].path, key=b"a.md", options=OPTIONS)
    found = by_key[b"a.md"]
    origin = article.origin
    assert FoundFile(origin.key, found.path, origin.size, origin.mtime_ns, origin.inode) == found
    assert origin.digest == read_file(by_key[b"b.md"].path, key=b"b.md", options=OPTIONS).origin.digest


def test_a_file_that_is_replaced_while_it_is_read_is_one_or_the_other(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("---\ntitle: secret\n---\n")
    root = tmp_path / "root"
    put(root, "a.md", text="---\ntitle: mine\n---\n" + "x" * 50_000)
    stop = threading.Event()

    def swap() -> None:
        while not stop.is_set():
            (root / "link").symlink_to(secret)
            (root / "link").replace(root / "a.md")
            put(root, "b", text="---\ntitle: mine\n---\n" + "y" * 50_000)
            (root / "b").replace(root / "a.md")

    swapping = threading.Thread(target=swap)
    swapping.start()
    try:
        titles = {read(root, b"a.md")[0] for _ in range(500)}
    finally:
        stop.set()
        swapping.join()
    assert titles <= {"mine", "A"}
