"""The named cast: readers of the tests learn it once."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from directory.roles import Role
from directory.services import grant

PASSWORD = "correct-horse-battery"


def make_user(name: str, *roles: str, since=None):
    """A user called `name` who holds `roles` from long ago and signs in with `PASSWORD`."""
    username = name.lower().replace(" ", ".")
    user = get_user_model().objects.create_user(username, PASSWORD, name=name, email=f"{username}@council.example")
    for role in roles:
        grant(user, role, starts=since or timezone.now().replace(year=2000))
    return user


@dataclass(frozen=True)
class Cast:
    """Who is who.

    Cleo answers the telephone; Dana and Dev manage duty, Pat the team, Emma early help; Sam, Sue and
    Eli work; Hugh is told of escalations, Rita sits at reception, Nosy sees nothing.
    """

    cleo: object
    dana: object
    dev: object
    pat: object
    emma: object
    sam: object
    sue: object
    eli: object
    hugh: object
    rita: object
    nosy: object


def make_cast() -> Cast:
    """Make the cast, each with one role."""
    return Cast(
        cleo=make_user("Cleo", Role.CSO),
        dana=make_user("Dana", Role.DUTY_MANAGER),
        dev=make_user("Dev", Role.DUTY_MANAGER),
        pat=make_user("Pat", Role.PRACTICE_MANAGER),
        emma=make_user("Emma", Role.EARLY_HELP_MANAGER),
        sam=make_user("Sam", Role.DUTY_SOCIAL_WORKER),
        sue=make_user("Sue", Role.DUTY_SOCIAL_WORKER),
        eli=make_user("Eli", Role.EARLY_HELP_WORKER),
        hugh=make_user("Hugh", Role.HEAD_OF_SERVICE),
        rita=make_user("Rita", Role.RECEPTION),
        nosy=make_user("Nosy"),
    )


def signed_in(user) -> Client:
    """A browser in which `user` has signed in."""
    client = Client()
    client.force_login(user)
    return client
