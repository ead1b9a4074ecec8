"""What the cells of the dataset mean. Each reader is given a cell without blanks around it, and may be given none.

A reader raises `ValueError` for what it cannot read; its message says why, and nothing of what stands there.
"""

import json
import re
from collections.abc import Callable
from datetime import date
from unicodedata import normalize

from people.numbers import wrong_nhs_number, wrong_upn

CLOCK = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?"
ISO_DAY = re.compile(rf"(\d{{4}})-?(\d{{2}})-?(\d{{2}}){CLOCK}", re.ASCII)
BRITISH_DAY = re.compile(rf"(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}){CLOCK}", re.ASCII)
FIRST_YEAR = 1900
LONGEST_ADDRESS = 2000
PARTS = ("ROOM", "FLOOR", "FLAT", "BUILDING", "HOUSE", "STREET", "TOWN")


def text(length: int) -> Callable[[str], str]:
    """A reader of words, at most so many signs."""

    def read(cell):
        cell = normalize("NFC", cell)
        if len(cell) > length:
            raise ValueError(f"Longer than {length} signs")
        return cell

    return read


def words(length: int) -> Callable[[str], str]:
    """A reader of a name, which is the same whatever blanks stand between its words."""
    plain = text(length)
    return lambda cell: plain(" ".join(cell.split()))


def code(choices) -> Callable[[str], str]:
    """A reader of a code set."""
    known = frozenset(choices.values)

    def read(cell):
        if cell and cell.upper() not in known:
            raise ValueError("Not one of the codes")
        return cell.upper()

    return read


def day(cell: str) -> date | None:
    """A calendar day, as the dataset or a spreadsheet writes it; a time of the day after it does not count."""
    if not cell:
        return None
    iso, british = ISO_DAY.fullmatch(cell), BRITISH_DAY.fullmatch(cell)
    if not (iso or british):
        raise ValueError("No date")
    parts = iso.groups() if iso else reversed(british.groups())
    try:
        found = date(*map(int, parts))
    except ValueError as error:
        raise ValueError("No date of the calendar") from error
    if found.year < FIRST_YEAR:
        raise ValueError("Too long ago")
    return found


def nhs_number(cell: str) -> str:
    """An NHS number, whose check digit must be right; blanks and hyphens in it do not count."""
    return _checked(cell.replace(" ", "").replace("-", ""), wrong_nhs_number)


def upn(cell: str) -> str:
    """A unique pupil number, whose check letter must be right."""
    return _checked(cell.replace(" ", "").upper(), wrong_upn)


def _checked(number, wrong):
    why = wrong(number) if number else ""
    if why:
        raise ValueError(why.rstrip("."))
    return number


def lines_of_address(cell: str) -> str:
    """The dataset's address in JSON as lines of text."""
    if len(cell) > LONGEST_ADDRESS:
        raise ValueError(f"Longer than {LONGEST_ADDRESS} signs")
    try:
        parts = json.loads(cell) if cell else {}
    except (ValueError, RecursionError) as error:
        raise ValueError("No address in JSON") from error
    if not isinstance(parts, dict):
        raise ValueError("No address in JSON")
    said = {part: _plain(parts.get(part)) for part in PARTS}
    first = " ".join(filter(None, [said["HOUSE"], said["STREET"]]))
    lines = [said["ROOM"], said["FLOOR"], said["FLAT"], said["BUILDING"], first, said["TOWN"]]
    return "\n".join(filter(None, lines))


def _plain(part):
    if part is None:
        return ""
    if not isinstance(part, str | int):
        raise ValueError("No address in JSON")
    words = " ".join(normalize("NFC", str(part)).split())
    # What JSON can write with a backslash and no database keeps.
    if "\0" in words or any("\ud800" <= sign <= "\udfff" for sign in words):
        raise ValueError("Holds signs that are no text")
    return words
