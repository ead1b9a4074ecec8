"""Invented families: who lives where, how old, called what; drawn by lot so that nothing contradicts itself."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from demo.days import school_year, years_between
from demo.writing import Deck, read

COMMUNITIES = read("communities.toml")
TOWN = read("town.toml")
YEAR = 365.25
MIXED = {
    frozenset({"WBRI", "BCRB"}): "MWBC",
    frozenset({"WBRI", "BAFR"}): "MWBA",
    frozenset({"WBRI", "AIND"}): "MWAS",
    frozenset({"WBRI", "APKN"}): "MWAS",
    frozenset({"WBRI", "ABAN"}): "MWAS",
}
NEVER_IN_A_POSTCODE = "CIKMOV"
"""No real postcode ends in two of these letters."""
BROTHERS_AND_SISTERS = (0, 0, 0, 0, 1, 1, 1, 2, 2, 3)


@dataclass(frozen=True)
class Adult:
    """A grown-up of a family. The birth date is empty where nobody knows it."""

    given: str
    family: str
    sex: str
    community: str
    religion: str
    born: date

    @property
    def full(self):
        return f"{self.given} {self.family}"

    @property
    def polite(self):
        return f"{'Mr' if self.sex == 'M' else 'Ms'} {self.family}"


@dataclass(frozen=True)
class Child:
    """A child of a family, or one that is expected: then `born` is when."""

    given: str
    family: str
    sex: str
    born: date
    unborn: bool
    school: str
    level: str
    ethnicity: str
    language: str
    religion: str
    also: str


@dataclass(frozen=True)
class Family:
    """Parents and children. `home` is whose it is: couple, mother, father, step or friend (another's child)."""

    home: str
    children: tuple[Child, ...]
    mother: Adult
    father: Adult
    partner: Adult
    aunt: Adult
    address: str
    street: str

    @property
    def carer(self) -> Adult:
        """The parent whom one rings."""
        return self.father if self.home == "father" else self.mother

    @property
    def man(self) -> Adult:
        """The man in the mother's life: partner, husband, or who was that."""
        return self.partner if self.home == "step" else self.father


class Registry:
    """Draws families, no two of whom have a child of the same name."""

    def __init__(self, rng: Random, deck: Deck):
        self.rng, self.deck, self.taken = rng, deck, set()

    def family(self, home: str, scene, on: date) -> tuple[Family, Child]:
        """A family that fits the scene on that day, and the child whom it is about."""
        names = [name for name in COMMUNITIES if not scene.newcomers or COMMUNITIES[name]["abroad"]]
        hers = self.rng.choices(names, [COMMUNITIES[n]["weight"] for n in names])[0]
        his = hers if self.rng.random() < 0.85 else self.rng.choice(names)
        born = self._birth(scene, on)
        known = not scene.unborn
        births = [born] if scene.alone else self._births(born, on, scene.months or scene.unborn)
        mother = self._mother(hers, scene, births, on)
        father = self._adult(his, "M", mother.born + self._days(-2, 9))
        named_after = father if self.rng.random() < 0.75 else mother
        schools = self._schools(scene)
        children = [self._child(b, known and b == born, (mother, father), named_after, schools, on) for b in births]
        street, address = self.address()
        made = Family(
            home=home,
            children=tuple(children),
            mother=mother,
            father=father,
            partner=self._adult(self.rng.choice(names), "M", mother.born + self._days(-6, 8)),
            aunt=self._adult(hers, "F", mother.born + self._days(-8, 8)),
            address=address,
            street=street,
        )
        return made, children[births.index(born)]

    def _birth(self, scene, on):
        if scene.unborn:
            return on + timedelta(days=self.rng.randint(70, 135))
        while True:
            if scene.months:
                born = on - timedelta(days=self.rng.randint(scene.months[0] * 31, scene.months[1] * 30))
            else:
                first, last = scene.age
                born = on - timedelta(days=self.rng.randint(int(first * YEAR) + 40, int((last + 1) * YEAR) - 3))
            if scene.suits_school(level_of(born, on)):
                return born

    def _births(self, born, on, is_youngest):
        births = [born]
        for _ in range(self.rng.choice(BROTHERS_AND_SISTERS)):
            older = is_youngest or self.rng.random() < 0.5
            other = (min(births) - self._days(1.2, 3.5)) if older else (max(births) + self._days(1.2, 3.5))
            if 0 <= years_between(other, on) <= 16 and other < on - timedelta(days=200):
                births.append(other)
        return sorted(births)

    def _days(self, first, last):
        return timedelta(days=self.rng.randint(int(first * YEAR), int(last * YEAR)))

    def _mother(self, community, scene, births, on):
        if scene.mother_age:
            years = self.rng.randint(*scene.mother_age)
            return self._adult(community, "F", on - timedelta(days=int(years * YEAR) + self.rng.randint(30, 300)))
        between = (births[-1] - births[0]).days / YEAR
        return self._adult(community, "F", births[0] - self._days(20, min(34, 44 - between)))

    def _adult(self, community, sex, born):
        names = COMMUNITIES[community]
        family = self.deck.draw(f"family {community}", names["families"])
        if not isinstance(family, str):
            family = family[sex == "F"]
        given = self.deck.draw(f"adult {community} {sex}", names["women" if sex == "F" else "men"])
        return Adult(given, family, sex, community, self.rng.choice(names["religions"]), born)

    def _child(self, born, may_have_alias, parents, named_after, schools, on):
        unborn, community = born > on, COMMUNITIES[named_after.community]
        sex = "U" if unborn else self.rng.choice("FM")
        family_name = _formed(named_after.family, sex, community)
        given = "" if unborn else self._unused(community, sex, family_name)
        mother = COMMUNITIES[parents[0].community]
        level = "unborn" if unborn else level_of(born, on)
        return Child(
            given=given,
            family=family_name,
            sex=sex,
            born=born,
            unborn=unborn,
            school=schools.get(level, ""),
            level=level,
            ethnicity=self._ethnicity(*parents),
            language=mother["languages"][0] if self.rng.random() < 0.7 else "English",
            religion=parents[0].religion,
            also=self._also(community, given, family_name, parents) if may_have_alias else "",
        )

    def _unused(self, community, sex, family_name):
        names = community["girls" if sex == "F" else "boys"]
        twofold = [f"{one} {other}" for one in names for other in names if one != other]
        for name in [*self.rng.sample(names, len(names)), *self.rng.sample(twofold, len(twofold))]:
            if (name, family_name) not in self.taken:
                break
        self.taken.add((name, family_name))
        return name

    def _ethnicity(self, mother, father):
        codes = {COMMUNITIES[mother.community]["ethnicity"], COMMUNITIES[father.community]["ethnicity"]}
        return codes.pop() if len(codes) == 1 else MIXED.get(frozenset(codes), "MOTH")

    def _also(self, community, given, family_name, parents):
        spelt = community["spelt"]
        ways = [
            f"{spelt[given]} {family_name}" if given in spelt else "",
            f"{given} {spelt[family_name]}" if family_name in spelt else "",
            f"{given} {parents[0].family}" if parents[0].family != family_name else "",
        ]
        ways = [way for way in ways if way]
        return self.rng.choice(ways) if ways and self.rng.random() < 0.5 else ""

    def _schools(self, scene):
        """The school of each level to which this family's children go: brothers and sisters go to the same."""
        places = {"nursery": "nurseries", "primary": "primaries", "secondary": "secondaries", "college": "colleges"}
        return {} if scene.no_school else {level: self.rng.choice(TOWN[place]) for level, place in places.items()}

    def address(self) -> tuple[str, str]:
        """The street, and the whole address with a postcode that cannot exist."""
        street = self.deck.draw("street", TOWN["streets"])
        number = self.rng.randint(1, 148)
        where = f"{number} {street}"
        if self.rng.random() < 0.3:
            where = f"Flat {self.rng.randint(1, 64)}, {self.rng.choice(TOWN['blocks'])}, {street}"
        letters = "".join(self.rng.choice(NEVER_IN_A_POSTCODE) for _ in range(2))
        return street, f"{where}, Slough {self.rng.choice(TOWN['districts'])} {self.rng.randint(1, 9)}{letters}"


def _formed(family, sex, community):
    pair = next((pair for pair in community["families"] if family in pair and not isinstance(pair, str)), None)
    return pair[sex == "F"] if pair and sex != "U" else family


def level_of(born: date, on: date) -> str:
    """Where a child of that age goes on weekdays: none, nursery, primary, secondary or college."""
    year, months = school_year(born, on), (on - born).days / 30.5
    if year < 0:
        return "nursery" if months >= 30 else "none"
    return "primary" if year <= 6 else "secondary" if year <= 11 else "college"
