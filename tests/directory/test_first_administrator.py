"""The first system administrator is made on the server, once; everybody else by an administrator in the browser."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.models import User
from audit.models import Event
from directory.management.commands import add_administrator
from directory.models import RoleGrant
from directory.roles import Role
from tests.factories.cast import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "an-invented-long-word"


@pytest.fixture(autouse=True)
def given(monkeypatch):
    monkeypatch.setenv("ADMINISTRATOR_PASSWORD", PASSWORD)


def add(username="ada.adams", name="Ada Adams", **options) -> str:
    said = StringIO()
    call_command("add_administrator", username, name=name, stdout=said, **options)
    return said.getvalue()


def test_they_sign_in_and_add_users():
    assert add() == "Ada Adams is system administrator, and signs in as ada.adams.\n"
    browser = Client()
    assert browser.post("/sign-in/", {"login": "ada.adams", "password": PASSWORD}).status_code == 302
    assert browser.get("/users/new/").status_code == 200


def test_it_is_written_down_as_the_systems_doing():
    add(email="ada@council.example")
    ada = User.objects.get()
    assert ada.email == "ada@council.example"
    assert [(e.actor, e.verb, e.after) for e in Event.about(ada)] == [
        (None, "add_user", ""),
        (None, "grant_role", Role.SYSTEM_ADMIN),
    ]
    assert RoleGrant.objects.get().until is None


def test_where_somebody_administers_it_refuses_and_says_who_is_to_be_asked():
    make_user("Ada", Role.SYSTEM_ADMIN)
    with pytest.raises(CommandError, match="There is a system administrator already"):
        add()
    assert User.objects.count() == 1


def test_an_administrator_whose_time_is_over_or_of_the_demo_does_not_count():
    gone, played = make_user("Gone", Role.SYSTEM_ADMIN), make_user("Played", Role.SYSTEM_ADMIN)
    gone.grants.update(until=timezone.now() - timedelta(days=1))
    played.email = "played@demo.example"
    played.save()
    assert add()


def test_the_password_is_asked_for_twice(monkeypatch):
    monkeypatch.delenv("ADMINISTRATOR_PASSWORD")
    asked = iter([PASSWORD, "another-long-word", PASSWORD, PASSWORD])
    monkeypatch.setattr(add_administrator, "getpass", lambda prompt: next(asked))
    with pytest.raises(CommandError, match="The two passwords differ"):
        add()
    assert add()


def test_with_nobody_to_ask_it_says_what_to_set(monkeypatch):
    def nobody(prompt):
        raise EOFError

    monkeypatch.delenv("ADMINISTRATOR_PASSWORD")
    monkeypatch.setattr(add_administrator, "getpass", nobody)
    with pytest.raises(CommandError, match="set ADMINISTRATOR_PASSWORD"):
        add()


@pytest.mark.parametrize("password", ["too short", "password1234", "ada.adams.xy"])
def test_a_weak_password_is_refused_and_nobody_is_added(monkeypatch, password):
    monkeypatch.setenv("ADMINISTRATOR_PASSWORD", password)
    with pytest.raises(CommandError, match="New password:"):
        add()
    assert not User.objects.exists()


@pytest.mark.parametrize("username", ["Ada", "a", "ada adams", "taken"])
def test_a_name_that_the_pages_would_refuse_is_refused(username):
    make_user("Taken")
    with pytest.raises(CommandError, match="User name:"):
        add(username)
