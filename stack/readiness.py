"""Whether a stack answers: its sign-in page, and a worker's answer to beat since it was started."""

import socket
from contextlib import suppress
from datetime import datetime

import psycopg2

SIGN_IN = "/sign-in/"
TICKED = "SELECT true FROM audit_heartbeat WHERE loop = 'tick' AND beat_at > %s"


class Readiness:
    """What is still missing before READY may be said. `since` is when this start began.

    The tick is asked of the database, at its owner's address: it is true whether or not the web has time to say so.
    """

    def __init__(self, port: int, database: str, since: datetime):
        self.since = since
        self.missing = "the sign-in page"
        self._page = Asking(port, SIGN_IN)
        self._database = database
        self._connection = None

    def reached(self) -> bool:
        """Whether nothing is missing any more; asked again and again, and never waits."""
        if self.missing == "the sign-in page":
            if self._page.status() != 200:
                return False
            self.missing = "a worker's answer to beat"
        if not self._ticked():
            return False
        self._connection.close()
        return True

    def _ticked(self):
        try:
            if self._connection is None or self._connection.closed:
                self._connection = psycopg2.connect(self._database, connect_timeout=5)
                self._connection.autocommit = True
            with self._connection.cursor() as cursor:
                cursor.execute(TICKED, [self.since])
                return cursor.fetchone() is not None
        except psycopg2.Error:  # it is being started again
            self._connection = None
            return False


class Asking:
    """One page, asked for again and again until it is answered 200: one request at a time, however long it takes.

    A machine that is busy starting takes its time over a first page, and a second request would take more of it.
    """

    def __init__(self, port: int, path: str):
        self.port = port
        self.request = f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode()
        self.socket: socket.socket | None = None
        self.answer = b""

    def status(self) -> int:
        """The status of an answer that has come whole; 0 while there is none."""
        try:
            if self.socket is None:
                self._ask()
            while part := self.socket.recv(65536):
                self.answer += part
        except BlockingIOError:
            return 0
        except OSError:  # nobody listens yet, or who did has died
            self._end()
            return 0
        return self._end()

    def _ask(self):
        self.answer = b""
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=2)
        self.socket.sendall(self.request)
        self.socket.setblocking(False)

    def _end(self):
        if self.socket is not None:
            self.socket.close()
        self.socket = None
        with suppress(ValueError, IndexError):
            return int(self.answer.split(b" ", 2)[1])
        return 0
