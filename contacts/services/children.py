"""What is said of the children on a draft: whom each row of the form stands for, and what that changes on file.

A page writes what was changed on it and nothing else, so that two drafts about one child do not put
each other's corrections back. What the page showed of each fact comes with it (`said["before"]`);
without that the page showed nothing.
"""

from audit.field_history import save_with_history
from contacts.models import ContactPerson
from contacts.services.differences import COMPARED, KEEP, as_kept, begins, callers_words, keep_said, said_of, settle
from people.forms.search import NEW
from people.models import Person, PersonName
from people.search import matches
from people.services.kinship import wrong_birth
from people.services.people import change_person, locked_people, record_person
from workflow.refusals import Refused

PERSON_FIELDS = (
    "given_name", "family_name", "birth_date", "birth_date_is", "sex", "school", "ethnicity", "first_language",
    "religion", "special_needs",
)  # fmt: skip
"""What is said of a child that is a fact of the person on file."""
NAMES = {"given_name", "family_name"}
GOES_WITH = {"birth_date_is": "birth_date"}
"""A fact that says something about another one, and is written when that one is."""


def names_a_row(name: str) -> bool:
    """Whether a field of the form says for whom on the contact its page was drawn, and what to settle of them."""
    return name in ("person", "row") or name.endswith(KEEP)


def whose(actor, said) -> Person | None:
    """The person on file whom the recorder chose, or for whom the page was drawn, if they may know of them."""
    reference = said.get("who") or said.get("person") or NEW
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


def lock_people(contact, actor, children) -> None:
    """Lock everybody on file whom these rows may change, in the one order."""
    rows = contact.involved.filter(row__in=[child["row"] for child in children if child.get("row")])
    chosen = [whose(actor, child) for child in children]
    locked_people([person.pk for person in chosen if person] + [one.person_id for one in rows])


def take_down(contact, actor, said, now, event) -> ContactPerson | None:
    """Write what is said of one child; answers who that is on the contact.

    Nobody when the row stands for somebody of whom `actor` may not know: then nothing is changed. Raises `Refused`
    for a birth date that cannot be.
    """
    row, meant, said = _of_whom(contact, actor, said)
    if meant is None and row and not contact.involved.known_to(actor).filter(pk=row.pk).exists():
        return None
    known, facts = _what_changes(contact, row, meant, said)
    if known and _cannot_be_born(known, facts, actor):
        # The page has said so by its field, unless it came about since.
        raise Refused(f"{_cannot_be_born(known, facts, actor)} What you typed is still here.", ("birth_date",))
    if meant:
        return _linked(contact, meant, row, actor, said, facts, now, event)
    if known:
        person = change_person(known, actor, now, **facts)
    else:
        unborn = said.get("birth_date_is") == Person.BirthDateIs.EXPECTED
        person = record_person(actor, now, kind=Person.Kind.UNBORN if unborn else Person.Kind.CHILD, **_filled(said))
        row = _put_on(contact, person, row, said, event, new_here=True)
    _keep_aliases(person, said, event)
    return _put_on(contact, person, row, said, event)


def wrong_birth_date(contact, actor, said) -> dict[str, str]:
    """Why whom this row changes on file cannot be born that day, by the field that says so; nothing when they can."""
    field = "birth_date" if "birth_date" in _changed(said) else f"birth_date{KEEP}"
    if not said.get(field):
        return {}
    row, meant, said = _of_whom(contact, actor, said)
    known, facts = _what_changes(contact, row, meant, said)
    wrong = _cannot_be_born(known, facts, actor) if known else ""
    return {field: wrong} if wrong else {}


def _of_whom(contact, actor, said):
    """The row of the contact, the person on file who is meant, and what is said of them."""
    row = contact.involved.filter(row=said["row"]).first() if contact and said.get("row") else None
    meant = whose(actor, said)
    if row and said.get("person") == row.person.reference and meant != row.person and row.caller_said:
        said = _as_the_caller_said(row, said)
    return row, meant, said


