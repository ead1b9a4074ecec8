"""Opening referrals."""

from referrals.models import Referral
from workflow.engine import open_record


def new_referral(maker, reason, now) -> Referral:
    """A referral as a contact makes it, nobody's yet and not saved; it keeps the contact's priority and source."""
    return Referral(
        state=Referral.State.OPEN,
        received_at=now,
        priority=maker.priority,
        source=getattr(getattr(maker, "referrer", None), "source", ""),
        reason=reason,
    )


def open_referral(child, maker, actor, reason, now):
    """One referral for one child, made by a contact, in the tray `duty`."""
    referral = new_referral(maker, reason, now)
    referral.child = child
    return open_record(referral, actor, now, made_by=maker)
