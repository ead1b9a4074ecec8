"""What may happen to a contact: the manual, executable (DOMAIN 5.1 [S])."""

from contacts.forms.actions import (
    AddInformationForm,
    AdviceForm,
    AdviceGivenForm,
    AssignForm,
    NoFurtherActionForm,
    NoteForm,
    PrioritiseForm,
    RationaleForm,
    ReceiptForm,
)
from contacts.models import Contact
from contacts.services.essential import fill_in
from contacts.workflow.guards import (
    a_child_named,
    essential_information_or_urgent,
    not_a_remand,
    not_the_completer,
    not_urgent_by_recorder_alone,
    nothing_taken_on,
)
from contacts.workflow.outcomes import (
    make_early_help,
    make_no_further_action_record,
    make_referrals,
    outcome,
    wipe_outcome,
)
from deadlines.services import retime
from directory.london import spoken
from directory.roles import DUTY_TEAM, MANAGERS, REVIEWERS, Role
from workflow.forms import ReasonForm
from workflow.process import HOLDER, RECORDER, Act, Clock, Place, Process, Stale, Tells, Transition, register

S = Contact.State
OPEN = (S.DRAFT, S.AWAITING_DECISION, S.WITH_WORKER, S.ADVICE_IN_PROGRESS, S.AWAITING_AUTHORISATION)

DECISION, ADVICE = "contact_decision", "advice"
from_receipt = Clock(DECISION, since=lambda contact, now: contact.received_at)
from_now = Clock(DECISION)


def make_urgent(act: Act):
    """Priority urgent: it stands first in its tray."""
    act.record.priority = Contact.Priority.URGENT


def set_priority(act: Act):
    """The priority that the reviewer chose."""
    act.record.priority = act.data["priority"]


def give_to_worker(act: Act):
    """Into that worker's tray."""
    act.record.holder = act.data["worker"]


def set_task(act: Act):
    """What the worker is to do, until the next task."""
    act.record.task = act.data["task"]


def mark_changed(act: Act):
    """The tray shows that something was added since; what was missing and is now said is no longer missing."""
    act.record.information_added_at = act.now
    for slot, text in act.data["filled_in"]:
        fill_in(act.record, slot, text, act.event)


def move_receipt(act: Act):
    """The decision deadline is worked out again from the true receipt; the form's words keep the old due time."""
    was_due = retime(act.record, DECISION, act.record.received_at, act.data["received"], act.now)
    act.record.received_at = act.data["received"]
    if was_due:
        act.said["was_due"] = spoken(was_due)


def forget_typing(act: Act):
    """What was typed into the draft is now recorded."""
    act.record.typed = None


def completed(act: Act):
    """Who completed the advice may not authorise it, and gets it back if it is sent back."""
    act.record.advised_by = act.actor


def back_to_adviser(act: Act):
    """Into the tray of whoever completed it."""
    act.record.holder = act.record.advised_by


DECIDES = {"source": (S.AWAITING_DECISION,), "by": tuple(MANAGERS), "stops": (DECISION,)}

