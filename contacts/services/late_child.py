"""A child who is named after the contact was submitted: an urgent one goes in with nobody named yet."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from audit.field_history import save_with_history
from contacts.models import Contact
from contacts.services.answers import Answers
from contacts.services.children import lock_people, take_down
from directory.models import roles_of
from directory.roles import DUTY_TEAM
from workflow.engine import already_done, locked, note_event
from workflow.refusals import Refused
from workflow.slips import lay

VERB = "child_named"


def may_name_a_child(actor, contact) -> bool:
    """The duty team may, while somebody has still to decide it; a draft has its own page for that."""
    open_still = contact.state not in (Contact.State.DRAFT, Contact.State.CLOSED)
    return open_still and bool(roles_of(actor) & DUTY_TEAM)


@transaction.atomic
def name_child(contact, actor, said: Mapping, now: datetime, key: UUID | None) -> Contact:
    """Put one more child on a submitted contact, as a draft's form does; it only adds, so no page is too old for it.

    The same form posted a second time adds nothing. Raises `Refused` when it is decided already, and `Http404` for
    whoever may not.
    """
    if already_done(contact, VERB, actor, key):
        return locked(contact, actor)
    contact = locked(contact, actor)
    if not roles_of(actor, now) & DUTY_TEAM:
        raise Http404
    if not may_name_a_child(actor, contact):
        sentence = f"This contact is {contact.get_state_display()}: nobody can be added to it now."
        raise Refused(f"{sentence} Record a new contact about this child.", (contact.state,))
    contact.version += 1
    contact.changed_at = contact.information_added_at = now
    event = note_event(contact, actor, VERB, now, key)
    save_with_history(contact, event)
    lock_people(contact, actor, [said])
    answers = Answers(contact)
    answers.take_of_child(said, take_down(contact, actor, said, now, event))
    answers.save(event)
    lay(contact)
    return contact
