"""A desk that is killed while it scans, marks, takes in words and saves its index: it opens, and has what it said."""

import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsdesk.desk.desk import Desk
from newsdesk.desk.paths import DeskPath
from newsdesk.desk.settings import Settings
from newsdesk.model.article import ArticleId, Flag
from tests.builders import a_file

FILES = 40
MARKED = 10

# Says what it did only when that is saved: `READ 3` means that article 3 is read, whatever happens now.
_BUSY = """
import random, sys
from pathlib import Path
from newsdesk.desk import finder
from newsdesk.desk.desk import Desk
from newsdesk.desk.paths import DeskPath
from newsdesk.desk.settings import Settings
from newsdesk.model.action import Action
from newsdesk.model.article import ArticleId
from tests.builders import a_file
finder.MUCH_CHANGED = 5  # the index is saved again and again
house, chance = Path(sys.argv[2]), random.Random(int(sys.argv[3]))
desk = Desk.open(DeskPath(Path(sys.argv[1])), Settings(time_zone="UTC"))
desk.load_index()
print("begun", flush=True)
while True:
    for _ in range(8):
        name = f"{chance.randrange(40)}.md"
        a_file(house, ".part", f"{name} {chance.random()}", "word " * chance.randrange(200)).rename(house / name)
    desk.refresh()
    action = chance.choice((Action.READ, Action.UNREAD))
    number = chance.randrange(1, 11)
    desk.act(action, [ArticleId(number)])
    print(action.name, number, flush=True)
"""


def _kill_at_random_moments(tmp_path: Path, rounds: int) -> None:
    house, data = tmp_path / "house", tmp_path / "data"
    for number in range(FILES):
        a_file(house, f"{number}.md", f"{number}.md")
    with Desk.open(DeskPath(data), Settings(time_zone="UTC")) as desk:
        desk.add_source(str(house))
        desk.refresh()
    read: dict[int, bool] = {}
    for seed in range(rounds):
        command = [sys.executable, "-c", _BUSY, str(data), str(house), str(seed)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            select.select([child.stdout], [], [], 20)
            time.sleep(random.Random(seed).random() * 0.3)
            child.kill()
            said, _ = child.communicate()
            assert child.returncode == -signal.SIGKILL
        for line in said.decode().splitlines(keepends=True):
            if line.endswith("\n") and line != "begun\n":
                what, article = line.split()
                read[int(article)] = what == "READ"
        with Desk.open(DeskPath(data), Settings(time_zone="UTC")) as desk:
            found = {number: bool(desk.article(ArticleId(number)).flags & Flag.READ) for number in read}
            # The one that was under way when it was killed may be there or not.
            assert sum(found[number] is not wanted for number, wanted in read.items()) <= 1
            read = found
            assert desk.findings() == []
            desk.load_index()
            desk.refresh()
            assert len(desk.search("")) == FILES
            assert len(desk.search("is:read")) == sum(
                bool(headline.flags & Flag.READ) for headline in desk.newest(FILES)
            )
            titles = {headline.title for headline in desk.newest(FILES)}
            assert titles == {path.read_text().splitlines()[1][8:-1] for path in house.glob("*.md")}


def test_a_killed_desk_opens_with_all_that_it_acknowledged(tmp_path: Path) -> None:
    _kill_at_random_moments(tmp_path, 4)


@pytest.mark.full
def test_two_hundred_killed_desks_open_with_all_that_they_acknowledged(tmp_path: Path) -> None:
    _kill_at_random_moments(tmp_path, 200)
