"""A reader's notices: all about one item stand as one entry, which says how many there are."""

from datetime import datetime

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import Max
from django.db.models.functions import JSONObject

from correspondence.models import Notice
from deadlines.clocks import iso
from directory.london import said
from duty.told import Teller

A_PAGE = 50
TONES = {"warned": "warned", "breached": "breached", "escalated": "breached", "flag_urgent": "breached"}


def notices_page(user, now: datetime, page: int, path: str) -> dict:
    """The context of `duty/notices.html`: the item last told of first, `A_PAGE` items on a page.

    On each page what still waits stands before what has been settled since.
    """
    start = (page - 1) * A_PAGE
    found = list(_items(user)[start : start + A_PAGE + 1])
    items, more = found[:A_PAGE], len(found) > A_PAGE
    several = page > 1 or more
    entries = _entries(items, user, now)
    settled = [entry for entry in entries if entry["settled"]]
    return {
        "groups": [
            _group("Still open", [entry for entry in entries if not entry["settled"]]),
            _group("Settled since", settled),
        ],
        "notices": entries,
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
    notice = JSONObject(name="name", key="key", sentence="sentence", address="address", at="at", read_at="read_at")
    return (
        Notice.objects.visible_to(user)
        .values("content_type", "object_id", "reference")
        .annotate(last=Max("at"), told=JSONBAgg(notice, order_by=["-at", "-pk"]))
        .order_by("-last", "-object_id")
    )


def _group(title, notices):
    return {"title": f"{title} ({len(notices)})", "notices": notices}


def _entries(items, user, now):
    for item in items:
        for told in item["told"]:
            told["at"] = datetime.fromisoformat(told["at"])
    keys = [told["key"] for item in items for told in item["told"]]
    teller = Teller([(item["content_type"], item["object_id"]) for item in items], keys, user, now)
    return [_entry(item, teller, now) for item in items]


def _entry(item, teller, now):
    latest, *others = [_notice(item, told, teller, now) for told in item["told"]]
    settled = latest["settled"] and all(other["settled"] for other in others)
    return latest | {
        "settled": settled,
        "tone": "" if settled else latest["tone"],
        "unread": any(told["read_at"] is None for told in item["told"]),
        "others": others,
        "others_text": f"{len(others)} more about it" if others else "",
    }


def _notice(item, notice, teller, now):
    told = teller.of((item["content_type"], item["object_id"]), notice)
    return {
        "name": notice["name"],
        "reference": item["reference"],
        "tone": TONES.get(notice["name"].rsplit(" ", 1)[-1], ""),
        "text": told.text,
        "words": told.words,
        "since": told.since,
        "settled": told.settled,
        "url": notice["address"],
        "at": iso(notice["at"]),
        "when": said(notice["at"], now),
    }


def mark_read(user, until: datetime, now: datetime) -> int:
    """Mark as read what `user` was told up to `until` and may see; says how many that were."""
    return Notice.objects.unread().filter(at__lte=until).visible_to(user).update(read_at=now)
