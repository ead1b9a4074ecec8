"""Every list asks as much for two rows as for fifty: at most twelve queries, and one more for each process shown."""

from uuid import uuid4

import pytest
from django.utils import timezone

from contacts.services.draft import begin_draft
from tests.factories.cast import signed_in
from tests.factories.contacts import AVA, BEN, bare_draft, do

MOST = 13
LISTS = [
    ("dana", "/tray/duty/", 2),
    ("dana", "/tray/duty/?poll=1", 2),
    ("dana", "/tray/duty/?show=unread", 2),
    ("dana", "/tray/duty/?sort=family", 2),
    ("dana", "/tray/duty/?show=passed", 1),
    ("dana", "/tray/duty/?show=out", 1),
    ("dana", "/tray/early_help/", 1),
    ("dana", "/tray/intake/", 1),
    ("cleo", "/my-work/", 1),
    ("sam", "/tray/worker-sam/", 1),
    ("sam", "/my-work/", 1),
    ("sam", "/notices/", 0),
]
"""Who reads which list, and how many processes it shows."""


def submitted(cast):
    """An urgent contact about two children, of which little is known yet: quickly made, and submitted all the same."""
    children = [dict(child, row=uuid4()) for child in (AVA, BEN)]
    told = {"urgent": "yes", "urgent_reason": "A disclosed injury", "concerns": "Seen with a bruise"}
    contact = begin_draft(cast.cleo, told, children, {}, timezone.now(), uuid4())
    return do(contact, "submit", cast.cleo)


def one_more_row_in_each(cast):
    """A contact and referrals in the duty tray, an episode, something for Sam, a draft, and a notice to each reader."""
    submitted(cast)
    do(submitted(cast), "decide_referral", cast.dana, rationale="Threshold met")
    do(submitted(cast), "decide_early_help", cast.dana, rationale="Support")
    do(submitted(cast), "assign", cast.dana, worker="sam", task="Ring the school")
    bare_draft(cast.cleo)


@pytest.mark.django_db
@pytest.mark.usefixtures("swept")
def test_every_list_asks_the_same_for_two_rows_and_for_fifty(cast, django_assert_max_num_queries):
    search = signed_in(cast.dana).post("/people/search/", {"q": "Hall"}).url
    lists = [*LISTS, ("dana", search, 0)]
    browsers = {who: signed_in(getattr(cast, who)) for who, _, _ in lists}
    asked, made = {}, 0
    for wanted in (2, 50):
        while made < wanted:
            one_more_row_in_each(cast)
            made += 1
        for who, address, processes in lists:
            browsers[who].get(address)
            with django_assert_max_num_queries(MOST + processes) as counted:
                assert browsers[who].get(address).status_code == 200
            asked.setdefault((who, address), set()).add(len(counted))
    assert {place: counts for place, counts in asked.items() if len(counts) > 1} == {}
