"""What every record's page shows around its story: state, clocks, actions, what it made and came from."""

from dataclasses import replace
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from deadlines.clocks import clock
from deadlines.models import Deadline
from directory.london import london_day, said
from people.ages import age_of
from people.alerts import ORDER, alerts_of
from workflow.models import Link, Slip
from workflow.offers import offers
from workflow.ports import people_shown
from workflow.process import process_of

TONES = {"draft": "grey", "closed": "grey", "awaiting_decision": "blue", "awaiting_authorisation": "purple"}
PRIMARY = {"submit", "complete_advice", "authorise"}


def record_page(record, user, now: datetime) -> dict:
    """The context that `record.html` needs, for one record of any process, as `user` may see it."""
    offered, people = offers(record, user), list(people_on(record, user))
    return {
        "record": _head(record, people, now),
        "clocks": sorted((clock(each, now) for each in Deadline.about(record)), key=lambda shown: shown.is_ended),
        "offers": offered,
        "actions": [_action(record, o.transition) for o in offered if o.possible],
        "blocked": [_blocked(o) for o in offered if not o.possible],
        "made": made(record, user),
        "made_from": made_by(record, user),
        "has_it": _has_it(record, user),
        "alerts": _alerts(people, user, now),
        "restricted": record.is_restricted(),
        "interest_url": interest_url(record),
    }


def interest_url(record) -> str:
    """Where a reader says that they know the family that a record is about."""
    return reverse("record-interest", args=[process_of(record).slug, record.reference])


def _alerts(people, user, now):
    """The alerts of all these people, each with whom it is about."""
    names = {person.pk: person.full_name for person in people}
    found = alerts_of(names, user, london_day(now))
    told = {}
    for pk, alerts in found.items():
        for alert in alerts:
            about = alert.about or names[pk]
            told.setdefault((alert.slug, alert.text, about), replace(alert, about=about))
    return sorted(told.values(), key=lambda alert: ORDER.index(alert.slug))


def _head(record, people, now):
    process = process_of(record)
    return {
        "process": process.slug,
        "reference": record.reference,
        "state": record.state,
        "state_text": record.get_state_display(),
        "state_tone": TONES.get(record.state, "blue"),
        "version": record.version,
        "tray": tray_of(record),
        "kind_text": process.label,
        "title": f"{process.label} {record.reference}",
        "heading": ", ".join(named(person, now) for person in people) or "Nobody named yet",
        "meta": f"received {said(record.received_at, now)}",
        "priority": record.priority,
        "priority_text": record.priority.replace("_", " ").capitalize(),
        "outcome": getattr(record, "outcome", ""),
        "outcome_text": getattr(record, "outcome", "").replace("_", " ").capitalize(),
        "nothing_to_do": "Nothing is yours to do here now.",
    }


def _has_it(record, user):
    if record.team:
        return f"{record.team} has it."
    if not record.holder:
        return ""
    return "You have it." if record.holder_id == user.pk else f"{record.holder.name} has it."


def people_on(record, user):
    """The people on the record who may be named to `user`."""
    shown = people_shown.get(type(record))
    return shown(record, user) if shown else record.concerned()


def named(person, now: datetime) -> str:
    """A person by name and age: "Emma Jones (7)"."""
    age = age_of(person, london_day(now))
    return f"{person.full_name} ({age})" if age else person.full_name


def tray_of(record) -> str:
    """The name of the tray that holds the record: a slug, a team's name, a worker's name; empty when in none."""
    slip = Slip.about(record).select_related("team", "holder").first()
    if slip is None:
        return ""
    return slip.tray or str(slip.team or slip.holder)


def _action(record, transition):
    return {
        "slug": transition.name,
        "label": transition.label,
        "url": action_url(record, transition.name),
        "primary": transition.name in PRIMARY or transition.name.startswith("decide_"),
        "warning": transition.name == "discard",
        "key": transition.key,
    }


def action_url(record, step: str) -> str:
    """Where the page of one action on one record is."""
    return f"{record.get_absolute_url()}do/{step}/"


def _blocked(offer):
    return {
        "slug": offer.transition.name,
        "label": offer.transition.label,
        "reasons": [unmet.sentence for unmet in offer.unmet],
        "reason_slugs": offer.slugs,
    }


def made_by(record, user) -> list[dict]:
    """What `record` was made by, as far as `user` may know of it."""
    return _items([(one.maker_type_id, one.maker_id) for one in Link.about(record).filter(wall=None)], user)


def made(record, user) -> list[dict]:
    """What `record` made, as far as `user` may know of it."""
    kind = ContentType.objects.get_for_model(record)
    links = Link.objects.filter(maker_type=kind, maker_id=record.pk).order_by("pk")
    return _items([(one.content_type_id, one.object_id) for one in links], user)


def _items(ends, user):
    by_kind = {}
    for kind, pk in ends:
        by_kind.setdefault(kind, []).append(pk)
    items = []
    for kind, pks in by_kind.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        items += [_item(record) for record in model.objects.visible_to(user).filter(pk__in=pks).order_by("pk")]
    return items


def _item(record):
    process = process_of(record)
    people = ", ".join(person.full_name for person in record.concerned()) if process else ""
    return {
        "kind": process.slug if process else record.KIND,
        "kind_text": process.label if process else record._meta.verbose_name.capitalize(),
        "reference": record.reference,
        "url": record.get_absolute_url(),
        "text": people,
        "fields": [],
    }
