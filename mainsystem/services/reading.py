"""Records of CSV files, from any place on."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LONGEST_LINE = 1 << 20
"""Bytes. No row of the dataset comes near; a file without line ends would fill the memory."""


class Unreadable(Exception):
    """A file as a whole cannot be read; the message says why, in words."""


@dataclass(frozen=True)
class Row:
    """One record: the line on which it begins, its cells by column, and where it ends, in bytes and in lines.

    A record with too many or too few cells has none.
    """

    line: int
    cells: Mapping[str, str]
    end: int
    last_line: int


def rows(file, offset: int = 0, line: int = 1) -> Iterator[Row]:
    """The records of a binary file from `offset` on, where a record begins; `line` is the last one before it.

    Empty lines are no records. Raises `Unreadable`, naming the line, for what is no CSV in UTF-8 from there on: which
    cell stands in which row would be a guess.
    """
    file.seek(0)
    header = _names(file.readline(LONGEST_LINE + 1))
    place = _Place(offset or file.tell(), line)
    file.seek(place.end)
    first = line + 1
    try:
        for cells in csv.reader(_texts(file, place), strict=True):
            if cells:
                fits = len(cells) == len(header)
                yield Row(first, dict(zip(header, cells, strict=True)) if fits else {}, place.end, place.line)
            first = place.line + 1
    except csv.Error as error:
        raise Unreadable(
            f"Line {first}: a quotation mark is missing or too many, or a cell is far too long."
        ) from error


def examined(file) -> list[str]:
    """The columns of a file that can be read to its end. Raises `Unreadable` for any other, and for one of no rows."""
    if not sum(1 for _ in rows(file)):
        raise Unreadable("It has columns and no rows. Was the extract made?")
    file.seek(0)
    names = _names(file.readline(LONGEST_LINE + 1))
    file.seek(0)
    return names


@dataclass
class _Place:
    """How far a file has been read."""

    end: int
    line: int


def _texts(file, place):
    while text := file.readline(LONGEST_LINE + 1):
        place.end += len(text)
        place.line += 1
        yield _decoded(text, place.line)


def _decoded(text, line):
    if len(text) > LONGEST_LINE:
        raise Unreadable(f"Line {line} is far too long: is it really a CSV file?")
    try:
        decoded = text.decode("utf-8-sig" if line == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(f"Line {line} is not in UTF-8. Save the file as “CSV UTF-8” and send it again.") from error
    if "\0" in decoded:
        raise Unreadable(f"Line {line} holds signs that are no text: is it really a CSV file?")
    return decoded


def _names(text):
    if not text:
        raise Unreadable("It is empty.")
    try:
        names = [name.strip().lower() for name in next(csv.reader([_decoded(text, 1)]), [])]
    except csv.Error as error:
        raise Unreadable("Its first line cannot be read as the names of columns.") from error
    if not any(names):
        raise Unreadable("Its first line is empty: it must name the columns.")
    if len(names) == 1 and ";" in names[0]:
        raise Unreadable("Its cells are parted by semicolons. Save it with commas and send it again.")
    if len(names) != len(set(names)):
        raise Unreadable("Two of its columns have the same name.")
    return names
