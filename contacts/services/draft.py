"""Taking a contact down: a draft begins with the first save and may be saved with whatever is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q
from django.http import Http404

from audit.field_history import save_with_history, save_without_history
from audit.models import Event
from audit.once import done_before
from contacts.models import Contact, Referrer
from contacts.services.answers import Answers
from contacts.services.children import lock_people, take_down
from contacts.services.deciding import DECISION
from contacts.services.essential import ITEMS, PARENTS
from deadlines.services import retime
from directory.models import roles_of
from directory.roles import DUTY_TEAM
from workflow.engine import locked, note_event, open_record, perform
from workflow.refusals import Refused
from workflow.slips import lay

REFERRER = {
    "name": "referrer_name",
    "role": "referrer_role",
    "agency": "referrer_agency",
    "source": "referrer_source",
    "phone": "referrer_phone",
    "email": "referrer_email",
    "address": "referrer_address",
    "safe_way": "safe_way",
    "anonymous": "anonymous",
}
"""The referrer's fields, by the form's."""


CHANGES_WHAT_A_PAGE_SHOWS = ("record", "saved", "split", "joined")
"""Deeds after which an older page of a draft would bring back, or cover up, what it does not know of."""


@dataclass(frozen=True)
class Sending:
    """One posting of the form: from which page, by a button or by itself while it was typed, and what it last saw.

    A page's own save, whose answer may have been lost, never makes it stale; but what a button sent
    was typed last, so that typing of that page which arrives after it is.
    """

    page: UUID | None = None
    by_itself: bool = False
    seen_version: int | None = None

    def mark(self, contact, version: int) -> UUID | None:
        """The key under which this posting makes `version` of `contact`."""
        return self.page and uuid5(self.page, f"{'typed' if self.by_itself else 'sent'} {contact.pk} {version}")

    def is_stale(self, contact) -> bool:
        """Whether the draft was saved since from another page, or by a button of this one."""
        opened_before_the_draft = self.seen_version is None and not self.by_itself
        if opened_before_the_draft or self.seen_version == contact.version:
            return False
        last = Event.about(contact).filter(verb__in=CHANGES_WHAT_A_PAGE_SHOWS).last()
        mine = {one.mark(contact, last.version) for one in (self, replace(self, by_itself=True))} - {None}
        return last.key not in mine


@transaction.atomic
def begin_draft(
    actor,
    said: Mapping,
    children: Sequence[Mapping],
    typed: Mapping,
    now: datetime,
    key: UUID,
    sending: Sending = Sending(),
) -> Contact:
    """A new draft, received when the form says (now, when it does not), its decision deadline running from then.

    The same form posted a second time saves the draft that the first one made.
    """
    before = done_before(actor, key)
    if before is not None and not isinstance(before, Contact):
        raise Refused("This page has been used for something else. Open a new contact.", ("form_used",))
    if before is not None:
        return save_draft(before, actor, said, children, typed, now, sending)
    contact = Contact(state=Contact.State.DRAFT, received_at=said.get("received") or now)
    _say(contact, said, typed)

    def with_people(contact, event):
        _details(contact, actor, said, children, now, event)

    open_record(contact, actor, now, key=key, people=with_people)
    if sending.by_itself:
        note_event(contact, actor, "saved", now, sending.mark(contact, contact.version))
    return _urgent(contact, actor, said, now)


@transaction.atomic
def save_draft(
    contact,
    actor,
    said: Mapping,
    children: Sequence[Mapping],
    typed: Mapping,
    now: datetime,
    sending: Sending,
    taken_off: Mapping | None = None,
) -> Contact:
    """Save what has been typed into a draft since. `taken_off` is the row of a child to take off it, as it was said.

    Raises `Refused` when it is no draft any more, or when the page is stale, and `Http404` for whoever only reads.
    """
    contact = locked(contact, actor)
    if not may_take_down(actor, contact):
        raise Http404
    if contact.state != Contact.State.DRAFT:
        raise no_draft_any_more(contact)
    if sending.is_stale(contact):
        raise overtaken(contact, actor)
    contact.version += 1
    contact.changed_at = now
    event = note_event(contact, actor, "saved", now, sending.mark(contact, contact.version))
    if taken_off:
        _take_off(contact, actor, taken_off)
    # The form refuses a later one. Of two first posts at once neither knew of the draft, and the first one's stands.
    if said.get("received") and said["received"] != contact.received_at and said["received"] <= contact.created_at:
        retime(contact, DECISION, contact.received_at, said["received"], now)
        contact.received_at = said["received"]
    _say(contact, said, typed)
    if sending.by_itself:
        save_without_history(contact)
    else:
        save_with_history(contact, event)
    _details(contact, actor, said, children, now, event)
    lay(contact)
    return _urgent(contact, actor, said, now)


def no_draft_any_more(contact) -> Refused:
    """What became of it: whoever still types must not believe that somebody will read it."""
    if contact.outcome == Contact.Outcome.RECORDED_IN_ERROR:
        sentence = "This draft has been discarded as recorded in error: nobody will read it. Record a new contact."
    else:
        sentence = "This contact has been submitted: add information to it instead."
    return Refused(f"{sentence} What you typed is still here.", (contact.state,))


def may_take_down(actor, contact) -> bool:
    """The duty team saves any draft, and whoever recorded one their own; who only reads it saves none."""
    return contact.created_by_id == actor.pk or bool(roles_of(actor) & DUTY_TEAM)


def _take_off(contact, actor, child):
    """The person stays on file; a child of whom the recorder may not know stays on the draft too."""
    meant = Q(row=child["row"]) if child.get("row") else Q(pk=None)
    if child.get("person"):
        meant |= Q(person__reference=child["person"])
    contact.involved.known_to(actor).filter(meant).delete()


def overtaken(contact, actor) -> Refused:
    """The draft was saved meanwhile from another page: somebody else's, or one's own in another tab."""
    last = Event.about(contact).select_related("actor").last()
    who = last.actor.name if last.actor else "somebody else"
    said = "You saved this draft in another tab" if last.actor == actor else f"{who} has saved this draft"
    return Refused(f"{said} since you opened it. What you typed is still here.", (contact.state, who))


def _say(contact, said, typed):
    for name in ("channel", "kind", "concerns"):
        if name in said and (said[name] or name == "concerns"):
            setattr(contact, name, said[name])
    # "Yes" comes nowhere near: it is the LADO's. A page that does not ask, or was opened before, unsays nothing.
    if said.get("works_with_children") == "no":
        contact.about_who_works_with_children = False
    contact.typed = dict(typed) or None


def _urgent(contact, actor, said, now):
    """Flag it when this page's answer has become yes: what a manager made of an earlier one stands."""
    if contact.urgent or said.get("urgent") != "yes" or said.get("before", {}).get("urgent") == "yes":
        return contact
    reason = said.get("urgent_reason") or "Urgent when it was recorded"
    return perform(contact, "flag_urgent", actor, {"reason": reason}, None, now, while_recording=True)


def _details(contact, actor, said, children, now, event):
    referrer = Referrer.objects.filter(contact=contact).first() or Referrer(contact=contact)
    told = {name: said[field] for name, field in REFERRER.items() if field in said}
    if referrer.pk is None or any(getattr(referrer, name) != value for name, value in told.items()):
        for name, value in told.items():
            setattr(referrer, name, value)
        save_with_history(referrer, event)
    lock_people(contact, actor, children)
    answers = Answers(contact, actor)
    for child in children:
        answers.take_of_child(child, take_down(contact, actor, child, now, event))
    for item in ITEMS:
        if not item.of_child:
            answers.take(item.slug, said, item.slug)
        elif item.of_parents:
            answers.take(item.slug, said, PARENTS + item.slug, parents=True)
    answers.save(event)
