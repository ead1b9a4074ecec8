"""What everybody who meets somebody must know first: raised, looked at again, ended."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.field_history import save_with_history
from directory.london import london_day
from people.models import Alert, Person
from people.services.kinship import ends
from people.services.people import note, same_people


@transaction.atomic
def raise_alert(person: Person, actor, now: datetime, *, key: UUID | None = None, **said) -> Alert:
    """What everybody who meets them must know first, from today."""
    there = Alert.objects.filter(person__in=same_people(person), until=None)
    if there.filter(kind=said["kind"], text=said.get("text", "")).exists():
        raise ValidationError({"text": "This alert is there already."})
    event = note(person, "alert raised", actor, now, key)
    made = Alert(person=person, made_by=actor, **{"since": london_day(now)} | said)
    save_with_history(made, event)
    return made


@transaction.atomic
def review_alert(alert: Alert, review_on: date, actor, now: datetime, *, key: UUID | None = None) -> None:
    """It was looked at and still holds; it is to be looked at again that day."""
    event = note(alert.person, "alert reviewed", actor, now, key)
    alert.review_on = review_on
    save_with_history(alert, event)


@transaction.atomic
def end_alert(alert: Alert, on: date, actor, now: datetime, *, key: UUID | None = None) -> None:
    """It holds no more from that day."""
    alert.until = ends(alert.since, on)
    event = note(alert.person, "alert ended", actor, now, key)
    save_with_history(alert, event)
