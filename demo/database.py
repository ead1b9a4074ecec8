"""Where a demo may be made: never beside real data, never without DEBUG; and taking the last one away.

A database belongs to the demo when every user in it is the demo's and every contact was recorded by one of them.
"""

import os
from datetime import datetime

import psycopg2
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from audit.models import Event, Heartbeat
from contacts.models import Contact
from demo.days import DAY
from directory.demo import DOMAIN

MADE = "make_demo"
KEPT_APPS = {"auth", "contenttypes"}
LOCK_TIMEOUT = "15s"


class Refused(Exception):
    """Why no demo is made here, in one line."""


def refuse_where_it_must() -> None:
    """Raise `Refused` unless DEBUG is on and nothing here is anybody's but the demo's."""
    if not settings.DEBUG:
        raise Refused("No demo without DEBUG: its users could not sign in, and real people might be beside them.")
    others = get_user_model().objects.exclude(email__endswith=DOMAIN).count()
    if others:
        raise Refused(f"No demo here: this database has {others} users who are not the demo's.")
    contacts = Contact.objects.exclude(created_by__email__endswith=DOMAIN).count()
    if contacts:
        raise Refused(f"No demo here: this database has {contacts} contacts that no demo user recorded.")


def made_at() -> datetime | None:
    """When the demo in this database was made, if there is a whole one."""
    users = ContentType.objects.get_for_model(get_user_model())
    made = Event.objects.filter(content_type=users, verb=MADE).order_by("-at").first()
    return made and made.at


def is_stale(now: datetime) -> bool:
    """Whether there is no demo, or one older than a day."""
    made = made_at()
    return made is None or made < now - DAY


def empty() -> None:
    """Take away everything recorded here, as the database's owner: the application may not delete what was done.

    `Refused` when the owner's address is not known, or somebody holds on to a table.
    """
    if not get_user_model().objects.exists():
        return
    owner = os.environ.get("MIGRATION_DATABASE_URL")
    if not owner:
        raise Refused("Set MIGRATION_DATABASE_URL: only the owner of the database may take the last demo away.")
    models = [
        m
        for m in apps.get_models(include_auto_created=True)
        if m._meta.app_label not in KEPT_APPS and m is not Heartbeat
    ]
    tables = ", ".join(f'"{table}"' for table in sorted({model._meta.db_table for model in models}))
    here = psycopg2.connect(owner, dbname=connection.settings_dict["NAME"])
    try:
        with here, here.cursor() as cursor:
            cursor.execute("SET lock_timeout = %s", [LOCK_TIMEOUT])
            cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    except psycopg2.errors.LockNotAvailable:
        raise Refused("Somebody is at work in this database and does not let go of it: try again.") from None
    finally:
        here.close()
