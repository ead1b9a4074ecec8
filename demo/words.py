"""The words of one story: names, ages and times of day, as the teller would say them."""

from datetime import datetime, timedelta
from random import Random

from demo.days import DAY, MINUTE, last_before, school_year, years_between
from demo.families import COMMUNITIES, TOWN, Child, Family
from demo.scenes import Scene
from demo.writing import Deck
from directory.london import LONDON

NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
PRONOUNS = {
    "F": {"he": "she", "him": "her", "his": "her", "himself": "herself", "boy": "girl", "son": "daughter"},
    "M": {"he": "he", "him": "him", "his": "his", "himself": "himself", "boy": "boy", "son": "son"},
    "U": {
        "he": "the baby",
        "him": "the baby",
        "his": "the baby's",
        "himself": "the baby",
        "boy": "baby",
        "son": "baby",
    },
}


def words_for(
    scene: Scene, family: Family, child: Child, received: datetime, told_at_night: bool, rng: Random, deck: Deck
) -> dict[str, str]:
    """Every word that a scene's sentences may ask for."""
    today = received.astimezone(LONDON).date()
    people = _people(family, child) | {"mother_age": str(years_between(family.mother.born, today))}
    return people | _age(child, today) | _places(child, deck, rng) | _times(scene, received, told_at_night, rng)


def _people(family, child):
    his = PRONOUNS[child.sex]
    carer = family.carer
    of_carer = PRONOUNS[carer.sex]
    return {
        **his,
        "He": his["he"].capitalize(),
        "His": his["his"].capitalize(),
        "child": child.given or "the unborn baby",
        "mother": family.mother.polite,
        "mum": family.mother.given,
        "father": family.father.polite,
        "dad": family.father.full,
        "partner": family.partner.full,
        "man": family.man.full,
        "man_is": {"couple": "husband", "step": "partner"}.get(family.home, "former partner"),
        "carer": carer.polite,
        "parent": "father" if carer.sex == "M" else "mother",
        "aunt": family.aunt.full,
        "his_or_her": of_carer["his"],
        "him_or_her_parent": of_carer["him"],
        "he_or_she_parent": of_carer["he"],
        "street": family.street,
        "language": COMMUNITIES[family.mother.community]["languages"][0],
    }


def _age(child, today):
    months = (today - child.born).days / 30.5
    years = years_between(child.born, today)
    if child.unborn:
        age = f"due {child.born.day} {child.born:%B}"
    elif months < 3:
        age = f"{int((today - child.born).days / 7)} weeks"
    else:
        age = str(years) if years >= 2 else f"{int(months)} months"
    year = school_year(child.born, today)
    named = {0: "Reception", 12: "the first year of sixth form", 13: "the second year of sixth form"}
    return {
        "age": age,
        "weeks": str(40 - (child.born - today).days // 7),
        "round_age": NUMBERS[min(max(years, 1), 12)],
        "year": named.get(year, f"Year {year}" if year > 0 else "the nursery class"),
    }


def _places(child, deck, rng):
    return {
        "school": child.school or "nursery",
        "hospital": deck.draw("hospital", TOWN["hospitals"]),
        "surgery": deck.draw("surgery", TOWN["surgeries"]),
        "borough": deck.draw("borough", TOWN["boroughs"]),
        "firm": deck.draw("firm", TOWN["firms"]),
        "urn": f"Reference {rng.randint(43_100_000, 43_999_999)}",
    }


def _times(scene, received, told_at_night, rng):
    local = received.astimezone(LONDON)
    today, hour = local.date(), local.hour
    return {
        "when": "yesterday" if hour < 11 else "this morning" if hour < 17 else "this afternoon",
        "last_night": "last night" if told_at_night or 5 <= hour < 20 else "tonight" if hour < 5 else "this evening",
        "school_when": _at_work(today, hour, scene.school_day),
        "ago": f"on {today - rng.randint(2, 5) * DAY:%A}",
        "ago_day": f"{today - rng.randint(2, 5) * DAY:%A}",
        **_school_days(today, scene.school_day, rng),
        "at": _incident(scene, local, rng),
    }


def _at_work(today, hour, is_open):
    if is_open(today) and hour >= 10:
        return "this morning" if hour < 15 else "today"
    before = last_before(today, is_open)
    gap = (today - before).days
    return "yesterday" if gap == 1 else f"on {before:%A}" if gap < 7 else "on the last day before the holidays"


def _school_days(today, is_open, rng):
    day = today
    for _ in range(rng.randint(2, 4)):
        day = last_before(day, is_open)
    said = f"{day:%A}" if (today - day).days < 7 else f"{day.day} {day:%B}"
    return {"school_ago": f"on {said}", "school_day": said}


def _incident(scene, local, rng):
    """When the police were there: on the evening or in the night before, or by day when the scene says so."""
    if scene.by_day:
        at = local - timedelta(minutes=rng.randint(100, 600))
        if not 7 <= at.hour < 20:
            at = (local - DAY).replace(hour=rng.randint(9, 18))
    else:
        evening = (local if local.hour >= 22 else local - DAY).replace(hour=18, minute=0)
        latest = min(local - 50 * MINUTE, evening + timedelta(hours=8))
        at = evening + timedelta(minutes=rng.randint(20, max(21, int((latest - evening) / MINUTE))))
    return f"at {at:%H:%M} on {at:%A} {at.day} {at:%B}"


def unnamed(words: dict[str, str]) -> dict[str, str]:
    """The same words where the teller does not know what the family is called."""
    child, parent = f"the {words['boy']}", f"the {words['parent']}"
    return words | {
        "child": child,
        "mother": "the mother",
        "mum": "the mother",
        "father": "the father",
        "dad": "the father",
        "partner": "the mother's partner",
        "man": "the man",
        "carer": parent,
        "aunt": "a relative",
    }
