"""Putting on file what was known before the fortnight: people, households, relationships, a team's involvement."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from stdnum.gb import nhs

from demo.families import COMMUNITIES
from demo.past import OPEN, Past
from directory.london import london_day
from directory.models import Team
from people.models import Address, Alert, Household, HouseholdMember, Involvement, Person, Relationship
from people.services.people import record_person

IMPORTED_AGO = timedelta(hours=9)
NEVER_ISSUED = "999"
"""NHS numbers that begin so are kept for tests."""
K = Relationship.Kind
WARNED = 0.4
ALERTS = (
    (Alert.Kind.STAFF_SAFETY, "Has threatened a worker at the door: visit in twos."),
    (Alert.Kind.ANIMALS, "A large dog runs loose in the yard: ring before you visit."),
    (Alert.Kind.MARAC, "Heard at MARAC: speak to the researcher before you ring."),
    (Alert.Kind.COMMUNICATION, "Needs a British Sign Language interpreter."),
)
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
        lives_here += self._wider_family(family, past, mother, father)
        self._warn(rng, past, father, mother)
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

    def _wider_family(self, family, past, mother, father):
        """The mother's own mother, sister and present partner; whoever of them lives in the home."""
        names = COMMUNITIES[family.mother.community]["women"]
        born = family.mother.born - timedelta(days=family.mother.born.day * 100 + 7300)
        name = {"given": names[born.day % len(names)], "born": born, "sex": "F"}
        nan, aunt = self._adult(replace(family.mother, **name), past), self._adult(family.aunt, past)
        parted = None if family.home == "couple" else past.recorded.date()
        kinds = [(nan, K.MOTHER, mother, None), (nan, K.MOTHER, aunt, None), (father, K.PARTNER, mother, parted)]
        partner = [self._adult(family.partner, past)] if family.home == "step" else []
        kinds += [(one, K.PARTNER, mother, None) for one in partner]
        Relationship.objects.bulk_create(
            Relationship(person=person, kind=kind, of=of, to_date=ended) for person, kind, of, ended in kinds
        )
        return partner

    def _warn(self, rng, past, *people):
        """Of some families something must be known first."""
        kind, text = rng.choice(ALERTS)
        if rng.random() < WARNED:
            day = past.recorded.date()
            review = london_day(self.now) + timedelta(days=rng.randint(-20, 90))
            Alert.objects.create(person=rng.choice(people), kind=kind, text=text, since=day, review_on=review)

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
