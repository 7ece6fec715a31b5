r"""Simple mathematics as Unicode: `x^2 \le \alpha` becomes `x² ≤ α`.

Only what Unicode can say without a second thought is turned; a formula that holds anything else (a matrix, an
alignment, an unknown command) is shown as its author wrote it, for that is readable too, and never wrong.
"""

import re
import unicodedata
from collections.abc import Callable

MAX_FORMULA = 2_000
"""Characters; longer ones are shown as they are."""

_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi "
    "chi psi omega"
)


def _greek(case: str, name: str) -> str:
    return unicodedata.lookup(f"GREEK {case} LETTER {'LAMDA' if name == 'lambda' else name.upper()}")


_COMMANDS = {
    **{name: _greek("SMALL", name) for name in _GREEK.split()},
    **{name.capitalize(): _greek("CAPITAL", name) for name in _GREEK.split()},
    "varepsilon": "ε", "vartheta": "ϑ", "varphi": "φ", "varrho": "ϱ", "varsigma": "ς",
    "times": " × ", "cdot": "·", "div": " ÷ ", "pm": " ± ", "mp": " ∓ ", "ast": "∗", "star": "⋆", "circ": "∘",
    "bullet": "•", "oplus": " ⊕ ", "otimes": " ⊗ ", "le": " ≤ ", "leq": " ≤ ", "ge": " ≥ ", "geq": " ≥ ",
    "ne": " ≠ ", "neq": " ≠ ", "approx": " ≈ ", "equiv": " ≡ ", "sim": " ∼ ", "simeq": " ≃ ", "cong": " ≅ ",
    "propto": " ∝ ", "ll": " ≪ ", "gg": " ≫ ", "in": " ∈ ", "notin": " ∉ ", "ni": " ∋ ", "subset": " ⊂ ",
    "subseteq": " ⊆ ", "supset": " ⊃ ", "supseteq": " ⊇ ", "cup": " ∪ ", "cap": " ∩ ", "setminus": " ∖ ",
    "emptyset": "∅", "varnothing": "∅", "forall": "∀", "exists": "∃", "neg": "¬", "lnot": "¬", "land": " ∧ ",
    "wedge": " ∧ ", "lor": " ∨ ", "vee": " ∨ ", "to": " → ", "rightarrow": " → ", "leftarrow": " ← ",
    "leftrightarrow": " ↔ ", "Rightarrow": " ⇒ ", "implies": " ⇒ ", "Leftarrow": " ⇐ ", "iff": " ⇔ ",
    "Leftrightarrow": " ⇔ ", "mapsto": " ↦ ", "gets": " ← ", "infty": "∞", "partial": "∂", "nabla": "∇", "sum": "∑",
    "prod": "∏", "int": "∫", "oint": "∮", "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "angle": "∠",
    "perp": " ⊥ ", "parallel": " ∥ ", "mid": " | ", "vert": "|", "Vert": "‖", "langle": "⟨", "rangle": "⟩",
    "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "ell": "ℓ", "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ",
    "aleph": "ℵ", "prime": "′", "degree": "°", "dagger": "†", "therefore": "∴", "because": "∵", "quad": "  ",
    "qquad": "    ", "log": "log", "ln": "ln", "exp": "exp", "sin": "sin", "cos": "cos", "tan": "tan", "max": "max",
    "min": "min", "lim": "lim", "det": "det", "gcd": "gcd", "arg": "arg", "dim": "dim", "Pr": "Pr", "sup": "sup",
    "inf": "inf", "left": "", "right": "", "big": "", "Big": "", "bigl": "", "bigr": "", "displaystyle": "",
    "lbrace": "{", "rbrace": "}", "lt": " < ", "gt": " > ", "colon": ": ", "bmod": " mod ", "cosh": "cosh",
    "sinh": "sinh", "tanh": "tanh",
}  # fmt: skip
_SIGNS = {
    ",": " ",
    ";": " ",
    ":": " ",
    "!": "",
    " ": " ",
    "{": "{",
    "}": "}",
    "%": "%",
    "$": "$",
    "#": "#",
    "&": "&",
    "_": "_",
    "|": "‖",
}
_TEXTS = frozenset(
    {"text", "textrm", "textit", "textbf", "mathrm", "mathit", "operatorname", "mbox", "mathsf", "mathtt"}
)
_BLACKBOARD = dict(zip("CHNPQRZE", "ℂℍℕℙℚℝℤ𝔼", strict=True))
_ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "dot": "\u0307", "ddot": "\u0308", "vec": "\u20d7"}
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}

_RAISED = dict(zip("0123456789+-=()nix", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣ", strict=True)) | dict(
    zip("abcdefghjklmoprstuvwyzT", "ᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷʸᶻᵀ", strict=True)
)
_LOWERED = dict(zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))

_TOKEN = re.compile(r"\\([a-zA-Z]+)\*?|\\(.)|\s+|(.)", re.DOTALL)
_SAYS_MATHS = re.compile(r"[\\^_={}<>+*/|]|^\s*[A-Za-z]'?\s*$|^\s*[\d.,]+\s*$|\w\(\w")
_SUM = re.compile(r"[^\w.′()⁰-₟ⁿ]")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_ATOM = re.compile(r"[\w.′]+|[^\w]")


