"""The answers to the items of essential information, as a form about a contact gives them."""

from simple_history.utils import bulk_create_with_history

from audit.field_history import save_with_history
from contacts.models import EssentialAnswer
from contacts.services.essential import ITEMS, NOT_KNOWN
from contacts.services.places import withheld


class Answers:
    """The answers of one contact, read once and written together by `actor`: the form is saved every few seconds."""

    def __init__(self, contact, actor):
        self.contact, self.actor, self.new, self.changed = contact, actor, [], []
        self.there = {(a.item, a.person_id, a.parents): a for a in contact.answers.all()} if contact.pk else {}

    def take(self, item, said, field, person=None, parents=False):
        """What the form says in `field` about an item, if it asks there at all; nothing said takes the answer away.

        But not one that whoever sends the form was not shown: they leave its field empty without having emptied it.
        """
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
        if not (text or because) and item in withheld(self.contact, self.actor):
            return
        answer.text, answer.not_known_because = text, because
        if answer.pk:
            self.changed.append(answer)

    def take_of_child(self, said, child):
        """What the form says is not known of one child; what it does say of them stands on file.

        A second row about somebody who has one already takes no reason away that the first one gives.
        """
        if child and child.row and said.get("row") and child.row != said["row"]:
            said = {name: value for name, value in said.items() if value}
        for slug in (item.slug for item in ITEMS if item.of_child and child):
            given = {slug + NOT_KNOWN: said[slug + NOT_KNOWN]} if slug + NOT_KNOWN in said else {}
            self.take(slug, given, slug, child)

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
