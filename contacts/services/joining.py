"""Two contacts about the same children become one story, or one about several becomes two (DOMAIN 5.1)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from audit.field_history import save_with_history
from contacts.models import Contact, ContactPerson, Referrer
from contacts.services.deciding import DECISION, UNDECIDED
from deadlines.services import retime, running
from people.models import Person, root
from workflow.engine import note_event, open_record, tell_who_has
from workflow.slips import lay

COPIED = ("channel", "kind", "priority", "concerns", "about_who_works_with_children")


def may_be_joined_to(contact: Contact, user) -> QuerySet:
    """The other contacts about a child of this one that are yet to be decided, as far as `user` may know of them.

    First received first.
    """
    roots = contact.children.values(root=root("person__"))
    children = ContactPerson.objects.filter(part=ContactPerson.Part.CHILD).alias(root=root("person__"))
    about = children.filter(root__in=roots).values("contact")
    others = Contact.objects.visible_to(user).filter(state__in=UNDECIDED, pk__in=about)
    return others.exclude(pk=contact.pk).order_by("received_at", "pk")


def join(contact: Contact, into: Contact, actor, now: datetime) -> None:
    """`into` goes on with both stories and the earlier of the two deadlines; both rows are locked already."""
    into.version += 1
    event = note_event(into, actor, "joined", now)
    told = f"From {contact.reference}: {contact.concerns}" if contact.concerns else ""
    into.concerns = "\n\n".join(filter(None, [into.concerns, told]))
    into.priority = contact.priority if contact.urgent else into.priority or contact.priority
    into.information_added_at = into.changed_at = now
    _take_over_clock(contact, into, now)
    save_with_history(into, event)
    _take_over_people(contact, into, event)
    _take_over_answers(contact, into, event)
    lay(into)
    sentence = f"Join with another contact: {contact.reference} with {into.reference}, by {actor.name}."
    tell_who_has(into, "join", event, sentence, now)


def _take_over_clock(contact, into, now):
    earlier, clock = running(contact).get(DECISION), running(into).get(DECISION)
    if earlier and clock and earlier.due_at < clock.due_at:
        retime(into, DECISION, clock.started_at, earlier.started_at, now)
        into.received_at = min(into.received_at, contact.received_at)


def _take_over_people(contact, into, event):
    there = set(into.involved.values_list(root("person__"), flat=True))
    for one in contact.involved.annotate(root=root("person__")).exclude(root__in=there):
        _with_answers(one, _copy(one, into), event)


def _take_over_answers(contact, into, event):
    """What was said here and there not; where both say something else, both stand."""
    there = {(answer.item, answer.parents): answer for answer in into.answers.filter(person=None)}
    for answer in contact.answers.filter(person=None):
        other = there.get((answer.item, answer.parents))
        if other is None:
            save_with_history(_copy(answer, into), event)
        elif answer.text and answer.text != other.text:
            said = f"{contact.reference}: {answer.text}"
            other.text, other.not_known_because = "\n".join(filter(None, [other.text, said])), ""
            save_with_history(other, event)


def split_off(contact: Contact, children: Iterable[Person], actor, now: datetime) -> Contact:
    """A second contact for these children: same receipt, deadline and narrative, made by the first one."""
    made = Contact(state=contact.state, received_at=contact.received_at, **{n: getattr(contact, n) for n in COPIED})

    def with_people(made, event):
        _share(contact, made, event)
        _move(contact, made, children, event)

    open_record(made, actor, now, made_by=contact, people=with_people)
    clock = running(contact).get(DECISION)
    if clock and clock.started_at != made.received_at:
        retime(made, DECISION, made.received_at, clock.started_at, now)
        lay(made)
    return made


def _share(contact, made, event):
    """What is said of all of them, on both."""
    referrer = Referrer.objects.filter(contact=contact).first()
    if referrer:
        save_with_history(_copy(referrer, made), event)
    for one in contact.involved.exclude(part=ContactPerson.Part.CHILD):
        save_with_history(_copy(one, made), event)
    for answer in contact.answers.filter(person=None):
        save_with_history(_copy(answer, made), event)


def _move(contact, made, children, event):
    """The children themselves, with what is said of each."""
    for one in contact.involved.filter(person__in=list(children)):
        _with_answers(one, _copy(one, made), event)
        one.delete()


def _with_answers(one, copy, event):
    """Save the copy of somebody on a contact, with what was said there of them."""
    save_with_history(copy, event)
    for answer in one.answers.all():
        said = _copy(answer, copy.contact)
        said.person = copy
        save_with_history(said, event)


def _copy(row, contact):
    """The same row on another contact, not yet saved."""
    kept = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    return type(row)(**kept | {"contact_id": contact.pk})


def without_rows(typed: dict | None, rows: Iterable[str]) -> dict | None:
    """What was typed into a draft's form, without the children of these rows, who are on it no more."""
    if not typed:
        return typed
    gone = {name.rsplit("-", 1)[0] for name, texts in typed.items() if name.endswith("-row") and {*texts} & {*rows}}
    theirs = tuple(before + f"{one}-" for one in gone for before in ("", "initial-"))
    return {name: texts for name, texts in typed.items() if not name.startswith(theirs)}
