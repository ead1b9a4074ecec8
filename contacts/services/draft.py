"""Taking a contact down: a draft begins with the first save and may be saved with whatever is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from audit.field_history import save_with_history
from audit.models import Event
from contacts.models import Contact, ContactPerson, EssentialAnswer, Referrer
from contacts.services.essential import ITEMS
from deadlines.services import retime
from people.forms import NEW
from people.models import Person, PersonName
from people.search import matches
from people.services import change_person, locked_people, record_person
from workflow.engine import done_before, locked, note_event, open_record, perform
from workflow.refusals import Refused
from workflow.slips import lay

NOT_KNOWN, PARENTS = "_not_known", "parents_"
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


@dataclass(frozen=True)
class Sending:
    """One posting of the form: from which page, by a button or by itself while it was typed, and what it last saw.

    A page's own save, whose answer may have been lost, never makes it stale; but what a button sent
    was typed last, so that typing of that page which arrives after it is.
    """

    page: UUID | None = None
    by_itself: bool = False
    seen_version: int | None = None

    def mark(self, version: int) -> UUID | None:
        """The key under which this posting makes `version`."""
        return self.page and uuid5(self.page, f"{'typed' if self.by_itself else 'sent'} {version}")

    def is_stale(self, contact) -> bool:
        """Whether the draft was saved since from another page, or by a button of this one."""
        opened_before_the_draft = self.seen_version is None and not self.by_itself
        if opened_before_the_draft or self.seen_version == contact.version:
            return False
        last = Event.about(contact).filter(verb__in=("record", "saved")).last()
        mine = {self.mark(last.version), replace(self, by_itself=True).mark(last.version)} - {None}
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
    if before is not None:
        return save_draft(before, actor, said, children, typed, now, sending)
    contact = Contact(state=Contact.State.DRAFT, received_at=said.get("received") or now)
    _say(contact, said, typed)

    def with_people(contact, event):
        _details(contact, actor, said, children, now, event)

    open_record(contact, actor, now, key=key, people=with_people)
    if sending.by_itself:
        note_event(contact, actor, "saved", now, sending.mark(contact.version))
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
    taken_off: str | None = None,
) -> Contact:
    """Save what has been typed into a draft since. `taken_off` is the reference of a person to take off it.

    Raises `Refused` when it is no draft any more, or when the page is stale.
    """
    contact = locked(contact, actor)
    if contact.state != Contact.State.DRAFT:
        raise Refused("This contact has been submitted: add information to it instead.", (contact.state,))
    if sending.is_stale(contact):
        raise overtaken(contact)
    contact.version += 1
    contact.changed_at = now
    event = note_event(contact, actor, "saved", now, sending.mark(contact.version))
    if taken_off:
        contact.involved.filter(person__reference=taken_off).delete()
    if said.get("received") and said["received"] != contact.received_at and said["received"] <= contact.created_at:
        retime(contact, "contact_decision", contact.received_at, said["received"], now)
        contact.received_at = said["received"]
    _say(contact, said, typed)
    save_with_history(contact, event)
    _details(contact, actor, said, children, now, event)
    lay(contact)
    return _urgent(contact, actor, said, now)


def overtaken(contact) -> Refused:
    """Somebody else saved this draft meanwhile."""
    last = Event.about(contact).select_related("actor").last()
    who = last.actor.name if last.actor else "somebody else"
    return Refused(
        f"{who} has saved this draft since you opened it. What you typed is still here.", (contact.state, who)
    )


def _say(contact, said, typed):
    for name in ("channel", "kind", "concerns"):
        if name in said and (said[name] or name == "concerns"):
            setattr(contact, name, said[name])
    contact.typed = dict(typed) or None


def _urgent(contact, actor, said, now):
    if said.get("urgent") != "yes" or contact.urgent:
        return contact
    reason = said.get("urgent_reason") or "Urgent when it was recorded"
    return perform(contact, "flag_urgent", actor, {"reason": reason}, None, now, while_recording=True)


def _details(contact, actor, said, children, now, event):
    referrer = Referrer.objects.filter(contact=contact).first() or Referrer(contact=contact)
    for name, field in REFERRER.items():
        if field in said:
            setattr(referrer, name, said[field])
    save_with_history(referrer, event)
    chosen = [whose(actor, child) for child in children]
    rows = contact.involved.filter(row__in=[child["row"] for child in children if child.get("row")])
    locked_people([person.pk for person in chosen if person] + [one.person_id for one in rows])
    answers = _Answers(contact)
    for child in children:
        _child(contact, actor, child, now, event, answers)
    for item in ITEMS:
        if not item.of_child:
            answers.take(item.slug, said, item.slug)
        elif item.of_parents:
            answers.take(item.slug, said, PARENTS + item.slug, parents=True)
    answers.save(event)


def _child(contact, actor, said, now, event, answers):
    involved = contact.involved.filter(row=said.get("row")).first() if said.get("row") else None
    chosen = whose(actor, said)
    facts = {name: said[name] for name in PERSON_FIELDS if said.get(name) not in (None, "")}
    if chosen and not said.get("person"):
        _keep_other_spelling(chosen, said, event)
        facts = {name: value for name, value in facts.items() if not getattr(chosen, name)}
    person = chosen or (involved and involved.person)
    if person:
        person = change_person(person, actor, now, **facts)
    else:
        unborn = said.get("birth_date_is") == Person.BirthDateIs.EXPECTED
        person = record_person(actor, now, kind=Person.Kind.UNBORN if unborn else Person.Kind.CHILD, **facts)
    for alias in _aliases(person, said):
        save_with_history(alias, event)
    involved = _involve(contact, person, involved, said.get("row"), event)
    for slug in (item.slug for item in ITEMS if item.of_child):
        answers.take(slug, {slug + NOT_KNOWN: said.get(slug + NOT_KNOWN)}, slug, involved)


def _involve(contact, person, involved, row, event):
    there = contact.involved.filter(person=person).first()
    if there:
        return there
    involved = involved or ContactPerson(contact=contact, row=row)
    involved.person = person
    save_with_history(involved, event)
    return involved


PERSON_FIELDS = (
    "given_name", "family_name", "birth_date", "birth_date_is", "sex", "school", "ethnicity", "first_language",
    "religion", "special_needs",
)  # fmt: skip


def whose(actor, said) -> Person | None:
    """The person on file whom the recorder chose, if they may know of them."""
    reference = said.get("person") or said.get("who") or NEW
    if reference == NEW:
        return None
    return Person.objects.visible_to(actor).filter(reference=reference).first()


def undecided(actor, said) -> bool:
    """Whether the recorder has yet to say who this child is: somebody known may be meant."""
    return whose(actor, said) is None and said.get("who") != NEW and bool(matches(actor, **_sought(said)))


def _sought(said):
    return {
        name: said.get(name) or default
        for name, default in (("given_name", ""), ("family_name", ""), ("birth_date", None))
    }


def _keep_other_spelling(person, said, event):
    name = (said.get("given_name") or "", said.get("family_name") or "")
    if all(name) and name != (person.given_name, person.family_name):
        spelling = PersonName(person=person, kind=PersonName.Kind.SPELLING, given_name=name[0], family_name=name[1])
        if not person.names.filter(given_name=name[0], family_name=name[1]).exists():
            save_with_history(spelling, event)


def _aliases(person, said):
    known = {str(name) for name in person.names.all()}
    for words in filter(None, (part.strip() for part in (said.get("also_known_as") or "").split(","))):
        if words not in known:
            given, _, family = words.rpartition(" ")
            yield PersonName(person=person, given_name=given, family_name=family[:255])


class _Answers:
    """The answers of one contact, read once and written together: the form is saved every few seconds."""

    def __init__(self, contact):
        self.contact, self.new, self.changed = contact, [], []
        self.there = {(a.item, a.person_id, a.parents): a for a in contact.answers.all()} if contact.pk else {}

    def take(self, item, said, field, person=None, parents=False):
        """What the form says in `field` about an item, if it asks there at all; nothing said takes the answer away."""
        if field not in said and field + NOT_KNOWN not in said:
            return
        text = "" if item == "concerns" else said.get(field) or ""
        because = "" if text else said.get(field + NOT_KNOWN) or ""
        key = (item, person.pk if person else None, parents)
        answer = self.there.get(key)
        if answer is None and (text or because):
            answer = EssentialAnswer(contact=self.contact, item=item, person=person, parents=parents)
            self.there[key] = answer
            self.new.append(answer)
        if answer is None or (answer.text, answer.not_known_because) == (text, because):
            return
        answer.text, answer.not_known_because = text, because
        if answer.pk:
            self.changed.append(answer)

    def save(self, event):
        """Write what is new or has changed, with its history."""
        new = [answer for answer in self.new if answer.text or answer.not_known_because]
        if new:
            bulk_create_with_history(new, EssentialAnswer, default_change_reason=event.pk, default_date=event.at)
        for answer in self.changed:
            if answer.text or answer.not_known_because:
                save_with_history(answer, event)
            else:
                answer.delete()
