"""People and words as a tray's cells show them, read as JSON inside the one query of each process."""

from collections.abc import Sequence
from datetime import date

from django.db.models.functions import JSONObject

from people.ages import age_of
from people.models import Person

TEXTS = (
    "kind", "given_name", "family_name", "birth_date_is", "sex", "school", "ethnicity", "first_language", "religion",
    "special_needs",
)  # fmt: skip
DATES = ("birth_date", "death_date")


def person_json(path: str = "") -> JSONObject:
    """What a cell needs of the person at the end of `path`, as one value of a query."""
    return JSONObject(**{name: path + name for name in ("id", *TEXTS, *DATES)})


def person_of(found: dict) -> Person:
    """The person that `person_json` read: not to be saved, and without a reference."""
    days = {name: found[name] and date.fromisoformat(found[name]) for name in DATES}
    return Person(reference="", **(found | days))


def children_cells(children: Sequence[Person], day: date) -> dict:
    """The first child with age on `day`, the others in a line beneath, and whose case status the row is to show."""
    if not children:
        return {"child": "Nobody named yet", "age": "", "others": "", "known_of": ()}
    first, *others = children
    named = (f"{other.full_name}, {age_of(other, day)}" for other in others)
    return {
        "child": first.full_name,
        "age": age_of(first, day),
        "others": "and " + "; ".join(named) if others else "",
        "known_of": tuple(child.pk for child in children),
    }


def first_words(text: str, most: int = 140) -> str:
    """The beginning of a text, cut between words."""
    text = " ".join(text[: most * 2].split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",.;:") + "…"
