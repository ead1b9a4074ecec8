"""Opening referrals."""

from referrals.models import Referral
from workflow.engine import open_record


def open_referral(child, maker, actor, reason, now):
    """One referral for one child, made by a contact, in the tray `duty`; it keeps the contact's priority and source."""
    referral = Referral(
        state=Referral.State.OPEN,
        child=child,
        received_at=now,
        priority=maker.priority,
        source=getattr(getattr(maker, "referrer", None), "source", ""),
        reason=reason,
    )
    return open_record(referral, actor, now, made_by=maker)
