"""Rows of CSV files, from any place on, and what their cells mean."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%Y%m%d")
FIRST_YEAR = 1900


class Unreadable(Exception):
    """A file as a whole cannot be read; the message says why, in words."""


@dataclass(frozen=True)
class Row:
    """One record: its line in the file, its cells by column, and where the next one begins, in bytes."""

    line: int
    cells: Mapping[str, str]
    end: int


def rows(file, offset: int = 0, line: int = 1) -> Iterator[Row]:
    """The records of a binary file from `offset` on, which is a record's beginning; the header is read first.

    A record with too many or too few cells has `None` for its cells.
    """
    header = next(csv.reader([file.readline().decode("utf-8-sig")]))
    if offset:
        file.seek(offset)
    read = {"end": file.tell(), "lines": 0}

    def lines():
        for text in file:
            read["end"] += len(text)
            read["lines"] += 1
            yield text.decode()

    for cells in csv.reader(lines(), strict=True):
        if cells:
            fits = len(cells) == len(header)
            yield Row(line + read["lines"], dict(zip(header, cells, strict=True)) if fits else {}, read["end"])


def header_of(file) -> list[str]:
    """The columns of a file. Raises `Unreadable` for one that is no CSV in UTF-8, or holds what no database keeps."""
    file.seek(0)
    try:
        for text in file:
            if "\0" in text.decode():
                raise Unreadable("It holds signs that are no text: is it really a CSV file?")
    except UnicodeDecodeError as error:
        raise Unreadable("It is not in UTF-8. Save it as “CSV UTF-8” and send it again.") from error
    file.seek(0)
    header = next(csv.reader([file.readline().decode("utf-8-sig")]), [])
    file.seek(0)
    if len(header) != len(set(header)):
        raise Unreadable("Two of its columns have the same name.")
    return header


def text(length: int) -> Callable[[str], str]:
    """A reader of words, at most so many signs."""

    def read(cell):
        if len(cell) > length:
            raise ValueError(f"longer than {length} signs")
        return cell

    return read


def code(choices) -> Callable[[str], str]:
    """A reader of a code set."""

    def read(cell):
        if cell and cell.upper() not in choices.values:
            raise ValueError("not one of the codes")
        return cell.upper()

    return read


def day(cell: str) -> date | None:
    """A calendar day, as the dataset or a spreadsheet writes it; a time after it does not count."""
    if not cell:
        return None
    word = cell.replace("T", " ").split(" ")[0]
    for form in DAYS:
        with suppress(ValueError):
            found = datetime.strptime(word, form).date()  # noqa: DTZ007  a calendar day has no zone
            break
    else:
        raise ValueError("no date")
    if found.year < FIRST_YEAR:
        raise ValueError("too long ago")
    return found


def lines_of_address(cell: str) -> str:
    """The dataset's address in JSON as lines of text."""
    try:
        parts = json.loads(cell) if cell else {}
    except json.JSONDecodeError as error:
        raise ValueError("no address in JSON") from error
    if not isinstance(parts, dict):
        raise ValueError("no address in JSON")
    names = ("ROOM", "FLOOR", "FLAT", "BUILDING", "HOUSE", "STREET", "TOWN")
    said = {name: str(parts.get(name) or "").strip() for name in names}
    first = " ".join(filter(None, [said["HOUSE"], said["STREET"]]))
    lines = [said["ROOM"], said["FLOOR"], said["FLAT"], said["BUILDING"], first, said["TOWN"]]
    return "\n".join(filter(None, lines))
