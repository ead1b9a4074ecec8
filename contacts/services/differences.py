"""Where the caller says something else of somebody on file than we hold: both stand until the recorder settles it.

What a row of the form said of a person when they were chosen from the matches is kept with the row
(`ContactPerson.caller_said`). What is on file changes by the recorder's choice and never by that alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from audit.field_history import save_with_history
from contacts.models import ContactPerson
from contacts.services.essential import shown
from people.models import Person

COMPARED = {
    "given_name": "Given names",
    "family_name": "Family name",
    "birth_date": "Date of birth",
    "sex": "Sex",
    "school": "School or nursery",
    "ethnicity": "Ethnicity",
    "first_language": "First language",
    "religion": "Religion",
    "special_needs": "Special needs",
}
"""The facts that are compared, and what they are called. How sure a birth date is goes with it."""
NAMES = ("given_name", "family_name")
KEEP, OURS, CALLERS = "_keep", "ours", "callers"
"""What a form puts after a fact's name for the choice between the two, and its answers."""


@dataclass(frozen=True)
class Difference:
    """One fact: what we hold and what the caller says, as people read them."""

    name: str
    ours: str
    callers: str

    @property
    def sentence(self) -> str:
        """Both beside each other."""
        return f"{COMPARED[self.name]}: we hold {self.ours}; the caller says {self.callers}"


def as_kept(facts: Mapping) -> dict | None:
    """What was said, as it is kept; nothing when nothing was."""
    kept = {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items() if value}
    return kept if kept.keys() & COMPARED.keys() else None


def said_of(one: ContactPerson) -> dict:
    """What the caller said of this person when they were chosen, as facts of a person."""
    said = dict(one.caller_said or {})
    if "birth_date" in said:
        said["birth_date"] = date.fromisoformat(said["birth_date"])
    return said


def differences(one: ContactPerson) -> list[Difference]:
    """What is not settled yet. Of a fact that is not on file the caller's word was taken."""
    said, found = said_of(one), []
    told = Person(**said)
    for name in COMPARED:
        ours = getattr(one.person, name)
        if name in said and ours and not _agrees(name, ours, said[name]) and name not in (one.settled or ()):
            found.append(Difference(name, shown(one.person, name), shown(told, name)))
    return found


def callers_words(one: ContactPerson, said: Mapping) -> dict:
    """The caller's words that the recorder now says are right."""
    taken = {each.name for each in differences(one) if said.get(each.name + KEEP) == CALLERS}
    if "birth_date" in taken:
        taken.add("birth_date_is")
    return {name: value for name, value in said_of(one).items() if name in taken}


def settle(one: ContactPerson, names, event) -> None:
    """The recorder has decided these; what the caller said of them stays with the row."""
    new = sorted({*(one.settled or ()), *names} & set(one.caller_said or {}))
    if new != (one.settled or []):
        one.settled = new
        save_with_history(one, event)


def keep_said(one: ContactPerson, facts: Mapping, event) -> None:
    """What the caller says of somebody who was only chosen: nothing of it is settled."""
    kept = as_kept(facts)
    if (kept, None) != (one.caller_said, one.settled):
        one.caller_said, one.settled = kept, None
        save_with_history(one, event)


def begins(ours: str, theirs: str) -> bool:
    """Whether a name was only begun: it was being typed when we offered who is meant."""
    return _folded(ours).startswith(_folded(theirs))


def _agrees(name, ours, theirs):
    return begins(ours, theirs) if name in NAMES else _same(ours, theirs)


def _same(ours, theirs):
    return _folded(ours) == _folded(theirs)


def _folded(value):
    return " ".join(value.casefold().split()) if isinstance(value, str) else value
