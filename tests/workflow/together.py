"""Doing things at the same moment, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

from django.db import connection, connections

PATIENCE = 30


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """What each deed gave, or the exception it raised; they are released together."""
    start = Barrier(len(deeds))

    def do(deed):
        try:
            connection.ensure_connection()
            start.wait(PATIENCE)
            return deed()
        except Exception as error:  # what became of it is what the test asks
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as crew:
        return list(crew.map(do, deeds))


@contextmanager
def meeting_in(monkeypatch, module, name: str, parties: int):
    """Hold everybody who calls `module.name` until `parties` have come to it, or no more can come."""
    gate, real = Barrier(parties), getattr(module, name)

    def held(*args, **options):
        gate.wait(PATIENCE)
        return real(*args, **options)

    monkeypatch.setattr(module, name, held)
    yield gate
    monkeypatch.undo()
