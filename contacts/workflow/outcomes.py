"""What a decision leaves behind: the outcome, and the records that go on from it (DOMAIN 5.1 [S])."""

from contacts.models import Contact, NoFurtherActionRecord
from contacts.workflow.early_help import new_early_help, open_early_help
from directory.london import london_day
from people.ages import said_day
from referrals.services import new_referral, open_referral
from workflow.consequences import begins
from workflow.engine import link
from workflow.models import Decision
from workflow.page import named, people_on
from workflow.process import Act, says
from workflow.words import listed


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


def _children_named(contact, user, now):
    """The children as `user` may know them: of one of whom they may not, that there is one."""
    known = {person.pk for person in people_on(contact, user)}
    children = [child.person for child in contact.children]
    return [named(child, now) if child.pk in known else "a child on file" for child in children]


def _a_record(contact, user, now):
    day = said_day(london_day(now))
    return [f"A no further action record is made, dated {day}, with what workers were asked to do."]


@says(_a_record)
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


def _an_episode(contact, user, now):
    children, episode = _children_named(contact, user, now), new_early_help("", now)
    return [f"An early help episode for {listed(children)} begins in {begins(episode, now)}."] if children else []


@says(_an_episode)
def make_early_help(act: Act):
    """One early help episode for the children of the family, in the early help tray."""
    open_early_help(act.record, act.actor, act.data["rationale"], act.now)


def _referrals(contact, user, now):
    start = begins(new_referral(contact, "", now), now)
    return [f"A referral for {child} begins in {start}." for child in _children_named(contact, user, now)]


@says(_referrals)
def make_referrals(act: Act):
    """One referral for each child, in the duty tray."""
    for child in act.record.children:
        open_referral(child.person, act.record, act.actor, act.data["rationale"], act.now)


def _former_outcome(contact, user, now):
    return [f"Its outcome, “{contact.get_outcome_display()}”, is taken back; it stays in the history."]


@says(_former_outcome)
def wipe_outcome(act: Act):
    """Open again: the former outcome stays in the history."""
    act.record.outcome = ""
    act.record.threshold = Contact.Threshold.NOT_RECORDED
    act.record.advised_by = None
