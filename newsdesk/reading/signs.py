"""The signs that are drawn around the text, for terminals with Unicode and for those without."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signs:
    """One cell each."""

    bullets: tuple[str, str, str] = ("•", "◦", "▪")
    to_do: str = "☐"
    done: str = "☑"
    quote_bar: str = "▎"
    callout_bar: str = "▌"
    line: str = "─"
    heavy_line: str = "━"
    column: str = "│"
    crossing: str = "┼"
    between: str = "·"
    folded: str = "▾"
    continued: str = "↪"


UNICODE = Signs()
ASCII = Signs(
    bullets=("*", "-", "+"),
    to_do="_",
    done="x",
    quote_bar="|",
    callout_bar="|",
    line="-",
    heavy_line="=",
    column="|",
    crossing="+",
    between="-",
    folded="v",
    continued=">",
)
