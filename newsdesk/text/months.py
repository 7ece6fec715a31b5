"""The names of months in the languages that articles and feeds write dates in."""

import unicodedata

_NAMES = """
january jan januar janvier enero ene janeiro gennaio gen januari января январь янв janv
february feb februar fevrier fev febrero fevereiro febbraio februari февраля февраль фев fevr
march mar marz mars marzo marco maart mrz марта март мар
april apr avril avr abril abr aprile апреля апрель апр
may mai mayo maio maggio mag mei мая май
june jun juni juin junio junho giugno giu июня июнь июн
july jul juli juillet juil julio julho luglio lug июля июль июл
august aug aout agosto ago augustus augusti августа август авг
september sep sept septembre septiembre setembro settembre set сентября сентябрь сен
october oct oktober okt octobre octubre outubro out ottobre ott октября октябрь окт
november nov novembre noviembre novembro ноября ноябрь ноя
december dec dezember dez decembre diciembre dic dezembro dicembre декабря декабрь дек
"""

MONTHS = {name: number for number, names in enumerate(_NAMES.strip().splitlines(), 1) for name in names.split()}
"""Folded names and their abbreviations; `mar` is March everywhere, `ago` and `set` what Spanish and Italian mean."""


def month_of(word: str) -> int:
    """The number of the month that a word names, 0 where it names none."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return MONTHS.get("".join(letter for letter in letters if not unicodedata.combining(letter)), 0)
