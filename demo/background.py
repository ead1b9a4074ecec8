"""Putting on file what was known before the fortnight: people, households, relationships, a team's involvement."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from random import Random

from stdnum.gb import nhs

from demo.past import OPEN, Past
from directory.models import Team
from people.models import Address, Household, HouseholdMember, Involvement, Person, Relationship
from people.services.people import record_person

IMPORTED_AGO = timedelta(hours=9)
NEVER_ISSUED = "999"
"""NHS numbers that begin so are kept for tests."""
CHILD_FACTS = {"ethnicity": "ethnicity", "first_language": "language", "religion": "religion", "school": "school"}


def nhs_number(rng: Random) -> str:
    """A number with a right check digit that no patient has."""
    while True:
        number = f"{NEVER_ISSUED}{rng.randrange(10_000_000):07d}"
        if nhs.is_valid(number):
            return number


class Files:
    """Records the families that are known already. `workers` are the teams' social workers, `readers` who looks in."""

    def __init__(
        self, recorder, teams: Iterable[Team], workers: Mapping[int, object], readers: list[str], now: datetime
    ):
        self.recorder, self.teams, self.workers, self.now = recorder, list(teams), workers, now
        self.readers = readers

    def team(self, past: Past) -> Team:
        """The team that has or had the case."""
        return self.teams[past.team % len(self.teams)]

    def open(self, story) -> dict:
        """Put a story's family on file; the children's references, by child."""
        family, past = story.family, story.past
        rng = Random(f"{story.number} {family.address}")
        born = [child for child in family.children if child.born < past.recorded.date()]
        known = {child: self._child(child, past, rng) for child in born}
        mother = self._adult(family.mother, past)
        father = self._adult(family.father, past)
        home = Household.objects.create(label=family.address[:120])
        lives_here = [*known.values(), father if family.home == "father" else mother]
        lives_here += [father] if family.home == "couple" else []
        HouseholdMember.objects.bulk_create(
            HouseholdMember(household=home, person=person, from_date=past.recorded.date()) for person in lives_here
        )
        for person in known.values():
            Relationship.objects.create(
                person=mother, of=person, kind=Relationship.Kind.MOTHER, parental_responsibility=True
            )
            Relationship.objects.create(person=father, of=person, kind=Relationship.Kind.FATHER)
            self._involve(person, past)
            lines, _, postcode = family.address.rpartition(" ")
            postcode = f"{lines.rpartition(' ')[2]} {postcode}"
            lines = lines.rpartition(" ")[0].replace(", Slough", "\nSlough")
            Address.objects.create(person=person, lines=lines, postcode=postcode, from_date=past.recorded.date())
        return {child: person.reference for child, person in known.items()}

    def _child(self, child, past, rng):
        facts = {ours: getattr(child, theirs) for ours, theirs in CHILD_FACTS.items()}
        facts |= {"nhs_number": nhs_number(rng)} if rng.random() < 0.6 else {}
        return record_person(
            self.recorder,
            past.recorded,
            kind=Person.Kind.CHILD,
            given_name=child.given,
            family_name=child.family,
            birth_date=child.born,
            sex=child.sex,
            **facts,
        )

    def _adult(self, adult, past):
        return record_person(
            self.recorder,
            past.recorded,
            kind=Person.Kind.ADULT,
            given_name=adult.given,
            family_name=adult.family,
            birth_date=adult.born,
            sex=adult.sex,
            religion=adult.religion,
        )

    def _involve(self, person, past):
        if past.since is None or not self.teams:
            return
        team = self.team(past)
        Involvement.objects.create(
            person=person,
            team=team,
            worker=self.workers.get(team.pk) if past.kind == OPEN else None,
            from_date=past.since,
            to_date=past.until,
            source=Involvement.Source.MAIN_SYSTEM,
            as_of=self.now - IMPORTED_AGO,
        )
