"""Nobody waits for ever: the database gives up in time, and people are told that it is busy and keep their typing."""

from contextlib import closing, contextmanager

import pytest
from django.conf import settings as settings_now
from django.db import OperationalError, connection
from django.test import Client

from tests.acceptance.front import Page
from tests.database import owner_connection
from tests.factories.cast import make_cast, signed_in
from tests.factories.contacts import contact_at

TYPED = {"reason": "The child is alone tonight"}


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def contact(cast):
    return contact_at("awaiting_decision", cast)


@pytest.fixture
def impatient(transactional_db):
    """The application's session waits a moment for a lock, where it would wait a quarter of a minute."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '50ms'")
    yield
    connection.close()


@contextmanager
def held(contact):
    """Somebody else has this contact in hand."""
    with closing(owner_connection()) as owner, owner.cursor() as cursor:
        cursor.execute("SELECT 1 FROM contacts_contact WHERE id = %s FOR UPDATE", [contact.pk])
        yield


def browser(user) -> Client:
    client = signed_in(user)
    client.raise_request_exception = False
    return client


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("setting", "limit"),
    [("lock_timeout", "15s"), ("statement_timeout", "1min"), ("idle_in_transaction_session_timeout", "1min")],
)
def test_the_applications_sessions_have_limits(setting, limit):
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {setting}")
        assert cursor.fetchone() == (limit,)


def test_a_server_that_vanished_is_noticed():
    assert settings_now.DATABASES["default"]["OPTIONS"] == {
        "connect_timeout": 5, "keepalives_idle": 30, "tcp_user_timeout": 30_000,
    }  # fmt: skip


def test_a_form_that_meets_a_lock_is_kept_on_a_page_that_sends_it_again(cast, contact, impatient):
    dana, address = browser(cast.dana), f"/contacts/{contact.reference}/do/flag_urgent/"
    form = Page(dana.get(address), address).form("form[data-step]").data() | TYPED
    with held(contact):
        answer = dana.post(address, form)
    assert answer.status_code == 503
    assert answer["Retry-After"]
    page = Page(answer, address)
    assert "busy" in page.main.get_text()
    assert "Nothing was saved" in page.main.get_text()
    contact.refresh_from_db()
    assert contact.priority != "urgent"
    kept = {field["name"]: field["value"] for field in page.all("input[type=hidden]")}
    assert kept["reason"] == TYPED["reason"]
    assert page.first("form")["action"] == address
    assert dana.post(address, kept).status_code == 302
    contact.refresh_from_db()
    assert contact.priority == "urgent"


def test_a_script_is_told_so_in_its_own_way(cast, contact, impatient):
    asked = f"/api/internal/contact/{contact.reference}/flag_urgent/"
    said = TYPED | {"seen_version": contact.version}
    with held(contact):
        answer = browser(cast.dana).post(asked, said, content_type="application/json")
    assert answer.status_code == 503
    assert "Nothing was saved" in answer.json()["detail"]


def test_a_page_that_meets_a_lock_says_to_load_it_again(cast, contact, impatient, monkeypatch):
    def waits(*_):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM contacts_contact FOR UPDATE")

    monkeypatch.setattr("duty.views.my_work", waits)
    with held(contact):
        answer = browser(cast.dana).get("/my-work/")
    assert answer.status_code == 503
    assert "load this page again" in answer.content.decode()


@pytest.mark.parametrize("error", [ZeroDivisionError(), OperationalError("the connection is gone")], ids=repr)
def test_what_is_not_busy_is_something_wrong(cast, monkeypatch, error):
    def fails(*_):
        raise error

    monkeypatch.setattr("duty.views.my_work", fails)
    answer = browser(cast.dana).get("/my-work/")
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.content.decode()
