"""`prioritise`: how likely section 47, section 17, early help."""

import pytest

from tests.factories.contacts import contact_at, do
from tests.workflow.seeing import MONDAY, mailed, place
from workflow.models import Slip

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["draft", "awaiting_decision"])
@pytest.mark.parametrize(
    ("priority", "rank"), [("urgent", 0), ("assessment", 1), ("early_help", 1), ("information", 1)]
)
def test_the_slip_carries_the_priority_and_nothing_moves(cast, state, priority, rank):
    contact = contact_at(state, cast, MONDAY)
    lay = place(contact)
    contact = do(contact, "prioritise", cast.emma, MONDAY, priority=priority)
    slip = Slip.about(contact).get()
    assert (contact.state, place(contact)) == (state, lay)
    assert (contact.priority, slip.priority, slip.rank) == (priority, priority, rank)


def test_what_was_urgent_may_be_found_not_to_be(cast):
    contact = do(contact_at("awaiting_decision", cast, MONDAY), "prioritise", cast.emma, MONDAY, priority="urgent")
    contact = do(contact, "prioritise", cast.dana, MONDAY, priority="information")
    assert Slip.about(contact).get().rank == 1


def test_nobody_is_told(cast):
    assert mailed(do(contact_at("draft", cast, MONDAY), "prioritise", cast.emma, MONDAY, priority="urgent")) == []
