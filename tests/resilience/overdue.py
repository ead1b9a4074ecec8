"""`python -m tests.resilience.overdue COUNT`: contacts whose clocks have all run out, a third of them twice over.

Made by the services that every contact is made by, all in one transaction: no sweep sees a part of them.
"""

import sys
from datetime import timedelta

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from contacts.models import Contact  # noqa: E402
from tests.resilience.crew import RECORDERS  # noqa: E402
from workflow.engine import open_record  # noqa: E402

ONCE, TWICE = timedelta(hours=25), timedelta(hours=49)


@transaction.atomic
def make(count: int) -> None:
    """Print the reference of each, and which stages are due."""
    now, recorder = timezone.now(), get_user_model().objects.get(username=RECORDERS[0])
    for number in range(count):
        ago, stages = (TWICE, "breached escalated") if number % 3 == 0 else (ONCE, "breached")
        contact = Contact(state=Contact.State.AWAITING_DECISION, received_at=now - ago, concerns="Overdue")
        print(open_record(contact, recorder, now).reference, stages)


if __name__ == "__main__":
    make(int(sys.argv[1]))
