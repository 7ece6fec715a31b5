"""Where the pictures of articles come from: never from outside of the source, never from where nobody allowed it."""

import base64
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from newsdesk.desk.article_pictures import ArticlePictures
from newsdesk.desk.picture_places import InlinePicture, LocalPicture, NoPicture, PicturePlace, WebPicture, place_of
from newsdesk.desk.pictures import Pictures
from newsdesk.desk.settings import Limits, Settings
from newsdesk.model.article import Article, ArticleId, Flag, Origin, Piece
from newsdesk.model.clean import Clean
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.pictures.errors import PictureUnusable
from newsdesk.pictures.fitting import Cell
from newsdesk.reading.boxes import Box
from tests.pictures.painted import as_bytes, png_that_says, quarters
from tests.pictures.picture_server import PictureServer, picture_server

PNG = as_bytes(quarters(64, 48))
AT_HOME = {"NEWSDESK_ALLOW_HOSTS": "127.0.0.1"}
OVER_SSH = {"SSH_CONNECTION": "192.0.2.1 5000 192.0.2.2 22"}


def an_article(
    root: Path | str = "/house", key: str = "news/flood.md", kind: SourceKind = SourceKind.FOLDER, url: str = ""
) -> Article:
    source = Source(SourceId(1), kind, os.fsencode(root), Clean("House"))
    piece = Piece(Clean("Flood"), url=Clean(url))
    return Article(ArticleId(1), source, Origin(os.fsencode(key), b""), piece, Flag(0))


def pictures(tmp_path: Path, environ: dict[str, str] | None = None, **settings: object) -> Pictures:
    return Pictures(tmp_path / "data", Settings(**settings), environ or {})  # type: ignore[arg-type]


@pytest.fixture
def server() -> Iterator[PictureServer]:
    with picture_server({"/a.png": PNG, "/page": b"<!doctype html><p>No.</p>"}) as running:
        yield running


# What an address means (threat 50).


@pytest.mark.parametrize(
    ("address", "below"),
    [
        ("a.png", ("news/a.png", "a.png", "static/a.png", "public/a.png")),
        ("./img/a%20b.png?v=2#top", ("news/img/a b.png", "img/a b.png", "static/img/a b.png", "public/img/a b.png")),
        ("../a.png", ("a.png",)),
        ("/img/a.png", ("img/a.png", "static/img/a.png", "public/img/a.png")),
        ("img\\a.png", ("news/img/a.png", "img/a.png", "static/img/a.png", "public/img/a.png")),
        ("flüsse.png", ("news/flüsse.png", "flüsse.png", "static/flüsse.png", "public/flüsse.png")),
    ],
)
def test_a_path_is_a_file_of_the_source(address: str, below: tuple[str, ...]) -> None:
    place = place_of(an_article(), address)
    assert isinstance(place, LocalPicture)
    assert place.root == b"/house"
    assert place.below == tuple(map(os.fsencode, below))


@pytest.mark.parametrize(
    "address",
    [
        "../../etc/passwd",
        "/../../etc/passwd",
        "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "a.png%00.txt/../../../../x",
        "..",
        "/",
        "",
        "\\\\host\\share\\a.png",
        "file:///etc/passwd",
        "FILE:/etc/passwd",
        "javascript:alert(1)",
        "ftp://tides.example/a.png",
        "c:\\windows\\a.png",
        "data:image/png",
    ],
)
def test_an_address_that_leads_elsewhere_leads_nowhere(address: str) -> None:
    assert isinstance(place_of(an_article(), address), NoPicture)


@pytest.mark.parametrize(
    ("article", "address", "place"),
    [
        (an_article(), "https://tides.example/a.png", WebPicture("https://tides.example/a.png")),
        (an_article(), "//tides.example/a.png", WebPicture("https://tides.example/a.png")),
        (an_article(), "data:image/png;base64," + base64.b64encode(PNG).decode(), InlinePicture(PNG)),
        (
            an_article("https://tides.example/feed.xml", "guid", SourceKind.FEED),
            "/a.png",
            WebPicture("https://tides.example/a.png"),
        ),
        (
            an_article("https://tides.example/feed.xml", "guid", SourceKind.FEED, "https://tides.example/2025/flood/"),
            "a.png",
            WebPicture("https://tides.example/2025/flood/a.png"),
        ),
        (an_article("", "", SourceKind.FILE), "a.png", NoPicture("it lies outside of the folder of its source")),
    ],
)
def test_on_the_web_a_path_stands_on_the_articles_address(article: Article, address: str, place: PicturePlace) -> None:
    assert place_of(article, address) == place


def test_a_picture_that_is_not_in_the_folder_is_where_the_article_is_on_the_web(tmp_path: Path) -> None:
    article = an_article(tmp_path, url="https://tides.example/2025/flood/")
    assert pictures(tmp_path).look(article, "a.png").place == WebPicture("https://tides.example/2025/flood/a.png")