process = register(
    Process(
        slug="contact",
        label="Contact",
        model=Contact,
        initial=(S.DRAFT, S.AWAITING_DECISION),
        trays={
            S.DRAFT: "intake",
            S.AWAITING_DECISION: "duty",
            S.WITH_WORKER: Place.HOLDER,
            S.ADVICE_IN_PROGRESS: Place.HOLDER,
            S.AWAITING_AUTHORISATION: "duty",
        },
        opens=(from_receipt,),
        transitions=(
            Transition(
                "submit",
                "Submit to the duty tray",
                (S.DRAFT,),
                S.AWAITING_DECISION,
                by=tuple(DUTY_TEAM),
                guards=(essential_information_or_urgent,),
                effects=(forget_typing,),
            ),
            Transition(
                "flag_urgent",
                "Flag as urgent",
                OPEN,
                None,
                by=tuple(DUTY_TEAM),
                form=ReasonForm,
                effects=(make_urgent,),
                tells=Tells(tuple(MANAGERS), everyone=True),
                stale=Stale.MERGE,
            ),
            Transition(
                "prioritise",
                "Set the priority",
                (S.DRAFT, S.AWAITING_DECISION),
                None,
                by=tuple(REVIEWERS),
                form=PrioritiseForm,
                effects=(set_priority,),
            ),
            Transition(
                "assign",
                "Assign to a worker",
                (S.AWAITING_DECISION,),
                S.WITH_WORKER,
                by=tuple(REVIEWERS),
                form=AssignForm,
                effects=(give_to_worker, set_task),
                tells=Tells(holder=True),
            ),
            Transition(
                "return_to_tray",
                "Return to the duty tray",
                (S.WITH_WORKER,),
                S.AWAITING_DECISION,
                by=(HOLDER, *MANAGERS),
                form=NoteForm,
            ),
            Transition(
                "decide_no_further_action",
                "No further action",
                target=S.CLOSED,
                form=NoFurtherActionForm,
                guards=(not_a_remand,),
                effects=(outcome(Contact.Outcome.NO_FURTHER_ACTION), make_no_further_action_record),
                **DECIDES,
            ),
            Transition(
                "decide_early_help",
                "Early help",
                target=S.CLOSED,
                form=RationaleForm,
                guards=(not_a_remand, a_child_named),
                effects=(outcome(Contact.Outcome.EARLY_HELP), make_early_help),
                **DECIDES,
            ),
            Transition(
                "decide_referral",
                "Progress to referral",
                target=S.CLOSED,
                form=RationaleForm,
                guards=(a_child_named,),
                effects=(outcome(Contact.Outcome.REFERRAL), make_referrals),
                **DECIDES,
            ),
            Transition(
                "decide_advice",
                "Advice and information",
                target=S.ADVICE_IN_PROGRESS,
                form=AdviceForm,
                guards=(not_a_remand,),
                effects=(give_to_worker,),
                starts=(Clock(ADVICE),),
                tells=Tells(holder=True),
                **DECIDES,
            ),
            Transition(
                "complete_advice",
                "Complete the advice",
                (S.ADVICE_IN_PROGRESS,),
                S.AWAITING_AUTHORISATION,
                by=(HOLDER,),
                form=AdviceGivenForm,
                effects=(completed,),
            ),
            Transition(
                "authorise",
                "Authorise the advice",
                (S.AWAITING_AUTHORISATION,),
                S.CLOSED,
                by=tuple(MANAGERS),
                guards=(not_the_completer,),
                effects=(outcome(Contact.Outcome.ADVICE),),
                stops=(ADVICE,),
            ),
            Transition(
                "send_back",
                "Send back to the worker",
                (S.AWAITING_AUTHORISATION,),
                S.ADVICE_IN_PROGRESS,
                by=tuple(MANAGERS),
                form=ReasonForm,
                guards=(not_the_completer,),
                effects=(back_to_adviser,),
                tells=Tells(holder=True),
            ),
            Transition(
                "add_information",
                "Add information",
                OPEN,
                None,
                by=tuple(DUTY_TEAM),
                form=AddInformationForm,
                effects=(mark_changed,),
                tells=Tells(holder=True),
                stale=Stale.MERGE,
            ),
            Transition(
                "correct_receipt",
                "Correct the time of receipt",
                OPEN,
                None,
                by=tuple(MANAGERS),
                form=ReceiptForm,
                effects=(move_receipt,),
            ),
            Transition(
                "discard",
                "Discard: recorded in error",
                (S.DRAFT,),
                S.CLOSED,
                by=(RECORDER, *MANAGERS),
                form=ReasonForm,
                guards=(not_urgent_by_recorder_alone,),
                effects=(forget_typing, outcome(Contact.Outcome.RECORDED_IN_ERROR)),
            ),
            Transition(
                "reopen",
                "Reopen",
                (S.CLOSED,),
                S.AWAITING_DECISION,
                by=(Role.PRACTICE_MANAGER,),
                form=ReasonForm,
                guards=(nothing_taken_on,),
                effects=(wipe_outcome,),
                starts=(from_now,),
            ),
        ),
    )
)
