"""What referrals show elsewhere: the cells of their rows in a tray, and a person's chronology."""

from collections.abc import Iterable
from datetime import datetime

from directory.london import london_day, said
from people.cells import children_cells, first_words
from people.models import Person
from people.ports import Entry, chronology
from referrals.models import Referral
from workflow.ports import tray_cells, who_has


def referral_cells(referrals: Iterable[int], user, now: datetime) -> dict[int, dict]:
    """The cells of these referrals, in one query; none for a referral that `user` may not know of."""
    rows = (
        Referral.objects.visible_to(user).filter(pk__in=referrals).select_related("child", "holder").with_restricted()
    )
    rows = rows.select_related("child", "holder")
    return {referral.pk: _referral(referral, user, now) for referral in rows}


def _referral(referral, user, now):
    source = f", {referral.get_source_display()}" if referral.source else ""
    return children_cells([referral.child], london_day(now)) | {
        "reference": referral.reference,
        "url": referral.get_absolute_url(),
        "state": referral.state,
        "state_text": referral.get_state_display(),
        "stamp": referral.version,
        "priority": referral.priority,
        "restricted": referral.restricted,
        "received_at": referral.received_at,
        "concern": first_words(referral.reason),
        "came": f"Referral made {said(referral.received_at, now)}{source}",
        "missing": "",
        "task": "",
        "holder": who_has(referral, user) or "nobody yet",
        "touched": f"changed {said(referral.changed_at, now)}",
    }


def referrals_in_chronology(person: Person, user) -> Iterable[Entry]:
    """The referrals of a child."""
    same = Person.objects.same_as([person.pk]).values("pk")
    for referral in Referral.objects.visible_to(user).filter(child__in=same):
        state = referral.get_state_display().capitalize()
        yield Entry("referral", "Referral", referral.received_at, "Referral", state, referral.get_absolute_url())


tray_cells[Referral] = referral_cells
chronology.append(referrals_in_chronology)
