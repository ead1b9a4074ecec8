"""What an action changes on the contact itself, and what it says of that beforehand (DOMAIN 5.1)."""

from contacts.models import Contact
from contacts.services.cases import cases
from contacts.services.deciding import DECISION
from contacts.services.essential import fill_in
from deadlines.models import Deadline
from deadlines.services import retime
from directory.london import said, spoken
from workflow.process import Act, says


@says("It becomes urgent and stands first in its tray.")
def make_urgent(act: Act):
    """Priority urgent: it stands first in its tray."""
    act.record.priority = Contact.Priority.URGENT


@says("What is urgent stands first in its tray; of the others none is moved.")
def set_priority(act: Act):
    """The priority that the reviewer chose."""
    act.record.priority = act.data["priority"]


def give_to_worker(act: Act):
    """Into that worker's tray."""
    act.record.holder = act.data["worker"]


def set_task(act: Act):
    """What the worker is to do, until the next task."""
    act.record.task = act.data["task"]


@says("Its tray shows that something was added.")
def mark_changed(act: Act):
    """The tray shows that something was added since; what was missing and is now said is no longer missing."""
    act.record.information_added_at = act.now
    for slot, text in act.data["filled_in"]:
        fill_in(act.record, slot, text, act.event)


def _decided_by_then(contact, user, now):
    clocks = Deadline.about(contact).running().filter(rule=DECISION, started_at=contact.received_at)
    return [
        f"The decision clock, due {said(clock.due_at, now)}, is worked out again from the time that you give."
        for clock in clocks
    ]


@says(_decided_by_then)
def move_receipt(act: Act):
    """The decision deadline is worked out again from the true receipt; the form's words keep the old due time."""
    was_due = retime(act.record, DECISION, act.record.received_at, act.data["received"], act.now)
    act.record.received_at = act.data["received"]
    if was_due:
        act.said["was_due"] = spoken(was_due)


def forget_typing(act: Act):
    """What was typed into the draft is now recorded."""
    act.record.typed = None


@says("Somebody else than you authorises it, or sends it back to you.")
def completed(act: Act):
    """Who completed the advice may not authorise it, and gets it back if it is sent back."""
    act.record.advised_by = act.actor


@says(lambda contact, user, now: [f"It goes back to {contact.advised_by.name}."])
def back_to_adviser(act: Act):
    """Into the tray of whoever completed it."""
    act.record.holder = act.record.advised_by


def _still_open(contact, user, now):
    """Of each child of whom `user` may know the case that is open: the decider need not look for it elsewhere."""
    known = set(contact.involved.known_to(user).values_list("pk", flat=True))
    lines = [f"{case.text}." for case in cases(contact, now) if case.open and case.child.pk in known]
    return [*lines, "News of an open case is for its team: it can be passed to them instead."] if lines else []


@says(_still_open)
def name_statuses(act: Act):
    """The words of the decision name each child's case status at that moment."""
    named = "; ".join(case.text for case in cases(act.record, act.now))
    if named:
        act.said["case_status"] = named
