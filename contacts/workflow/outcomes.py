"""What a decision leaves behind: the outcome, and the records that go on from it (DOMAIN 5.1 [S])."""

from contacts.models import Contact, NoFurtherActionRecord
from contacts.workflow.early_help import open_early_help
from directory.london import london_day
from referrals.services import open_referral
from workflow.engine import link
from workflow.models import Decision
from workflow.process import Act


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
    act.record.threshold = Contact.Threshold.NOT_RECORDED
    act.record.advised_by = None
