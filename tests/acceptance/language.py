"""The lines of the scenarios: a pattern for each, and what it does.

A pattern is written as the line is read. `"{name}"` is a quoted value, which holds no double quote;
`{count#}` is a whole number; `[…]` may be left out. Nothing else varies, so that exactly one pattern
fits any line (test_language.py says so).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

TOKEN = re.compile(r'(?P<quoted>"\{\w+\})"|\{(?P<number>\w+)#\}|(?P<open>\[)|(?P<close>\])')


@dataclass(frozen=True)
class Line:
    """One kind of line: its pattern, the same as a regular expression, and the function that does it."""

    pattern: str
    regex: str
    act: Callable


LINES: list[Line] = []


def line(pattern: str):
    """Say what a line of this pattern does: a function of `world`, the named holes, and the table or text below it."""

    def keep(act):
        LINES.append(Line(pattern, as_regex(pattern), act))
        return act

    return keep


def as_regex(pattern: str) -> str:
    """The pattern as a regular expression for the whole line, its holes as named groups."""
    parts, at = [], 0
    for token in TOKEN.finditer(pattern):
        parts += [re.escape(pattern[at : token.start()]), _part(token)]
        at = token.end()
    return "".join([*parts, re.escape(pattern[at:])])


def _part(token):
    if token["quoted"]:
        return f'"(?P<{token["quoted"][2:-1]}>[^"]*)"'
    if token["number"]:
        return rf"(?P<{token['number']}>\d+)"
    return "(?:" if token["open"] else ")?"


def fitting(text: str) -> list[Line]:
    """Every kind of line that `text` is one of: exactly one, or the scenario cannot be understood."""
    return [each for each in LINES if re.fullmatch(each.regex, text)]


def rows(datatable: list[list[str]] | None) -> dict[str, str]:
    """The table after "with:" as field and value; empty when there is none."""
    for row in datatable or []:
        assert len(row) == 2, f"a table has two columns, field and value; this row has {len(row)}: {row}"
    return dict(datatable or [])


def listed(text: str) -> list[str]:
    """A list in a cell or in a quoted value, separated by commas."""
    return [part.strip() for part in text.split(",") if part.strip()]
