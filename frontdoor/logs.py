"""What a log may hold: who failed where, and never what somebody typed (ARCHITECTURE rule 6).

An exception's message is out: a database names the values of the row that it refuses, a form those of its fields.
"""

import logging
from collections.abc import Iterator, Mapping
from copy import copy
from traceback import extract_tb

READY = "/health/ready"
CELERYS_WORDS = ("exc", "traceback")
"""Under these names Celery hands an exception on, as text."""


class Discreet(logging.Formatter):
    """Of an exception and of all that led to it: types and frames; of the database's also the code and constraint."""

    def format(self, record):
        discreet = copy(record)
        discreet.msg, discreet.args = _without_address(record, _message(record)), None
        discreet.exc_text = None  # what another handler's formatter may have left there is not discreet
        return super().format(discreet)

    def formatException(self, ei):
        parts = [[*_frames(error), name_of(error)] for error in reversed(list(chain(ei[1])))]
        return "\nwhich led to\n".join("\n".join(part) for part in parts)


class NotMerelyNotReady(logging.Filter):
    """Leaves out that /health/ready is red: whoever asks is told, and while all is starting it is no error."""

    def filter(self, record):
        path = getattr(getattr(record, "request", None), "path", "")
        return path != READY or bool(record.exc_info)


def _without_address(record, text):
    """An address that leads nowhere is whatever somebody typed: it is left out."""
    request = getattr(record, "request", None)
    typed = getattr(request, "path", "") if getattr(request, "resolver_match", None) is None else ""
    return text.replace(typed, "an address that leads nowhere") if len(typed) > 1 else text


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """The exception, what it was raised from or while handling, and so on; each once."""
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def name_of(error: BaseException) -> str:
    """An exception's type; of one from the database also its code (SQLSTATE) and the constraint that was violated."""
    kind = type(error)
    constraint = getattr(getattr(error, "diag", None), "constraint_name", None)
    known = [kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"]
    return " ".join([*known, *(str(word) for word in (getattr(error, "pgcode", None), constraint) if word)])


def _frames(error):
    return [
        f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}' for frame in extract_tb(error.__traceback__)
    ]


def _message(record):
    """The record's sentence, in which an exception stands as its type, however it came in there."""
    args = record.args
    if isinstance(args, Mapping):
        args = {name: "…" if name in CELERYS_WORDS else _argument(value) for name, value in args.items()}
    elif args:
        args = tuple(_argument(value) for value in args)
    text = str(_argument(record.msg))
    text = text % args if args else text
    for error in chain(record.exc_info[1] if record.exc_info else None):
        for words in filter(None, (repr(error), str(error))):
            text = text.replace(words, name_of(error))
    return text


def _argument(value):
    return name_of(value) if isinstance(value, BaseException) else value
