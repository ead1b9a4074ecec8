"""The four decisions on a contact: the same in the duty tray and with a team's manager, but for who makes them."""

from contacts.forms.teams import AdviceDecisionForm, DecisionForm, NoFurtherActionDecisionForm
from contacts.models import Contact
from contacts.services.deciding import DECISION
from contacts.workflow.effects import give_to_worker, name_statuses
from contacts.workflow.guards import a_child_named, not_a_remand, their_manager_had_it_first
from contacts.workflow.outcomes import make_early_help, make_no_further_action_record, make_referrals, outcome
from workflow.process import Clock, Tells, Transition

S, Came = Contact.State, Contact.Outcome
ADVICE = "advice"


NO_FURTHER_ACTION = {
    "name": "decide_no_further_action",
    "label": "No further action",
    "done": "No further action decided",
    "key": "n",
    "target": S.CLOSED,
    "form": NoFurtherActionDecisionForm,
    "guards": (not_a_remand, their_manager_had_it_first),
    "effects": (name_statuses, outcome(Came.NO_FURTHER_ACTION), make_no_further_action_record),
}
EARLY_HELP = {
    "name": "decide_early_help",
    "label": "Early help",
    "done": "Early help decided",
    "key": "e",
    "target": S.CLOSED,
    "form": DecisionForm,
    "guards": (not_a_remand, a_child_named, their_manager_had_it_first),
    "effects": (name_statuses, outcome(Came.EARLY_HELP), make_early_help),
}
REFERRAL = {
    "name": "decide_referral",
    "label": "Progress to referral",
    "done": "Referral decided",
    "key": "f",
    "target": S.CLOSED,
    "form": DecisionForm,
    "guards": (a_child_named, their_manager_had_it_first),
    "effects": (name_statuses, outcome(Came.REFERRAL), make_referrals),
}
ADVICE_AND_INFORMATION = {
    "name": "decide_advice",
    "label": "Advice and information",
    "done": "Advice and information decided and given to {worker}",
    "key": "v",
    "target": S.ADVICE_IN_PROGRESS,
    "form": AdviceDecisionForm,
    "guards": (not_a_remand, their_manager_had_it_first),
    "effects": (name_statuses, give_to_worker),
    "starts": (Clock(ADVICE),),
    "tells": Tells(holder=True),
}


def decisions(source: tuple[str, ...], by: tuple) -> tuple[Transition, ...]:
    """The decisions as they are made from these states by these people; the clock that waited for one is met."""
    four = (NO_FURTHER_ACTION, EARLY_HELP, REFERRAL, ADVICE_AND_INFORMATION)
    return tuple(Transition(source=source, by=by, stops=(DECISION,), **each) for each in four)
