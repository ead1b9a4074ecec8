"""Who has an item open: a colleague who opened its page, or an action's, in the last minutes. Never stored apart."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from audit.models import Access
from directory.london import lasting

LATELY = timedelta(minutes=5)
LISTED = ("search", "match")


def open_elsewhere(items: Iterable[tuple[int, int]], user, now: datetime) -> dict[tuple[int, int], dict[str, str]]:
    """For each item that a colleague opened lately: the initials of whoever did last, and who and when in words.

    Reading is written down anyway (`audit.Access`), so that nobody's browser need say that it is still there.
    """
    wanted = set(items)
    opened = Access.objects.filter(
        at__gt=now - LATELY, content_type__in={kind for kind, _ in wanted}, object_id__in={pk for _, pk in wanted}
    )
    last = opened.exclude(user=user).exclude(via__in=LISTED).order_by("pk")
    return {
        (kind, pk): {
            "opened_by": "".join(part[0] for part in name.split()).upper()[:3],
            "opened_title": f"Opened by {name} {lasting(now - at)} ago",
        }
        for kind, pk, name, at in last.values_list("content_type", "object_id", "user__name", "at")
        if (kind, pk) in wanted
    }
