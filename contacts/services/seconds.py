"""Second contacts: others about one of the same children, received within 72 hours, and what became of them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Subquery

from contacts.models import Contact, ContactPerson
from people.models import root
from workflow.models import Slip
from workflow.ports import who_has

S = Contact.State
SECOND_CONTACT = timedelta(hours=72)


def rows_about(model):
    """The engine's rows of `model` that are about the contact of the query."""
    return model.objects.filter(content_type=ContentType.objects.get_for_model(Contact), object_id=OuterRef("pk"))


def second_contacts(contacts: Iterable[Contact], user) -> dict[int, list[Contact]]:
    """For each of these contacts the others about one of the same children, received within 72 hours.

    What was joined is one with that which it was joined to, and none any more. Asked once for all of them, from their
    children outwards, each step by an index: so that it costs the same in an archive of any size, and on a database
    of whose size the planner knows nothing yet.
    """
    roots = {contact.pk: {read["root"] for read in contact.children_read} for contact in contacts}
    if not any(roots.values()):
        return {}
    received = [contact.received_at for contact in contacts]
    others = (
        Contact.objects.visible_to(user)
        .filter(involved__part=ContactPerson.Part.CHILD)
        .filter(received_at__gt=min(received) - SECOND_CONTACT, received_at__lt=max(received) + SECOND_CONTACT)
        .exclude(outcome__in=(Contact.Outcome.RECORDED_IN_ERROR, Contact.Outcome.JOINED))
        .annotate(root=root("involved__person__"), due_at=Subquery(rows_about(Slip).values("due_at")[:1]))
        .filter(root__in=set().union(*roots.values()))
        .select_related("holder", "team")
        .defer("typed", "concerns")
    )
    by_root = defaultdict(list)
    for other in others:
        by_root[other.root].append(other)
    return {contact.pk: _near(contact, roots[contact.pk], by_root) for contact in contacts}


def _near(contact, roots, by_root):
    found = {
        other.pk: other
        for child in roots
        for other in by_root[child]
        if other.pk not in (contact.pk, contact.joined_to_id)
        and abs(other.received_at - contact.received_at) < SECOND_CONTACT
    }
    return sorted(found.values(), key=lambda other: (other.received_at, other.pk))


def related(contact: Contact, seconds: Iterable[Contact], user, now: datetime) -> list[dict]:
    """The second contacts of `contact` by when they were received: in words, and each with what became of it."""
    told = defaultdict(list)
    for other in seconds:
        word = "contact{} of the same time"
        if other.received_at != contact.received_at:
            word = "earlier contact{}" if other.received_at < contact.received_at else "later contact{}"
        told[word].append({"reference": other.reference, "became": _became(other, contact, user, now)})
    return [{"words": word.format("s" if len(found) > 1 else ""), "others": found} for word, found in told.items()]


def _became(other, contact, user, now):
    """Where another contact is, or how it ended; nothing where it waits just as this one does."""
    if other.state == S.CLOSED:
        return f"closed: {other.get_outcome_display().lower()}"
    if (other.state, other.holder_id, other.team_id) == (contact.state, contact.holder_id, contact.team_id):
        return ""
    has_it = who_has(other, user) or other.team
    where = f"with {has_it}" if has_it else other.get_state_display()
    return f"{where}, breached" if other.due_at and other.due_at <= now else where
