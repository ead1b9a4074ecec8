"""Where somebody lives, as a contact was told it: of whoever must not be found it is read by few."""

from contacts.models import Contact, EssentialAnswer
from contacts.services.essential import ITEMS
from people.models import ProtectedAddress, root

PLACES = frozenset(item.slug for item in ITEMS if item.is_place)
PROTECTED = "Protected: ask a manager"


def withheld(contact: Contact, user) -> frozenset[str]:
    """The items of whose answers on `contact` the user reads only that they are protected.

    They are the places, once anybody on the contact, by whoever they were found to be, has a protected address now
    that the user may not read: whoever told the contact said it before it was known that somebody must not find it.
    """
    people = contact.involved.values(root=root("person__"))
    protected = ProtectedAddress.objects.filter(to_date=None).alias(root=root("person__")).filter(root__in=people)
    unread = protected.exclude(pk__in=ProtectedAddress.objects.visible_to(user).values("pk"))
    return PLACES if unread.exists() else frozenset()


def answers_read_by(user, contact: Contact) -> list[EssentialAnswer]:
    """The answers of a contact as the user may read them; never to be saved."""
    answers, kept_back = list(contact.answers.all()), withheld(contact, user)
    for answer in answers:
        if answer.item in kept_back:
            answer.text, answer.not_known_because = PROTECTED, ""
    return answers
