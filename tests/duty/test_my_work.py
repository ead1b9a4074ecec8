"""My work shows what is with me, my drafts, and what I recorded today."""

from datetime import timedelta

import pytest

from contacts.models import Contact
from directory.roles import Role
from tests.duty.conftest import MONDAY
from tests.factories import people
from tests.factories.cast import make_user
from tests.factories.contacts import bare_draft, contact_at, draft

S = Contact.State
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "swept")]


def group(page, slug) -> list[str]:
    """The references in one group of the page."""
    return [row["data-reference"] for row in page.all(f"#{slug} tr[data-reference]")]


def test_what_a_manager_assigned_is_mine_to_do_now(cast, reads):
    contact = contact_at(S.WITH_WORKER, cast)
    page = reads(cast.sam, "/my-work/")
    assert group(page, "todo") == [contact.reference]
    assert "Ring the school" in page.first("#todo").text
    assert group(reads(cast.sue, "/my-work/"), "todo") == []


def test_my_drafts_and_what_i_recorded_today_stand_apart(cast, reads, clock):
    draft(cast.cleo, now=MONDAY - timedelta(days=1))
    submitted = contact_at(S.AWAITING_DECISION, cast)
    begun = draft(cast.cleo)
    page = reads(cast.cleo, "/my-work/")
    assert begun.reference in group(page, "drafts")
    assert len(group(page, "drafts")) == 2
    assert group(page, "recorded") == [submitted.reference]
    assert "awaiting decision" in page.first("#recorded").text


def test_reception_sees_its_own_draft_and_no_other(cast, reads):
    draft(cast.cleo)
    mine = bare_draft(cast.rita, concerns="Somebody is at the desk")
    assert group(reads(cast.rita, "/my-work/"), "drafts") == [mine.reference]


def test_ones_own_relation_is_not_there(cast, reads):
    contact = contact_at(S.WITH_WORKER, cast)
    people.staff_relation(cast.sam, contact.children.get().person, MONDAY)
    assert group(reads(cast.sam, "/my-work/"), "todo") == []


def test_an_auditor_is_offered_nothing_to_record(reads):
    page = reads(make_user("Ada", Role.AUDITOR), "/my-work/")
    assert page.first("#drafts") is None
    assert page.first("#todo .empty")
