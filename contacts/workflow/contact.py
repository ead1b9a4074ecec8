"""What may happen to a contact: the manual, executable (DOMAIN 5.1 [S])."""

from contacts.forms.actions import (
    AdviceForm,
    AdviceGivenForm,
    AssignForm,
    NoFurtherActionForm,
    NoteForm,
    PrioritiseForm,
    RationaleForm,
    ReceiptForm,
)
from contacts.models import Contact, NoFurtherActionRecord
from contacts.services.essential import missing
from contacts.workflow.early_help import open_early_help
from deadlines.services import retime
from directory.london import london_day, spoken
from directory.roles import DUTY_TEAM, MANAGERS, REVIEWERS, Role
from referrals.services import open_referral
from workflow.engine import link
from workflow.forms import ReasonForm
from workflow.models import Decision
from workflow.process import HOLDER, RECORDER, Act, Clock, Place, Process, Stale, Tells, Transition, Unmet, register

S = Contact.State
OPEN = (S.DRAFT, S.AWAITING_DECISION, S.WITH_WORKER, S.ADVICE_IN_PROGRESS, S.AWAITING_AUTHORISATION)

DECISION, ADVICE = "contact_decision", "advice"
from_receipt = Clock(DECISION, since=lambda contact, now: contact.received_at)
from_now = Clock(DECISION)


def essential_information_or_urgent(contact, actor, data):
    """Every essential item is filled in or accounted for, unless the contact is urgent."""
    wanting = [] if contact.urgent else missing(contact)
    if not wanting:
        return None
    labels = ", ".join(dict.fromkeys(slot.label for slot in wanting))
    slugs = dict.fromkeys(slot.item.slug for slot in wanting)
    return Unmet(
        f"Fill in, or say why it is not known: {labels}.", ("essential_information_or_urgent", *slugs)
    )


def a_child_named(contact, actor, data):
    """A decision that passes children on needs a child to pass on."""
    if contact.children.exists():
        return None
    return Unmet("Add at least one child first: this is done for each child.", ("a_child_named", "children"))


def not_a_remand(contact, actor, data):
    """A contact of kind remand can only be decided as a referral."""
    if contact.kind != Contact.Kind.REMAND:
        return None
    return Unmet("A remand can only be decided as a referral.", ("not_a_remand",))


def not_the_completer(contact, actor, data):
    """Nobody authorises, or sends back, advice that they completed themselves."""
    if contact.advised_by_id != actor.pk:
        return None
    return Unmet("You completed this advice: another manager must look at it.", ("not_the_completer",))


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
    return Unmet(f"It has been taken on: {contact.get_outcome_display().lower()}.", ("nothing_taken_on",))


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
    """The tray shows that something was added since."""
    act.record.information_added_at = act.now


def move_receipt(act: Act):
    """The decision deadline is worked out again from the true receipt; the form's words keep the old due time."""
    act.record.received_at = act.data["received"]
    was_due = retime(act.record, DECISION, act.record.received_at, act.now)
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


def outcome(value):
    """An effect that closes the contact with an outcome."""

    def effect(act: Act):
        act.record.outcome = value

    effect.__doc__ = f"Outcome {value.label.lower()}."
    return effect


def desk_tasks_done(contact) -> str:
    """What workers were asked to do while it was decided, and what they handed back, a line each."""
    said = Decision.about(contact).filter(step__in=["assign", "return_to_tray"]).order_by("pk")
    return "\n".join(decision.words.get("task") or decision.words["note"] for decision in said)


def make_no_further_action_record(act: Act):
    """A copy of the outcome and of the desk tasks done, start date the day it is entered, no end date."""
    contact = act.record
    contact.threshold = act.data["threshold"] or Contact.Threshold.NOT_RECORDED
    made = NoFurtherActionRecord.objects.create(
        contact=contact,
        decided_in_version=contact.version,
        outcome=Contact.Outcome.NO_FURTHER_ACTION,
        desk_tasks_done=desk_tasks_done(contact),
        rationale=act.data["rationale"],
        start_date=london_day(act.now),
    )
    link(contact, made)


def make_early_help(act: Act):
    """One early help episode for the children of the family, in the early help tray."""
    open_early_help(act.record, act.actor, act.data["rationale"], act.now)


def make_referrals(act: Act):
    """One referral for each child, in the duty tray."""
    for child in act.record.children:
        open_referral(child.person, act.record, act.actor, act.data["rationale"], act.now)


