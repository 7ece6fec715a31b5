"""Every command of the TUI, declared once.

Bindings, the footer, the keys screen, the palette and docs/keys.md are all read from `COMMANDS`. A command says what
it does to an editor; the widget or screen named in its action does it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from textual.binding import Binding, BindingType


class Where(Enum):
    """Where a key works, with the words that the keys screen uses for it."""

    EVERYWHERE = "Everywhere, where nothing is typed"
    SEARCH = "Search bar"
    LIST = "List"
    ARTICLE = "Article"
    STATS = "Figures"
    SOURCES = "Sources screen"
    THEMES = "Themes"
    ORDER = "Order and groups"
    TAGS = "Tags"
    FOOT = "Line at the foot of an article"


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do, and the keys for it."""

    name: str
    """Unique; what configuration and tests call it."""
    keys: tuple[str, ...]
    """As Textual names them; a plain terminal sends every one of them. None for what only the palette offers."""
    label: str
    """One or two words, for the footer and the palette."""
    says: str
    """One sentence without its full stop, for the keys screen and the documentation."""
    where: Where
    action: str
    """A Textual action: of the pane that has the focus, or with `screen.` or `app.` before it."""
    footer: bool = False
    """Whether the footer names it."""
    palette: bool = True
    """Whether the palette offers it: what one types there must make sense without the place the cursor is at."""


_E, _S, _L, _A, _F = Where.EVERYWHERE, Where.SEARCH, Where.LIST, Where.ARTICLE, Where.STATS
_W = Where.SOURCES
_T = Where.THEMES
_O = Where.ORDER
_G = Where.TAGS

