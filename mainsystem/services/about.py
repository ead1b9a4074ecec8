"""What the main system says of a person in rows of their own: numbers and disabilities."""

from directory.london import london_day
from mainsystem.services.batch import Batch, digest
from mainsystem.services.cells import nhs_number, upn
from people.codes import Disability

PLACES = {
    "nhs number": ("nhs_number", nhs_number),
    "unique pupil number": ("upn", upn),
    "former unique pupil number": ("former_upn", upn),
}
"""Of the dataset's kinds of number, those that have a place here, and how each is read."""


def write_identifiers(batch: Batch) -> None:
    """A number of somebody's, where none is on file or the one that this row gave before.

    A pupil number whose time is over is a former one. A kind of number that has no place here is passed over.
    """
    for row in batch.good():
        _place(row, london_day(batch.of.as_of))
    batch.find(person="link_person_id")
    changed, news = {}, {row.key for row in batch.to_write()}
    for row in (row for row in batch.good() if "place" in row.facts):
        name, person, value = row.facts["place"], row.people["person"], row.facts["value"]
        on_file = getattr(person, name)
        if on_file not in ("", value) and digest(on_file) != row.before.get("value"):
            row.note("link_identifier_value", "Another number is on file")
        elif on_file != value and row.key in news:
            setattr(person, name, value)
            if name == "upn":
                person.upn_unknown = ""
            changed[person.pk] = person
    batch.change_people(changed.values(), "nhs_number", "upn", "upn_unknown", "former_upn")


def _place(row, day):
    """Say which fact of a person a row gives, and read its number."""
    name, read = PLACES.get(row.facts["kind"].lower(), (None, None))
    ended = row.facts.get("to_date") and row.facts["to_date"] <= day
    if name is None or (ended and name == "nhs_number"):
        row.pass_over()
        return
    try:
        row.facts |= {"place": "former_upn" if ended else name, "value": read(row.facts["value"])}
    except ValueError as error:
        row.refuse("link_identifier_value", str(error))


def write_disabilities(batch: Batch) -> None:
    """What somebody is disabled by, beside what is on file; that there is nothing stands alone."""
    batch.find(person="disa_person_id")
    said = {}
    for row in batch.to_write():
        person = row.people["person"]
        codes = said.setdefault(person.pk, (person, set(person.disabilities)))[1]
        if "person" not in row.changes:
            codes -= {code for code in Disability.values if digest(code) == row.before.get("code")}
        codes.add(row.facts["code"])
    for row in batch.to_write():
        others = said[row.people["person"].pk][1] - {Disability.NONE}
        if others and row.facts["code"] == Disability.NONE:
            row.note("disa_disability_code", "Another disability is on file")
    for person, codes in said.values():
        codes -= {Disability.NONE} if len(codes) > 1 else set()
        person.disabilities = [code for code in Disability.values if code in codes]
    batch.change_people([person for person, _ in said.values()], "disabilities")
