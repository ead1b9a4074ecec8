"""Two contacts about the same children become one story, or one about several becomes two (DOMAIN 5.1)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from audit.field_history import delete_with_history, save_with_history
from contacts.models import Contact, ContactPerson, Referrer
from contacts.services.deciding import DECISION, UNDECIDED
from contacts.services.differences import COMPARED, differences
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
    told = "\n".join(filter(None, [contact.concerns, *_said_otherwise(contact, into)]))
    into.concerns = "\n\n".join(filter(None, [into.concerns, told and f"From {contact.reference}: {told}"]))
    into.priority = contact.priority if contact.urgent else into.priority or contact.priority
    into.information_added_at = into.changed_at = now
    _take_over_clock(contact, into, now)
    save_with_history(into, event)
    _take_over_people(contact, into, event)
    _take_over_answers(contact.answers.filter(person=None), into, None, contact.reference, event)
    lay(into)
    sentence = f"Join with another contact: {contact.reference} with {into.reference}, by {actor.name}."
    tell_who_has(into, "join", event, sentence, now)


def _take_over_clock(contact, into, now):
    earlier, clock = running(contact).get(DECISION), running(into).get(DECISION)
    if earlier and clock and earlier.due_at < clock.due_at:
        retime(into, DECISION, clock.started_at, earlier.started_at, now)
        into.received_at = min(into.received_at, contact.received_at)


def _by_root(contact) -> dict[int, ContactPerson]:
    """Those on a contact, each duplicate found to be the same once, by whom they were found to be."""
    involved = contact.involved.annotate(root=root("person__")).select_related("person")
    return {one.root: one for one in involved.order_by("-pk")}


def _said_otherwise(contact, into):
    """Where the second caller says of somebody on both what neither we hold nor the first one said, in words."""
    there = _by_root(into)
    for one in contact.involved.annotate(root=root("person__")):
        first = there[one.root].caller_said if one.root in there else None
        for each in differences(one) if first else ():
            if first.get(each.name, one.caller_said[each.name]) != one.caller_said[each.name]:
                yield f"Of {one.person.full_name} they said: {COMPARED[each.name].lower()} {each.callers}."


def _take_over_people(contact, into, event):
    """Whoever is on both stays there once, with what both say of them, and as a child if either says so."""
    there = _by_root(into)
    for one in contact.involved.annotate(root=root("person__")):
        other = there.get(one.root)
        if other is None:
            there[one.root] = _copy(one, into)
            _with_answers(one, there[one.root], event)
        else:
            _take_over_words(one, other, event)
            _take_over_answers(one.answers.all(), into, other, contact.reference, event)


def _take_over_words(one, other, event):
    """What the second caller said and the first did not, settled or not; and that they are a child, if one says so."""
    first, second = other.caller_said or {}, one.caller_said or {}
    born = "birth_date" in second.keys() - first.keys()
    new = {name: word for name, word in second.items() if name not in first or (born and name == "birth_date_is")}
    child = ContactPerson.Part.CHILD
    if new:
        other.caller_said = first | new
        other.settled = sorted({*(other.settled or ()), *(new.keys() & set(one.settled or ()))}) or None
    if new or (one.part == child != other.part):
        other.part = child if one.part == child else other.part
        save_with_history(other, event)


def _take_over_answers(answers, into, person, reference, event):
    """What was said here of `person`, or of all, and there not; where both say something else, both stand."""
    there = {(answer.item, answer.parents): answer for answer in into.answers.filter(person=person)}
    for answer in answers:
        other = there.get((answer.item, answer.parents))
        if other is None:
            said = _copy(answer, into)
            said.person = person
            save_with_history(said, event)
        elif answer.text and answer.text != other.text:
            said = f"{reference}: {answer.text}"
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
        delete_with_history(one, event)


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