class _NotSimple(Exception):
    """The formula holds something that has no plain Unicode form."""


def looks_like_maths(source: str) -> bool:
    """Whether what stands between two dollar signs is a formula, and not a price or a variable of a shell."""
    return _SAYS_MATHS.search(source) is not None


def unicode_maths(source: str) -> str:
    """A TeX formula in Unicode where that is simple, else as it was written.

    Args:
        source: What stands between the dollar signs.
    """
    if len(source) > MAX_FORMULA:
        return source.strip()
    try:
        return re.sub(r" {2,}", " ", _Formula(source).read()).strip()
    except (_NotSimple, RecursionError):
        return source.strip()


def raised(text: str) -> str | None:
    """The text in superscript letters; None where Unicode lacks one."""
    return _mapped(text, _RAISED)


def lowered(text: str) -> str | None:
    """The text in subscript letters; None where Unicode lacks one."""
    return _mapped(text, _LOWERED)


def _mapped(text: str, letters: dict[str, str]) -> str | None:
    return "".join(letters[letter] for letter in text) if text and all(letter in letters for letter in text) else None


class _Formula:
    """Reads a formula from left to right."""

    def __init__(self, source: str) -> None:
        self._tokens = list(_TOKEN.finditer(source))
        self._at = 0

    def read(self, until: str = "") -> str:
        written: list[str] = []
        while self._at < len(self._tokens):
            if until and self._tokens[self._at][0] == until:
                self._at += 1
                return "".join(written)
            written.append(self._one())
        if until:
            raise _NotSimple
        return "".join(written)

    def _one(self) -> str:
        token = self._tokens[self._at]
        self._at += 1
        if token[1]:
            return self._command(token[1])
        if token[2]:
            if token[2] not in _SIGNS:
                raise _NotSimple
            return _SIGNS[token[2]]
        sign = token[0]
        if sign == "{":
            return self.read("}")
        if sign == "^":
            return self._script("^", raised)
        if sign == "_":
            return self._script("_", lowered)
        if sign in {"}", "&"}:
            raise _NotSimple
        return {"'": "′", "-": "−", "~": " "}.get(sign, " " if sign.isspace() else sign)

    def _argument(self) -> str:
        while self._at < len(self._tokens) and self._tokens[self._at][0].isspace():
            self._at += 1
        if self._at >= len(self._tokens):
            raise _NotSimple
        return self._one().strip()

    def _script(self, sign: str, shift: Callable[[str], str | None]) -> str:
        argument = self._argument()
        shifted = shift(argument.replace("−", "-").replace(" ", ""))
        if shifted:
            return shifted
        return f"{sign}{argument}" if _is_atom(argument) else f"{sign}({argument})"

    def _command(self, name: str) -> str:
        if name in _TEXTS:
            return self._text()
        if name in {"frac", "dfrac", "tfrac"}:
            above, below = self._argument(), self._argument()
            return f"{above if _is_product(above) else f'({above})'}/{_grouped(below)}"
        if name == "sqrt":
            return self._root()
        if name == "mathbb":
            return self._blackboard()
        if name in {"mathbf", "boldsymbol", "bm", "mathcal"}:
            return self._argument()
        if name in _ACCENTS:
            argument = self._argument()
            if len(argument) != 1:
                raise _NotSimple
            return unicodedata.normalize("NFC", argument + _ACCENTS[name])
        if name not in _COMMANDS:
            raise _NotSimple
        return _COMMANDS[name]

    def _text(self) -> str:
        if self._at >= len(self._tokens) or self._tokens[self._at][0] != "{":
            raise _NotSimple
        self._at += 1
        written: list[str] = []
        while self._at < len(self._tokens) and self._tokens[self._at][0] != "}":
            if "\\" in self._tokens[self._at][0] or self._tokens[self._at][0] in "{$":
                raise _NotSimple
            written.append(self._tokens[self._at][0])
            self._at += 1
        self._at += 1
        return "".join(written)

    def _root(self) -> str:
        degree = ""
        if self._at < len(self._tokens) and self._tokens[self._at][0] == "[":
            self._at += 1
            degree = self.read("]")
        if degree not in _ROOTS:
            raise _NotSimple
        return _ROOTS[degree] + _grouped(self._argument())

    def _blackboard(self) -> str:
        letter = self._argument()
        if letter not in _BLACKBOARD:
            raise _NotSimple
        return _BLACKBOARD[letter]


def _is_product(text: str) -> bool:
    """Whether a text can stand above a fraction's line as it is: `n(n+1)`."""
    return _SUM.search(_IN_BRACKETS.sub("", text)) is None


def _is_atom(text: str) -> bool:
    return _ATOM.fullmatch(text) is not None


def _grouped(text: str) -> str:
    """With brackets where leaving them out would say something else: `(a + b)/2`."""
    return text if _is_atom(text) else f"({text})"
