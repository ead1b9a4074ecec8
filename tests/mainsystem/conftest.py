"""An administrator who sends extracts in, and what has come of it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from directory.roles import Role
from mainsystem.tasks import read_imports
from people.models import Person
from tests.acceptance.front import Page
from tests.factories.cast import make_user, signed_in
from tests.factories.main_system import csv_of


@pytest.fixture(autouse=True)
def stored(settings, tmp_path):
    """Where the files of this test are kept."""
    folder = tmp_path / "stored"
    default = settings.STORAGES["default"]
    default = default | {"OPTIONS": default["OPTIONS"] | {"location": folder}}
    settings.STORAGES = settings.STORAGES | {"default": default}
    return folder / "main-system"


@pytest.fixture
def ada(db):
    """A system administrator."""
    return make_user("Ada", Role.SYSTEM_ADMIN)


@pytest.fixture
def admin(ada):
    """Ada's browser."""
    return signed_in(ada)


class Sender:
    """Sends files in through the page, and has the worker read them."""

    def __init__(self, browser):
        self.browser = browser

    def send(self, *contents: bytes, as_of="7/7/2014 06:00", key=None):
        """The answer to the form; the files are named 1.csv, 2.csv…"""
        files = [SimpleUploadedFile(f"{number}.csv", content) for number, content in enumerate(contents, 1)]
        said = {"files": files, "as_of": as_of, "key": str(key or uuid4())}
        return Page(self.browser.post("/main-system/", said), "/main-system/")

    def read(self, *contents: bytes, **said) -> "Report":
        """The report once all is read."""
        answer = self.send(*contents, **said)
        assert answer.status == 302, answer.refusal
        while self.report(answer.response.url).under_way:
            read_imports()
        return self.report(answer.response.url)

    def report(self, address: str) -> "Report":
        """What the page of an import says."""
        return Report(Page(self.browser.get(address), address))


class Report:
    """The page of one import."""

    def __init__(self, page: Page):
        self.page = page
        self.state = page.first("#import")["data-state"]
        self.under_way = page.first("#import").has_attr("hx-get")

    def figures(self, table: str) -> dict[str, int]:
        """The figures of one file that are not nought."""
        cells = self.page.all(f"[data-table={table}] [data-figure]")
        found = {cell["data-figure"]: int(cell.get_text()) for cell in cells}
        return {name: count for name, count in found.items() if count}

    def problems(self) -> list[list[str]]:
        """Column, reason, how many rows, what became of them, and the first lines, of each kind of problem."""
        return [
            [cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in self.page.all("[data-problem]")
        ]


@pytest.fixture
def sender(admin):
    """Ada at the page."""
    return Sender(admin)


def somebody(number: str, **said) -> dict:
    """A row about a person."""
    named = {"pers_person_id": number, "pers_forename": "Ava", "pers_surname": "Hall", "pers_dob": "2008-02-03"}
    return named | said


def people_file(*numbers: str, **said) -> bytes:
    """A file of people who differ by their numbers."""
    return csv_of("person", *(somebody(number, **said) for number in numbers))


def case(number: str, person: str, start="2014-01-10", end="", team="Assessment 1", worker="", role="") -> dict:
    """A row about a team's work with somebody."""
    return {
        "invo_involvements_id": number,
        "invo_person_id": person,
        "invo_professional_team": team,
        "invo_professional_id": worker,
        "invo_professional_role_id": role,
        "invo_involvement_start_date": start,
        "invo_involvement_end_date": end,
    }


def person(number: str) -> Person:
    """Whoever bears this number of the main system."""
    return Person.objects.get(main_system_id=number)


NOW = datetime(2014, 7, 7, 9, 0, tzinfo=UTC)