def _what_changes(contact, row, meant, said):
    """Who on file is changed by what is said, and what of them; nobody when they are new."""
    if meant is None:
        return (row.person, _changed(said)) if row and row.new_here else (None, {})
    there = contact and contact.involved.filter(person=meant).first()
    if there and said.get("person") == meant.reference:
        return meant, callers_words(there, said) | _changed(said)
    return meant, _additions(meant, said)


def _cannot_be_born(person, facts, actor):
    born = facts.get("birth_date")
    if not born or born == person.birth_date:
        return ""
    if person.death_date and born > person.death_date:
        return "This is after the date of death that we hold."
    return wrong_birth(person, born, actor)


def _as_the_caller_said(row, said):
    """Somebody else is meant than the one for whom the page was drawn: of them it says what the caller did, not we."""
    words = dict.fromkeys(PERSON_FIELDS) | said_of(row) | _changed(said)
    return said | words | {"person": "", "before": {}}


def _put_on(contact, person, row, said, event, new_here=False, caller_said=None):
    """The person's own row of the contact: they are on it once, whatever the form's rows say."""
    there = contact.involved.filter(person=person).first()
    if there:
        return there
    row = row or ContactPerson(contact=contact, row=said.get("row"))
    row.person, row.new_here, row.caller_said, row.settled = person, new_here, caller_said, None
    save_with_history(row, event)
    return row


def _linked(contact, person, row, actor, said, facts, now, event):
    """Somebody on file. A page that was drawn for them shows what is on file, so that it may correct it.

    Where they were only chosen from the matches it does not: it fills in what is empty there, and the
    rest of what the caller said is kept beside it.
    """
    there = contact.involved.filter(person=person).first()
    if there and said.get("person") == person.reference:
        changed = _changed(said)
        person = change_person(person, actor, now, **facts)
        settle(there, [name for name in COMPARED if name in changed or said.get(name + KEEP)], event)
    else:
        _keep_other_spelling(person, said, event)
        person = change_person(person, actor, now, **facts)
        named_here = there is None or there.row == said.get("row")
        there = _put_on(contact, person, row, said, event, caller_said=as_kept(_filled(said)))
        if named_here:  # another row about somebody who is on it already unsays nothing of the first
            keep_said(there, _filled(said), event)
    _keep_aliases(person, said, event)
    return there


def _keep_aliases(person, said, event):
    for alias in _aliases(person, said):
        save_with_history(alias, event)


def _facts(said):
    """What is said of the person; what could not be read is not there."""
    return {name: said[name] for name in PERSON_FIELDS if name in said}


def _filled(said):
    return {name: value for name, value in _facts(said).items() if value}


def _changed(said):
    """What was changed on this page, what was emptied too."""
    before = said.get("before", {})
    return {name: value for name, value in _facts(said).items() if (value or None) != (before.get(name) or None)}


def _additions(person, said):
    """What may be said of somebody whose facts are not shown: what is not on file, or what this page put there.

    Not so the names: they are what was looked for, and go on changing while somebody else is.
    """
    before = said.get("before", {})
    free = {name for name in PERSON_FIELDS if not getattr(person, name)}
    free |= {name for name in PERSON_FIELDS if getattr(person, name) == before.get(name)} - NAMES
    return {name: value for name, value in _changed(said).items() if GOES_WITH.get(name, name) in free}


def _keep_other_spelling(person, said, event):
    name = (said.get("given_name") or "", said.get("family_name") or "")
    only_begun = begins(person.given_name, name[0]) and begins(person.family_name, name[1])
    if all(name) and not only_begun:
        spelling = PersonName(person=person, kind=PersonName.Kind.SPELLING, given_name=name[0], family_name=name[1])
        if not person.names.filter(given_name=name[0], family_name=name[1]).exists():
            save_with_history(spelling, event)


def _aliases(person, said):
    known = {str(name) for name in person.names.all()}
    for words in filter(None, (part.strip() for part in (said.get("also_known_as") or "").split(","))):
        if words not in known:
            given, _, family = words.rpartition(" ")
            yield PersonName(person=person, given_name=given, family_name=family[:255])
