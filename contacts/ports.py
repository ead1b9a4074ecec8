"""What contacts and early help show elsewhere: the cells of their rows in a tray, and a person's chronology."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from audit.models import Event
from contacts.models import Contact, ContactPerson, EarlyHelp, EssentialAnswer
from contacts.services.essential import BY_SLUG, slots_of
from contacts.services.seconds import related, rows_about, second_contacts
from directory.london import london_day, said
from people.cells import children_cells, first_words, person_json, person_of
from people.models import Person, root
from people.ports import Entry, Unknown, chronology, not_known
from workflow.models import Decision, Stay
from workflow.ports import people_shown, tray_cells, who_has
from workflow.process import process_of

S = Contact.State
RESPONSIBILITY = "parental_responsibility"
NAMED = 3
"""So many missing items are named in a row, the rest are counted."""
STANDS = {
    S.WITH_TEAM: "To acknowledge",
    S.WITH_TEAM_MANAGER: "To decide: closed under three months ago",
    S.AWAITING_AUTHORISATION: "Waits to be authorised",
}
"""What is to be done with it, where its tray holds what is to be done with otherwise as well."""
CAME_BACK = {"return_to_duty": "Returned by {}", "hand_back": "Back from {}"}
"""How a team's contact came back, by the action: what is handed back may have been recalled as well."""


def contact_cells(contacts: Iterable[int], user, now: datetime) -> dict[int, dict]:
    """The cells of these contacts, in two queries; none for a contact that `user` may not know of."""
    rows = list(
        Contact.objects.visible_to(user)
        .filter(pk__in=contacts)
        .select_related("referrer", "holder", "team", "advised_by", "created_by")
        .defer("typed")
        .with_restricted()
        .annotate(children_read=_children(user), answers_read=_answers(), moved=_moved(), was_with=_was_with())
    )
    seconds = second_contacts(rows, user)
    return {contact.pk: _contact(contact, seconds.get(contact.pk, ()), user, now) for contact in rows}


def people_named(contact, user) -> Iterable[Person]:
    """Those on a contact of whom its reader may know who they are, in the order they were named."""
    return Person.objects.filter(on_contacts__in=contact.involved.known_to(user)).order_by("on_contacts")


def _children(user):
    children = ContactPerson.objects.filter(contact=OuterRef("pk"), part=ContactPerson.Part.CHILD).order_by("pk")
    read = JSONObject(pk="pk", root=root("person__"), person=person_json("person__"))
    return ArraySubquery(children.known_to(user).values(read=read))


def _answers():
    answers = EssentialAnswer.objects.filter(contact=OuterRef("pk"))
    return ArraySubquery(answers.values(read=JSONObject(item="item", person_id="person_id", parents="parents")))


def _moved():
    """What brought it where it lies: the action, when, and by whom."""
    events = rows_about(Event).exclude(before=F("after")).order_by("-at", "-pk")
    return Subquery(events.values(read=JSONObject(step="verb", at="at", by="actor__name"))[:1])


def _was_with():
    """The team that has it, or had it last."""
    return Subquery(rows_about(Stay).order_by("-since", "-pk").values("team__name")[:1])


def _contact(contact, seconds, user, now):
    children = [ContactPerson(pk=read["pk"], person=person_of(read["person"])) for read in contact.children_read]
    return children_cells([child.person for child in children], london_day(now)) | {
        "reference": contact.reference,
        "url": contact.get_absolute_url(),
        "state": contact.state,
        "state_text": contact.get_state_display(),
        "stamp": contact.version,
        "priority": contact.priority,
        "restricted": contact.restricted,
        "received_at": contact.received_at,
        "concern": first_words(contact.concerns) or "Nothing is written down yet",
        "came": came(contact, now),
        "related": related(contact, seconds, user, now),
        "related_to": tuple(other.reference for other in seconds),
        "missing": _missing(contact, children),
        "task": first_words(contact.task) if contact.state == S.WITH_WORKER else "",
        "stands": _stands(contact),
        "holder": _who(contact, user),
        "here_since": _here_since(contact, now),
        "touched": _touched(contact, now),
    }


def came(contact, now: datetime) -> str:
    """How a contact came, from whom and when: "Phone, Robin Hill of Elmwood Primary, today 08:45"."""
    kind = "" if contact.kind == Contact.Kind.CONCERN else contact.get_kind_display().lower()
    return ", ".join(
        filter(None, [contact.get_channel_display(), kind, _from_whom(contact), said(contact.received_at, now)])
    )


def _from_whom(contact):
    referrer = getattr(contact, "referrer", None)
    if referrer is None:
        return ""
    if referrer.anonymous:
        return "anonymous"
    return " of ".join(filter(None, [referrer.name or referrer.role, referrer.agency]))


def _missing(contact, children):
    if contact.state == S.CLOSED:
        return ""
    answers = [EssentialAnswer(text="answered", **read) for read in contact.answers_read]
    asked = slots_of(contact.concerns, children, answers)
    wanting = list(dict.fromkeys(slot.item.label for slot in asked if slot.missing))
    if not wanting:
        return ""
    more = f" and {len(wanting) - NAMED} more" if len(wanting) > NAMED else ""
    return f"{len(wanting)} missing: {', '.join(wanting[:NAMED]).lower()}{more}"


