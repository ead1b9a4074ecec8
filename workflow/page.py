"""What every record's page shows around its story: state, clocks, actions, what it made and came from."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType

from deadlines.clocks import clock
from deadlines.models import Deadline
from directory.london import said
from workflow.models import Link, Slip
from workflow.offers import offers
from workflow.process import process_of

TONES = {"draft": "grey", "closed": "grey", "awaiting_decision": "blue", "awaiting_authorisation": "purple"}
PRIMARY = {"submit", "complete_advice", "authorise"}


def record_page(record, user, now: datetime) -> dict:
    """The context that `record.html` needs, for one record of any process, as `user` may see it."""
    offered = offers(record, user)
    return {
        "record": _head(record, now),
        "clocks": [clock(deadline, now) for deadline in Deadline.about(record)],
        "actions": [_action(record, o.transition) for o in offered if o.possible],
        "blocked": [_blocked(o) for o in offered if not o.possible],
        "made": linked_items(Link.objects.filter(**_key("maker_type", "maker_id", record)), user, "made"),
        "made_from": linked_items(Link.about(record).filter(wall=None), user, "maker"),
        "has_it": f"{record.holder.name} has it." if record.holder else "",
    }


def _head(record, now):
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
        "heading": " and ".join(person.full_name for person in record.concerned()) or "Nobody named yet",
        "meta": f"received {said(record.received_at, now)}",
        "priority": record.priority,
        "outcome": getattr(record, "outcome", ""),
        "nothing_to_do": "Nothing is yours to do here now.",
    }


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


def _key(type_field, id_field, record):
    return {type_field: ContentType.objects.get_for_model(record), id_field: record.pk}


def linked_items(links, user, side: str) -> list[dict]:
    """The records at one side ("made" or "maker") of these links that `user` may know of."""
    found = {}
    for one in links:
        kind, pk = (one.content_type_id, one.object_id) if side == "made" else (one.maker_type_id, one.maker_id)
        found.setdefault(kind, []).append(pk)
    items = []
    for kind, pks in found.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        items += [_item(record) for record in model.objects.visible_to(user).filter(pk__in=pks).order_by("pk")]
    return items


def _item(record):
    process = process_of(record)
    slug = process.slug if process else record.KIND
    return {
        "kind": slug,
        "kind_text": process.label if process else record._meta.verbose_name.capitalize(),
        "reference": record.reference,
        "url": record.get_absolute_url(),
        "text": record.get_state_display() if process else "",
        "fields": [],
    }