# Files (threats 43, 44).


def test_a_file_of_the_source_is_looked_at_and_read(tmp_path: Path) -> None:
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "a.jpg").write_bytes(PNG)
    sight = pictures(tmp_path).look(an_article(tmp_path), "../img/a.jpg")
    assert sight.header is not None
    assert (sight.header.width, sight.header.height, sight.header.kind) == (64, 48, "PNG")
    assert pictures(tmp_path).read(sight.place) == PNG


def test_no_link_is_followed_out_of_the_source_or_within(tmp_path: Path) -> None:
    house, outside = tmp_path / "house", tmp_path / "outside"
    (house / "news").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.png").write_bytes(PNG)
    (house / "news" / "a.png").symlink_to(outside / "secret.png")
    (house / "news" / "folder").symlink_to(outside)
    (house / "b.png").symlink_to("/dev/zero")
    for address in ("a.png", "folder/secret.png", "/b.png"):
        sight = pictures(tmp_path).look(an_article(house), address)
        assert sight.header is None
        assert sight.word
        with pytest.raises(PictureUnusable):
            pictures(tmp_path).read(sight.place)


def test_what_is_no_regular_file_holds_nobody_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.png")
    (tmp_path / "b.png").mkdir()
    for address in ("/a.png", "/b.png"):
        assert pictures(tmp_path).look(an_article(tmp_path), address).word


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (png_that_says(6000, 4001), "more than 24 million pixels"),
        (PNG + bytes(10 * 1024 * 1024), "larger than 10 MiB"),
        (b"<svg/>", "an SVG drawing"),
        (b"", "empty"),
        (b"\xff\xd8\xff" + bytes(300_000), "broken"),
    ],
    ids=["pixels", "bytes", "svg", "empty", "broken"],
)
def test_what_is_not_shown_is_told_before_anything_is_decoded(tmp_path: Path, data: bytes, word: str) -> None:
    (tmp_path / "a.png").write_bytes(data)
    assert word in pictures(tmp_path).look(an_article(tmp_path), "/a.png").word


def test_a_limit_is_what_the_configuration_says(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png_that_says(2000, 1000))
    limits = Limits(picture_megapixels=1)
    assert "1 million pixels" in pictures(tmp_path, limits=limits).look(an_article(tmp_path), "/a.png").word


def test_a_size_that_stands_far_behind_in_the_file_is_found(tmp_path: Path) -> None:
    long = as_bytes(quarters(640, 480), "JPEG", icc_profile=bytes(400_000))
    (tmp_path / "a.jpg").write_bytes(long)
    header = pictures(tmp_path).look(an_article(tmp_path), "/a.jpg").header
    assert header is not None
    assert header.width == 640


# The web (threats 18 to 28, 41).


def fetched(where: Pictures, *urls: str) -> dict[str, bytes | str]:
    came: dict[str, bytes | str] = {}
    where.fetch(urls, lambda url, what: came.update({url: what}))
    return came


def test_a_picture_is_fetched_kept_and_there_without_a_network(tmp_path: Path, server: PictureServer) -> None:
    url = server.url("/a.png")
    where = pictures(tmp_path, AT_HOME)
    assert where.look(an_article(), url).header is None
    assert fetched(where, url) == {url: PNG}
    again = pictures(tmp_path, {})
    assert again.look(an_article(), url).header is not None
    assert again.read(WebPicture(url)) == PNG
    assert server.asked == ["/a.png"]


def test_nobody_is_told_who_reads_what(tmp_path: Path, server: PictureServer) -> None:
    fetched(pictures(tmp_path, AT_HOME), server.url("/a.png"))
    assert not {"referer", "cookie", "authorization"} & set(server.headers[0])


def test_a_private_address_is_refused_unless_it_is_allowed(tmp_path: Path, server: PictureServer) -> None:
    url = server.url("/a.png")
    came = fetched(pictures(tmp_path), url)[url]
    assert isinstance(came, str)
    assert "network.allow_hosts" in came
    assert server.asked == []


def test_what_comes_and_is_no_picture_is_a_word_and_not_kept(tmp_path: Path, server: PictureServer) -> None:
    where = pictures(tmp_path, AT_HOME)
    page, missing = server.url("/page"), server.url("/missing.png")
    came = fetched(where, page, missing)
    assert came[page] == "what came is a web page."
    assert isinstance(came[missing], str)
    assert "404" in came[missing]
    assert where.look(an_article(), page).header is None


def test_more_bytes_than_allowed_are_not_taken(tmp_path: Path) -> None:
    with picture_server({"/a.png": PNG + bytes(1024 * 1024)}) as server:
        where = pictures(tmp_path, AT_HOME, limits=Limits(picture_mib=1))
        came = fetched(where, server.url("/a.png"))[server.url("/a.png")]
        assert isinstance(came, str)
        assert "1 MiB" in came


