"""What the page of a tray shows, and the poll that keeps it fresh."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import JSONField, Value
from django.urls import reverse

from directory.london import LONDON, london_day
from duty.choices import ORDERS, Choice
from duty.families import families_together, family_on, seconds_together
from duty.figures import ask_figures
from duty.passed import passed_on
from duty.presence import opened_lately, presence
from duty.rows import rows_by_item, rows_of
from duty.status import IN_INTAKE, Status, out_with_workers, status_figures, status_of, unread
from duty.together import steps_together
from duty.tray_keys import keys_of
from duty.trays import Tray, trays_open_to
from workflow.models import Slip

A_PAGE = 200
WITH_STATUS = "duty"


@dataclass(frozen=True)
class Listed:
    """The rows of one page of a list, and whether there are more."""

    rows: list[dict]
    more: bool


def tray_page(request, tray: Tray, now: datetime) -> dict:
    """The context of `duty/tray.html` and of its fragment, `duty/_rows.html`."""
    choice, path = Choice.read(tray, request.GET), reverse("tray", args=[tray.slug])
    status = _status(request, tray, now) if tray.slug == WITH_STATUS else None
    listed = _listed(request, tray, choice, status, now)
    return {
        "tray": _head(tray, choice, path, now),
        "status": status.parts(lambda show: Choice(show=show).address(path), choice.show) if status else [],
        "rows": listed.rows,
        "page": _place(choice, path, listed),
        "filters": choice.filters(tray),
        "bulk": _bulk(tray, request.roles),
        "keys": keys_of(tray, request.roles),
        "empty": _empty(tray, choice, path),
        "sound": {"on": request.user.urgent_sound, "url": reverse("sound")},
    }


def _bulk(tray, roles):
    return [
        {"slug": step.name, "label": step.label, "url": reverse("tray-together", args=[tray.slug, step.name])}
        for step in steps_together(tray, roles)
    ]


def _status(request, tray, now) -> Status:
    trays = trays_open_to(request.user, request.roles)
    figures = ask_figures(request, trays, now, status_figures(tray, now), {"is_unread": unread(now)})
    return status_of(tray, figures, passed_on(tray, request.user, now), now)


def _listed(request, tray, choice, status, now):
    start = (choice.page - 1) * A_PAGE
    if choice.show == "passed":
        rows = [row for row in rows_of(status.passed, request.user, now) if choice.keeps(row)]
        return Listed(rows[start : start + A_PAGE], len(rows) > start + A_PAGE)
    slips = _shown(request.user, tray, choice, status, now).filter(choice.of(request.user))
    family = family_on(london_day(now), request.user) if choice.sort == "family" else Value(None, JSONField())
    listed = slips.annotate(opened=opened_lately(request.user, now), family=family)
    listed = listed.values_list("content_type", "object_id", "opened", "family")[start : start + A_PAGE + 1]
    found = {(kind, pk): more for kind, pk, *more in listed}
    items = list(found)
    rows = rows_by_item(items[:A_PAGE], request.user, now)
    if tray.team:
        rows = {item: row | {"holder": row["here_since"]} for item, row in rows.items()}
    shown = {item: rows[item] | presence(found[item][0], now) for item in items[:A_PAGE] if item in rows}
    families = {item: family for item, (_, family) in found.items()}
    return Listed(_together(shown, families, choice), len(items) > A_PAGE)


def _together(shown, families, choice):
    if choice.show == "next":
        return list(shown.values())
    return families_together(shown, families) if choice.sort == "family" else seconds_together(list(shown.values()))


def _shown(user, tray, choice, status, now):
    """The slips of that part of the status line, in the order chosen."""
    if choice.show == "next":
        return tray.slips(user).filter(due_at__gt=now).order_by("due_at", "pk")
    return _part(user, tray, choice.show, status, now).order_by(*ORDERS[choice.sort])


def _part(user, tray, show, status, now):
    everywhere = Slip.objects.visible_to(user)
    if show == "out":
        return everywhere.filter(out_with_workers(tray))
    if show == "drafts":
        return everywhere.filter(IN_INTAKE)
    here = tray.slips(user)
    if show == "urgent":
        return here.filter(rank=0)
    if show == "breached":
        return here.filter(due_at__lte=now)
    if show == "breaching":
        return here.filter(pk__in=status.breaching)
    if show == "unread":
        return here.filter(unread(now))
    return here


def _head(tray, choice, path, now):
    url = choice.address(path, page=choice.page)
    return {
        "slug": tray.slug,
        "title": tray.title,
        "subtitle": tray.note,
        "whose": "Here" if tray.team else "With",
        "as_of": f"{now.astimezone(LONDON):%H:%M}",
        "url": url,
        "refresh_url": url,
        "poll_url": f"{url}{'&' if '?' in url else '?'}poll=1",
        "clear_url": path if choice.narrowed or choice.sort else "",
        "is_filtered": any((choice.priority, choice.process, choice.who, choice.sort)),
    }


def _place(choice, path, listed):
    start = (choice.page - 1) * A_PAGE
    several = choice.page > 1 or listed.more
    return {
        "text": f"{start + 1} to {start + len(listed.rows)}" if several and listed.rows else "",
        "previous_url": choice.address(path, page=choice.page - 1) if choice.page > 1 else "",
        "next_url": choice.address(path, page=choice.page + 1) if listed.more else "",
    }


def _empty(tray, choice, path):
    if choice.narrowed or choice.page > 1:
        return {"title": "Nothing here is like that", "text": "", "url": path, "label": "Show all that is open"}
    way_in = {"url": reverse("contact-new"), "label": "Record a new contact"} if tray.slug == "intake" else {}
    return {"title": "Nothing lies here", "text": tray.empty, **way_in}
