"""Facets of hits turned into figures that can be drawn. Pure: no screen, no colours, no clock."""

from newsdesk.stats.bars import Bar, Chart, eighths, ranking, rhythm
from newsdesk.stats.figures import duration

__all__ = ["Bar", "Chart", "duration", "eighths", "ranking", "rhythm"]
