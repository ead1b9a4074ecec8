"""A child who is named after the contact was submitted: an urgent one goes in with nobody named yet."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.http import Http404

from audit.field_history import save_with_history
from contacts.models import Contact
from contacts.services.answers import Answers
from contacts.services.children import lock_people, names_a_row, take_down, whose
from contacts.services.deciding import UNDECIDED
from directory.models import roles_of
from directory.roles import DUTY_TEAM
from people.models import Person
from workflow.engine import already_done, locked, note_event, tell_who_has
from workflow.refusals import Refused
from workflow.slips import lay

VERB = "child_named"
YET_TO_DECIDE = frozenset(UNDECIDED) - {Contact.State.DRAFT}
"""Who has it then decides for this child too. What a team has news of, or advice is given on, is decided already."""


def may_name_children(actor) -> bool:
    """The duty team may."""
    return bool(roles_of(actor) & DUTY_TEAM)


def may_name_a_child(actor, contact) -> bool:
    """The duty team may, while somebody has still to decide it; a draft has its own page for that."""
    return contact.state in YET_TO_DECIDE and may_name_children(actor)


@transaction.atomic
def name_child(contact, actor, said: Mapping, now: datetime, key: UUID | None) -> Contact:
    """Put one more child on a submitted contact, as a draft's form does; it only adds, so no page is too old for it.

    Who has the contact is told. The same form posted a second time adds nothing. Raises `Refused` when it is decided
    already or the child stands on it, and `Http404` for whoever may not.
    """
    if already_done(contact, VERB, actor, key):
        return locked(contact, actor)
    contact = locked(contact, actor)
    if not may_name_children(actor):
        raise Http404
    if contact.state not in YET_TO_DECIDE:
        sentence = f"This contact is {contact.get_state_display()}: nobody can be added to it now."
        raise Refused(f"{sentence} Record a new contact about this child.", (contact.state,))
    chosen = whose(actor, said)
    if chosen and contact.involved.filter(person__in=Person.objects.same_as([chosen.pk])).exists():
        raise Refused(f"{chosen.full_name} is on this contact already.", ("on_it_already",))
    said = {name: value for name, value in said.items() if not names_a_row(name)} | {"row": uuid4(), "before": {}}
    contact.version += 1
    contact.changed_at = contact.information_added_at = now
    event = note_event(contact, actor, VERB, now, key)
    save_with_history(contact, event)
    lock_people(contact, actor, [said])
    answers = Answers(contact, actor)
    answers.take_of_child(said, take_down(contact, actor, said, now, event))
    answers.save(event)
    lay(contact)
    tell_who_has(contact, VERB, event, f"A child was named on {contact.reference}, by {actor.name}.", now)
    return contact
