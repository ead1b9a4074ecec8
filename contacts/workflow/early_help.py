"""The early help episode: what a decision opens (DOMAIN 5.2 [S])."""

from contacts.models import EarlyHelp
from workflow.engine import open_record
from workflow.process import Clock, Process, register

S = EarlyHelp.State


def new_early_help(reason, now) -> EarlyHelp:
    """An episode as it begins, not saved yet."""
    return EarlyHelp(state=S.OPEN, received_at=now, reason=reason)


def open_early_help(contact, actor, reason, now):
    """One episode for all the children of `contact`, in the tray `early_help`, its five working days begun."""

    def about(episode, event):
        episode.people.set(child.person for child in contact.children)

    return open_record(new_early_help(reason, now), actor, now, made_by=contact, people=about)


process = register(
    Process(
        slug="early_help",
        label="Early help",
        model=EarlyHelp,
        initial=(S.OPEN,),
        trays={S.OPEN: "early_help"},
        opens=(Clock("early_help"),),
    )
)
