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
from tests.factories.contacts import AVA, BEN, TeamCast, contact_at, do, draft, lately, make_team
from tests.factories.people import closed_case, open_case
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
    team: TeamCast
    for_step: dict[tuple[str, str], Contact]
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

    def contact(self, state: str, step: str) -> Contact:
        """One in that state on which the guards of the step hold."""
        return self.for_step.get((state, step), self.contacts[state])

    def actor(self, row):
        """Somebody whom that row of the oracle lets act."""
        related = {"holder": self.cast.sam, "recorder": self.cast.cleo}
        related |= {"team_manager": self.team.tess, "team_bso": self.team.bo}
        return self.by_role[row.role] if row.role else related[row.relation]

    def unchanged(self) -> bool:
        """Nothing in the database differs from what it was before the first case."""
        return database_now() == self.as_it_was


def set_stage() -> Stage:
    """Make everybody and everything, an hour ago."""
    cast = make_cast()
    by_role = {role: make_user(f"Role {role}", role) for role in ROLES}
    earlier = timezone.now() - timedelta(hours=1)
    team = make_team()
    contacts = {state: contact_at(state, cast, earlier) for state in STATES}
    stage = Stage(cast, by_role, contacts, team, _for_steps(cast, team, earlier))
    for user in [*by_role.values(), *vars(cast).values(), team.tess, team.bo, team.will]:
        stage.client(user)
    stage.as_it_was = database_now()
    return stage


def _for_steps(cast, team, now):
    """Contacts for the steps whose guards ask for children of their own."""
    made = {}
    for state in ("draft", "awaiting_decision"):
        passed, split, joined = (_at(state, cast, now, children) for children in ([AVA], [AVA, BEN], [AVA]))
        open_case(passed.children.get().person, team.team, None, now)
        other = AVA | {"who": joined.children.get().person.reference}
        draft(cast.cleo, [other], now=now)
        made |= {(state, "pass_to_team"): passed, (state, "split"): split, (state, "join"): joined}
    sent = _at("awaiting_decision", cast, now, [AVA])
    closed_case(sent.children.get().person, team.team, lately(now), now)
    return made | {("awaiting_decision", "send_to_team_manager"): sent}


def _at(state, cast, now, children):
    contact = draft(cast.cleo, children, now)
    return contact if state == "draft" else do(contact, "submit", cast.cleo, now)


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
