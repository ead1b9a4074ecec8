"""When READY may be said."""

import socket
from datetime import UTC, datetime, timedelta

import psycopg2
import pytest

from stack.postgres import OWNER
from stack.readiness import Asking, Readiness
from stack.throwaway import private_folder, running_servers
from tests.waiting import wait_for

BEGAN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
SOON = timedelta(seconds=1)
HEARTBEATS = "CREATE TABLE audit_heartbeat (loop text, beat_at timestamptz)"
OK, BUSY = b"HTTP/1.0 200 OK\r\n\r\n<h1>Sign in</h1>", b"HTTP/1.0 503 Service Unavailable\r\n\r\n"


class Page:
    """A web server that answers when it is told to. It counts who asks."""

    def __init__(self):
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.listening.setblocking(False)
        self.port = self.listening.getsockname()[1]
        self.asked: list[socket.socket] = []

    def take(self) -> int:
        """Let in who knocks; how many have asked so far."""
        try:
            while True:
                self.asked.append(self.listening.accept()[0])
        except BlockingIOError:
            return len(self.asked)

    def say(self, answer: bytes, close: bool = True) -> None:
        """Answer the last who asked, having read what they sent."""
        if close:
            self.asked[-1].recv(4096)
        self.asked[-1].sendall(answer)
        if close:
            self.asked[-1].close()


@pytest.fixture
def page():
    page = Page()
    yield page
    for each in (page.listening, *page.asked):
        each.close()


@pytest.fixture(scope="module")
def cluster():
    with private_folder() as folder, running_servers(folder) as (cluster, _):
        run(cluster, HEARTBEATS)
        yield cluster


def run(cluster, *commands):
    connection = psycopg2.connect(cluster.url(OWNER))
    with connection, connection.cursor() as cursor:
        for command in commands:
            cursor.execute(*command) if isinstance(command, tuple) else cursor.execute(command)
    connection.close()


def beat(cluster, at: datetime):
    run(cluster, "DELETE FROM audit_heartbeat", ("INSERT INTO audit_heartbeat VALUES ('tick', %s)", [at]))


def test_a_page_is_asked_for_once_however_long_its_answer_takes(page):
    asking = Asking(page.port, "/sign-in/")
    assert [asking.status() for _ in range(50)] == [0] * 50
    assert page.take() == 1
    page.say(OK[:10], close=False)
    assert [asking.status() for _ in range(50)] == [0] * 50
    page.say(OK[10:])
    assert wait_for(asking.status) == 200
    assert page.take() == 1


def test_a_page_that_is_not_there_yet_is_asked_for_again(page):
    asking = Asking(page.port, "/sign-in/")
    assert asking.status() == 0
    page.take()
    page.say(BUSY)
    assert wait_for(asking.status) == 503
    assert asking.status() == 0
    assert page.take() == 2


def test_a_server_that_dies_in_the_middle_is_asked_again(page):
    asking = Asking(page.port, "/sign-in/")
    asking.status()
    page.take()
    page.say(b"")
    wait_for(lambda: asking.status() == 0 and page.take() == 2)


def test_nobody_there_is_not_ready():
    assert not Readiness(1, "postgres://nobody@127.0.0.1:1/none", BEGAN).reached()


def test_the_page_comes_before_the_tick(page, cluster):
    beat(cluster, BEGAN + SOON)
    readiness = Readiness(page.port, cluster.url(OWNER), BEGAN)
    assert not readiness.reached()
    assert readiness.missing == "the sign-in page"
    page.take()
    page.say(OK)
    assert wait_for(readiness.reached)


def test_a_tick_of_the_last_start_does_not_count(page, cluster):
    beat(cluster, BEGAN - SOON)
    readiness = Readiness(page.port, cluster.url(OWNER), BEGAN)
    readiness.reached()
    page.take()
    page.say(OK)
    wait_for(lambda: not readiness.reached() and readiness.missing == "a worker's answer to beat")
    beat(cluster, BEGAN + SOON)
    assert readiness.reached()
    assert page.take() == 1


def test_a_database_without_tables_or_not_there_is_not_ready(page, cluster):
    run(cluster, "DROP TABLE audit_heartbeat")
    for database in (cluster.url(OWNER), "postgres://nobody@127.0.0.1:1/none"):
        readiness = Readiness(page.port, database, BEGAN)
        readiness.missing = "a worker's answer to beat"
        assert not readiness.reached()
    run(cluster, HEARTBEATS)
