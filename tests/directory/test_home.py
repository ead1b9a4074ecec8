"""After sign-in each role stands at the place where its work is."""

import pytest
from django.urls import reverse

from directory.pages import HOMES, home_of, pages_for
from directory.roles import Role
from tests.factories.cast import make_user, signed_in

PLACES = {
    Role.CSO: "/my-work/",
    Role.MISPER_CSO: "/my-work/",
    Role.MARAC_RESEARCHER: "/my-work/",
    Role.BSO: "/my-work/",
    Role.CONTACT_CENTRE: "/my-work/",
    Role.RECEPTION: "/my-work/",
    Role.DUTY_MANAGER: "/tray/duty/",
    Role.EARLY_HELP_MANAGER: "/tray/duty/",
    Role.PRACTICE_MANAGER: "/tray/duty/",
    Role.HEAD_OF_SERVICE: "/tray/duty/",
    Role.DUTY_SOCIAL_WORKER: "/my-work/",
    Role.EARLY_HELP_WORKER: "/my-work/",
    Role.AUDITOR: "/audit/",
    Role.SYSTEM_ADMIN: "/users/",
    Role.LADO: "/my-work/",
    Role.TEAM_MANAGER: "/team/",
    Role.TEAM_WORKER: "/team/",
    Role.TEAM_BSO: "/team/",
}


@pytest.mark.parametrize(("role", "place"), PLACES.items())
def test_home_leads_to_the_place_of_work(db, role, place):
    assert signed_in(make_user("Any", role)).get("/").url == place


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_home(role):
    assert home_of({role})


def test_the_first_home_that_fits_is_taken():
    assert home_of({Role.CSO, Role.DUTY_MANAGER, Role.SYSTEM_ADMIN})[0] == "tray"
    assert home_of({Role.CSO, Role.AUDITOR})[0] == "my-work"
    assert len(HOMES) == 6


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (Role.SYSTEM_ADMIN, ["Users", "Rota", "Hours", "Main system", "Undelivered mail", "Directory"]),
        (Role.PRACTICE_MANAGER, ["Rota", "Cover", "Directory"]),
        (Role.AUDITOR, ["Audit", "Who looked at whom", "Directory"]),
        (Role.CSO, ["Directory"]),
    ],
)
def test_the_header_names_the_pages_that_a_role_may_open(role, labels):
    assert [page.label for page in pages_for({role})] == labels


@pytest.mark.parametrize("role", Role)
def test_every_page_named_can_be_opened(db, role):
    client = signed_in(make_user("Any", role))
    for page in pages_for({role}):
        assert client.get(reverse(page.url_name)).status_code == 200
