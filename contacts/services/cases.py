"""Whose cases the children on a contact are, as far as that says what may be done with it (DOMAIN 5.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from contacts.models import Contact, ContactPerson
from directory.london import london_day
from directory.models import Team
from directory.roles import Role
from directory.services import members
from people.services.cases import CaseStatus, case_status, closed_within_three_months
from workflow.models import Stay


@dataclass(frozen=True)
class Case:
    """One child on a contact, and whose case that child is now."""

    child: ContactPerson
    status: CaseStatus

    @property
    def text(self) -> str:
        """ "Ava Hall: Open to Assessment and CIN 1, Will Weston"."""
        return f"{self.child.person.full_name}: {self.status.text}"


def cases(contact: Contact, now: datetime | None = None) -> list[Case]:
    """The children on it with their case status on the London day of `now`."""
    children = list(contact.children)
    status = case_status([child.person_id for child in children], london_day(now or timezone.now()))
    return [Case(child, status[child.person_id]) for child in children]


def open_teams(of: Iterable[Case]) -> set[int | None]:
    """The teams that these children are open to; nothing stands for a child who is open to none."""
    return {case.status.team_id if case.status.slug == "open" else None for case in of}


def one_open_team(contact: Contact) -> Team | None:
    """The one team to which every child on it is open, if there is one."""
    teams = open_teams(cases(contact))
    return Team.objects.get(pk=teams.pop()) if len(teams) == 1 and None not in teams else None


def recently_closed(contact: Contact) -> list[Case]:
    """The children who are not open now and whose case closed within the three months before receipt."""
    return [
        case
        for case in cases(contact)
        if case.status.slug == "closed" and closed_within_three_months(case.status.closed_on, contact.received_at)
    ]


def teams_that_closed(contact: Contact) -> list[Team]:
    """The teams of `recently_closed`, by name."""
    return list(Team.objects.filter(pk__in={case.status.team_id for case in recently_closed(contact)}))


def who_may_know_of_it(contact: Contact, team: Team, role: Role, now: datetime) -> QuerySet:
    """Those who hold `role` in the team and may be given this contact: from whom it is hidden does not count."""
    return contact.not_hidden_from(members(team, [role], now))


def has_a_manager(contact: Contact, team: Team) -> bool:
    """Whether somebody manages the team now who may know of this contact."""
    return who_may_know_of_it(contact, team, Role.TEAM_MANAGER, timezone.now()).exists()


def not_yet_with_their_manager(contact: Contact) -> list[Team]:
    """Of the teams that closed a child's case lately those whose manager has never had this contact."""
    teams = teams_that_closed(contact)
    if not teams:
        return []
    had = Stay.about(contact).filter(state=Contact.State.WITH_TEAM_MANAGER).values_list("team_id", flat=True)
    had = set(had)
    return [team for team in teams if team.pk not in had]


def must_go_first(contact: Contact) -> list[Team]:
    """The teams whose manager must have it before anybody decides.

    An urgent contact, and one whose team has no manager, may be decided all the same, saying why (DOMAIN 5.1).
    """
    if contact.urgent:
        return []
    return [team for team in not_yet_with_their_manager(contact) if has_a_manager(contact, team)]