def test_broken_certificates_of_ones_own_are_told_for_every_picture(tmp_path: Path) -> None:
    settings = Settings()
    settings = replace(settings, network=replace(settings.network, ca_file=str(tmp_path / "none.pem")))
    came = fetched(Pictures(tmp_path, settings, {}), "https://tides.example/a.png", "https://tides.example/b.png")
    assert len(came) == 2
    assert all(isinstance(word, str) for word in came.values())


# When they are shown.


@pytest.mark.parametrize(
    ("when", "environ", "local", "web", "feed"),
    [
        ("usual", {}, True, True, False),
        ("usual", OVER_SSH, False, False, False),
        ("auto", {}, True, True, True),
        ("auto", OVER_SSH, True, True, True),
        ("ask", {}, True, False, False),
        ("ask", OVER_SSH, False, False, False),
        ("never", {}, False, False, False),
    ],
)
def test_pictures_are_shown_at_once_or_when_somebody_asks(
    tmp_path: Path, when: str, environ: dict[str, str], local: bool, web: bool, feed: bool
) -> None:
    where = pictures(tmp_path, environ, pictures=when)
    own, of_a_feed = an_article(), an_article("https://tides.example/f", "guid", SourceKind.FEED)
    assert where.shown_unasked(own, LocalPicture(b"/house", (b"a.png",))) is local
    assert where.shown_unasked(own, WebPicture("https://tides.example/a.png")) is web
    assert where.shown_unasked(of_a_feed, WebPicture("https://tides.example/a.png")) is feed


def shown(article: Article, where: Pictures, rows: int = 20) -> ArticlePictures:
    return ArticlePictures(article, where, rows=rows, cell=Cell())


def test_a_picture_of_the_house_has_the_room_that_fits_it(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(as_bytes(quarters(480, 320)))
    those = shown(an_article(tmp_path), pictures(tmp_path))
    assert those.box("/a.png", 72) == Box(60, 20)
    assert those.box("/a.png", 40) == Box(40, 13)
    those.stand_in(10)
    assert those.box("/a.png", 72) == Box(30, 10)


def test_a_picture_on_its_way_keeps_the_room_that_it_was_given(tmp_path: Path) -> None:
    those = shown(an_article(), pictures(tmp_path, pictures="auto"))
    url = "https://tides.example/a.png"
    room = those.box(url, 72)
    assert room == Box(72, 20)
    assert those.word(url, 72) == ["The picture is on its way."]
    assert those.to_fetch([url]) == [url]
    assert those.to_fetch([url]) == []
    those.fetched(url, PNG)
    assert those.box(url, 72) == room
    size = those.size(url, Box(72, 20))
    assert size is not None
    assert (size.cells, size.rows) == (8, 3)
    # At another width, or at the next opening, it has its own.
    assert those.box(url, 60) == Box(8, 3)


def test_what_does_not_come_is_told_in_its_room(tmp_path: Path) -> None:
    those = shown(an_article(), pictures(tmp_path, pictures="auto"))
    url = "https://tides.example/a.png"
    room = those.box(url, 30)
    those.fetched(url, "The host tides.example was not found. \x1b]0;x\x07Check it.")
    assert those.box(url, 30) == room
    words = " ".join(those.word(url, 30))
    assert words == "Not shown: The host tides.example was not found. ]0;xCheck it."
    assert all(len(line) <= 30 for line in those.word(url, 30))


def test_a_picture_that_stayed_elsewhere_is_no_news_until_somebody_asks(tmp_path: Path) -> None:
    those = shown(an_article(tmp_path), pictures(tmp_path))
    assert those.box("lost.png", 72) is None
    assert not those.waits("lost.png")
    assert those.ask(["lost.png"])
    assert those.box("lost.png", 72) == Box(72, 1)


def test_asking_shows_what_waits_and_all_that_is_still_to_be_laid_out(tmp_path: Path) -> None:
    those = shown(an_article(), pictures(tmp_path, pictures="ask"))
    first, second = "https://tides.example/a.png", "https://tides.example/b.png"
    assert those.box(first, 72) is None
    assert those.waits(first)
    assert those.to_fetch([first]) == []
    assert those.ask_all()
    assert those.box(first, 72) is not None
    assert those.box(second, 72) is not None
    assert those.to_fetch(those.known) == [first, second]


def test_a_picture_of_one_pixel_is_there_to_count_readers_and_takes_no_room(tmp_path: Path) -> None:
    (tmp_path / "a.gif").write_bytes(as_bytes(quarters(2, 2), "GIF"))
    those = shown(an_article(tmp_path), pictures(tmp_path))
    assert those.box("/a.gif", 72) is None
    assert not those.waits("/a.gif")


def test_never_means_never(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    those = shown(an_article(tmp_path), pictures(tmp_path, pictures="never"))
    those.ask_all()
    assert those.box("/a.png", 72) is None
