"""Room for pictures on the page: below the words that stand for them, without moving what somebody reads."""

from newsdesk.model.article import Article, ArticleId, Flag, Origin, Piece
from newsdesk.model.clean import Clean
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.reading.boxes import Box
from newsdesk.reading.reading import Reading
from newsdesk.reading.show import ansi, plain
from newsdesk.reading.spans import PictureSpan, Role, text_of

WIDTH = 60


class Rooms:
    """What says how much room each picture has, and prints it as letters."""

    def __init__(self, **boxes: Box) -> None:
        self.boxes = {f"{name}.png": box for name, box in boxes.items()}
        self.asked: list[tuple[str, int]] = []

    def box(self, picture: str, cells: int) -> Box | None:
        self.asked.append((picture, cells))
        return self.boxes.get(picture)

    def paint(self, span: PictureSpan, x: int) -> str:
        return f"<{span.picture} {span.row} at {x}>"


def an_article(body: str, **fields: object) -> Article:
    source = Source(SourceId(1), SourceKind.FOLDER, b"/house", Clean("House"))
    piece = Piece(Clean("Flood"), body=Clean(body), **fields)  # type: ignore[arg-type]
    return Article(ArticleId(1), source, Origin(b"flood.md", b""), piece, Flag(0))


def read(body: str, rooms: Rooms | None, **fields: object) -> Reading:
    return Reading(an_article(body, **fields), width=WIDTH, pictures=rooms)


def rows_of(reading: Reading, picture: str) -> list[int]:
    """The rows of the page on which a picture stands."""
    lines = reading.lines(0, 10_000)
    return [
        y for y, line in enumerate(lines) for span in line if isinstance(span, PictureSpan) and span.picture == picture
    ]


