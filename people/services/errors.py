"""What was recorded in error: it is off the file, and its history keeps what stood there."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from audit.field_history import delete_with_history
from people.models import Address, Alert, HouseholdMember, PersonName, Relationship
from people.services.people import locked_people, note


@transaction.atomic
def recorded_in_error(
    row: Address | Alert | HouseholdMember | PersonName | Relationship,
    actor,
    now: datetime,
    *,
    key: UUID | None = None,
) -> None:
    """It never was so: take it off the file, of everybody whom it tells something of."""
    about = row.of if isinstance(row, Relationship) else row.person
    locked_people([about.pk, row.person_id])
    event = note(about, "recorded in error", actor, now, key)
    if row.person_id != about.pk:
        note(row.person, "recorded in error", actor, now)
    delete_with_history(row, event)
