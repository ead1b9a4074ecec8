"""Something for the auditor to ask about: a colleague opened, one evening, the page of a child who lives next door."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Count

from audit.models import Access
from demo.crew import Crew
from directory.london import london_day, midnight
from directory.roles import Role
from people.models import Address

IN_THE_EVENING = timedelta(hours=19, minutes=42)


def a_look_next_door(crew: Crew, users: Mapping[str, object], now: datetime) -> None:
    """Yesterday evening, without any work there: the last of the early help workers."""
    neighbour = users[crew.by_role[Role.EARLY_HELP_WORKER][-1]]
    seldom_met = Address.objects.alias(met=Count("person__contacts")).order_by("met", "lines", "person__given_name")
    address = seldom_met.first()
    if address is None:  # a demo of few stories has nobody on file
        return
    neighbour.home_postcode = address.postcode
    neighbour.save(update_fields=["home_postcode"])
    yesterday = midnight(london_day(now) - timedelta(days=1))
    for minutes, via in ((0, "page"), (2, "chronology")):
        at = yesterday + IN_THE_EVENING + timedelta(minutes=minutes)
        Access.objects.create(at=at, user=neighbour, record=address.person, via=via)
