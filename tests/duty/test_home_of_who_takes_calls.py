"""Whoever takes calls begins with a new contact and the drafts that they have not finished."""

from datetime import timedelta

import pytest

from directory.roles import Role
from tests.duty.conftest import MONDAY
from tests.factories.cast import make_user
from tests.factories.contacts import bare_draft, draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "swept")]
RECORDERS = [Role.CSO, Role.RECEPTION, Role.CONTACT_CENTRE]


@pytest.mark.parametrize("role", RECORDERS)
def test_the_way_to_begin_stands_on_top_and_the_drafts_under_it(reads, role):
    user = make_user("Somebody", role)
    older, newer = (bare_draft(user, MONDAY - timedelta(hours=ago), concerns="A bruise") for ago in (3, 1))
    page = reads(user, "/my-work/")
    assert page.first("main a")["href"] == "/contacts/new/"
    assert [section["id"] for section in page.all("main section")] == ["drafts", "todo", "recorded"]
    rows = page.all("#drafts tr[data-reference]")
    assert [row["data-reference"] for row in rows] == [older.reference, newer.reference]
    assert all(row.select_one("[data-deadline=contact_decision]") for row in rows)


def test_whoever_is_given_work_begins_with_that(cast, reads):
    draft(cast.sam)
    page = reads(cast.sam, "/my-work/")
    assert [section["id"] for section in page.all("main section")] == ["todo", "drafts", "recorded"]
    assert page.first(".begin") is None
