"""Five wrong passwords within a quarter of an hour lock a user name, whether anybody has it or not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, connections
from django.test import Client

from audit.models import SignIn
from tests.factories.cast import PASSWORD, signed_in

NINE = datetime(2014, 7, 7, 9, 0, tzinfo=UTC)
LOCKED = 429


@pytest.fixture
def clock():
    """Nine o'clock UTC, ten in London, until a test moves it on."""
    with time_machine.travel(NINE, tick=False) as moving:
        yield moving


@pytest.fixture
def fail(try_sign_in):
    """Type a wrong password some times."""

    def times(number, username="dana", **extra):
        return [try_sign_in(username, "wrong", **extra).status_code for _ in range(number)]

    return times


def test_after_five_failures_the_right_password_does_not_get_in(dana, clock, fail, try_sign_in):
    assert fail(5) == [200] * 5
    answer = try_sign_in("dana")
    assert answer.status_code == LOCKED
    assert "sessionid" not in answer.cookies
    assert SignIn.objects.last().outcome == "locked_out"


def test_four_failures_lock_nobody(dana, clock, fail, try_sign_in):
    fail(4)
    assert try_sign_in("dana").status_code == 302


def test_the_page_says_until_when_and_that_is_so(dana, clock, fail, try_sign_in):
    fail(5)
    assert b"Try again today 10:15." in try_sign_in("dana").content
    clock.move_to(NINE + timedelta(minutes=14, seconds=59))
    assert try_sign_in("dana").status_code == LOCKED
    clock.move_to(NINE + timedelta(minutes=15))
    assert try_sign_in("dana").status_code == 302


def test_trying_on_does_not_lengthen_the_lock(dana, clock, fail, try_sign_in):
    fail(5)
    clock.move_to(NINE + timedelta(minutes=10))
    assert fail(3) == [LOCKED] * 3
    clock.move_to(NINE + timedelta(minutes=15))
    assert try_sign_in("dana").status_code == 302


def test_failures_further_apart_than_a_quarter_of_an_hour_do_not_add_up(dana, clock, fail, try_sign_in):
    fail(4)
    clock.move_to(NINE + timedelta(minutes=15))
    fail(4)
    assert try_sign_in("dana").status_code == 302


def test_signing_in_forgives_the_failures_before(dana, clock, fail, try_sign_in):
    fail(4)
    try_sign_in("dana")
    fail(4)
    assert try_sign_in("dana").status_code == 302


def test_a_name_that_nobody_has_is_locked_alike(dana, clock, fail, try_sign_in):
    assert fail(6, "dana") == fail(6, "nobody")
    known, unknown = try_sign_in("dana", "wrong"), try_sign_in("nobody", "wrong")
    assert [word for word in known.content.split() if b"nonce" not in word] == [
        word for word in unknown.content.split() if b"nonce" not in word
    ]


def test_a_colleague_is_not_locked_with_it(dana, ada, clock, fail, try_sign_in):
    fail(6)
    assert try_sign_in("ada").status_code == 302


@pytest.mark.parametrize("variant", ["DANA", "Dana", " dana "])
def test_typing_the_name_otherwise_is_no_way_round(dana, clock, fail, try_sign_in, variant):
    fail(5)
    assert try_sign_in(variant).status_code == LOCKED


def test_another_host_header_is_no_way_round(dana, clock, fail, try_sign_in, settings):
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    fail(5, SERVER_NAME="localhost", SERVER_PORT="8001")
    assert try_sign_in("dana", SERVER_NAME="localhost", SERVER_PORT="8002").status_code == LOCKED


def test_another_address_is_no_way_round(dana, clock, fail, try_sign_in):
    fail(5, REMOTE_ADDR="192.0.2.1")
    assert try_sign_in("dana", REMOTE_ADDR="192.0.2.2").status_code == LOCKED


def test_an_address_that_tries_many_names_has_to_wait_a_minute(ada, clock, try_sign_in):
    for number in range(20):
        try_sign_in(f"name-{number}", "wrong")
    assert try_sign_in("ada").status_code == LOCKED
    clock.move_to(NINE + timedelta(minutes=1))
    assert try_sign_in("ada").status_code == 302


def test_a_new_password_from_an_administrator_unlocks_the_name(dana, ada, clock, fail, try_sign_in):
    fail(5)
    new = "another-horse-battery"
    signed_in(ada).post(f"/users/{dana.pk}/password/", {"password1": new, "password2": new})
    assert try_sign_in("dana", new).status_code == 302


def test_failures_are_counted_in_postgresql(dana, clock, fail):
    fail(1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM throttles")
        assert cursor.fetchone()[0] > 0


@pytest.mark.django_db(transaction=True)
def test_tries_on_many_connections_at_once_count_together(dana):
    """As several web processes do: each thread has a connection of its own, and they share nothing else."""

    def wrong(_):
        try:
            return Client().post("/sign-in/", {"login": "dana", "password": "wrong"}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(wrong, range(16)))
    assert answers.count(200) <= 5
    assert set(answers) <= {200, LOCKED}
    assert Client().post("/sign-in/", {"login": "dana", "password": PASSWORD}).status_code == LOCKED
