"""Laying slips into trays, and making them again from the records."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Min

from deadlines.models import Deadline
from workflow.models import Slip, SlipPerson
from workflow.process import Place, Process, process_of

URGENT = "urgent"


def lay(record) -> None:
    """Put the record's slip where its state says, or take it away when it is closed."""
    content_type = ContentType.objects.get_for_model(record)
    wanted = wanted_slip(record)
    if wanted is None:
        Slip.about(record).delete()
        return
    slip = Slip(content_type=content_type, object_id=record.pk, **wanted)
    Slip.behind_walls.bulk_create(
        [slip], update_conflicts=True, unique_fields=["content_type", "object_id"], update_fields=list(wanted)
    )
    people = set(record.concerned().values_list("pk", flat=True))
    there = set(SlipPerson.objects.filter(slip=slip).values_list("person_id", flat=True))
    SlipPerson.objects.filter(slip=slip, person_id__in=there - people).delete()
    SlipPerson.objects.bulk_create(SlipPerson(slip=slip, person_id=pk) for pk in sorted(people - there))


def wanted_slip(record) -> dict | None:
    """What the slip of `record` must hold by the record and its clocks; nothing for a closed one."""
    process = process_of(record)
    place = process.trays.get(record.state)
    if place is None:
        return None
    due = Deadline.about(record).running().aggregate(first=Min("due_at"))["first"]
    return {
        "process": process.slug,
        "kind": record._meta.label_lower,
        "reference": record.reference,
        "tray": None if isinstance(place, Place) else place,
        "holder_id": record.holder_id if place is Place.HOLDER else None,
        "team_id": record.team_id if place is Place.TEAM else None,
        "recorder_id": record.created_by_id if record.state in record.RECORDER_SEES else None,
        "rank": 0 if record.priority == URGENT else 1,
        "priority": record.priority,
        "due_at": due,
        "received_at": record.received_at,
        "changed_at": record.changed_at,
        "wall": record.wall,
    }


def open_records(process: Process):
    """Every record of a process that must have a slip."""
    return process.model._base_manager.filter(state__in=list(process.trays))


@transaction.atomic
def rebuild_slips(process: Process) -> int:
    """Make the slips of a process again from its records; says how many were laid."""
    content_type = ContentType.objects.get_for_model(process.model)
    records = list(open_records(process).select_for_update().order_by("pk"))
    # Asked within the deletion: what was recorded since the records were read has its slip, and keeps it.
    stale = Slip.behind_walls.filter(content_type=content_type)
    stale.exclude(object_id__in=open_records(process).values("pk")).delete()
    for record in records:
        lay(record)
    return len(records)


def wrong_slips(process: Process) -> list[str]:
    """References of records whose slip is missing, left over, or not what the record says."""
    content_type = ContentType.objects.get_for_model(process.model)
    there = {slip.object_id: slip for slip in Slip.behind_walls.filter(content_type=content_type)}
    wrong = []
    for record in open_records(process).select_related("created_by").iterator(chunk_size=500):
        slip, wanted = there.pop(record.pk, None), wanted_slip(record)
        people = set(record.concerned().values_list("pk", flat=True))
        if (
            slip is None
            or any(getattr(slip, name) != value for name, value in wanted.items())
            or set(slip.people.values_list("pk", flat=True)) != people
        ):
            wrong.append(record.reference)
    return wrong + [slip.reference for slip in there.values()]