def test_a_picture_stands_below_its_words_in_the_middle_of_the_column() -> None:
    reading = read("Water.\n\n![The quay](quay.png)\n\nMore water.\n", Rooms(quay=Box(20, 3)))
    lines = reading.lines(0, 100)
    words = next(y for y, line in enumerate(lines) if "[picture: The quay]" in text_of(line))
    assert rows_of(reading, "quay.png") == [words + 1, words + 2, words + 3]
    span = lines[words + 2][-1]
    assert isinstance(span, PictureSpan)
    assert (span.role, len(span.text), span.row, span.rows) == (Role.PICTURE, 20, 1, 3)
    assert text_of(lines[words + 2]) == " " * (2 + (56 - 20) // 2 + 20)
    assert text_of(lines[words + 5]).strip() == "More water."


def test_the_hero_image_has_its_room_too() -> None:
    reading = read("Water.", Rooms(hero=Box(30, 4)), image=Clean("hero.png"), image_alt=Clean("The flood"))
    assert len(rows_of(reading, "hero.png")) == 4


def test_pictures_in_a_sentence_stand_below_its_paragraph_each_once() -> None:
    body = "See ![one](a.png) and ![two](b.png) and ![one](a.png) again.\n"
    reading = read(body, Rooms(a=Box(4, 1), b=Box(6, 2)))
    assert len(rows_of(reading, "a.png")) == 1
    assert len(rows_of(reading, "b.png")) == 2


def test_a_picture_that_is_a_link_is_found_as_a_picture_too() -> None:
    rooms = Rooms(thumb=Box(10, 2))
    reading = read("[![Map](thumb.png)](https://tides.example/map)\n", rooms)
    assert len(rows_of(reading, "thumb.png")) == 2
    label = next(span for line in reading.lines(0, 20) for span in line if "[picture: Map]" in span.text)
    assert label.picture == "thumb.png"
    assert label.link is not None
    assert label.link.target == "https://tides.example/map"


def test_in_a_quote_and_in_a_list_a_picture_stands_behind_the_bar() -> None:
    reading = read("> ![A](a.png)\n\n- ![B](b.png)\n", Rooms(a=Box(10, 2), b=Box(10, 2)))
    lines = reading.lines(0, 100)
    assert all(lines[y][1].role is Role.QUOTE_BAR for y in rows_of(reading, "a.png"))
    assert len(rows_of(reading, "b.png")) == 2
    assert not any(y in [link.y for link in reading.links(0, 100)] for y in rows_of(reading, "a.png"))


def test_html_pictures_and_shortcodes_have_room() -> None:
    body = '<figure><img src="a.png" alt="A"><figcaption>Caption</figcaption></figure>\n\n{{< figure src="b.png" >}}\n'
    reading = read(body, Rooms(a=Box(10, 2), b=Box(10, 3)))
    assert len(rows_of(reading, "a.png")) == 2
    assert len(rows_of(reading, "b.png")) == 3
    assert any("Caption" in text_of(line) for line in reading.lines(0, 100))


def test_without_anybody_who_gives_room_only_the_words_stand_there() -> None:
    reading = read("![The quay](quay.png)\n", None)
    assert rows_of(reading, "quay.png") == []
    assert any("[picture: The quay]" in text_of(line) for line in reading.lines(0, 100))


def test_room_that_comes_later_above_what_is_read_moves_nothing() -> None:
    rooms = Rooms()
    body = "![A](a.png)\n\n" + "\n\n".join(f"Paragraph {n}." for n in range(60)) + "\n\n![B](b.png)\n\nEnd.\n"
    reading = read(body, rooms)
    while not reading.settled:
        reading.settle()
    y = next(y for y, line in enumerate(reading.lines(0, 200)) if "Paragraph 20." in text_of(line))
    height = reading.height
    rooms.boxes = {"a.png": Box(10, 7), "b.png": Box(10, 5)}
    now = reading.lay_out_pictures(y)
    assert now == y + 7
    assert text_of(reading.lines(now, now + 1)[0]).strip() == "Paragraph 20."
    assert reading.height == height + 12
    # Below what is at hand rows come, and it stays where it is.
    assert reading.lay_out_pictures(now) == now


def test_a_row_of_the_picture_itself_stays_in_sight_when_its_room_shrinks() -> None:
    rooms = Rooms(a=Box(10, 9))
    reading = read("Before.\n\n![A](a.png)\n\nAfter.\n", rooms)
    y = rows_of(reading, "a.png")[6]
    rooms.boxes = {"a.png": Box(10, 2)}
    assert reading.lay_out_pictures(y) == rows_of(reading, "a.png")[-1]


def test_a_place_among_the_rows_of_a_picture_is_kept_over_another_width() -> None:
    reading = read("Before.\n\n" * 30 + "![A](a.png)\n\n" + "After.\n\n" * 30, Rooms(a=Box(10, 9)))
    y = rows_of(reading, "a.png")[4]
    place = reading.place_at(y)
    reading.resize(40)
    there = rows_of(reading, "a.png")
    assert there[0] - 2 <= reading.y_of(place) <= there[-1] + 2


def test_finding_and_the_outline_do_not_mind_pictures() -> None:
    reading = read("## One\n\n![The quay](a.png)\n\n## Two ![icon](b.png)\n", Rooms(a=Box(9, 4), b=Box(2, 1)))
    assert reading.find("quay") == 1
    assert text_of(reading.lines(reading.stand_at(0), reading.stand_at(0) + 1)[0]).strip() == "[picture: The quay]"
    assert [entry.text for entry in reading.outline()] == ["One", "Two [picture: icon]"]


def test_printed_a_picture_is_what_its_painter_makes_of_each_row() -> None:
    rooms = Rooms(a=Box(10, 2))
    article = an_article("> ![A](a.png)\n")
    lines = list(ansi(article, WIDTH, colour=False, links=False, pictures=rooms))
    painted = [line for line in lines if "<a.png" in line]
    assert [line[line.index("<") :] for line in painted] == ["<a.png 0 at 26>", "<a.png 1 at 26>"]
    assert [line for line in plain(article, WIDTH, pictures=rooms) if "<a.png" in line] != []
    assert not any("<a.png" in line for line in plain(article, WIDTH))
