"""What must hold before an action on a contact, and the sentence when it does not (DOMAIN 5.1)."""

from contacts.models import Contact
from contacts.services.cases import (
    cases,
    has_a_manager,
    has_somebody_who_answers,
    must_go_first,
    one_open_team,
    teams_that_closed,
)
from contacts.services.essential import missing
from contacts.services.joining import may_be_joined_to
from workflow.process import Unmet

Came = Contact.Outcome
TAKEN_ON = (Came.EARLY_HELP, Came.REFERRAL, Came.PASSED_TO_TEAM, Came.JOINED)
"""Outcomes after which something else goes on with it."""


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


def something_written(contact, actor, data):
    """What the caller says stands on it: a team that is given an empty one is told nothing, and nobody recalls it."""
    if contact.concerns:
        return None
    return Unmet(
        "Write down first what the caller says: the team would be given an empty contact.",
        ("something_written", "concerns"),
    )


def open_to_one_team(contact, actor, data):
    """Every child on it is open to one and the same team, where somebody may answer it; otherwise it is split first."""
    theirs = cases(contact)
    team = one_open_team(theirs)
    if team:
        return None if has_somebody_who_answers(contact, team) else _nobody_in(team, theirs)
    if not any(case.open for case in theirs):
        return Unmet("No child on it is open to a team.", ("open_to_one_team", "children"))
    said = "; ".join(case.text for case in theirs)
    if any(len(case.open) > 1 for case in theirs):
        sentence = (
            f"A child on it is open to more than one team: decide it in the duty tray, and let each know. {said}."
        )
        return Unmet(sentence, ("open_to_one_team", "several_teams"))
    return Unmet(f"Its children are not all open to one team: split it first. {said}.", ("open_to_one_team", "split"))


def _nobody_in(team, theirs):
    split = ", or split it" if len(theirs) > 1 else ""
    return Unmet(
        f"Nobody of {team.name} who could acknowledge it can open it here: ring them, and decide it in the duty tray"
        f"{split}.",
        ("nobody_in_team",),
    )


def closed_within_three_months_by_a_team(contact, actor, data):
    """A child's case with a team, which has a manager now, was closed within the three months before receipt."""
    teams = teams_that_closed(contact)
    if not teams:
        return Unmet(
            "No child's case with a team was closed within the three months before receipt.",
            ("closed_within_three_months", "three_months"),
        )
    if any(has_a_manager(contact, team) for team in teams):
        return None
    names = " and ".join(team.name for team in teams)
    return Unmet(f"{names} has no manager now who may see it: decide it here, and say why.", ("no_team_manager",))


def their_manager_had_it_first(contact, actor, data):
    """Who closed a child's case within the three months before receipt has had it first: that team's manager.

    An urgent contact, and one whose team has no manager, may be decided all the same: the form asks why.
    """
    wanting = must_go_first(contact)
    if not wanting:
        return None
    names = " and ".join(team.name for team in wanting)
    return Unmet(
        f"{names} closed a child's case within the three months before receipt: send it to that team's manager first.",
        ("their_manager_had_it_first", "three_months", "send_to_team_manager"),
    )


def several_children(contact, actor, data):
    """There is more than one child to split."""
    if contact.children.count() > 1:
        return None
    return Unmet("It is about one child: there is nothing to split.", ("several_children", "children"))


def another_about_the_same_children(contact, actor, data):
    """There is another contact about a child of this one that is yet to be decided."""
    if may_be_joined_to(contact, actor).exists():
        return None
    return Unmet(
        "There is no other contact about the same children that is yet to be decided.",
        ("another_about_the_same_children", "with"),
    )


def nothing_taken_on(contact, actor, data):
    """A contact that something else goes on with (episode, referral, team, another contact) is not opened again."""
    if contact.outcome not in TAKEN_ON:
        return None
    outcome = contact.get_outcome_display().lower()
    return Unmet(
        f"It has been taken on ({outcome}): go on there, or record a new contact for what is new.",
        ("nothing_taken_on",),
    )
