"""Simple formulas in Unicode; all others as they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.reading.markdown.maths import unicode_maths


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        ("E = mc^2", "E = mc²"),
        (r"x_1 \le x_{12}", "x₁ ≤ x₁₂"),
        (r"\alpha + \Omega", "α + Ω"),
        (r"\frac{1}{2}", "1/2"),
        (r"\frac{a+b}{c}", "(a+b)/c"),
        (r"\frac{n(n+1)}{2k}", "n(n+1)/2k"),
        (r"\frac{1}{a+b}", "1/(a+b)"),
        (r"\frac{x^2}{y}", "x²/y"),
        (r"\sqrt{2}", "√2"),
        (r"\sqrt[3]{x+1}", "∛(x+1)"),
        (r"\sum_{i=1}^{n} i", "∑ᵢ₌₁ⁿ i"),
        (r"e^{-\lambda t}", "e^(−λ t)"),
        (r"x \in \mathbb{R}", "x ∈ ℝ"),
        (r"\text{speed} \times 2", "speed × 2"),
        (r"\hat{y}", "ŷ"),
        (r"f'(x)", "f′(x)"),
    ],
)
def test_a_simple_formula_is_shown_in_unicode(tex: str, shown: str) -> None:
    assert unicode_maths(tex) == shown


@pytest.mark.parametrize(
    "tex",
    [r"\begin{matrix}1&2\end{matrix}", r"\unknown{x}", r"\frac{1}", "{", "x^", "a & b", "{" * 1500, r"\frac" * 400],
)
def test_any_other_formula_is_shown_as_it_was_written(tex: str) -> None:
    assert unicode_maths(tex) == tex.strip()


@given(st.text(alphabet="x12^_{}\\ frac[]+-&'", max_size=30))
def test_no_formula_raises(tex: str) -> None:
    unicode_maths(tex)
