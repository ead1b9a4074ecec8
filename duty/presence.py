"""Who has an item open: a colleague who opened its page, or an action's, in the last minutes. Never stored apart."""

from datetime import datetime, timedelta

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from audit.models import Access
from directory.london import lasting

LATELY = timedelta(minutes=5)
LISTED = ("search", "match")


def opened_lately(user, now: datetime) -> Subquery:
    """An expression for a slip: the name of the colleague who last opened the record within `LATELY`, and when.

    Reading is written down anyway (`audit.Access`), so that nobody's browser need say that it is still there.
    """
    opened = Access.objects.filter(
        content_type=OuterRef("content_type"), object_id=OuterRef("object_id"), at__gt=now - LATELY
    )
    last = opened.exclude(user=user).exclude(via__in=LISTED).order_by("-at")[:1]
    return Subquery(last.values(read=JSONObject(name="user__name", at="at")))


def presence(opened: dict | None, now: datetime) -> dict[str, str]:
    """The cells that say so: initials, and who and when in words; none when nobody did."""
    if not opened:
        return {}
    since = lasting(now - datetime.fromisoformat(opened["at"]))
    return {
        "opened_by": "".join(part[0] for part in opened["name"].split()).upper()[:3],
        "opened_title": f"Opened by {opened['name']} {since} ago",
    }
