"""What may happen to a referral (DOMAIN 5.3 [S])."""

from referrals.models import Referral
from workflow.process import Clock, Process, register

S = Referral.State

process = register(
    Process(
        slug="referral",
        label="Referral",
        model=Referral,
        initial=(S.OPEN,),
        trays={S.OPEN: "duty"},
        opens=(Clock("referral_transfer"),),
    )
)