def _who(contact, user):
    if contact.holder:
        return who_has(contact, user)
    if contact.team:
        return contact.team.name
    if contact.state == S.AWAITING_AUTHORISATION and contact.advised_by:
        return f"advised by {contact.advised_by.name}"
    if contact.state == S.DRAFT and contact.created_by:
        return f"draft of {contact.created_by.name}"
    return contact.get_outcome_display() if contact.state == S.CLOSED else "nobody yet"


def _stands(contact):
    """What is to be done with it, or that it came back from a team, where that does not go without saying."""
    if contact.state == S.AWAITING_DECISION:
        return CAME_BACK.get(contact.moved["step"], "").format(contact.was_with)
    return STANDS.get(contact.state, "")


def _here_since(contact, now):
    """Since when it lies where it lies, and who brought it there: "since today 09:42, from Dana"."""
    since = f"since {said(datetime.fromisoformat(contact.moved['at']), now)}"
    return f"{since}, from {contact.moved['by']}" if contact.moved["by"] else since


def _touched(contact, now):
    added = contact.information_added_at
    verb = "added to" if added and added >= contact.changed_at else "changed"
    return f"{verb} {said(contact.changed_at, now)}"


def early_help_cells(episodes: Iterable[int], user, now: datetime) -> dict[int, dict]:
    """The cells of these episodes, in one query; none for an episode that `user` may not know of."""
    people = Person.objects.filter(early_help=OuterRef("pk")).order_by("birth_date", "pk")
    rows = EarlyHelp.objects.visible_to(user).filter(pk__in=episodes).select_related("holder").with_restricted()
    rows = rows.annotate(children_read=ArraySubquery(people.values(read=person_json())))
    return {episode.pk: _episode(episode, user, now) for episode in rows}


def _episode(episode, user, now):
    return children_cells([person_of(read) for read in episode.children_read], london_day(now)) | {
        "reference": episode.reference,
        "url": episode.get_absolute_url(),
        "state": episode.state,
        "state_text": episode.get_state_display(),
        "stamp": episode.version,
        "priority": episode.priority,
        "restricted": episode.restricted,
        "received_at": episode.received_at,
        "concern": first_words(episode.reason),
        "came": f"Early help decided {said(episode.received_at, now)}",
        "missing": "",
        "task": "",
        "holder": who_has(episode, user) or "nobody yet",
        "touched": f"changed {said(episode.changed_at, now)}",
    }


def contacts_in_chronology(person: Person, user) -> Iterable[Entry]:
    """The contacts about a person, how each begins, and what was decided about it."""
    same = Person.objects.same_as([person.pk]).values("pk")
    about = ContactPerson.objects.filter(person__in=same).values("contact")
    contacts = {contact.pk: contact for contact in Contact.objects.visible_to(user).filter(pk__in=about)}
    for contact in contacts.values():
        came_as = f"{contact.get_kind_display()}, {contact.get_channel_display().lower()}"
        outcome = contact.get_outcome_display() or contact.get_state_display().capitalize()
        text = " · ".join(filter(None, [outcome, first_words(contact.concerns)]))
        yield Entry("contact", "Contact", contact.received_at, came_as, text, contact.get_absolute_url())
    decided = Decision.objects.filter(
        content_type=ContentType.objects.get_for_model(Contact), object_id__in=contacts, step__startswith="decide_"
    )
    for decision in decided.annotate(at=F("event__at")):
        contact = contacts[decision.object_id]
        label = process_of(contact).transition(decision.step).label
        rationale = first_words(decision.words.get("rationale", ""), 300)
        yield Entry("decision", "Decision", decision.at, label, rationale, contact.get_absolute_url())


def not_known_on_contacts(person: Person, user) -> Iterable[Unknown]:
    """What contacts say to be not known of a child, and who holds parental responsibility, which is asked once."""
    same = Person.objects.same_as([person.pk]).values("pk")
    children = ContactPerson.objects.filter(person__in=same, part=ContactPerson.Part.CHILD)
    seen = Contact.objects.visible_to(user).exclude(outcome=Contact.Outcome.RECORDED_IN_ERROR)
    of_all = Q(person=None, item=RESPONSIBILITY, contact__in=children.values("contact"))
    answers = EssentialAnswer.objects.filter(Q(person__in=children) | of_all, contact__in=seen)
    for answer in answers.exclude(not_known_because="").select_related("contact__created_by"):
        contact, by = answer.contact, answer.contact.created_by
        for fact in BY_SLUG[answer.item].of_child or (answer.item,):
            why, name = answer.not_known_because, by.name if by else ""
            yield Unknown(fact, why, contact.received_at, name, contact.get_absolute_url())


def early_help_in_chronology(person: Person, user) -> Iterable[Entry]:
    """The early help episodes of a person."""
    same = Person.objects.same_as([person.pk]).values("pk")
    episodes = EarlyHelp.objects.visible_to(user).filter(
        pk__in=EarlyHelp.people.through.objects.filter(person__in=same).values("earlyhelp")
    )
    for episode in episodes:
        state = episode.get_state_display().capitalize()
        yield Entry(
            "early_help", "Early help", episode.received_at, "Early help episode", state, episode.get_absolute_url()
        )


tray_cells[Contact] = contact_cells
tray_cells[EarlyHelp] = early_help_cells
people_shown[Contact] = people_named
not_known.append(not_known_on_contacts)
chronology += [contacts_in_chronology, early_help_in_chronology]
