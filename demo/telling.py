"""The form as the recorder fills it in: what was said of each essential item, and where it was not known, why."""

from collections.abc import Sequence
from datetime import date, datetime
from random import Random
from uuid import UUID

from contacts.services.essential import ITEMS
from demo.days import school_open
from demo.families import COMMUNITIES, Child, Family
from demo.scenes import Scene
from demo.writing import Writer, read
from directory.london import LONDON
from people.codes import Ethnicity

ANSWERS = read("answers.toml")
UNSURE = {
    "school": 0.07,
    "health": 0.07,
    "police": 0.3,
    "neighbour": 0.55,
    "anonymous": 0.75,
    "family": 0.1,
    "agency": 0.15,
}
"""How often a teller of that kind does not know something."""
ALWAYS_SAID = {"concerns", "alleged_perpetrator", "immediate_protection", "current_location_and_condition"}
PARENTS = "parents_"
TOLD_BY_STORY = {
    "address": "address",
    "safety_alerts": "alerts",
    "current_location_and_condition": "now",
    "immediate_protection": "protection",
    "alleged_perpetrator": "perpetrator",
    "referrer_relationship": "relationship",
    "parental_knowledge": "knows",
}
"""The items for which a scene may have words of its own."""


class Telling:
    """Fills in one form. `missing` is how much of it stays empty without a reason: a draft, or an urgent contact."""

    def __init__(self, scene: Scene, family: Family, child: Child, received: datetime, writer: Writer, rng: Random):
        self.scene, self.family, self.child, self.received = scene, family, child, received
        self.writer, self.rng = writer, rng
        self.day = received.astimezone(LONDON).date()

    def once(self, missing: float) -> dict[str, str]:
        """What is asked once, and of the parents."""
        said = {"concerns": self.concerns()}
        for item in ITEMS:
            if not item.of_child and item.slug != "concerns":
                said |= self._answer(item.slug, item.slug, missing)
            elif item.of_parents:
                said |= self._answer(item.slug, PARENTS + item.slug, missing)
        return said

    def concerns(self) -> str:
        """The story."""
        said = [self.writer.draw(f"{self.scene.slug} {n}", likes) for n, likes in enumerate(self.scene.concerns)]
        return " ".join(said)

    def of(self, pile: str, likes: Sequence[str]) -> str:
        """A sentence of this scene: a rationale, a task, advice."""
        return self.writer.draw(f"{self.scene.slug} {pile}", likes)

    def _answer(self, slug, field, missing):
        if slug not in ALWAYS_SAID and self.rng.random() < missing:
            return {}
        own = getattr(self.scene, TOLD_BY_STORY.get(slug, ""), None)
        if own:
            return {field: self.of(slug, own)}
        if slug in ANSWERS["not_known"] and slug not in ALWAYS_SAID and self.rng.random() < UNSURE[self.scene.group]:
            return {field + "_not_known": self._why_not_known(slug)}
        return {field: getattr(self, f"_{slug}")()}

    def _address(self):
        return self.family.address

    def _parental_responsibility(self):
        kind = "unborn" if self.child.unborn else self.family.home
        return self.writer.draw(f"responsibility {kind}", ANSWERS["responsibility"][kind])

    def _household_members(self):
        family, home = self.family, self.family.home
        grown = {
            "couple": [("mother", family.mother), ("father", family.father)],
            "mother": [("mother", family.mother)],
            "father": [("father", family.father)],
            "step": [("mother", family.mother), ("mother's partner", family.partner)],
            "friend": [("carer", family.aunt)],
        }[home]
        said = [f"{adult.full} ({part}, {self._born(adult.born)})" for part, adult in grown]
        children = [child for child in family.children if child is not self.child and not child.unborn]
        said += [
            f"{child.given} {child.family} ({'sister' if child.sex == 'F' else 'brother'}, born {child.born:%d/%m/%Y})"
            for child in children
        ]
        return ", ".join(said) + "."

    def _born(self, born: date):
        return f"born {born:%d/%m/%Y}" if self.rng.random() < 0.7 else "birth date not known"

    def _ethnicity_language_religion(self):
        mother, father = (self._background(adult) for adult in (self.family.mother, self.family.father))
        return f"Mother: {mother}. Father: {'the same' if father == mother else father}."

    def _background(self, adult):
        community = COMMUNITIES[adult.community]
        return ", ".join([Ethnicity(community["ethnicity"]).label, community["languages"][0], adult.religion])

    def _special_needs(self):
        return self.writer.draw("needs parents", ANSWERS["needs"]["parents"])

    def _safety_alerts(self):
        kind = "some" if self.rng.random() < 0.12 else "any"
        return self.writer.draw(f"alerts {kind}", ANSWERS["alerts"][kind])

    def _current_location_and_condition(self):
        kind = self._years()
        local = self.received.astimezone(LONDON)
        if kind in ("school", "teen") and school_open(self.day) and 9 <= local.hour < 15:
            kind = "at_school"
        return self.writer.draw(f"now {kind}", ANSWERS["now"][kind])

    def _years(self):
        if self.child.level in ("none", "unborn"):
            return "baby"
        return {"nursery": "small", "primary": "school"}.get(self.child.level, "teen")

    def _immediate_protection(self):
        return self.writer.draw("protection", ANSWERS["protection"]["any"])

    def _alleged_perpetrator(self):
        return self.writer.draw("perpetrator", ANSWERS["perpetrator"]["any"])

    def _referrer_relationship(self):
        return self.writer.draw(f"relationship {self.scene.group}", ANSWERS["relationship"][self.scene.group])

    def _parental_knowledge(self):
        return self.writer.draw(f"knows {self.scene.group}", ANSWERS["knows"][self.scene.group])

    def _other_agencies(self):
        return self.writer.draw(f"agencies {self._years()}", ANSWERS["agencies"][self._years()])

    def child_form(self, child: Child, missing: float, named: bool, on_file: bool) -> dict[str, str]:
        """One child's part of the form; `named` says whether the teller knows what the family is called.

        Of a child who is on file already the teller may use the other spelling.
        """
        said = {"row": str(UUID(int=self.rng.getrandbits(128), version=4)), "birth_date_is": "exact"}
        said |= self._name(child, named, on_file) | self._birth(child, named, missing) | self._school(child, missing)
        said["sex"] = child.sex
        said |= self._background_of(child, missing) | self._needs(child, missing)
        return said

    def _because(self, slug, pile=""):
        return {f"{slug}_not_known": self._why_not_known(pile or slug)}

    def _why_not_known(self, pile):
        group = self.scene.group
        strange = {"notification"} - ({"notification"} if group == "police" else set())
        strange |= {"caller"} if self.scene.professional else {"referrer"}
        likes = [why for why in ANSWERS["not_known"][pile] if not any(word in why.lower() for word in strange)]
        return self.writer.draw(f"not known {pile} {group}", likes or ["Not known to the referrer"])

    def _name(self, child, named, on_file):
        if child.unborn:
            return {"family_name": child.family, "names_not_known": "Unborn and not yet named"}
        if on_file and child.also and self.rng.random() < 0.6:
            given, _, family = child.also.partition(" ")
            return {"given_name": given, "family_name": family}
        if named:
            return {"given_name": child.given, "family_name": child.family, "also_known_as": child.also}
        if self.rng.random() < 0.5:
            return {"given_name": child.given, "names_not_known": "Caller knows the first name only"}
        return self._because("names")

    def _birth(self, child, named, missing):
        if child.unborn:
            return {"birth_date": f"{child.born:%d/%m/%Y}", "birth_date_is": "expected"}
        if not named or (not self.scene.professional and child is not self.child and self.rng.random() < 0.4):
            guess = date(child.born.year, 1, 1)
            return {"birth_date": f"{guess:%d/%m/%Y}", "birth_date_is": "estimated"}
        if self.rng.random() < missing / 2:
            return {}
        if self.rng.random() < UNSURE[self.scene.group] / 3:
            return self._because("date_of_birth")
        return {"birth_date": f"{child.born:%d/%m/%Y}"}

    def _school(self, child, missing):
        if not child.school:
            if child.level in ("primary", "secondary", "college"):
                return {"school_not_known": "Has no school place here yet"}
            return {"school_not_known": "Unborn"} if child.unborn else self._because("school")
        if self.rng.random() < missing:
            return {}
        if self.scene.source not in ("2A", "2B", "3C", "8") and self.rng.random() < UNSURE[self.scene.group]:
            return self._because("school", "school_unknown")
        return {"school": child.school}

    def _background_of(self, child, missing):
        if child.unborn:
            return {"ethnicity_language_religion_not_known": "Unborn"}
        if self.rng.random() < missing:
            return {}
        if self.rng.random() < UNSURE[self.scene.group] * 1.5:
            return self._because("ethnicity_language_religion")
        return {"ethnicity": child.ethnicity, "first_language": child.language, "religion": child.religion}

    def _needs(self, child, missing):
        if self.rng.random() < missing:
            return {}
        if child is self.child and self.scene.special_needs:
            return {"special_needs": self.of("special_needs", self.scene.special_needs)}
        if not child.unborn and self.rng.random() < UNSURE[self.scene.group] / 2:
            return self._because("special_needs")
        kind = "some" if child.level in ("primary", "secondary") and self.rng.random() < 0.18 else "child"
        return {"special_needs": self.writer.draw(f"needs {kind}", ANSWERS["needs"][kind])}
