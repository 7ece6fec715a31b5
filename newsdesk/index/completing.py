"""Values of a column for completions: what there is on the desk that begins so."""

from newsdesk.index.facets import facets
from newsdesk.index.view import View
from newsdesk.model.clean import Clean
from newsdesk.text.fold import fold
from newsdesk.text.query.tree import Column


def facet_values(view: View, column: Column, beginning: str, limit: int) -> list[Clean]:
    """Values of which a word begins so, case and accents aside; the most frequent first."""
    wanted = fold(beginning).strip()
    values = facets(view, view.there > 0).columns[column]
    found = [value for value, _ in values if f" {wanted}" in f" {fold(value)}"]
    return found[:limit]
