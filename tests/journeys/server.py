"""The front door over real HTTP in the test's own process; static files by their lasting names, as in production."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections

from tests.waiting import wait_for

LAST_ANSWER = 60
"""Seconds in which the last request that a browser left behind is answered."""


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *args):
        pass


class CountingServer(ThreadedWSGIServer):
    """Knows how many requests it has in hand, from the first line of its application to the last byte of the answer."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.in_hand, self._lock = 0, threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def set_app(self, application):
        def counted(environ, start_response):
            self._count(+1)
            try:
                answer = application(environ, start_response)
            except BaseException:  # raised again: whatever ended it, it is in hand no more
                self._count(-1)
                raise
            return Answer(answer, ended=lambda: self._count(-1))

        super().set_app(counted)

    def _count(self, more):
        with self._lock:
            self.in_hand += more

    def is_idle(self) -> None:
        """Wait until nothing is in hand any more: a browser that was closed leaves its last request behind."""
        wait_for(lambda: self.in_hand == 0, LAST_ANSWER)


class Answer:
    """An answer of the application; `ended` is called once it has gone out, or nobody wants it any more."""

    def __init__(self, parts, ended: Callable[[], None]):
        self.parts, self.ended = parts, ended

    def __iter__(self):
        return iter(self.parts)

    def close(self) -> None:
        """Called by the server in every case (PEP 3333)."""
        try:
            self.parts.close()
        finally:
            self.ended()


@contextmanager
def served() -> Iterator[CountingServer]:
    """A server whose threads have connections of their own to the test's database.

    No thread keeps one between two requests, so that the database can be emptied and dropped at any moment.
    """
    connections.settings["default"]["CONN_MAX_AGE"] = 0
    server = CountingServer(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
