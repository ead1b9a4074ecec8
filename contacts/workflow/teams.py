"""What passes a contact to a receiving team and back, splits it and joins it, and what that says beforehand."""

from django.db.models import Q

from contacts.forms.teams import JoinForm, SplitForm, ToTeamManagerForm
from contacts.models import Contact
from contacts.services.cases import cases, has_a_manager, one_open_team, teams_that_closed
from contacts.services.deciding import DECISION
from contacts.services.joining import join, split_off, without_rows
from contacts.workflow.effects import forget_typing
from contacts.workflow.guards import (
    another_about_the_same_children,
    closed_within_three_months_by_a_team,
    open_to_one_team,
    several_children,
    something_written,
)
from contacts.workflow.outcomes import outcome
from deadlines.models import Deadline
from deadlines.services import resume
from directory.london import said
from directory.roles import DUTY_TEAM, MANAGERS, REVIEWERS, Role
from people.references import as_reference
from people.services.restriction import restriction_of
from workflow.forms import ReasonForm
from workflow.process import TEAM_BSO, TEAM_MANAGER, Act, Clock, Tells, Transition, adds, says

S = Contact.State
ACKNOWLEDGEMENT = "team_acknowledgement"
TEAM_ROLES_THAT_ANSWER = (TEAM_BSO, TEAM_MANAGER)


TO_THE_TEAM = "Told at once: the team's business support, or else its manager."
"""By role: that somebody of the role is left out would say that they know the family."""


def _goes_to_its_team(contact, user, now):
    team = one_open_team(cases(contact, now))
    if team is None:
        return []
    return [f"{team} has it from then on.", TO_THE_TEAM]


@adds("team")
@says(_goes_to_its_team)
def give_to_its_team(act: Act):
    """Into the tray of the one team to which every child on it is open."""
    act.record.team = one_open_team(cases(act.record, act.now))
    act.said["team"] = act.record.team.name


def _goes_to_its_manager(contact, user, now):
    teams = [team for team in teams_that_closed(contact) if has_a_manager(contact, team)]
    if len(teams) == 1:
        return [f"Told at once: the manager of {teams[0]}."]
    return ["The manager of the team that you choose is told at once."]


@says(_goes_to_its_manager)
def give_to_their_manager(act: Act):
    """Into the tray of the team that closed the child's case, for its manager to decide."""
    act.record.team = act.data["team"]
    act.said["team"] = act.record.team.name


def _due_as_before(contact, user, now):
    first = Deadline.about(contact).filter(rule=DECISION).order_by("-pk").first()
    return [f"The decision clock runs again, with its first due time: {said(first.due_at, now)}."] if first else []


@says(_due_as_before)
def decide_by_then_again(act: Act):
    """The decision deadline runs again with its first due time."""
    resume(act.record, DECISION, act.now)


def _what_a_split_makes(contact, user, now):
    lines = ["A second contact with the same receipt, deadline and story is made for the children you choose."]
    if any(restriction_of(person) for person in contact.concerned()):
        lines.append("One of them is restricted: whoever may read the other contact reads this story as well.")
    return lines


@adds("made")
@says(_what_a_split_makes)
def split_children_off(act: Act):
    """A second contact for those children: same receipt, same deadline, same narrative, linked."""
    chosen = list(act.data["children"])
    rows = {str(one.row) for one in act.record.involved.filter(person__in=chosen)}
    act.record.typed = without_rows(act.record.typed, rows)
    act.said["made"] = split_off(act.record, chosen, act.actor, act.now).reference


@says("The other contact goes on with both stories, and the earlier of the two deadlines.")
def join_the_other(act: Act):
    """One story, the earlier deadline rules; outcome joined."""
    other = act.data["with"]
    join(act.record, other, act.actor, act.now)
    act.record.joined_to, act.record.outcome, act.record.typed = other, Contact.Outcome.JOINED, None


def the_other(data) -> Q:
    """The contact that is to be joined with."""
    return Q(reference=as_reference(str(data.get("with") or "")) or "")


WITH_TEAMS = (
    Transition(
        "pass_to_team",
        "Pass to the team that has the case",
        (S.DRAFT, S.AWAITING_DECISION),
        S.WITH_TEAM,
        done="Passed to {team}",
        by=tuple(DUTY_TEAM),
        guards=(something_written, open_to_one_team),
        effects=(give_to_its_team, forget_typing),
        stops=(DECISION,),
        starts=(Clock(ACKNOWLEDGEMENT),),
        tells=Tells((Role.TEAM_BSO,), everyone=True),
    ),
    Transition(
        "acknowledge",
        "Acknowledge",
        (S.WITH_TEAM,),
        S.CLOSED,
        done="Acknowledged",
        by=TEAM_ROLES_THAT_ANSWER,
        effects=(outcome(Contact.Outcome.PASSED_TO_TEAM),),
        stops=(ACKNOWLEDGEMENT,),
    ),
    Transition(
        "return_to_duty",
        "Return to the duty tray",
        (S.WITH_TEAM,),
        S.AWAITING_DECISION,
        done="Returned to the duty tray",
        by=TEAM_ROLES_THAT_ANSWER,
        form=ReasonForm,
        effects=(decide_by_then_again,),
        cancels=(ACKNOWLEDGEMENT,),
        tells=Tells((Role.DUTY_MANAGER,), everyone=True),
    ),
    Transition(
        "send_to_team_manager",
        "Send to the team's manager",
        (S.AWAITING_DECISION,),
        S.WITH_TEAM_MANAGER,
        done="Sent to the manager of {team}",
        by=tuple(MANAGERS),
        form=ToTeamManagerForm,
        guards=(closed_within_three_months_by_a_team,),
        effects=(give_to_their_manager,),
        tells=Tells((Role.TEAM_MANAGER,), everyone=True),
    ),
    Transition(
        "hand_back",
        "Put back in the duty tray",
        (S.WITH_TEAM_MANAGER,),
        S.AWAITING_DECISION,
        done="Put back in the duty tray",
        by=(TEAM_MANAGER, *MANAGERS),
        form=ReasonForm,
        tells=Tells((Role.DUTY_MANAGER,), everyone=True),
    ),
)
"""What goes to a receiving team: news of an open case, and a case closed under three months ago."""

SPLIT = {
    "label": "Split off some of the children",
    "target": None,
    "done": "Split: {made} is the second contact",
    "form": SplitForm,
    "guards": (several_children,),
    "effects": (split_children_off,),
}
SPLITTING_AND_JOINING = (
    Transition("split", source=(S.DRAFT,), by=tuple(DUTY_TEAM), **SPLIT),
    Transition("split", source=(S.AWAITING_DECISION,), by=tuple(MANAGERS), **SPLIT),
    Transition(
        "join",
        "Join with another contact",
        (S.DRAFT, S.AWAITING_DECISION),
        S.CLOSED,
        done="Joined with {with}",
        by=tuple(REVIEWERS),
        form=JoinForm,
        guards=(another_about_the_same_children,),
        effects=(join_the_other,),
        locks=the_other,
    ),
)
"""One contact about several children becomes two; two about the same become one."""
