"""Files as the main case system extracts them, about people who do not exist."""

import csv
import json
import random
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

from stdnum.gb import upn

COLUMNS = {
    "person": (
        "pers_person_id", "pers_forename", "pers_surname", "pers_dob", "pers_expected_dob", "pers_death_date",
        "pers_sex", "pers_gender", "pers_ethnicity", "pers_nationality", "pers_upn", "pers_upn_unknown",
        "pers_single_unique_id",
    ),
    "professional": ("prof_professional_id", "prof_professional_name"),
    "department": ("dept_team_id", "dept_team_name"),
    "mother": ("moth_table_id", "moth_person_id", "moth_childs_person_id"),
    "family": ("fami_table_id", "fami_family_id", "fami_person_id"),
    "address": (
        "addr_table_id", "addr_person_id", "addr_address_start_date", "addr_address_end_date", "addr_address_postcode",
        "addr_address_json",
    ),
    "identifier": (
        "link_table_id", "link_person_id", "link_identifier_type", "link_identifier_value", "link_valid_from_date",
        "link_valid_to_date",
    ),
    "disability": ("disa_table_id", "disa_person_id", "disa_disability_code"),
    "involvement": (
        "invo_involvements_id", "invo_person_id", "invo_professional_team", "invo_professional_id",
        "invo_professional_role_id", "invo_involvement_start_date", "invo_involvement_end_date",
    ),
}  # fmt: skip
GIVEN = ("Ava", "Ben", "Cara", "Dilan", "Eve", "Farid", "Grace", "Hana", "Idris", "Jess", "Kofi", "Lily")
FAMILY = ("Hall", "Moss", "Okoro", "Singh", "Byrne", "Novak", "Ahmed", "Price", "O'Neil", "Carter-Wood")
STREETS = ("Elm Road", "Mill Lane", "Station Road", "The Green", "High Street", "Chapel Hill")
TEAMS = tuple(f"Assessment {number}" for number in range(1, 9))
WORKERS = 120
DAY = date(2014, 7, 6)


def csv_of(table: str, *rows: dict, columns: tuple[str, ...] = ()) -> bytes:
    """One file: a line for each of `rows`, in which a column that is not named is empty."""
    text = StringIO()
    writer = csv.DictWriter(text, columns or COLUMNS[table], restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def address_json(house: int, street: str) -> str:
    """The dataset's address."""
    return json.dumps({"HOUSE": str(house), "STREET": street, "TOWN": "Slough", "UPRN": None})


def extract(people: int, seed: int = 1) -> dict[str, bytes]:
    """An invented authority: a third are mothers, each with two children, a family and an address each; most have
    or had a case."""
    chance, rows = random.Random(seed), {table: [] for table in COLUMNS}
    for number in range(WORKERS):
        name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
        rows["professional"].append({"prof_professional_id": f"W{number}", "prof_professional_name": name})
    for number, team in enumerate(TEAMS):
        rows["department"].append({"dept_team_id": f"T{number}", "dept_team_name": team})
    for number in range(1, people + 1):
        _add_person(rows, number, chance)
    return {table: csv_of(table, *rows[table]) for table in COLUMNS}


def _add_person(rows, number, chance):
    mother, place = number - (number - 1) % 3, (number - 1) % 3
    born = date(1985, 1, 1) + timedelta(days=chance.randrange(3000)) if not place else None
    born = born or DAY - timedelta(days=30 + chance.randrange(5500))
    rows["person"].append(
        {
            "pers_person_id": f"P{number}",
            "pers_forename": chance.choice(GIVEN),
            "pers_surname": f"{FAMILY[mother % len(FAMILY)]}",
            "pers_dob": f"{born:%Y-%m-%d} 00:00:00",
            "pers_sex": chance.choice("FM") if place else "F",
            "pers_ethnicity": chance.choice(("WBRI", "AIND", "BAFR", "NOBT")),
        }
    )
    rows["family"].append(
        {"fami_table_id": f"F{number}", "fami_family_id": f"G{mother}", "fami_person_id": f"P{number}"}
    )
    rows["address"].append(
        {
            "addr_table_id": f"A{number}",
            "addr_person_id": f"P{number}",
            "addr_address_start_date": "2010-01-01",
            "addr_address_postcode": f"SL{mother % 9 + 1} {mother % 9}AB",
            "addr_address_json": address_json(mother % 200 + 1, STREETS[mother % len(STREETS)]),
        }
    )
    if place:
        rows["mother"].append(
            {"moth_table_id": f"M{number}", "moth_person_id": f"P{mother}", "moth_childs_person_id": f"P{number}"}
        )
        _add_cases(rows, number, chance)
    if place == 1:
        _add_numbers(rows, number)


def _add_numbers(rows, number):
    former = f"801{number:08}0"
    values = {"Former Unique Pupil Number": upn.calc_check_digit(former) + former, "Case Number": f"C{number}"}
    for kind, value in values.items():
        rows["identifier"].append(
            {
                "link_table_id": f"L{number}{kind[0]}",
                "link_person_id": f"P{number}",
                "link_identifier_type": kind,
                "link_identifier_value": value,
            }
        )
    code = ("NONE", "LD", "AUT")[number // 3 % 3]
    rows["disability"].append(
        {"disa_table_id": f"D{number}", "disa_person_id": f"P{number}", "disa_disability_code": code}
    )


def _add_cases(rows, number, chance):
    start = DAY - timedelta(days=400 + chance.randrange(600))
    for turn in range(chance.randrange(4)):
        ended = turn < 2 and start + timedelta(days=100)
        rows["involvement"].append(
            {
                "invo_involvements_id": f"I{number}-{turn}",
                "invo_person_id": f"P{number}",
                "invo_professional_team": f"T{number % len(TEAMS)}",
                "invo_professional_role_id": "Allocated Case Worker",
                "invo_professional_id": f"W{chance.randrange(WORKERS)}",
                "invo_involvement_start_date": f"{start:%Y-%m-%d}",
                "invo_involvement_end_date": f"{ended:%Y-%m-%d}" if ended else "",
            }
        )
        start += timedelta(days=150)


def write(folder: Path, files: dict[str, bytes]) -> None:
    """The files, each under its table's name, as a nightly job finds them."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, content in files.items():
        (folder / f"ssd_{table}.csv").write_bytes(content)
