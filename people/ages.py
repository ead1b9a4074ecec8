"""A person's age as people say it: in weeks and months for the smallest, with "about" when it is estimated."""

from datetime import date

from people.models import Person

IN_WEEKS, IN_MONTHS = 13, 24
"""Up to 13 weeks an age is said in weeks, up to 24 months in months."""


def age_text(birth_date: date | None, birth_date_is: str, day: date, death_date: date | None = None) -> str:
    """How old somebody is on `day` (London): "6", "5 months", "about 6", "expected 3 Feb 2015"; empty when not known.

    For somebody who has died, the age at death.
    """
    if birth_date is None:
        return ""
    if birth_date > day or birth_date_is == Person.BirthDateIs.EXPECTED:
        return f"expected {said_day(birth_date)}"
    about = "about " if birth_date_is == Person.BirthDateIs.ESTIMATED else ""
    if death_date and death_date <= day:
        return f"died at {about}{_span(birth_date, death_date)}"
    return about + _span(birth_date, day)


def age_of(person: Person, day: date) -> str:
    """The age of `person` on `day`, or that it is not known."""
    text = age_text(person.birth_date, person.birth_date_is, day, person.death_date)
    return text or ("unborn" if person.kind == Person.Kind.UNBORN else "age not known")


def birth_text(birth_date: date | None, birth_date_is: str) -> str:
    """A birth date as what it is: "3 May 2017", "about 3 May 2017 (estimated)", "expected 3 May 2017", or empty."""
    if birth_date is None:
        return ""
    day = said_day(birth_date)
    if birth_date_is == Person.BirthDateIs.EXPECTED:
        return f"expected {day}"
    return f"about {day} (estimated)" if birth_date_is == Person.BirthDateIs.ESTIMATED else day


def born_text(person: Person) -> str:
    """The same in a line about somebody: "born 3 May 2017", "expected 3 May 2017", or empty."""
    text = birth_text(person.birth_date, person.birth_date_is)
    return text if not text or person.birth_date_is == Person.BirthDateIs.EXPECTED else f"born {text}"


def said_day(day: date) -> str:
    """A calendar day in full: "3 Feb 2008"."""
    return f"{day.day} {day:%b %Y}"


def _span(birth_date, day):
    weeks = (day - birth_date).days // 7
    if weeks < IN_WEEKS:
        return f"{weeks} week{'' if weeks == 1 else 's'}"
    months = (day.year - birth_date.year) * 12 + day.month - birth_date.month - (day.day < birth_date.day)
    if months < IN_MONTHS:
        return f"{months} months"
    return str(months // 12)
