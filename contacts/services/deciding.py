"""By when a contact is to be decided, and in which states somebody has still to do so (DOMAIN 5.1)."""

from contacts.models import Contact

S = Contact.State
DECISION = "contact_decision"
"""The rule of the clock that waits for the decision."""
OPEN = (
    S.DRAFT, S.AWAITING_DECISION, S.WITH_WORKER, S.WITH_TEAM_MANAGER, S.WITH_TEAM, S.ADVICE_IN_PROGRESS,
    S.AWAITING_AUTHORISATION,
)  # fmt: skip
UNDECIDED = (S.DRAFT, S.AWAITING_DECISION, S.WITH_WORKER, S.WITH_TEAM_MANAGER)
"""The decision is yet to come, so that whoever makes it reads what is added to it, and decides it for every child."""
