"""The header shows each role the trays and pages that are theirs, and nobody else's."""

import pytest

from contacts.models import Contact
from directory.roles import Role
from tests.duty.conftest import MONDAY
from tests.factories.cast import make_user, signed_in
from tests.factories.contacts import contact_at, do, draft

S = Contact.State
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "swept")]


def links(page) -> dict[str, str]:
    """Where the header leads, by address."""
    return {link["href"]: " ".join(link.get_text(" ").split()) for link in page.all(".top a")}


def test_a_cso_sees_the_trays_with_their_counts(cast, reads):
    draft(cast.cleo)
    contact_at(S.AWAITING_DECISION, cast)
    shown = links(reads(cast.cleo, "/my-work/"))
    assert shown["/tray/intake/"].startswith("Intake 1")
    assert shown["/tray/duty/"].startswith("Duty 1")
    assert shown["/tray/early_help/"].startswith("Early help 0")
    assert {"/contacts/new/", "/my-work/", "/notices/"} <= set(shown)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SYSTEM_ADMIN])
def test_who_sees_no_case_item_is_shown_no_tray_and_no_search(reads, role):
    page = reads(make_user("Ada", role), "/notices/")
    assert not [address for address in links(page) if address.startswith(("/tray/", "/contacts/", "/my-work/"))]
    assert page.first("[role=search]") is None


def test_a_receiving_team_may_record_and_search_but_is_shown_no_tray(reads):
    page = reads(make_user("Tess", Role.TEAM_MANAGER), "/my-work/")
    assert not [address for address in links(page) if address.startswith("/tray/")]
    assert "/contacts/new/" in links(page)
    assert page.first("[role=search]")


def test_the_page_one_is_on_is_marked(cast, reads):
    page = reads(cast.dana, "/tray/duty/")
    assert [link["href"] for link in page.all(".top [aria-current=page]")] == ["/tray/duty/"]


def test_it_counts_unread_notices_about_what_one_may_still_see(cast, reads):
    contact = contact_at(S.WITH_WORKER, cast)
    assert "Notices 1 unread" in " ".join(reads(cast.sam, "/my-work/").first(".top").get_text(" ").split())
    do(contact, "return_to_tray", cast.sam, note="Done")
    cast.sam.grants.update(until=MONDAY)
    somebody = make_user("Rosa", Role.TEAM_WORKER)
    cast.sam.notices.update(user=somebody)
    assert "unread" not in reads(somebody, "/my-work/").first(".top").get_text()


def test_role_titles_are_the_authoritys_own(cast, reads):
    assert "Customer Service Officer" in reads(cast.cleo, "/my-work/").first(".menu__who").text


def test_a_visitor_who_is_not_signed_in_is_shown_nothing(client):
    assert b"top__nav" not in client.get("/sign-in/").content


def test_the_sound_is_switched_off_and_on_again(cast, reads):
    browser = signed_in(cast.dana)
    answer = browser.post("/sound/", {"sound": "off", "next": "/tray/duty/?show=urgent"})
    assert answer.url == "/tray/duty/?show=urgent"
    assert reads(cast.dana, "/tray/duty/").first("main")["data-sound"] == "off"
    browser.post("/sound/", {"sound": "on"})
    assert reads(cast.dana, "/tray/duty/").first("main")["data-sound"] == "on"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_the_switch_leads_nowhere_else(cast, elsewhere):
    assert signed_in(cast.dana).post("/sound/", {"sound": "off", "next": elsewhere}).url == "/my-work/"
