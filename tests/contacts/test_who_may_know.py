"""Who may know of a contact: the duty side, and of a draft whoever recorded it; nobody of their own relation's."""

import pytest

from directory.roles import DUTY_SIDE, Role
from tests.acceptance.front import Page
from tests.factories.cast import make_user, signed_in
from tests.factories.contacts import bare_draft, contact_at, do
from tests.factories.people import staff_relation
from tests.workflow.seeing import MONDAY

pytestmark = pytest.mark.django_db


def status(user, address) -> int:
    """What a user is answered, as a number."""
    return Page(signed_in(user).get(address), address).status


@pytest.mark.parametrize("role", Role)
def test_a_contact_is_known_to_the_duty_side_and_to_nobody_else(cast, role):
    contact = contact_at("awaiting_decision", cast)
    assert status(make_user("Somebody", role), contact.get_absolute_url()) == (200 if role in DUTY_SIDE else 404)


def test_a_contact_about_ones_own_relation_is_not_there(cast):
    contact = contact_at("awaiting_decision", cast)
    staff_relation(cast.dana, contact.children.get().person, MONDAY)
    assert status(cast.dana, contact.get_absolute_url()) == 404
    assert status(cast.dev, contact.get_absolute_url()) == 200


def test_a_draft_is_known_to_whoever_recorded_it_and_to_the_duty_side(cast):
    address = f"{bare_draft(cast.rita, concerns='Somebody is at the desk').get_absolute_url()}edit/"
    another = make_user("Roy", Role.RECEPTION)
    assert {user.name: status(user, address) for user in (cast.rita, cast.cleo, another)} == {
        "Rita": 200,
        "Cleo": 200,
        "Roy": 404,
    }


def test_once_it_is_submitted_it_is_the_duty_sides(cast):
    contact = do(bare_draft(cast.rita, urgent="yes", urgent_reason="A bruise"), "submit", cast.cleo)
    assert status(cast.rita, contact.get_absolute_url()) == 404
