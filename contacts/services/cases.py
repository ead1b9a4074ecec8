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
from people.services.cases import CaseStatus, cases_by_team, closed_within_three_months
from workflow.engine import THOSE_WHO_ANSWER
from workflow.models import Stay


@dataclass(frozen=True)
class Case:
    """One child on a contact, and whose case that child is or was: each team's, the one that counts first."""

    child: ContactPerson
    teams: tuple[CaseStatus, ...]

    @property
    def open(self) -> tuple[CaseStatus, ...]:
        """The cases that are open now: more than one team may have one."""
        return tuple(case for case in self.teams if case.is_open)

    @property
    def text(self) -> str:
        """ "Ava Hall: Open to Assessment and CIN 1, Will Weston, as of 7 Jul 2014"; where two teams have it, both."""
        first, *more = [f"{case.text}, {case.as_of_text}" for case in self.open or self.teams[:1]]
        also = "".join(f", and {text[0].lower()}{text[1:]}" for text in more)
        return f"{self.child.person.full_name}: {first}{also}"

    def closed_lately(self, received: datetime) -> list[CaseStatus]:
        """Of a child who is not open now, the cases that teams closed within the three months before receipt."""
        return [] if self.open else [c for c in self.teams if closed_within_three_months(c.closed_on, received)]


def cases(contact: Contact, now: datetime | None = None) -> list[Case]:
    """The children on it with their cases on the London day of `now`."""
    children = list(contact.children)
    teams = cases_by_team([child.person_id for child in children], london_day(now or timezone.now()))
    return [Case(child, teams[child.person_id]) for child in children]


def one_open_team(of: Iterable[Case]) -> Team | None:
    """The one team to which every one of these children is open, if there is one, and none is open to another too."""
    teams = {frozenset(case.team_id for case in each.open) for each in of}
    only = teams.pop() if len(teams) == 1 else frozenset()
    return Team.objects.get(pk=next(iter(only))) if len(only) == 1 else None


def teams_that_closed(contact: Contact) -> list[Team]:
    """The teams that closed a child's case within the three months before receipt, when it is not open now, by name."""
    closed = {case.team_id for each in cases(contact) for case in each.closed_lately(contact.received_at)}
    return list(Team.objects.filter(pk__in=closed)) if closed else []


def who_may_know_of_it(contact: Contact, team: Team, roles: Iterable[Role], now: datetime) -> QuerySet:
    """Those with one of `roles` in the team who may be given this contact: from whom it is hidden does not count."""
    return contact.not_hidden_from(members(team, roles, now))


def has_a_manager(contact: Contact, team: Team) -> bool:
    """Whether somebody manages the team now who may know of this contact."""
    return who_may_know_of_it(contact, team, [Role.TEAM_MANAGER], timezone.now()).exists()


def has_somebody_who_answers(contact: Contact, team: Team) -> bool:
    """Whether the team has somebody now who may know of this contact, and acknowledge it or send it back."""
    return who_may_know_of_it(contact, team, THOSE_WHO_ANSWER, timezone.now()).exists()


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
