"""Reading is an act: whoever is shown a record leaves an access, and whoever is not leaves none."""

import json

import pytest

from audit.models import Access, Event
from tests.factories.cast import make_cast, signed_in
from tests.factories.contacts import contact_at, do
from tests.factories.people import staff_relation
from tests.oracle.stage import undone
from tests.walls.world import NOON


@pytest.fixture(scope="module")
def cast(standing_still):
    """Everybody of the named cast, for all tests here."""
    with standing_still():
        yield make_cast()


@pytest.fixture(autouse=True)
def _as_if_it_were_the_only_one(records):
    """Whatever one test does is undone before the next."""
    with undone():
        yield


@pytest.fixture(scope="module")
def records(cast):
    """One of everything that can be opened, by the address of its page."""
    draft, waiting = contact_at("draft", cast), contact_at("awaiting_decision", cast)
    helped = do(contact_at("awaiting_decision", cast), "decide_early_help", cast.dana, rationale="They would")
    referred = do(contact_at("awaiting_decision", cast), "decide_referral", cast.dana, rationale="Harm")
    closed = contact_at("closed", cast)
    [episode] = helped.children.get().person.early_help.all()
    [referral] = referred.children.get().person.referrals.all()
    about = {"draft": draft, "waiting": waiting, "early_help": episode, "referral": referral}
    return about | {"no_further_action": closed.no_further_action_records.get(), "person": draft.children.get().person}


ADDRESSES = [
    ("waiting", "", None),
    ("waiting", "history/", None),
    ("waiting", "do/assign/", None),
    ("waiting", "do/assign/", {"task": ""}),
    ("draft", "edit/", None),
    ("draft", "edit/", {"concerns": "A bruise"}),
    ("early_help", "", None),
    ("early_help", "history/", None),
    ("referral", "", None),
    ("referral", "history/", None),
    ("no_further_action", "", None),
    ("person", "", None),
]


TYPING = ("draft", "edit/autosave/", {"concerns": "A bruise"})
"""It shows nothing, and the event says who saved it."""


@pytest.mark.parametrize(("which", "more", "posted"), ADDRESSES)
def test_whoever_is_shown_a_record_leaves_an_access(cast, records, which, more, posted):
    client, address = signed_in(cast.emma), records[which].get_absolute_url() + more
    answer = client.get(address) if posted is None else client.post(address, posted | seen(records[which]))
    assert answer.status_code in (200, 302, 422)
    assert Access.about(records[which]).filter(user=cast.emma).exists()


def test_who_types_by_itself_is_shown_nothing_and_named_by_the_event(cast, records):
    which, more, posted = TYPING
    address = records[which].get_absolute_url() + more
    assert signed_in(cast.emma).post(address, posted | seen(records[which])).status_code == 200
    assert not Access.objects.filter(user=cast.emma).exists()
    assert Event.about(records[which]).filter(verb="saved").last().actor == cast.emma


@pytest.mark.parametrize(("which", "more", "posted"), [*ADDRESSES, TYPING])
@pytest.mark.parametrize("reader", ["rita", "hugh"])
def test_whoever_may_not_know_of_it_leaves_none(cast, records, which, more, posted, reader):
    user = getattr(cast, reader)
    staff_relation(cast.hugh, records[which] if which == "person" else _child(records[which]), NOON)
    client, address = signed_in(user), records[which].get_absolute_url() + more
    answer = client.get(address) if posted is None else client.post(address, posted | seen(records[which]))
    assert answer.status_code == 404
    assert not Access.objects.filter(user=user).exists()


def seen(record):
    """What a page of the record as it stands sends along: without it, what types by itself is taken for stale."""
    return {"seen_version": record.version}


def _child(record):
    contact = getattr(record, "contact", None)
    return contact.children.get().person if contact else record.concerned().get()


@pytest.mark.parametrize("step", [None, "add_information", "decide_referral"])
def test_the_internal_api_leaves_one_too(cast, records, step):
    address = f"/api/internal/contact/{records['waiting'].reference}/"
    client = signed_in(cast.emma)
    body = json.dumps({"note": "They rang"})
    client.post(f"{address}{step}/", body, content_type="application/json") if step else client.get(address)
    assert Access.about(records["waiting"]).filter(user=cast.emma, via__startswith="api").count() == 1


def test_an_access_says_who_when_what_and_by_which_page_and_nothing_else(cast, records):
    signed_in(cast.emma).get(records["waiting"].get_absolute_url())
    access = Access.about(records["waiting"]).get(user=cast.emma)
    assert (access.user, access.record, access.via) == (cast.emma, records["waiting"], "page")
