"""What is known already of the children on a contact, in ready strings to stand beside its story."""

from datetime import datetime, timedelta

from django.db.models.functions import Coalesce
from django.urls import reverse

from contacts.models import Contact
from directory.london import said
from people.models import Involvement, Person, root
from people.spans import case_dates

YEAR = timedelta(days=365)


def known_already(contact, children: list[Person], user, now: datetime) -> list[dict]:
    """Other contacts, the teams that have or had a case, and where the chronology is, of children known to `user`."""
    named = "" if children else "No child is named yet."
    groups = [
        {
            "title": "Contacts in the last 12 months",
            "items": _contacts(contact, children, user, now),
            "empty": named or "No other contact about these children.",
        },
        {
            "title": "Teams",
            "items": _teams(children),
            "empty": named or "No team has or had a case of these children.",
        },
    ]
    chronologies = _chronologies(children, user)
    return groups + ([{"title": "Chronology", "items": chronologies}] if chronologies else [])


def _contacts(contact, children, user, now):
    others = (
        Contact.objects.visible_to(user)
        .filter(involved__person__in=_same(children), received_at__gt=now - YEAR)
        .exclude(pk=contact.pk)
        .distinct()
        .order_by("-received_at")[:20]
    )
    return [
        {
            "text": f"{said(other.received_at, now)}: {other.get_outcome_display() or other.get_state_display()}",
            "url": other.get_absolute_url(),
        }
        for other in others
    ]


def _teams(children):
    """Every time that a team had a case, what is still open first, then what ended last."""
    names = {child.identity_id or child.pk: child.full_name for child in children}
    cases = Involvement.objects.filter(person__in=_same(children)).annotate(root=root("person__"))
    cases = cases.annotate(who=Coalesce("worker__name", "worker_name")).select_related("team")
    return [
        {
            "text": ", ".join(filter(None, [f"{names[case.root]}: {case.team.name}", case.who])),
            "note": case_dates(case),
        }
        for case in cases.order_by("-to_date", "-from_date", "-pk")
    ]


def _chronologies(children, user):
    seen = Person.objects.visible_to(user).filter(pk__in=[child.pk for child in children]).order_by("pk")
    return [
        {"text": f"Chronology of {child.full_name}", "url": reverse("person-chronology", args=[child.reference])}
        for child in seen
    ]


def _same(children):
    return Person.objects.same_as([child.pk for child in children]).values("pk")
