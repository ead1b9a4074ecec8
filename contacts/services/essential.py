"""Essential information [S]: what a contact must say, or say why it is not known, before it is submitted."""

from collections.abc import Iterable
from dataclasses import dataclass

from audit.field_history import save_with_history
from contacts.models import Contact, ContactPerson, EssentialAnswer
from people.ages import birth_text

NOT_KNOWN, PARENTS = "_not_known", "parents_"
"""What a form puts after an item's name for the reason why it is not known, and before it for the parents' part."""


@dataclass(frozen=True)
class Item:
    """One item of the manual's list.

    `of_child` names the fields of a child's person that answer it, when it is asked for each child;
    otherwise it is asked once. `of_parents` says that it is asked about the parents too, `is_place` that it says where
    somebody lives, whom somebody else may have to be kept from finding (`contacts.services.places`).
    """

    slug: str
    label: str
    hint: str = ""
    of_child: tuple[str, ...] = ()
    of_parents: bool = False
    is_place: bool = False


ITEMS = (
    Item("names", "Names", "Aliases and spelling variations too", ("given_name", "family_name")),
    Item("date_of_birth", "Date of birth", of_child=("birth_date",)),
    Item("gender", "Gender", of_child=("sex",)),
    Item("address", "Address", "Of each child, if they live apart", is_place=True),
    Item("school", "School or nursery", of_child=("school",)),
    Item("parental_responsibility", "Parental responsibility", "Who holds it, for each child"),
    Item("household_members", "Household members", "Names and dates of birth"),
    Item(
        "ethnicity_language_religion",
        "Ethnicity, first language and religion",
        "Of the parents",
        ("ethnicity", "first_language", "religion"),
        of_parents=True,
    ),
    Item(
        "special_needs",
        "Special needs",
        "Of the parents; say none if there are none",
        ("special_needs",),
        of_parents=True,
    ),
    Item("concerns", "Concerns", "Allegations, sources, timing and location, in the referrer's words"),
    Item(
        "safety_alerts",
        "Safety alerts",
        "Anything about a person or an animal that our staff must know; say none if none",
    ),
    Item("current_location_and_condition", "Where the child is now, and in what condition", "Emotional and physical"),
    Item("immediate_protection", "Immediate protection", "Whether the child needs it now, and why"),
    Item("alleged_perpetrator", "Alleged perpetrator", "Say none if there is none"),
    Item("referrer_relationship", "Referrer's relationship", "To the family, and what they know of it"),
    Item("other_agencies", "Other agencies", "Who else is involved"),
    Item("parental_knowledge", "What the parents know", "Whether they know of this, and agree"),
)
BY_SLUG = {item.slug: item for item in ITEMS}


@dataclass(frozen=True)
class Slot:
    """One item as asked of one contact: once, of one child, or of the parents. `text` is empty while it is missing."""

    item: Item
    child: ContactPerson | None = None
    parents: bool = False
    text: str = ""
    not_known_because: str = ""

    @property
    def missing(self) -> bool:
        """Neither filled in nor accounted for."""
        return not (self.text or self.not_known_because)

    @property
    def name(self) -> str:
        """A name for a form's field, no two alike on one contact."""
        whom = self.child.person.reference if self.child else "parents" if self.parents else ""
        return "-".join(filter(None, ["missing", self.item.slug, whom]))

    @property
    def whom(self) -> str:
        """Whom it is asked about, when not about all."""
        if self.child:
            return self.child.person.given_name or "this child"
        return "parents" if self.parents else ""

    @property
    def label(self) -> str:
        """The item, and whom it is asked about."""
        return f"{self.item.label} ({self.whom})" if self.whom else self.item.label


def slots(contact: Contact) -> list[Slot]:
    """Every item asked of this contact, in the manual's order, filled in or not."""
    return slots_of(contact.concerns, contact.children, contact.answers.all())


def slots_of(concerns: str, children: Iterable[ContactPerson], answers: Iterable[EssentialAnswer]) -> list[Slot]:
    """The same from what has been read already: a tray reads many contacts at once."""
    children = list(children)
    answers = {(a.item, a.person_id, a.parents): a for a in answers}
    return [
        _slot(concerns, item, child, parents, answers) for item in ITEMS for child, parents in _askings(item, children)
    ]


def _askings(item: Item, children: Iterable[ContactPerson]):
    if item.of_child:
        yield from ((child, False) for child in children or [None])
        if item.of_parents:
            yield None, True
    else:
        yield None, False


def _slot(concerns, item, child, parents, answers):
    text = ""
    if item.slug == "concerns":
        text = concerns
    elif child and not parents:
        text = _of_person(child.person, item)
    answer = answers.get((item.slug, child.pk if child else None, parents))
    if answer and not text:
        return Slot(item, child, parents, answer.text, answer.not_known_because)
    return Slot(item, child, parents, text)


def _of_person(person, item):
    values = [shown(person, name) for name in item.of_child]
    return ", ".join(values) if all(values) else ""


def shown(person, name: str) -> str:
    """A fact of a person as people read it."""
    if name == "birth_date":
        return birth_text(person.birth_date, person.birth_date_is)
    display = getattr(person, f"get_{name}_display", None)
    value = display() if display else getattr(person, name)
    return str(value) if value else ""


def fill_in(contact: Contact, slot: Slot, text: str, event) -> None:
    """Fill in one missing item after the contact was submitted."""
    if slot.item.slug == "concerns":
        contact.concerns = text
        return
    answer = EssentialAnswer(contact=contact, item=slot.item.slug, person=slot.child, parents=slot.parents, text=text)
    save_with_history(answer, event)


def missing(contact: Contact) -> list[Slot]:
    """What is neither filled in nor accounted for; with no child at all, each child's items are missing once."""
    return [slot for slot in slots(contact) if slot.missing]
