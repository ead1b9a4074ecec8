"""The tests' own server knows what it has in hand: tables are emptied when nobody is being answered any more."""

import threading
from contextlib import suppress
from http.client import HTTPConnection, HTTPException

import pytest

from tests.journeys.server import CountingServer, Quiet
from tests.waiting import wait_for


class Slow:
    """An application that answers in two parts, each when it is told to."""

    def __init__(self):
        self.first, self.rest, self.closed = threading.Event(), threading.Event(), False

    def __call__(self, environ, start_response):
        self.first.wait(30)
        start_response("200 OK", [])
        return self

    def __iter__(self):
        yield b"first"
        self.rest.wait(30)
        yield b"rest"

    def close(self):
        self.closed = True


@pytest.fixture
def serving():
    """`serving(application)`: a server of it."""
    server = CountingServer(("127.0.0.1", 0), Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def serve(application):
        server.set_app(application)
        thread.start()
        return server

    yield serve
    server.shutdown()
    server.server_close()


def asks(server) -> threading.Thread:
    def ask():
        connection = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
        with suppress(HTTPException, OSError):
            connection.request("GET", "/")
            connection.getresponse().read()
        connection.close()

    asking = threading.Thread(target=ask)
    asking.start()
    return asking


def test_a_request_is_in_hand_until_its_last_part_has_gone_out(serving):
    application = Slow()
    server = serving(application)
    asking = asks(server)
    wait_for(lambda: server.in_hand == 1)
    application.first.set()
    assert server.in_hand == 1
    application.rest.set()
    server.is_idle()
    assert application.closed
    asking.join()


def test_one_that_fails_is_in_hand_no_longer(serving, capsys):
    seen = threading.Event()

    def fails(environ, start_response):
        seen.set()
        raise LookupError("on purpose")

    server = serving(fails)
    asking = asks(server)
    assert seen.wait(10)
    server.is_idle()
    asking.join()
