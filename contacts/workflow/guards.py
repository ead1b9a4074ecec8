"""What must hold before an action on a contact, and the sentence when it does not (DOMAIN 5.1)."""

from contacts.models import Contact
from contacts.services.essential import missing
from workflow.process import Unmet


def essential_information_or_urgent(contact, actor, data):
    """Every essential item is filled in or accounted for, unless the contact is urgent."""
    wanting = [] if contact.urgent else missing(contact)
    if not wanting:
        return None
    labels = ", ".join(dict.fromkeys(slot.label for slot in wanting))
    slugs = dict.fromkeys(slot.item.slug for slot in wanting)
    return Unmet(f"Fill in, or say why it is not known: {labels}.", ("essential_information_or_urgent", *slugs))


def a_child_named(contact, actor, data):
    """A decision that passes children on needs a child to pass on."""
    if contact.children.exists():
        return None
    return Unmet(
        "No child is named on this contact, and this is decided for each child. Name a child on it first.",
        ("a_child_named", "children"),
    )


def not_a_remand(contact, actor, data):
    """A contact of kind remand can only be decided as a referral."""
    if contact.kind != Contact.Kind.REMAND:
        return None
    return Unmet(
        "This is a remand: it can only be decided as a referral. Choose “Progress to referral”.", ("not_a_remand",)
    )


def not_the_completer(contact, actor, data):
    """Nobody authorises, or sends back, advice that they completed themselves."""
    if contact.advised_by_id != actor.pk:
        return None
    return Unmet(
        "You completed this advice yourself: ask another manager to authorise it or to send it back.",
        ("not_the_completer",),
    )


def not_urgent_by_recorder_alone(contact, actor, data):
    """An urgent draft is discarded by somebody other than who recorded it."""
    if not (contact.urgent and contact.created_by_id == actor.pk):
        return None
    return Unmet(
        "It is urgent and you recorded it: ask a duty manager or the practice manager to discard it.",
        ("not_urgent_by_recorder_alone",),
    )


def nothing_taken_on(contact, actor, data):
    """A contact that made an episode or a referral is not opened again."""
    if contact.outcome not in (Contact.Outcome.EARLY_HELP, Contact.Outcome.REFERRAL):
        return None
    outcome = contact.get_outcome_display().lower()
    return Unmet(
        f"It has been taken on ({outcome}): go on there, or record a new contact for what is new.",
        ("nothing_taken_on",),
    )
