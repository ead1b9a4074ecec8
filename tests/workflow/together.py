"""Doing things at the same moment, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

from django.db import connection, connections

PATIENCE = 20
A_MOMENT = 1.0


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """What each deed gave, or the exception that it raised; they are released together."""
    start = Barrier(len(deeds))

    def do(deed):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '15s'")
            start.wait(PATIENCE)
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as crew:
        futures = [crew.submit(do, deed) for deed in deeds]
    return [future.exception() or future.result() for future in futures]


def meeting_in(monkeypatch, module, name: str, parties: int = 2) -> None:
    """Let nobody go on into `module.name` before all have come to it, or it is plain that no other can come.

    So whoever would overtake another does so every time and not once in a thousand.
    """
    gate, real = Barrier(parties), getattr(module, name)

    def held(*args, **options):
        with suppress(BrokenBarrierError):  # the others are held back elsewhere, as they should be
            gate.wait(A_MOMENT)
        return real(*args, **options)

    monkeypatch.setattr(module, name, held)