COMMANDS: tuple[Command, ...] = (
    Command("search", ("/",), "Search", "Type into the search bar", _E, "screen.search", footer=True),
    Command("next_pane", ("tab",), "Next pane", "To the next pane", _E, "screen.next_pane", footer=True),
    Command("previous_pane", ("shift+tab",), "Previous pane", "To the pane before", _E, "screen.previous_pane"),
    Command("back", ("escape",), "Back", "One step back, always", _E, "screen.back"),
    Command("undo", ("z",), "Undo", "Take back what was done last", _E, "screen.undo", footer=True),
    Command("redo", ("Z",), "Redo", "Do again what was taken back", _E, "screen.redo"),
    Command("layout", ("backslash",), "Layout", "Three panes, two, or one at a time", _E, "screen.layout"),
    Command("stats", ("percent_sign",), "Figures", "Show or hide the figures", _E, "screen.stats"),
    Command("problems", ("exclamation_mark",), "Problems", "List what was wrong with articles", _E, "screen.problems"),
    Command("refresh", ("r",), "Read again", "Read the sources again", _E, "screen.refresh_sources"),
    Command("sources", ("A",), "Sources", "What this desk follows; add, rename, remove there", _E, "screen.sources"),
    Command("fetch", ("R",), "Fetch", "Fetch the feeds now, or stop that", _E, "screen.fetch"),
    Command("theme", ("f2",), "Theme", "Choose the colours, seeing each", _E, "app.themes"),
    Command("list_wider", (), "Widen the list", "More columns for the list", _E, "screen.widen('list', 4)"),
    Command("list_narrower", (), "Narrow the list", "Fewer columns for the list", _E, "screen.widen('list', -4)"),
    Command("stats_wider", (), "Widen the figures", "More columns for the figures", _E, "screen.widen('stats', 4)"),
    Command("stats_narrower", (), "Narrow the figures", "Fewer columns for them", _E, "screen.widen('stats', -4)"),
    Command("widths_anew", (), "Widths as at first", "Leave the widths to newsdesk", _E, "screen.widths_anew"),
    Command("go_to", ("colon",), "Go to", "Go to a row or a time, such as 2025-02", _E, "screen.go_to"),
    Command("palette", ("ctrl+p",), "Commands", "Find a command by its name", _E, "app.command_palette", palette=False),
    Command("keys", ("question_mark", "f1"), "All keys", "Show all keys", _E, "screen.keys", footer=True),
    Command("suspend", ("ctrl+z",), "Background", "Back to the shell; fg returns", _E, "app.suspend_process"),
    Command("quit", ("q", "ctrl+q"), "Quit", "Leave; all that was done is saved already", _E, "app.quit", footer=True),
    # What is in the search bar.
    Command("to_list", ("enter", "down"), "To the list", "Into the list", _S, "screen.leave_search", True, False),
    Command("earlier", ("up",), "Earlier", "What was searched before", _S, "earlier", True, False),
    Command("complete", ("tab",), "Complete", "Complete an operator or its value", _S, "complete", True, False),
    Command("clear", ("escape",), "Clear", "Clear the words, then leave", _S, "screen.turn_back", True, False),
    # The list.
    Command("down", ("down", "j"), "Down", "To the next row", _L, "move(1)", False, False),
    Command("up", ("up", "k"), "Up", "To the row before", _L, "move(-1)", False, False),
    Command("page_down", ("pagedown",), "Page down", "A page down", _L, "page(2)", False, False),
    Command("page_up", ("pageup",), "Page up", "A page up", _L, "page(-2)", False, False),
    Command("half_down", ("ctrl+d",), "Half a page down", "Half a page down", _L, "page(1)", False, False),
    Command("half_up", ("ctrl+u",), "Half a page up", "Half a page up", _L, "page(-1)", False, False),
    Command("first", ("home", "g"), "First row", "To the first row", _L, "first"),
    Command("last", ("end", "G"), "Last row", "To the last row", _L, "last"),
    Command("read", ("enter",), "Read", "Open the article", _L, "screen.read", footer=True),
    Command("read_on", ("space",), "Read on", "Open, read on page by page, then the next unread", _L, "screen.read_on"),
    Command("next_unread", ("n",), "Next unread", "To the next unread article", _L, "screen.next_unread"),
    Command("previous_unread", ("p",), "Previous unread", "To the unread one before", _L, "screen.previous_unread"),
    Command("star", ("s",), "Star", "Keep the article for later, or no longer", _L, "screen.star", footer=True),
    Command("unread", ("u",), "Unread", "Mark the article unread, or read", _L, "screen.unread", footer=True),
    Command("archive", ("a",), "Archive", "Take the article off the list, or back", _L, "screen.archive"),
    Command("mark_read", ("m",), "All read", "Mark all that match as typed as read", _L, "screen.mark_read"),
    Command("list_original", ("o",), "Original", "Open it where it was published", _L, "screen.original"),
    Command("list_copy", ("y",), "Copy", "Copy its link, its title or its Markdown", _L, "screen.copy"),
    Command("list_edit", ("e",), "Edit", "Open its file in your editor", _L, "screen.edit"),
    Command("hide_read", ("h",), "Hide read", "Show the unread only, or all again", _L, "screen.hide_read"),
    Command("same_author", ("asterisk",), "Same author", "All by the author of this one", _L, "screen.same_author"),
    Command("same_tag", ("number_sign",), "Same tag", "All with the first tag of this one", _L, "screen.same_tag"),
    Command("select", ("v",), "Select", "Select rows as the cursor goes on; again, end there", _L, "select"),
    Command("select_all", ("V",), "Select all", "Select all that match as typed", _L, "select_all"),
    Command("show_new", ("full_stop",), "Show new", "Show what has arrived", _L, "screen.show_new"),
    Command("order", ("O",), "Order", "Order and groups of the list", _L, "screen.order", footer=True),
    Command("fold_all", (), "Fold all groups", "Fold all groups of the list, or unfold them", _L, "fold_all"),
    Command("row_lines", (), "Lines a row", "One or two lines, or as the width asks for", _L, "screen.row_lines"),
    Command("density", (), "Density of the list", "With empty lines between rows, or not", _L, "screen.density"),
    Command("second_line", (), "Second line of rows", "Byline or description", _L, "screen.second_line"),
    Command("rows_anew", (), "List as configured", "Forget its widths and lines", _L, "screen.rows_as_configured"),
    Command("tags", ("t",), "Tags", "Give the article tags of yours, or take them away", _L, "screen.tags"),
    Command("unchip", ("x",), "Widen", "Take the last operator off the search", _L, "screen.remove_chip"),
    Command("list_whole", ("F",), "Whole text", "All of a feed's article, or what it sent", _L, "screen.whole_text"),
    # The article.
    Command("line_down", ("down", "j"), "Line down", "A line down", _A, "scroll_line(1)", False, False),
    Command("line_up", ("up", "k"), "Line up", "A line up", _A, "scroll_line(-1)", False, False),
    Command("screen_down", ("pagedown", "ctrl+d"), "Page down", "A page down", _A, "scroll_page(1)", False, False),
    Command("screen_up", ("pageup", "ctrl+u", "b"), "Page up", "A page up", _A, "scroll_page(-1)", False, False),
    Command(
        "read_further", ("space",), "Read on", "A page down; at the end the next unread", _A, "screen.read_on", True
    ),
    Command("top", ("home", "g"), "Top", "To the beginning", _A, "scroll_top"),
    Command("bottom", ("end", "G"), "Bottom", "To the end", _A, "scroll_bottom"),
    Command("find", ("/",), "Find", "Find in the article, typos forgiven; n N go on, Esc ends", _A, "find", True),
    Command("links", ("f",), "Links", "Letters over the links; they lead to footnotes, too", _A, "links", True),
    Command("outline", ("T",), "Outline", "The headings, and which one you are at", _A, "screen.outline"),
    Command("trail_back", ("<",), "Before the link", "Back to where a link was followed", _A, "screen.trail(-1)"),
    Command("trail_forward", (">",), "After the link", "Forward again", _A, "screen.trail(1)"),
    Command("pictures", ("i",), "Pictures", "Show the pictures on the screen", _A, "pictures"),
    Command("all_pictures", ("I",), "All pictures", "Show all pictures of the article", _A, "all_pictures"),
    Command("enlarge", ("enter",), "Enlarge", "The topmost picture on the screen alone", _A, "enlarge"),
    Command("next_heading", ("right_square_bracket",), "Next heading", "To the next heading", _A, "heading(1)"),
    Command("previous_heading", ("left_square_bracket",), "Heading before", "To the heading before", _A, "heading(-1)"),
    Command("whole_text", ("F",), "Whole text", "All of a feed's article, or what it sent", _A, "screen.whole_text"),
    Command("difference", ("D",), "What changed", "What its source changed, word by word", _A, "screen.difference"),
    Command("table_right", ("right",), "Table right", "The right of a wide table", _A, "sideways(8)", False, False),
    Command("table_left", ("left",), "Table left", "The left of a wide table", _A, "sideways(-8)", False, False),
    Command("narrower", ("minus",), "Narrower", "Shorter lines", _A, "measure(-4)"),
    Command("wider", ("plus",), "Wider", "Longer lines", _A, "measure(4)"),
    Command(
        "article_next", ("n",), "Next unread", "The next place found; without a find, the next unread", _A, "next(1)"
    ),
    Command("found_before", ("N",), "Found before", "The place found before this one", _A, "next(-1)"),
    Command("article_previous", ("p",), "Previous unread", "To the unread one before", _A, "screen.previous_unread"),
    Command("focus_mode", ("w",), "Only the text", "Nothing else on the screen, or all again", _A, "screen.focus_mode"),
    Command(
        "copy", ("y",), "Copy", "Copy the link, the title, what is selected, the Markdown", _A, "screen.copy", True
    ),
    Command("copy_code", ("c",), "Copy code", "Copy the topmost code on the screen", _A, "screen.copy_code"),
    Command("original", ("o",), "Original", "Open it where it was published", _A, "screen.original"),
    Command("edit", ("e",), "Edit", "Open its file in your editor, at this line", _A, "screen.edit"),
    Command("pipe", ("|",), "Pipe", "Give its Markdown to a command and show what that says", _A, "pipe"),
    Command("select_down", ("shift+down",), "Select down", "Select a line further", _A, "select(1, 0)", False, False),
    Command("select_up", ("shift+up",), "Select up", "Select a line back", _A, "select(-1, 0)", False, False),
    Command("select_right", ("shift+right",), "Select right", "Select to the right", _A, "select(0, 1)", False, False),
    Command("select_left", ("shift+left",), "Select left", "Select to the left", _A, "select(0, -1)", False, False),
    Command(
        "select_end", ("shift+end",), "Select to end", "To the end of the line", _A, "select_to_edge(1)", False, False
    ),
    Command("select_home", ("shift+home",), "Select to start", "To its start", _A, "select_to_edge(-1)", False, False),
    Command("article_star", ("s",), "Star", "Keep the article for later, or no longer", _A, "screen.star", footer=True),
    Command("article_unread", ("u",), "Unread", "Mark the article unread, or read", _A, "screen.unread"),
    Command("article_tags", ("t",), "Tags", "Give it tags of yours, or take them away", _A, "screen.tags"),
    Command("article_archive", ("a",), "Archive", "Take the article off the list, or back", _A, "screen.archive"),
    # What is typed at its foot: what to find, or the command to pipe it to.
    Command("foot_done", ("enter",), "Done", "Keep the marks, or run the command", Where.FOOT, "answer", True, False),
    Command("foot_earlier", ("up",), "Earlier", "What was typed here last", Where.FOOT, "earlier", True, False),
    Command("foot_end", ("escape",), "End", "End the find, or run nothing", Where.FOOT, "give_up", True, False),
    # The figures.
    Command("bar_down", ("down", "j"), "Down", "To the next bar", _F, "move(1)", False, False),
    Command("bar_up", ("up", "k"), "Up", "To the bar before", _F, "move(-1)", False, False),
    Command("narrow", ("enter",), "Narrow", "Only the articles of this bar", _F, "narrow", True, False),
    Command("widen", ("x",), "Widen", "Take the last operator off the search", _F, "screen.remove_chip", True),
    # The list of orders and groups, which lies over the panes.
    Command(
        "tags_save", ("enter",), "Save", "Give and take the tags that changed in the line", _G, "answer", True, False
    ),
    Command(
        "tags_complete", ("tab",), "Complete", "Complete the tag, then the next choice", _G, "complete", True, False
    ),
    Command("tags_leave", ("escape",), "Leave", "Change no tags", _G, "give_up", True, False),
    Command("order_down", ("down", "j"), "Down", "To the next", _O, "move(1)", False, False),
    Command("order_up", ("up", "k"), "Up", "To the one before", _O, "move(-1)", False, False),
    Command("order_left", ("left", "h"), "Orders", "To the orders", _O, "side(0)", False, False),
    Command("order_right", ("right", "l"), "Groups", "To the groups", _O, "side(1)", False, False),
    Command("order_other", ("tab", "shift+tab"), "Other column", "To the other column", _O, "other_side", True, False),
    Command("order_choose", ("enter",), "Choose", "Have the list so", _O, "choose_and_leave", True, False),
    Command("order_try", ("space",), "Try", "Have the list so, and choose more", _O, "choose", True, False),
    Command("order_leave", ("escape", "O"), "Back", "Back to the list", _O, "leave", True, False),
    # The list of themes, which lies over the panes.
    Command("theme_down", ("down", "j"), "Next theme", "Show the next theme", _T, "move(1)", False, False),
    Command("theme_up", ("up", "k"), "Theme before", "Show the theme before", _T, "move(-1)", False, False),
    Command("theme_keep", ("enter", "space"), "Keep", "Keep the theme that is shown", _T, "keep", True, False),
    Command("theme_leave", ("escape", "f2"), "As before", "Back to the theme before", _T, "leave", True, False),
    # The sources screen.
    Command("show_source", ("enter",), "Show", "List the articles of this source", _W, "show", True, False),
    Command("leave_sources", ("escape", "q", "A"), "Back", "Back to the list", _W, "back", True, False),
    Command("add_source", ("a",), "Add", "Add a folder, a file, or a feed by an address", _W, "add", True, False),
    Command("rename_source", ("e",), "Rename", "Call this source by another name", _W, "rename", True, False),
    Command("remove_source", ("d", "delete"), "Remove", "Cross this source out", _W, "remove", True, False),
    Command("keep_source", ("z",), "Keep", "Take back the last crossing out", _W, "keep", False, False),
    Command("pause_source", ("p",), "Pause", "Take nothing more in from it, or go on", _W, "pause", True, False),
    Command("fetch_source", ("R",), "Fetch", "Bring this source up to date now", _W, "fetch", True, False),
    Command("find_source", ("/",), "Find", "Only sources with this in their name or place", _W, "find", True, False),
    Command("whole", ("F",), "Whole", "Fetch each new article whole, or no longer", _W, "full_texts", True, False),
    Command("into_folder", ("t",), "Folder", "Put this feed into a folder", _W, "folder", True, False),
    Command("faults", ("exclamation_mark",), "Problems", "Its articles with a problem", _W, "problems", True, False),
    Command("source_keys", ("question_mark", "f1"), "All keys", "Show all keys", _W, "keys", True, False),
)

_KEY_NAMES = {
    "backslash": "\\",
    "percent_sign": "%",
    "exclamation_mark": "!",
    "question_mark": "?",
    "asterisk": "*",
    "number_sign": "#",
    "full_stop": ".",
    "colon": ":",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "minus": "-",
    "plus": "+",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "Esc",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "space": "space",
}


def commands_of(where: Where) -> Iterator[Command]:
    """The commands of one place, in the order in which they are told."""
    return (command for command in COMMANDS if command.where is where)


def bindings_of(where: Where) -> list[BindingType]:
    """The bindings of the widget (or, for everywhere, of the screen) that a place is."""
    return [
        Binding(",".join(command.keys), command.action, command.label, show=False)
        for command in commands_of(where)
        if command.keys
    ]


def key_name(key: str, *, ascii_only: bool = False) -> str:
    """A key as a person reads it: `Ctrl+D`, `?`, `PgUp`."""
    if ascii_only and key in {"up", "down", "left", "right"}:
        return key.capitalize()
    if key in _KEY_NAMES:
        return _KEY_NAMES[key]
    if len(key) == 1:
        return key
    return "+".join(part.upper() if len(part) == 1 else part.capitalize() for part in key.split("+"))
