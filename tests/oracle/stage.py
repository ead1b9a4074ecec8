"""Everybody and every state at once, made once a module; each case is rolled back to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie

from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from contacts.models import Contact
from tests.factories.cast import Cast, make_cast, make_user
from tests.factories.contacts import contact_at
from tests.oracle.reading import ROLES, STATES

NOT_LOOKED_AT = {"audit_access", "django_session", "django_migrations", "django_content_type", "throttles"}
"""Reading leaves an access and touches the session; neither is a change."""


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class Stage:
    """One user for each role, who has nothing to do with the contacts; the cast, who made them; one in each state."""

    cast: Cast
    by_role: dict[str, object]
    contacts: dict[str, Contact]
    as_it_was: str = ""
    browser: Client = field(default_factory=Client)
    sessions: dict[int, str] = field(default_factory=dict)

    def client(self, user) -> Client:
        """The one browser, in which now `user` is signed in: each new browser looks through the static files again."""
        if user.pk not in self.sessions:
            self.browser.cookies = SimpleCookie()
            self.browser.force_login(user)
            self.sessions[user.pk] = self.browser.cookies["sessionid"].value
        self.browser.cookies = SimpleCookie({"sessionid": self.sessions[user.pk]})
        return self.browser

    def unchanged(self) -> bool:
        """Nothing in the database differs from what it was before the first case."""
        return database_now() == self.as_it_was


def set_stage() -> Stage:
    """Make everybody and everything, an hour ago."""
    cast = make_cast()
    by_role = {role: make_user(f"Role {role}", role) for role in ROLES}
    earlier = timezone.now() - timedelta(hours=1)
    stage = Stage(cast, by_role, {state: contact_at(state, cast, earlier) for state in STATES})
    for user in [*by_role.values(), *vars(cast).values()]:
        stage.client(user)
    stage.as_it_was = database_now()
    return stage


def database_now() -> str:
    """A print of every row of every table, taken by the database itself."""
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)} - NOT_LOOKED_AT)
    prints = " UNION ALL ".join(
        f"SELECT '{table}' AS name, md5(string_agg(t::text, '|' ORDER BY t::text)) AS print FROM \"{table}\" t"
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT md5(string_agg(name || coalesce(print, ''), '|' ORDER BY name)) FROM ({prints}) p")
        return cursor.fetchone()[0]