def wipe_outcome(act: Act):
    """Open again: the former outcome stays in the history."""
    act.record.outcome = ""
    act.record.advised_by = None


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
                "submit", "Submit to the duty tray", (S.DRAFT,), S.AWAITING_DECISION, by=tuple(DUTY_TEAM),
                guards=(essential_information_or_urgent,), effects=(forget_typing,),
            ),
            Transition(
                "flag_urgent", "Flag as urgent", OPEN, None, by=tuple(DUTY_TEAM), form=ReasonForm,
                effects=(make_urgent,), tells=Tells(tuple(MANAGERS), everyone=True), stale=Stale.MERGE,
            ),
            Transition(
                "prioritise", "Set the priority", (S.DRAFT, S.AWAITING_DECISION), None, by=tuple(REVIEWERS),
                form=PrioritiseForm, effects=(set_priority,),
            ),
            Transition(
                "assign", "Assign to a worker", (S.AWAITING_DECISION,), S.WITH_WORKER, by=tuple(REVIEWERS),
                form=AssignForm, effects=(give_to_worker, set_task), tells=Tells(holder=True),
            ),
            Transition(
                "return_to_tray", "Return to the duty tray", (S.WITH_WORKER,), S.AWAITING_DECISION,
                by=(HOLDER, *MANAGERS), form=NoteForm,
            ),
            Transition(
                "decide_no_further_action", "No further action", target=S.CLOSED, form=NoFurtherActionForm,
                guards=(not_a_remand,),
                effects=(outcome(Contact.Outcome.NO_FURTHER_ACTION), make_no_further_action_record), **DECIDES,
            ),
            Transition(
                "decide_early_help", "Early help", target=S.CLOSED, form=RationaleForm,
                guards=(not_a_remand, a_child_named),
                effects=(outcome(Contact.Outcome.EARLY_HELP), make_early_help), **DECIDES,
            ),
            Transition(
                "decide_referral", "Progress to referral", target=S.CLOSED, form=RationaleForm,
                guards=(a_child_named,), effects=(outcome(Contact.Outcome.REFERRAL), make_referrals), **DECIDES,
            ),
            Transition(
                "decide_advice", "Advice and information", target=S.ADVICE_IN_PROGRESS, form=AdviceForm,
                guards=(not_a_remand,), effects=(give_to_worker,), starts=(Clock(ADVICE),),
                tells=Tells(holder=True), **DECIDES,
            ),
            Transition(
                "complete_advice", "Complete the advice", (S.ADVICE_IN_PROGRESS,), S.AWAITING_AUTHORISATION,
                by=(HOLDER,), form=AdviceGivenForm, effects=(completed,),
            ),
            Transition(
                "authorise", "Authorise the advice", (S.AWAITING_AUTHORISATION,), S.CLOSED, by=tuple(MANAGERS),
                guards=(not_the_completer,), effects=(outcome(Contact.Outcome.ADVICE),), stops=(ADVICE,),
            ),
            Transition(
                "send_back", "Send back to the worker", (S.AWAITING_AUTHORISATION,), S.ADVICE_IN_PROGRESS,
                by=tuple(MANAGERS), form=ReasonForm, guards=(not_the_completer,), effects=(back_to_adviser,),
                tells=Tells(holder=True),
            ),
            Transition(
                "add_information", "Add information", OPEN, None, by=tuple(DUTY_TEAM), form=NoteForm,
                effects=(mark_changed,), tells=Tells(holder=True), stale=Stale.MERGE,
            ),
            Transition(
                "correct_receipt", "Correct the time of receipt", OPEN, None, by=tuple(MANAGERS),
                form=ReceiptForm, effects=(move_receipt,),
            ),
            Transition(
                "discard", "Discard: recorded in error", (S.DRAFT,), S.CLOSED, by=(RECORDER, *MANAGERS),
                form=ReasonForm, guards=(not_urgent_by_recorder_alone,),
                effects=(forget_typing, outcome(Contact.Outcome.RECORDED_IN_ERROR)),
            ),
            Transition(
                "reopen", "Reopen", (S.CLOSED,), S.AWAITING_DECISION, by=(Role.PRACTICE_MANAGER,),
                form=ReasonForm, guards=(nothing_taken_on,), effects=(wipe_outcome,), starts=(from_now,),
            ),
        ),
    )
)
