"""The tables of the Standard Safeguarding Dataset that are read here, with their columns (spec/STATUTORY section 3)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mainsystem.services.cells import code, day, lines_of_address, nhs_number, text, upn, words
from mainsystem.services.reading import Unreadable
from people.codes import Disability, Ethnicity, Gender, Sex, UpnUnknown

KEY = 48
"""The dataset's keys have at most so many signs."""
NOTHING = "NULL"
"""What a database writes into an empty cell. Somebody may be called Null."""


@dataclass(frozen=True)
class Column:
    """One column: its name in the dataset, ours, and how a cell is read.

    A `needed` one is in every file, a `filled` one is never empty. A row is read without a cell that cannot be read,
    for a child of whom something is missing must be found all the same. Without a `strict` or filled one it is not:
    a case whose end nobody can read would look open.
    """

    name: str
    ours: str
    read: Callable[[str], object]
    needed: bool = False
    filled: bool = False
    strict: bool = False


@dataclass(frozen=True)
class Table:
    """One file of the dataset."""

    slug: str
    label: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> Column:
        """The row's own key, always the first column."""
        return self.columns[0]

    @property
    def prefix(self) -> str:
        """What all its columns begin with."""
        return self.key.name.split("_")[0] + "_"

    def lacks(self, header: Iterable[str]) -> list[str]:
        """The columns that every file has and this one not."""
        return [column.name for column in self.columns if column.needed and column.name not in header]


def key(name, ours):
    """A column that names a row, here or in another table."""
    return Column(name, ours, text(KEY), needed=True, filled=True)


TABLES = (
    Table(
        "person",
        "People",
        (
            key("pers_person_id", "key"),
            Column("pers_forename", "given_name", words(100), needed=True),
            Column("pers_surname", "family_name", words(255), needed=True),
            Column("pers_dob", "birth_date", day, needed=True),
            Column("pers_expected_dob", "expected_date", day),
            Column("pers_death_date", "death_date", day),
            Column("pers_sex", "sex", code(Sex)),
            Column("pers_gender", "gender", code(Gender)),
            Column("pers_ethnicity", "ethnicity", code(Ethnicity)),
            Column("pers_nationality", "nationality", text(60)),
            Column("pers_upn", "upn", upn),
            Column("pers_upn_unknown", "upn_unknown", code(UpnUnknown)),
            Column("pers_single_unique_id", "nhs_number", nhs_number),
        ),
    ),
    Table(
        "professional",
        "Professionals",
        (key("prof_professional_id", "key"), Column("prof_professional_name", "name", words(160), needed=True)),
    ),
    Table(
        "department",
        "Departments",
        (key("dept_team_id", "key"), Column("dept_team_name", "name", words(120), needed=True, filled=True)),
    ),
    Table(
        "mother",
        "Mothers",
        (
            key("moth_table_id", "key"),
            key("moth_person_id", "mother"),
            key("moth_childs_person_id", "child"),
        ),
    ),
    Table(
        "family",
        "Families",
        (key("fami_table_id", "key"), key("fami_family_id", "family"), key("fami_person_id", "person")),
    ),
    Table(
        "address",
        "Addresses",
        (
            key("addr_table_id", "key"),
            key("addr_person_id", "person"),
            Column("addr_address_start_date", "from_date", day, needed=True),
            Column("addr_address_end_date", "to_date", day, needed=True),
            Column("addr_address_postcode", "postcode", text(15), needed=True),
            Column("addr_address_json", "lines", lines_of_address, needed=True),
        ),
    ),
    Table(
        "identifier",
        "Linked identifiers",
        (
            key("link_table_id", "key"),
            key("link_person_id", "person"),
            Column("link_identifier_type", "kind", words(100), needed=True, filled=True),
            Column("link_identifier_value", "value", text(100), needed=True, filled=True),
            Column("link_valid_to_date", "to_date", day, strict=True),
        ),
    ),
    Table(
        "disability",
        "Disabilities",
        (
            key("disa_table_id", "key"),
            key("disa_person_id", "person"),
            Column("disa_disability_code", "code", code(Disability), needed=True, filled=True),
        ),
    ),
    Table(
        "involvement",
        "Involvements",
        (
            key("invo_involvements_id", "key"),
            key("invo_person_id", "person"),
            Column("invo_professional_team", "team", words(120), needed=True, filled=True),
            Column("invo_professional_id", "professional", text(KEY), needed=True),
            Column("invo_professional_role_id", "role", words(200)),
            Column("invo_involvement_start_date", "from_date", day, needed=True, filled=True),
            Column("invo_involvement_end_date", "to_date", day, needed=True, strict=True),
        ),
    ),
)
"""In the order in which they are read: what others name comes first."""
BY_SLUG = {table.slug: table for table in TABLES}


def table_of(header: list[str]) -> Table:
    """The table that a header belongs to. Raises `Unreadable` for a file of no table, or one that lacks a column."""
    table = next((table for table in TABLES if any(name.startswith(table.prefix) for name in header)), None)
    if table is None:
        known = ", ".join(f"{table.prefix}…" for table in TABLES)
        raise Unreadable(f"Its columns are of no table that is read here. They begin with {known}.")
    lacking = table.lacks(header)
    if lacking:
        raise Unreadable(f"It lacks the column{'s' if len(lacking) > 1 else ''} {', '.join(lacking)}.")
    return table


@dataclass(frozen=True)
class Problem:
    """Something wrong in one row: by which column, why, and whether the row is not read because of it."""

    column: str
    why: str
    refused: bool = False


def said(table: Table, cells: Mapping[str, str]) -> tuple[dict, list[Problem]]:
    """What a row says, by our names, and all that is wrong with it. A column that the file lacks says nothing."""
    if not cells:
        return {}, [Problem("", "More or fewer cells than columns", refused=True)]
    facts, problems = {}, []
    for column in (column for column in table.columns if column.name in cells):
        cell = cells[column.name].strip()
        cell = "" if cell == NOTHING else cell
        try:
            if column.filled and not cell:
                raise ValueError("Empty")
            facts[column.ours] = column.read(cell)
        except ValueError as error:
            problems.append(Problem(column.name, str(error), refused=column.filled or column.strict))
    return facts, problems
