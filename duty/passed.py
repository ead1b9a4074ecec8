"""What left a tray today: it is still the manager's to answer for."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Max, OuterRef, Q

from audit.models import Event
from directory.london import london_day, midnight
from duty.rows import Item
from duty.trays import Tray
from workflow.models import Slip


def start_of_day(now: datetime) -> datetime:
    """Midnight in London."""
    return midnight(london_day(now))


def passed_on(tray: Tray, user, now: datetime) -> list[Item]:
    """The records that an action took out of `tray` today (London) and that have not come back, the latest first.

    Decided, assigned, handed over: whatever moved it from a state of this tray to one that is not.
    """
    left = Q(pk__in=[])
    for process in tray.holds():
        states = [state for state, place in process.trays.items() if place == tray.slug]
        seen = Exists(process.model.objects.visible_to(user).filter(pk=OuterRef("object_id")))
        kind = ContentType.objects.get_for_model(process.model)
        left |= Q(seen, content_type=kind, before__in=states) & ~Q(after__in=states)
    back = Slip.objects.filter(tray=tray.slug, content_type=OuterRef("content_type"), object_id=OuterRef("object_id"))
    events = Event.objects.filter(left, ~Exists(back), at__gte=start_of_day(now), at__lte=now)
    latest = events.values("content_type", "object_id").annotate(last=Max("at")).order_by("-last")
    return [(one["content_type"], one["object_id"]) for one in latest]
