"""A form that is sent twice does its work once."""

from uuid import UUID

from django.db import connection

from audit.models import Event


def done_before(actor, key: UUID | None):
    """What the same form already made or changed, when this actor posts it a second time.

    Two posts at once wait for each other here, so that a double click makes nothing twice.
    """
    if key is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{actor.pk} {key}"])
    event = Event.behind_walls.filter(actor=actor, key=key).first()
    return event and event.record
