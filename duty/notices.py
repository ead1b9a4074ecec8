"""A reader's notices: all about one item stand as one entry, which says how many there are."""

from datetime import datetime

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import Max
from django.db.models.functions import JSONObject

from correspondence.models import Notice
from deadlines.clocks import iso
from directory.london import said

A_PAGE = 50
TONES = {"warned": "warned", "breached": "breached", "escalated": "breached", "flag_urgent": "breached"}


def notices_page(user, now: datetime, page: int, path: str) -> dict:
    """The context of `duty/notices.html`: the item last told of first, `A_PAGE` items on a page."""
    start = (page - 1) * A_PAGE
    found = list(_items(user)[start : start + A_PAGE + 1])
    items, more = found[:A_PAGE], len(found) > A_PAGE
    several = page > 1 or more
    return {
        "notices": [_entry(item, now) for item in items],
        "read_until": items[0]["last"].isoformat() if items and page == 1 else "",
        "page": {
            "text": f"{start + 1} to {start + len(items)}" if several and items else "",
            "previous_url": f"{path}?page={page - 1}" if page > 1 else "",
            "next_url": f"{path}?page={page + 1}" if more else "",
        },
        "empty": {
            "title": "Nobody has told you anything yet",
            "text": "Warnings, breaches and what is assigned to you come in here.",
        },
    }


def _items(user):
    notice = JSONObject(name="name", sentence="sentence", address="address", at="at", read_at="read_at")
    return (
        Notice.objects.visible_to(user)
        .values("content_type", "object_id", "reference")
        .annotate(last=Max("at"), told=JSONBAgg(notice, order_by=["-at", "-pk"]))
        .order_by("-last", "-object_id")
    )


def _entry(item, now):
    latest, *others = [_notice(told, item["reference"], now) for told in item["told"]]
    return latest | {
        "unread": any(told["read_at"] is None for told in item["told"]),
        "others": others,
        "others_text": f"{len(others)} more about it" if others else "",
    }


def _notice(told, reference, now):
    at = datetime.fromisoformat(told["at"])
    return {
        "name": told["name"],
        "reference": reference,
        "tone": TONES.get(told["name"].rsplit(" ", 1)[-1], ""),
        "text": told["sentence"],
        "url": told["address"],
        "at": iso(at),
        "when": said(at, now),
    }


def mark_read(user, until: datetime, now: datetime) -> int:
    """Mark as read what `user` was told up to `until` and may see; says how many that were."""
    return Notice.objects.unread().filter(at__lte=until).visible_to(user).update(read_at=now)
