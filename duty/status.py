"""The status line of the duty tray: how much lies here, what is next, what nobody has read, what has gone on."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, Min, OuterRef, Q

from audit.models import Access, Event
from deadlines.calendars import calendars_now
from directory.london import LONDON, lasting, london_day
from directory.profile.authority import OFFICE
from directory.roles import REVIEWERS
from directory.services import holders
from duty.pace import office_day, will_breach
from duty.rows import Item
from duty.trays import Tray

ORDER = ["rank", "due_at", "pk"]
IN_INTAKE = Q(tray="intake", process="contact")


def unread(now: datetime):
    """The condition under which a slip counts as unread by a manager.

    It is read once somebody who now holds a reviewing role (duty manager, early help manager,
    practice manager) has opened the record since it came or was last changed, or was who changed
    it. A change by anybody else makes it unread again.
    """
    reviewers = holders(REVIEWERS, now).order_by().values("pk")
    since = {
        "content_type": OuterRef("content_type"),
        "object_id": OuterRef("object_id"),
        "at__gte": OuterRef("changed_at"),
    }
    opened = Access.objects.filter(user__in=reviewers, **since)
    changed = Event.objects.filter(actor__in=reviewers, **since)
    return ~Exists(opened) & ~Exists(changed)


def out_with_workers(tray: Tray) -> Q:
    """What belongs to this tray's processes and lies with a worker."""
    return Q(holder__isnull=False, process__in=[process.slug for process in tray.holds()])


def status_figures(tray: Tray, now: datetime) -> dict:
    """What the status line needs of the slips, as aggregates; some name the alias `is_unread`, `unread(now)`."""
    here = Q(tray=tray.slug)
    return {
        "urgent": Count("pk", filter=here & Q(rank=0)),
        "next_due": Min("due_at", filter=here & Q(due_at__gt=now)),
        "unread": Count("pk", filter=here & Q(is_unread=True)),
        "unread_since": Min("changed_at", filter=here & Q(is_unread=True)),
        "out": Count("pk", filter=out_with_workers(tray)),
        "drafts": Count("pk", filter=IN_INTAKE),
        "drafts_since": Min("received_at", filter=IN_INTAKE),
        "drafts_of": ArrayAgg("recorder__name", filter=IN_INTAKE, order_by=["received_at", "pk"], default=[]),
        "waiting": ArrayAgg("pk", filter=here & Q(due_at__isnull=False), order_by=ORDER, default=[]),
        "waiting_due": ArrayAgg("due_at", filter=here & Q(due_at__isnull=False), order_by=ORDER, default=[]),
    }


@dataclass(frozen=True)
class Status:
    """The figures of the duty tray at a moment; `breaching` are the slips that today's pace will not reach in time."""

    tray: Tray
    figures: dict
    passed: list[Item]
    breaching: list[int]
    paced: bool
    until: datetime
    now: datetime

    def parts(self, link, shown: str) -> list[dict]:
        """The status line part by part; `link(show)` is the address of a part's rows, `shown` the part on show.

        `text` is what must be said, `more` what can be left out where there is little room.
        """
        names = ("slug", "show", "figure", "text", "more", "tone")
        parts = [dict(zip(names, part, strict=True)) for part in self._said()]
        return [part | {"url": link(part["show"]), "current": part["show"] == shown} for part in parts]

    def _said(self):
        figures, slug = self.figures, self.tray.slug
        breached = figures[f"{slug}_breached"]
        yield "open", "", figures[f"{slug}_open"], "open", "", ""
        yield "urgent", "urgent", *_counted(figures["urgent"], "urgent", tone="red")
        if breached:
            yield "breached", "breached", breached, "breached", "", "red"
        yield "next", "next", *self._next(figures["next_due"], breached)
        yield "breaching", "breaching", *_counted(len(self.breaching), *self._forecast())
        unread_for = self._oldest(figures["unread_since"])
        yield "unread", "unread", *_counted(figures["unread"], "unread by a manager", unread_for)
        yield "out", "out", *_counted(figures["out"], "out with workers")
        yield "drafts", "drafts", *self._drafts(figures["drafts"])
        yield "passed", "passed", *_counted(len(self.passed), "passed on today")

    def _next(self, due, breached):
        if due:
            return lasting(due - self.now), "until the next is due", "", ""
        return "Nothing", "else is due" if breached else "is due", "", "none"

    def _forecast(self):
        local = self.until.astimezone(LONDON)
        day = "" if local.date() == london_day(self.now) else f"{local:%a} "
        by = f"by {day}{local:%H:%M}"
        return (f"will breach {by}", " at today's pace", "amber") if self.paced else (f"due {by}",)

    def _oldest(self, since):
        return f", oldest {lasting(self.now - since)}" if since else ""

    def _drafts(self, count):
        if not count:
            return "No", "drafts", "", "none"
        of = self.figures["drafts_of"]
        whose = f", {of[0]}" if of and of[0] else ""
        more = self._oldest(self.figures["drafts_since"]) + whose
        return _counted(count, "draft not submitted" if count == 1 else "drafts not submitted", more)


def _counted(count, text, more="", tone=""):
    """A figure with its words and its tone; where there is none it says so, quietly."""
    return (count, text, more, tone) if count else ("None", text, "", "none")


def status_of(tray: Tray, figures: dict, passed: list[Item], now: datetime) -> Status:
    """The status of `tray` from its figures and from what left it today.

    Before anything has been passed on today there is no pace to go by, and every item that falls due
    before the office closes counts.
    """
    day = office_day(calendars_now()[OFFICE], now)
    pace = day.pace(len(passed), now)
    waiting = list(zip(figures["waiting"], figures["waiting_due"], strict=True))
    return Status(tray, figures, passed, will_breach(waiting, pace, now, day.closes), bool(pace), day.closes, now)
