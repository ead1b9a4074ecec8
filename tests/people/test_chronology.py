"""What has happened to somebody: narrowed, printed, taken along as a file, and nothing that the reader may not see."""

import re
from datetime import date

import pytest
import typst
from django.utils import timezone

from people.chronology_pdf import NO_LETTERS
from people.models import Address, ProtectedAddress
from people.views import chronology as view
from tests.factories import people
from tests.factories.cast import signed_in
from tests.factories.contacts import AVA, BEN, contact_at, do

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(cast, ava):
    """Ava, of whom a contact was decided, and who moved when she was two."""
    contact = contact_at("awaiting_decision", cast, children=[AVA | {"who": ava.reference}])
    do(contact, "decide_early_help", cast.dana, rationale="They would like help")
    Address.objects.create(person=ava, lines="1 High Street", from_date=date(2010, 3, 4), to_date=date(2011, 1, 1))
    ProtectedAddress.objects.create(person=ava, lines="9 Refuge Row", from_date=date(2012, 1, 1), because="Her father")
    return ava


def page(reads, user, person, more=""):
    """The chronology's page."""
    return reads(user, f"/people/{person.reference}/chronology/{more}")


def kinds(shown):
    """The kinds of entry on it."""
    return [entry["data-chronology"] for entry in shown.all("[data-chronology]")]


def test_everything_stands_there_newest_first_with_the_age_then(cast, known, reads):
    shown = page(reads, cast.cleo, known)
    assert sorted(kinds(shown)) == ["contact", "decision", "early_help", "move"]
    days = [entry["data-on"] for entry in shown.all("[data-chronology]")]
    assert days == sorted(days, reverse=True)
    assert shown.first("[data-chronology=move] .event__age").text == "2"


def test_a_contact_says_how_it_begins_to_who_may_know_of_it(cast, ava, reads):
    told = {"concerns": "Seen with a bruise on the left cheek."}
    contact = contact_at("awaiting_decision", cast, children=[AVA | {"who": ava.reference}, BEN], **told)
    shown = page(reads, cast.dana, ava).first("[data-chronology=contact]").get_text(" ")
    assert "Awaiting decision · Seen with a bruise on the left cheek." in shown
    people.staff_relation(cast.dana, contact.children.last().person, timezone.now())
    assert "bruise" not in page(reads, cast.dana, ava).text


def test_it_is_narrowed_by_kind_and_by_day(cast, known, reads):
    shown = page(reads, cast.cleo, known, "?kind=move&kind=decision&until=1/1/2011")
    assert kinds(shown) == ["move"]
    assert "3 left out" in shown.text
    assert kinds(page(reads, cast.cleo, known, "?since=1/1/2011&kind=move")) == []


def test_what_cannot_be_read_narrows_nothing_and_is_said_by_its_field(cast, known, reads):
    shown = page(reads, cast.cleo, known, "?since=yesterday")
    assert len(kinds(shown)) == 4
    assert shown.first("[data-error-for=since]")


def test_a_protected_address_is_no_entry_for_anybody(cast, known, reads):
    assert "Refuge" not in page(reads, cast.dana, known).text


def test_who_may_not_know_of_the_work_is_told_nothing_of_it(cast, known, reads):
    people.staff_relation(cast.cleo, people.person("Nan", "adult", known.recorded_at), known.recorded_at)
    assert page(reads, cast.nosy, known).status in (403, 404)
    people.staff_relation(cast.cleo, known, known.recorded_at)
    assert page(reads, cast.cleo, known).status == 404


def told_in_the_file(cast, known, monkeypatch, more="?format=pdf"):
    """What the file was made of, and the answer."""
    told = []
    made = view.chronology_pdf
    monkeypatch.setattr(view, "chronology_pdf", lambda given: told.append(given) or made(given))
    return signed_in(cast.cleo).get(f"/people/{known.reference}/chronology/{more}"), told[0]


def test_the_file_is_a_tagged_pdf_whose_name_is_nobodys(cast, known, monkeypatch):
    answer, told = told_in_the_file(cast, known, monkeypatch)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="chronology-{known.reference}.pdf"'
    assert answer.content.startswith(b"%PDF-")
    assert re.search(rb"/MarkInfo\s*<<\s*/Marked true", answer.content)
    assert b"pdfuaid:part" in answer.content
    assert {entry["source"] for entry in told["entries"]} == {"contact", "decision", "early_help", "move"}
    assert "Refuge" not in str(told)


def test_the_file_holds_what_the_page_was_narrowed_to(cast, known, monkeypatch):
    _, told = told_in_the_file(cast, known, monkeypatch, "?kind=move&format=pdf")
    assert [entry["source"] for entry in told["entries"]] == ["move"]
    assert "3 entries left out" in told["about"]


@pytest.mark.parametrize("name", ["ভালো", "👩‍👧‍👦", "#import x; $ * _ <b>", "שלום"])
def test_whatever_stands_in_it_the_file_can_be_had(cast, known, name):
    known.given_name = name
    known.save()
    answer = signed_in(cast.cleo).get(f"/people/{known.reference}/chronology/?format=pdf")
    assert answer.content.startswith(b"%PDF-")


def test_where_letters_lack_the_file_says_so(cast, known, monkeypatch):
    made = []
    compiled = typst.compile
    monkeypatch.setattr(typst, "compile", lambda *path, **how: made.append(how) or compiled(*path, **how))
    known.given_name = "👩‍👧‍👦"
    known.save()
    signed_in(cast.cleo).get(f"/people/{known.reference}/chronology/?format=pdf")
    assert NO_LETTERS in made[-1]["sys_inputs"]["told"]
