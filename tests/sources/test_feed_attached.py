"""What comes along with an item can be reached from its article: sounds, films, chapters, comments."""

import pytest

from newsdesk.sources.feed_body import as_markdown
from tests.sources.feeds import FIXTURES, URL, an_rss, read


def test_a_podcast_can_be_heard_from_its_article() -> None:
    [episode] = read((FIXTURES / "podcast.rss").read_bytes()).items
    markdown = as_markdown(episode.piece, URL)
    assert "[12.mp3](https://tide.example/12.mp3) (Audio, 31:07, 1.0 MiB)" in markdown
    assert "- 00:00 Hello" in markdown
    assert "- 03:20 [The moon](https://moon.example/)" in markdown
    assert "[Transcript](https://tide.example/12.vtt)" in markdown
    assert markdown.startswith("About the spring tide.")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [("59", "0:59"), ("1867", "31:07"), ("4000", "1:06:40"), ("1:02:03", "1:02:03"), ("soon", "soon")],
)
def test_seconds_are_said_as_people_do(seconds: str, said: str) -> None:
    feed = f"""<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><item><title>A</title>
    <itunes:duration>{seconds}</itunes:duration><enclosure url="https://a.example/a.mp3" type="audio/mpeg"/>
    </item></channel></rss>"""
    assert f"(Audio, {said})" in as_markdown(read(feed).items[0].piece, URL)


def test_what_the_text_shows_already_does_not_stand_there_twice() -> None:
    feed = """<rss><channel><item><title>A</title><description>&lt;img src="https://a.example/a.jpg"&gt;Text.</description>
    <enclosure url="https://a.example/a.jpg" type="image/jpeg" length="5"/></item></channel></rss>"""
    assert as_markdown(read(feed).items[0].piece, URL).count("a.jpg") == 1


def test_an_item_without_anything_has_nothing_behind_its_text() -> None:
    [item] = read(an_rss({"title": "A", "description": "Text."})).items
    assert as_markdown(item.piece, URL) == "Text.\n"


def test_names_of_files_are_no_markup() -> None:
    url, kind = "https://a.example/x%22%3E%3Cb%3E%5Bz%5D%28y%29.mp3", "&lt;i&gt;audio"
    enclosure = f'<enclosure url="{url}" type="{kind}" length="9e9"/>'
    feed = f"<rss><channel><item><title>A</title>{enclosure}</item></channel></rss>"
    markdown = as_markdown(read(feed).items[0].piece, URL)
    assert "<b>" not in markdown.replace("\\<b", "")
    assert "<i>" not in markdown.replace("\\<i", "")
